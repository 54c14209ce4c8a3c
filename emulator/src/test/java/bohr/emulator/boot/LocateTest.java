package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every address of a guest's code is located as `riscv64-unknown-elf-addr2line` does it. Skipped
/// where the cross tools are absent. (64-bit DWARF is not compared: addr2line 2.40 cannot read it.)
class LocateTest {

  private static final String TOOLS = "riscv64-unknown-elf-";
  private static final long START = 0x8000_0000L;

  @TempDir
  private Path folder;

  @Test
  void theCommittedGuestIsLocatedAsByAddr2line() throws Exception {
    Path elf = Files.write(folder.resolve("guest.elf"), TestElf.guest());
    compare(elf, Files.readAllBytes(elf));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "-gdwarf-2 -O0", "-gdwarf-3 -O1", "-gdwarf-4 -O2", "-gdwarf-5 -O2", "-gdwarf-5 -Os -mno-relax",
    "-gdwarf-4 -O0 -mno-relax", "-gdwarf-5 -O1 -ffunction-sections",
    "-gdwarf-5 -gno-as-loc-support -O2"})
  void everyVersionOfDwarfIsLocatedAsByAddr2line(String options) throws Exception {
    Path elf = folder.resolve("guest.elf");
    Path lines = folder.resolve("lines.elf");
    List<String> compile = new ArrayList<>(List.of(TOOLS + "gcc", "-march=rv64imac_zicsr_zifencei",
        "-mabi=lp64", "-mcmodel=medany", "-nostdlib", "-ffreestanding", "-fno-inline"));
    compile.addAll(List.of(options.split(" ")));
    compile.addAll(List.of("-T", source("guest.ld"), source("start.S"), source("guest.c"),
        "-o", elf.toString()));
    run(compile);
    run(List.of(TOOLS + "objcopy", "-R", ".debug_info", "-R", ".debug_abbrev",
        elf.toString(), lines.toString()));
    compare(elf, Files.readAllBytes(lines));
  }

  private static void compare(Path elf, byte[] bytes) throws Exception {
    Elf parsed = Elf.parse(bytes, "guest.elf");
    List<Section> sections = Section.readAll(bytes, ElfHeader.read(bytes, "guest.elf"));
    long length = Section.named(sections, ".text").orElseThrow().memoryBytes();
    List<String> command = new ArrayList<>(
        List.of(TOOLS + "addr2line", "--basenames", "--functions", "-e", elf.toString()));
    LongStream.range(START, START + length).forEach(pc -> command.add(Long.toHexString(pc)));
    List<String> expected = run(command);
    for (int i = 0; i < length; i++) {
      Location location = parsed.locate(START + i);
      String function = location.function().replaceAll("\\.(constprop|isra|part)\\.\\d+$", "");
      String line = location.file().isEmpty() ? "??:" : location.file() + ":" + location.line();
      String place = Long.toHexString(START + i);
      assertEquals(expected.get(2 * i), function, place);
      assertEquals(expected.get(2 * i + 1).replaceAll(" \\(discr.*|(?<=:)[?0]$", ""), line, place);
    }
  }

  private static String source(String name) throws URISyntaxException {
    return Path.of(LocateTest.class.getResource("/boot/" + name).toURI()).toString();
  }

  private static List<String> run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, command.getFirst() + " is not installed");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }
}
