package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.interrupt.Aia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The board's device tree is QEMU 7.2's, but for what is listed here.
class DeviceTreeLikeQemuTest {

  /// What QEMU says and the board does not, by prefix, and why.
  private static final Map<String, String> ONLY_QEMU =
      Map.of(
          "/pmu/", "no events are counted here but cycles and instructions",
          "/platform-bus@4000000/", "a bus for devices plugged in by hand, which are none here");

  /// What the board says and QEMU does not, and why; `*` stands for a number.
  private static final Map<String, String> ONLY_BOHR =
      Map.of(
          "/soc/aplic@c000000/ riscv,delegation",
          "the name that the binding ended with; QEMU 7.2 has its predecessor only",
          "/cpus/cpu@*/ riscv,cbom-block-size", "QEMU 7.2 does not tell of Zicbom",
          "/cpus/cpu@*/ riscv,cboz-block-size", "QEMU 7.2 does not tell of Zicboz");

  /// What both say, differently, and why; `*` stands for a number.
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "/cpus/cpu@*/ riscv,isa", "the harts' own, which are no others",
          "/chosen/ rng-seed", "QEMU draws it, here it comes from the seed of the machine");

  @TempDir Path folder;

  @Test
  void withAPlic() throws Exception {
    for (int harts : new int[] {1, 2, 4, 8}) {
      compare("none", Aia.NONE, harts);
    }
  }

  @Test
  void withAplicAndImsic() throws Exception {
    for (int harts : new int[] {1, 4, 8}) {
      compare("aplic-imsic", Aia.APLIC_IMSIC, harts);
    }
  }

  /// With a kernel and an initial RAM disk, which QEMU wants as files: where they lie is the same.
  @Test
  void whereKernelInitialRamDiskAndArgumentsAre() throws Exception {
    Path kernel = Files.write(folder.resolve("Image"), TestKernel.of(3 << 20));
    Path initrd = Files.write(folder.resolve("initrd"), new byte[12345]);
    Map<String, String> theirs =
        dump("virt", "-m", "256M", "-kernel", kernel.toString(), "-initrd", initrd.toString(),
            "-append", "console=ttyS0 quiet");
    KernelBoot boot =
        KernelBoot.prepare(
            KernelImage.parse(TestKernel.of(3 << 20), "Image"),
            new KernelBoot.Initrd(new byte[12345], "initrd"),
            "console=ttyS0 quiet",
            1,
            parts(Aia.NONE, 1, 256 << 20));
    assertEquals(List.of(), differences(theirs, FlattenedTree.read(boot.flattenedTree())));
  }

  private void compare(String option, Aia aia, int harts) throws Exception {
    Map<String, String> theirs = dump("virt,aia=" + option, "-smp", "" + harts, "-m", "256M");
    Chosen chosen = new Chosen("", 0, 0, 1);
    DeviceTree ours = VirtDeviceTree.of(parts(aia, harts, 256 << 20), chosen);
    assertEquals(List.of(), differences(theirs, FlattenedTree.read(ours.flatten(0))));
  }

  private static BoardParts parts(Aia aia, int harts, long ramBytes) {
    return BoardParts.standard(harts, ramBytes, aia);
  }

  private Map<String, String> dump(String machine, String... options) throws Exception {
    Path blob = folder.resolve("qemu.dtb");
    List<String> command = new ArrayList<>(List.of("qemu-system-riscv64", "-nographic", "-M"));
    command.add(machine + ",dumpdtb=" + blob);
    command.addAll(List.of(options));
    Assumptions.assumeTrue(
        Tool.run("qemu-system-riscv64", "--version").output().contains("version 7.2"),
        "the tree is compared with QEMU 7.2's");
    Tool emulator = Tool.run(command.toArray(String[]::new));
    assertEquals(0, emulator.status(), emulator.output());
    return FlattenedTree.read(Files.readAllBytes(blob));
  }

  private static List<String> differences(Map<String, String> theirs, Map<String, String> ours) {
    Map<String, String> all = new TreeMap<>(theirs);
    ours.forEach((key, value) -> all.merge(key, value, (a, b) -> a.equals(b) ? a : a + " != " + b));
    List<String> differences = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          String pattern = key.replaceAll("cpu@\\d+", "cpu@*");
          boolean both = theirs.containsKey(key) && ours.containsKey(key);
          if (!ours.containsKey(key) && ONLY_QEMU.keySet().stream().noneMatch(key::startsWith)) {
            differences.add("only QEMU: " + key + " " + value);
          } else if (!theirs.containsKey(key) && !ONLY_BOHR.containsKey(pattern)) {
            differences.add("only Bohr: " + key + " " + value);
          } else if (both
              && value.contains("!=")
              && !DIFFERENT.containsKey(pattern)) {
            differences.add("different: " + key + " " + value);
          }
        });
    return differences;
  }
}
