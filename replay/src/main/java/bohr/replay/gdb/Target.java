package bohr.replay.gdb;

import bohr.emulator.hart.DebugPort;
import bohr.emulator.hart.Hart;

/// What gdb is told about harts, as the features that it knows (GDB manual, §"RISC-V Features"),
/// and how their registers are numbered: x0 to x31, pc, f0 to f31, the privilege mode, and CSRs.
/// Told that there is no operating system, gdb has the target take steps; otherwise it would look
/// for the next instruction itself, which a device thread has not.
final class Target {

  static final int PC = 32;
  static final int FLOAT = 33;

  /// Registers that a `g` packet shows.
  static final int GENERAL = FLOAT + 32;

  private static final int PRIVILEGE = GENERAL;
  private static final int CSR = 0x100;
  private static final int CSRS = 1 << 12;

  private static final String[] INTEGER = {
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "fp", "s1", "a0", "a1", "a2", "a3", "a4",
    "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
    "t5", "t6"
  };

  private static final String[] FLOATING = {
    "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2",
    "fa3", "fa4", "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9",
    "fs10", "fs11", "ft8", "ft9", "ft10", "ft11"
  };

  private Target() {}

  /// The description of a hart like `hart`.
  static String description(DebugPort hart) {
    StringBuilder xml = new StringBuilder("""
        <?xml version="1.0"?>
        <!DOCTYPE target SYSTEM "gdb-target.dtd">
        <target version="1.0">
        <architecture>riscv:rv64</architecture>
        <osabi>none</osabi>
        <feature name="org.gnu.gdb.riscv.cpu">
        """);
    for (int x = 0; x < INTEGER.length; x++) {
      register(xml, INTEGER[x], x, type(INTEGER[x]), "general");
    }
    register(xml, "pc", PC, "code_ptr", "general");
    xml.append("""
        </feature>
        <feature name="org.gnu.gdb.riscv.fpu">
        <union id="riscv_double">
        <field name="float" type="ieee_single"/><field name="double" type="ieee_double"/>
        </union>
        """);
    for (int f = 0; f < FLOATING.length; f++) {
      register(xml, FLOATING[f], FLOAT + f, "riscv_double", "float");
    }
    xml.append("</feature>\n<feature name=\"org.gnu.gdb.riscv.virtual\">\n");
    register(xml, "priv", PRIVILEGE, "int", "general");
    xml.append("</feature>\n<feature name=\"org.gnu.gdb.riscv.csr\">\n");
    for (int number = 0; number < CSRS; number++) {
      if (hart.hasCsr(number)) {
        register(xml, DebugPort.csrName(number), CSR + number, "int", "csr");
      }
    }
    return xml.append("</feature>\n</target>\n").toString();
  }

  private static String type(String name) {
    return switch (name) {
      case "ra" -> "code_ptr";
      case "sp", "gp", "tp", "fp" -> "data_ptr";
      default -> "int";
    };
  }

  private static void register(
      StringBuilder xml, String name, int number, String type, String group) {
    xml.append("<reg name=\"").append(name).append("\" bitsize=\"64\" type=\"").append(type)
        .append("\" regnum=\"").append(number).append("\" group=\"").append(group)
        .append("\" save-restore=\"no\"/>\n");
  }

  /// The value of register `number` of a hart.
  static long value(Hart hart, DebugPort port, int number) {
    if (number < PC) {
      return hart.x(number);
    }
    if (number == PC) {
      return hart.pc();
    }
    if (number < GENERAL) {
      return hart.f(number - FLOAT);
    }
    if (number == PRIVILEGE) {
      return port.privilege();
    }
    if (!port.hasCsr(number - CSR)) {
      throw new BadPacket(BadPacket.NO_SUCH);
    }
    return port.csr(number - CSR);
  }
}
