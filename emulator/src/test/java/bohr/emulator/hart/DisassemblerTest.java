package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bohr.emulator.state.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The disassembler against `riscv64-linux-gnu-objdump`. Where objdump is known to say something
/// else on purpose, its line is brought into our form first ([#ours]).
class DisassemblerTest {

  private static final String OBJDUMP = "/usr/bin/riscv64-linux-gnu-objdump";
  private static final long ORIGIN = 0x8000_0000L;

  /// All that a hart has and objdump 2.40 knows.
  private static final String ISA =
      "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0_zicbom1p0_zicboz1p0_zba1p0_zbb1p0"
          + "_zbs1p0";

  /// `c.addi16sp sp,0`, which objdump takes for an instruction.
  private static final int RESERVED_STACK_ADJUSTMENT = 0x6101;

  private static final Pattern LINE =
      Pattern.compile(" *([0-9a-f]+):\t([0-9a-f]+) +\t([^#<]*).*");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x00500513 | li a0,5", "0x00008067 | ret", "0x0000006f | j 0x80000000",
        "0x00050463 | beqz a0,0x80000008", "0xffffffff | .4byte 0xffffffff", "0x0000 | unimp",
        "0x0141 | addi sp,sp,16", "0x8082 | ret", "0x852e | mv a0,a1", "0x0100000f | pause",
        "0x30529073 | csrw mtvec,t0", "0x04b6252f | amoadd.w.aq a0,a1,(a2)",
        "0x00552013 | slti zero,a0,5", "0x0220000f | fence r,r", "0x35c51573 | csrrw a0,mtopei,a0",
        "0x0eb55533 | czero.eqz a0,a0,a1", "0x0eb57533 | czero.nez a0,a0,a1",
        "0x02c5f553 | fadd.d fa0,fa1,fa2", "0x00c59553 | fadd.s fa0,fa1,fa2,rtz",
        "0x6ac5f543 | fmadd.d fa0,fa1,fa2,fa3", "0x22b58553 | fmv.d fa0,fa1",
        "0x3405a52f | lw.aq a0,(a1)", "0x3605b52f | ld.aqrl a0,(a1)", "0x3aa5a02f | sw.rl a0,(a1)",
        "0x3ea5802f | sb.aqrl a0,(a1)", "0xfb002573 | csrr a0,mtopi", "0x7c0025f3 | csrr a1,0x7c0",
        "0x12345537 | lui a0,0x12345"
      })
  void anInstructionReadsAsAPersonWouldWriteIt(String word, String expected) {
    assertEquals(expected, Disassembler.disassemble(ORIGIN, Long.decode(word).intValue()));
  }

  @Test
  void everyCompressedInstructionReadsAsInObjdump() throws Exception {
    ByteBuffer code = ByteBuffer.allocate(3 << 15).order(ByteOrder.LITTLE_ENDIAN);
    for (int half = 0; half < 1 << 16; half++) {
      if ((half & 3) != 3) {
        code.putShort((short) half);
      }
    }
    assertEquals(49152, compare(code.array(), 2));
  }

  @Test
  void everyFormOfEveryInstructionReadsAsInObjdump() throws Exception {
    List<Integer> words = new ArrayList<>();
    for (Instruction row : InstructionSet.ROWS) {
      if (row.opcode() != Opcode.PAUSE && !isNewerThanObjdump(row)) {
        forms(row, words);
      }
    }
    ByteBuffer code = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
    words.forEach(code::putInt);
    assertEquals(words.size(), compare(code.array(), 4));
  }

  /// Objdump shows Svinval as data unless a file says that it was built for it.
  @Test
  void svinvalReadsAsTheSpecificationWritesIt() {
    assertEquals("sinval.vma a1,a2", Disassembler.disassemble(0, 0x16c58073));
    assertEquals("sfence.w.inval", Disassembler.disassemble(0, 0x18000073));
    assertEquals("sfence.inval.ir", Disassembler.disassemble(0, 0x18100073));
  }

  private static boolean isNewerThanObjdump(Instruction row) {
    return row.opcode() == Opcode.CZERO_EQZ
        || row.opcode() == Opcode.CZERO_NEZ
        || row.opcode() >= Opcode.SINVAL_VMA;
  }

  /// Random operands, and each combination of zeros and ones in the fields that aliases ask about.
  private static void forms(Instruction row, List<Integer> words) {
    for (int i = 0; i < 200; i++) {
      int random = (int) Digest.of(row.match(), i);
      int[] fields = {0x1f << 7, 0x1f << 15, 0x1f << 20, 0x7f << 25};
      for (int field = 0; field < fields.length; field++) {
        random = (i >> field & 1) != 0 && i < 64 ? random & ~fields[field] : random;
      }
      int word = row.match() | random & ~row.mask();
      words.add(csr(row, known(row, word)));
    }
  }

  /// Objdump 2.40 knows no other fences, and no conversion that is exact with a rounding mode.
  private static int known(Instruction row, int word) {
    if (row.format() == Format.F_UNARY_EXACT || row.format() == Format.X_TO_F_EXACT) {
      return word & ~0x7000;
    }
    return row.format() == Format.FENCE ? word & 0x0ff0_707f | 0x0110_0000
        : row.opcode() == Opcode.FENCE_I ? 0x100f : word;
  }

  /// Which names a CSR has is up to the versions of specification and objdump; ours are below.
  private static int csr(Instruction row, int word) {
    boolean csr = row.format() == Format.CSR || row.format() == Format.CSR_IMMEDIATE;
    return csr ? word & 0xfffff | 0x340 << 20 : word;
  }

  @Test
  void everyCsrHasTheNameThatObjdumpGivesIt() throws Exception {
    List<Integer> words = new ArrayList<>();
    for (int number = 0; number < 1 << 12; number++) {
      if (Csr.of(number) != null) {
        words.add(number << 20 | 0x1573);
      }
    }
    ByteBuffer code = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
    words.forEach(code::putInt);
    assertEquals(words.size(), compare(code.array(), 4));
  }

  private int compare(byte[] code, int length) throws Exception {
    Map<Long, String> expected = objdump(code);
    ByteBuffer words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    int compared = 0;
    List<String> differences = new ArrayList<>();
    for (int at = 0; at < code.length; at += length) {
      int word = length == 2 ? words.getShort(at) & 0xffff : words.getInt(at);
      String actual = Disassembler.disassemble(ORIGIN + at, word);
      String wanted = ours(expected.get(ORIGIN + at), word);
      if (!wanted.equals(actual)) {
        differences.add("%x: objdump %s, here %s".formatted(word, wanted, actual));
      }
      compared++;
    }
    assertEquals(List.of(), differences);
    return compared;
  }

  private Map<Long, String> objdump(byte[] code) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(OBJDUMP)), "no " + OBJDUMP + " here");
    Path file = Files.write(folder.resolve("code.o"), ObjectFile.of(code, ISA));
    Path output = folder.resolve("output");
    int status =
        new ProcessBuilder(
                OBJDUMP, "-d", "-z", "--adjust-vma=0x80000000", file.toString())
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertEquals(0, status);
    Map<Long, String> lines = new HashMap<>();
    for (String line : Files.readAllLines(output)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        lines.put(
            Long.parseUnsignedLong(matcher.group(1), 16),
            matcher.group(3).strip().replace('\t', ' '));
      }
    }
    return lines;
  }

  private static final Pattern IMMEDIATE_OPERAND =
      Pattern.compile(
          "(add|and|or|xor|slt|sll|srl|sra|ror|bset|binv|bext|bclr|csr..?)(w?)"
              + " (.*,(-?\\d+|0x.*))");

  /// What we say where objdump says `theirs`. It drops the `i` of immediate forms, and shows hints
  /// of the C extension by their C names.
  private static String ours(String theirs, int word) {
    if (word == RESERVED_STACK_ADJUSTMENT) {
      return ".2byte 0x" + Integer.toHexString(word);
    }
    Matcher immediate = IMMEDIATE_OPERAND.matcher(theirs);
    String full = theirs;
    if (immediate.matches()) {
      full = immediate.group(1) + "i" + immediate.group(2) + " " + immediate.group(3);
    }
    return full.replaceFirst("^addi (\\w+),\\1,0$", "mv $1,$1")
        .replaceFirst("^c.nop (.*)", "li zero,$1")
        .replaceFirst("^c.li zero,0", "nop")
        .replaceFirst("^c.(mv|li|lui) zero,", "$1 zero,")
        .replaceFirst("^c.add zero,", "add zero,zero,")
        .replaceFirst("^c.slli zero,", "slli zero,zero,")
        .replaceFirst("^c.(slli|srli|srai)64 (\\w+)", "$1 $2,$2,0x0");
  }
}
