package bohr.emulator.oracle;

/// O4 of the race zoo: nothing can move, no timer is armed, and yet there is work to do.
final class AsleepOracle implements Oracle {

  @Override
  public String name() {
    return "asleep";
  }

  @Override
  public String number() {
    return "O4";
  }

  @Override
  public String clause() {
    return "liveness: whoever sleeps while work is pending must have a wake-up under way (lost"
        + " wake-up)";
  }

  @Override
  public void asleep(Monitor monitor, String pending, String place) {
    if (!pending.isEmpty()) {
      monitor.report(this, "everything is asleep with work pending: " + pending, place);
    }
  }
}
