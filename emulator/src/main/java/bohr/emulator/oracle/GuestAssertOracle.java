package bohr.emulator.oracle;

/// The guest's own word: `bohr_assert` failed, or `bohr_done` was called with a status other than
/// 0.
final class GuestAssertOracle implements Oracle {

  @Override
  public String name() {
    return "guest-assert";
  }

  @Override
  public String clause() {
    return "the guest's own assertion";
  }

  @Override
  public void guestFailed(Monitor monitor, String message, String place) {
    monitor.report(this, message, place);
  }
}
