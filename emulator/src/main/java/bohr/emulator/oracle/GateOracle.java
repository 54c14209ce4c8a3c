package bohr.emulator.oracle;

/// O1 of the race zoo: a function issues DMA or an MSI though its gate is shut.
///
/// Covered: bus master enable clear, and a reset that was acknowledged, at the moment of issue; a
/// function-level reset is acknowledged as soon as it is asked for. Of an MSI the device has to say
/// which transfer it belongs to, for the function itself cannot know.
/// Not covered, because the specification allows it: a request that was issued while the gate was
/// open and is still travelling; that is O2's, if the guest has taken the buffer back.
final class GateOracle implements Oracle {

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String number() {
    return "O1";
  }

  @Override
  public String clause() {
    return "PCI Express Base Specification, Command Register, Bus Master Enable: while the bit is"
        + " clear the function must not issue memory requests, MSIs included; §6.6.2: nor after a"
        + " function-level reset";
  }

  @Override
  public void requestIssued(
      Monitor monitor, String function, String request, boolean busMaster, boolean resetting) {
    if (!busMaster) {
      String what = " issued a " + request + " while bus master enable is clear";
      monitor.report(this, function + what, function + " " + request);
    } else if (resetting) {
      String what = " issued a " + request + " after its reset was acknowledged";
      monitor.report(this, function + what, function + " " + request + " in reset");
    }
  }
}
