package bohr.emulator.oracle;

/// O8 of the race zoo: a device's register handler is entered while the device itself is at work
/// further up on the same stack.
///
/// Not covered, because it does no harm: registers of which the model says that they may be entered
/// so, such as memory that has no effect; and interrupt controllers, which messages go to.
final class ReentrancyOracle implements Oracle {

  @Override
  public String name() {
    return "re-entrancy";
  }

  @Override
  public String number() {
    return "O8";
  }

  @Override
  public String clause() {
    return "QEMU, MemReentrancyGuard (commit a2e1753b8054): a handler of a device is not entered"
        + " from inside the device's own input or output, unless its region is exempt";
  }

  @Override
  public void reentered(Monitor monitor, String device, String register, boolean exempt) {
    if (!exempt) {
      String what = " enters its own handler of " + register + " by DMA";
      monitor.report(this, device + what, device + " " + register);
    }
  }
}
