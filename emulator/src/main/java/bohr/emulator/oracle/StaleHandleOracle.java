package bohr.emulator.oracle;

/// O13 of the race zoo: a device model uses an object of its own that has been freed.
final class StaleHandleOracle implements Oracle {

  @Override
  public String name() {
    return "stale-handle";
  }

  @Override
  public String number() {
    return "O13";
  }

  @Override
  public String clause() {
    return "CWE-416, use after free; ISO C11 §6.2.4p2: an object is not referred to outside of its"
        + " lifetime";
  }

  @Override
  public void staleUsed(Monitor monitor, String device, String object, String use) {
    monitor.report(this, device + " " + use + " after its " + object + " was freed",
        device + " " + object);
  }
}
