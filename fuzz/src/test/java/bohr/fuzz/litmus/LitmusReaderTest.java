package bohr.fuzz.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.hart.Disassembler;
import bohr.emulator.input.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LitmusReaderTest {

  private static final String MP = """
      RISCV MP+fence.w.w+addr
      "Fence.w.wdWW Rfe DpAddrdR Fre"
      (* message passing (* with
         a comment *) *)
      Cycle=Rfe DpAddrdR Fre Fence.w.wdWW
      {
      0:x6=x; 0:a1=y; uint64_t 0:x9;
      1:x6=y; 1:x9=x; int z = -2
      int *p = &z; uint8_t b=255;
      }
       P0          | P1             ;
       ori x5,x0,1 | lw x5,0(x6)    ;
       sw x5,0(x6) | bne x5,x0,OUT  ;
       fence w,w   |                ;
       sw x5,0(a1) | OUT: xor x7,x5,x5 ;
                   | add x8,x9,x7   ;
                   | END:           ;
      locations [p; 1:x8;]
      filter not (z=0) /\\ ~(0:x6 = y)
      exists
      1:x5=1 /\\ 1:x8=x \\/ (x=2 \\/ b=0xff)
      """;

  private static LitmusTest parse(String text) {
    return LitmusReader.parse("t.litmus", text);
  }

  @Test
  void aTestIsReadAsItsAuthorMeantIt() {
    LitmusTest test = parse(MP);
    assertEquals("MP+fence.w.w+addr", test.name());
    assertEquals(
        List.of("x", "y", "z", "p", "b"),
        test.locations().stream().map(LitmusTest.Location::name).toList());
    assertEquals(List.of(4, 4, 4, 8, 1), test.locations().stream().map(l -> l.bytes()).toList());
    assertEquals(
        List.of(0L, 0L, -2L, Layout.cell(2), 255L),
        test.locations().stream().map(l -> l.initial()).toList());
    assertEquals(Layout.cell(1), test.programs().get(0).registers().get(11));
    assertEquals(
        "lw t0,0(t1); bnez t0,0x80000208; xor t2,t0,t0; add s0,s1,t2",
        disassembled(test, 1));
    assertEquals(
        "exists (1:x5=1 /\\ 1:x8=x \\/ [x]=2 \\/ [b]=255)",
        test.condition().quantifier() + " (" + test.condition().proposition().text(test) + ")");
    assertEquals("not ([z]=0) /\\ not (0:x6=y)", test.filter().orElseThrow().text(test));
    long[] state = test.keys().stream().mapToLong(key -> 3).toArray();
    assertEquals("1:x5=3; 1:x8=3; [b]=3; [p]=3; [x]=3;", test.line(state));
  }

  private static String disassembled(LitmusTest test, int thread) {
    List<Integer> code = test.programs().get(thread).code();
    return IntStream.range(0, code.size())
        .mapToObj(i -> Disassembler.disassemble(Layout.code(thread) + 4L * i, code.get(i)))
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RISCV MP+f    | X86 MP   | line 1: a litmus test for RISC-V begins with 'RISCV' and its"
            + " name",
        "fence w,w     | (* fence | line 14: this comment does not end",
        "{             |          | line 1: no initial values in braces",
        "int z = -2    | int z = - | line 8: '-' is neither a number nor a location",
        "int z = -2    | bool z=1 | line 8: unknown type 'bool'",
        "int z = -2    | 1:t9=1   | line 8: unknown register 't9'",
        "int z = -2    | 9:t1=1   | line 8: thread '9': there are at most 8",
        "int z = -2    | 5:t1=1   | line 6: there is no thread 5",
        "int z = -2    | 1:x0=1   | line 8: x0 is 0",
        "int z = -2    | z == 2   | line 8: 'z == 2' is no initial value, such as 0:x5=1 or int"
            + " x=1",
        "P1            | Q1       | line 11: 'Q1' in place of P1",
        "fence w,w     | fence w,w ! | line 14: a row of 3 cells for 2 threads",
        "fence w,w     | fence w  | line 14: 'fence' cannot have the operands 'w'",
        "fence w,w     | nonsense | line 14: unknown instruction 'nonsense'",
        "OUT:          | IN:      | line 13: 'bne' cannot have the operands 'x5,x0,OUT'",
        "END:          | OUT:     | line 17: label 'OUT' twice",
        "END:          | E-D:     | line 17: 'E-D' is no label",
        "exists        | sometimes | line 20: there is 'sometimes' where exists, ~exists or forall"
            + " is expected",
        "b=0xff)       | b=0xff   | line 21: the file ends where ')' is expected",
        "b=0xff)       | b=0xff)) | line 21: there is ')' where nothing more is expected",
        "b=0xff)       | b<1)     | line 21: unexpected '<1)'",
        "b=0xff)       | 7:x1=1)  | line 21: there is no thread 7",
        "b=0xff)       | :x1=1)   | line 21: there is ':' where a location or a register is"
            + " expected"
      })
  void whatIsNoTestIsRefusedInALine(String whole, String part, String reason) {
    String damaged = MP.replace(whole, part == null ? "" : part.replace('!', '|'));
    BadInput refused = assertThrows(BadInput.class, () -> parse(damaged));
    assertEquals("t.litmus: " + reason, refused.getMessage());
  }

  @Property
  void aDamagedTestIsReadOrRefused(
      @ForAll @IntRange(max = 700) int at, @ForAll @IntRange(max = 30) int length,
      @ForAll char character) {
    String damaged = MP.substring(0, Math.min(at, MP.length())) + character
        + MP.substring(Math.min(at + length, MP.length()));
    try {
      assertTrue(parse(damaged).programs().size() <= Layout.THREADS);
    } catch (BadInput refused) {
      assertTrue(refused.getMessage().startsWith("t.litmus: "), refused.getMessage());
    }
  }

  @Test
  void aCommentOfTheHeaderNeedNotEnd() {
    assertEquals(2, parse(MP.replace("a comment *) *)", "a comment")).programs().size());
  }

  @Test
  void aPropositionMayBeDeepButNotWithoutBound() {
    String deep = MP.replace("(x=2", "(".repeat(1000) + "x=2");
    BadInput refused = assertThrows(BadInput.class, () -> parse(deep));
    assertEquals("t.litmus: line 21: a proposition nested more than 200 deep",
        refused.getMessage());
  }

  @Test
  void everyTestOfThePublicSuiteIsRead() {
    Set<String> mnemonics = new TreeSet<>();
    for (Path file : Suite.files()) {
      LitmusTest test = Suite.read(file);
      assertEquals(file.getFileName().toString(), test.name() + ".litmus");
      for (LitmusTest.Program program : test.programs()) {
        mnemonics.addAll(program.code().stream()
            .map(word -> Disassembler.disassemble(0, word).split(" ")[0])
            .collect(Collectors.toSet()));
      }
    }
    assertEquals(
        "add addi amoadd.w amoadd.w.aq amoadd.w.rl amoor.w amoor.w.aq amoor.w.aqrl amoswap.d.rl"
            + " amoswap.w amoswap.w.aq amoswap.w.aqrl amoswap.w.rl andi beqz bnez fence fence.i"
            + " fence.tso ld li lr.d lr.d.aq lr.w lr.w.aqrl lw lw.aq or ori sc.d sc.w sc.w.aqrl"
            + " sc.w.rl sd sw sw.rl xor",
        String.join(" ", mnemonics));
  }
}
