package bohr.emulator.oracle;

/// The execution did not end within the scenario's step bound.
final class StepBoundOracle implements Oracle {

  @Override
  public String name() {
    return "step-bound";
  }

  @Override
  public String clause() {
    return "the scenario's step bound: a livelock, or a bound that is too small";
  }

  @Override
  public void exhausted(Monitor monitor, long steps, String place) {
    monitor.report(this, "not done after " + steps + " steps", place);
  }
}
