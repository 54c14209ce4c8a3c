package bohr.emulator.oracle;

/// O10 of the race zoo: an invariant of the scenario does not hold when the guest is done.
final class EndStateOracle implements Oracle {

  @Override
  public String name() {
    return "end-state";
  }

  @Override
  public String number() {
    return "O10";
  }

  @Override
  public String clause() {
    return "the scenario's end-state invariant";
  }

  @Override
  public void ended(Monitor monitor, String violation, String place) {
    if (!violation.isEmpty()) {
      monitor.report(this, violation, place);
    }
  }
}
