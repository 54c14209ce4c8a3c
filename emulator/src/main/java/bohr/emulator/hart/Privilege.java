package bohr.emulator.hart;

/// The privilege modes, encoded as in mstatus.MPP and in bits 9:8 of a CSR's number (privileged
/// ISA, §"Privilege Levels").
final class Privilege {

  static final int USER = 0;
  static final int SUPERVISOR = 1;
  static final int MACHINE = 3;

  private Privilege() {}
}
