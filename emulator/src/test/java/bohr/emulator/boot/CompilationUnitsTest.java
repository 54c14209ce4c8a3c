package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompilationUnitsTest {

  @TempDir Path folder;

  static List<Path> guests() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("..", "traces"))) {
      return folders.map(each -> each.resolve("guest.elf")).filter(Files::exists).sorted().toList();
    }
  }

  private static Elf read(Path file) throws IOException {
    return Elf.parse(Files.readAllBytes(file), file.toString());
  }

  @ParameterizedTest
  @MethodSource("guests")
  void whatIsAddedChangesNothingThatWasThere(Path file) throws IOException {
    Elf guest = read(file);
    byte[] more = guest.forDebuggers();
    Elf again = Elf.parse(more, "again");
    assertTrue(more.length > guest.image().length);
    assertEquals(guest.entry(), again.entry());
    assertEquals(guest.variables(), again.variables());
    for (long pc = guest.start(); pc < guest.end(); pc += 2) {
      assertEquals(guest.locate(pc), again.locate(pc));
    }
    assertArrayEquals(more, again.forDebuggers(), "units are added once");
  }

  @Test
  void everyLineProgramHasAUnitThatTheToolsCanRead() throws Exception {
    Path file = folder.resolve("guest.elf");
    Files.write(file, read(Path.of("..", "traces", "dma-vs-command-register", "guest.elf"))
        .forDebuggers());
    Tool info = Tool.run("riscv64-unknown-elf-readelf", "--debug-dump=info,Ranges",
        file.toString());
    assertEquals(0, info.status(), info.output());
    assertFalse(info.output().contains("arning"), info.output());
    for (String name : List.of("start.S", "bohr.c", "guest.c")) {
      assertTrue(info.output().contains(": " + name + "\n"), info.output());
    }
    assertEquals(3, info.output().split("DW_TAG_compile_unit", -1).length - 1);
  }
}
