package bohr.emulator.hart;

/// Random programs, and the trap handler that keeps them going.
final class Programs {

  private Programs() {}

  /// A random instruction of the table with random operands, or sometimes any word.
  static int word(Dice dice) {
    Instruction row = InstructionSet.ROWS.get(dice.next(InstructionSet.ROWS.size()));
    int word = row.match() | (int) dice.next() & ~row.mask();
    return switch (dice.next(8)) {
      case 0 -> (int) dice.next() & 0xfffc_fffc | dice.next(3) << 16 | dice.next(3);
      case 1 -> (int) dice.next();
      default -> isolated(row, word);
    };
  }

  /// Jumps and branches go forward and not far, and MRET is left to the handler: otherwise most
  /// programs would soon run in a circle of a few instructions.
  private static int isolated(Instruction row, int word) {
    boolean jumps = row.format() == Format.JUMP || row.format() == Format.BRANCH;
    return jumps ? word & 0x07ff_ffff : row.opcode() == Opcode.MRET ? row.match() & 0xff : word;
  }

  /// A trap handler at [Guest#HANDLER] that loads all registers from the page before and enters the
  /// program anew at a place that depends on the time.
  static String[] handler() {
    String[] lines = new String[40];
    int line = 0;
    lines[line++] = "auipc s0,0xfffff";
    for (int register = 1; register < 32; register++) {
      int loaded = register == 31 ? 8 : register < 8 ? register : register + 1;
      lines[line++] = "ld " + Disassembler.register(loaded) + "," + 8 * loaded + "(s0)";
    }
    lines[line++] = "lui t5,0x40000";
    lines[line++] = "sw zero,0(t5)";
    lines[line++] = "auipc t5,0xffff8";
    lines[line++] = "csrr t6,mcycle";
    lines[line++] = "andi t6,t6,2044";
    lines[line++] = "add t5,t5,t6";
    lines[line++] = "csrw mepc,t5";
    lines[line] = "mret";
    return lines;
  }
}
