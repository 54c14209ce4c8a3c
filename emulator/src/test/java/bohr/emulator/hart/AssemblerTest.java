package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the assembler writes, the disassembler reads, and the other way round.
class AssemblerTest {

  private static final long PC = 0x8000_1000L;

  @Property(tries = 5000)
  void everyInstructionThatIsDisassembledIsAssembledToTheSameWord(
      @ForAll @IntRange(max = 1023) int number, @ForAll int operands) {
    Instruction row = InstructionSet.ROWS.get(number % InstructionSet.ROWS.size());
    int word = row.match() | written(row, operands) & ~row.mask();
    int mode = word >>> 12 & 7;
    Assume.that(!row.format().operands.endsWith("m") || mode < 5 || mode == 7);
    String text = Disassembler.disassemble(PC, word);
    assertEquals(word, Assembler.word(PC, text), text);
  }

  /// The bits that show: a fence has registers and a mode that nothing makes use of yet, and
  /// neither has an exact conversion a rounding mode.
  private static int written(Instruction row, int operands) {
    return switch (row.format()) {
      case FENCE -> operands & 0x0ff0_0000;
      case F_UNARY_EXACT, X_TO_F_EXACT -> operands & ~0x7000;
      case NONE -> row.opcode() == Opcode.FENCE_I ? 0 : operands;
      default -> operands;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lw x5,0(x6)             | lw t0,0(t1)",
        "lr.w x9 , 0(x8)         | lr.w s1,(s0)",
        "lr.w.aq.rl x12,0(x10)   | lr.w.aqrl a2,(a0)",
        "sc.d.rl x9,x1,(fp)      | sc.d.rl s1,ra,(s0)",
        "amoswap.w.aq.rl x0,x0,(a0) | amoswap.w.aqrl zero,zero,(a0)",
        "bne x5,x0,LC00          | bnez t0,0x80001010",
        "fence rw,w              | fence rw,w",
        "fence.tso               | fence.tso",
        "li t2,-3                | li t2,-3",
        "or x1,x2,x31            | or ra,sp,t6"
      })
  void peopleMayWriteItInOtherWays(String theirs, String ours) {
    int word = Assembler.word(PC, theirs, Map.of("LC00", PC + 16));
    assertEquals(ours, Disassembler.disassemble(PC, word));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov x5,x6        | unknown instruction 'mov'",
        "''               | unknown instruction ''",
        "lw x5            | 'lw' cannot have the operands 'x5'",
        "lw x5,0(x32)     | 'lw' cannot have the operands 'x5,0(x32)'",
        "lw x5,2048(x6)   | 'lw' cannot have the operands 'x5,2048(x6)'",
        "add.aq x5,x6,x7  | 'add.aq' cannot have the operands 'x5,x6,x7'",
        "addi.aq x5,x6,7  | 'addi.aq' cannot have the operands 'x5,x6,7'",
        "lr.w x5,4(x6)    | 'lr.w' cannot have the operands 'x5,4(x6)'",
        "fence rx,w       | 'fence' cannot have the operands 'rx,w'",
        "fadd.s fa0,fa0,fa0,unknown | 'fadd.s' cannot have the operands 'fa0,fa0,fa0,unknown'",
        "bne x5,x0,NOWHERE | 'bne' cannot have the operands 'x5,x0,NOWHERE'",
        "csrwi mscratch,32 | 'csrwi' cannot have the operands 'mscratch,32'"
      })
  void whatIsNoInstructionIsRefusedWithTheReason(String line, String reason) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Assembler.word(PC, line));
    assertEquals(reason, refused.getMessage());
  }

  @Test
  void aLabelMayStandBehindItsBranch() {
    byte[] code = Assembler.assemble(PC, "beqz a0,over", "li a0,1", "over:", ".half 0x8082");
    assertEquals(10, code.length);
    assertEquals("beqz a0,0x80001008", Disassembler.disassemble(PC, word(code)));
  }

  private static int word(byte[] code) {
    return code[0] & 255 | (code[1] & 255) << 8 | (code[2] & 255) << 16 | code[3] << 24;
  }
}
