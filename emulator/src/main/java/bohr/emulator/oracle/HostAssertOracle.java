package bohr.emulator.oracle;

/// An assertion in the code of a device model fails, and the emulator ends for whatever the guest
/// did.
final class HostAssertOracle implements Oracle {

  @Override
  public String name() {
    return "host-assert";
  }

  @Override
  public String clause() {
    return "CWE-617, reachable assertion: a guest cannot end the emulator";
  }

  @Override
  public void hostAsserted(Monitor monitor, String device, String assertion) {
    monitor.report(this, device + ": assertion failed in its model: " + assertion,
        device + " " + assertion);
  }
}
