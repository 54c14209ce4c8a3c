package bohr.recorder;

import bohr.recorder.TraceRecord.Bios;
import bohr.recorder.TraceRecord.Device;
import bohr.recorder.TraceRecord.FileReference;
import bohr.recorder.TraceRecord.Header;
import bohr.recorder.TraceRecord.Kernel;
import bohr.recorder.TraceRecord.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Traces that the tests look at byte by byte. The golden traces are among them: never change
/// them.
final class Samples {

  static final Header HEADER =
      new Header(
          "dma-vs-command-register",
          "harts: 2\nmemory: 1 MiB\n",
          "buggy",
          List.of("edu.dma=mapped", "edu.max-payload=64"),
          0x0123456789abcdefL,
          "sc",
          "pct",
          -1,
          4711,
          "bohr 0.1.0");

  private Samples() {}

  static Verdict verdict(long digest) {
    return new Verdict(
        "finding",
        "gate",
        "PCIe 7.5.1.1.3 Command Register, Bus Master Enable",
        "edu wrote 64 bytes at 0x80001000 while bus master enable was clear",
        "start_dma+0x24 (guest.c:41)",
        3,
        1_000_022,
        digest,
        0xfeedfacecafebeefL);
  }

  /// Has every kind of record.
  static Trace small() {
    TraceBuilder builder = new TraceBuilder();
    builder.slice(0, 1_000_000);
    builder.window();
    builder.checkpoint(0x1111111111111111L);
    builder.input("console", Bytes.of("ls\n".getBytes(StandardCharsets.US_ASCII)));
    builder.slice(1, 7);
    builder.choice(3, 0);
    builder.choice(3, 2);
    builder.slice(3, 1);
    builder.checkpoint(0x2222222222222222L);
    builder.slice(0, 12);
    builder.choice(4, 1);
    builder.choice(3, 0);
    builder.choice(3, 1);
    builder.slice(3, 2);
    return builder.build(
        HEADER, Bytes.of("\u007fELF, or so it says".getBytes(StandardCharsets.US_ASCII)),
        verdict(0x3333333333333333L));
  }

  /// A kernel's machine with everything that one may have.
  static final Kernel KERNEL =
      new Kernel(
          4,
          256 << 20,
          "APLIC_IMSIC",
          "console=ttyS0",
          7,
          1L << 50,
          List.of("guest-assert"),
          1_735_689_600_000_000_000L,
          new Bios.Firmware(file("fw_dynamic.bin", 3)),
          Optional.of(file("boot/Image", 1)),
          Optional.of(file("initrd", 2)),
          List.of(file("flash.img", 5)),
          "UPLINK",
          List.of(
              new Device("disk1", "virtio-blk", 1, List.of("read-only=on"),
                  Optional.of(file("disk.img", 4))),
              new Device("net", "virtio-net", 2, List.of(), Optional.empty())));

  private static FileReference file(String path, int fill) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) fill);
    return new FileReference(path, 1_000_000L * fill, Bytes.of(digest));
  }

  /// As [#small()], of a kernel.
  static Trace kernel() {
    TraceBuilder builder = new TraceBuilder();
    builder.slice(2, 10_000_000);
    builder.checkpoint(0x4444444444444444L);
    builder.input("net", Bytes.of(new byte[20]));
    builder.slice(1, 3);
    Header header = new Header(
        "Image", "", "kernel", List.of(), 0, "sc", "random-slices", 7, 0, "bohr 0.1.0");
    return builder.build(
        header, Optional.of(KERNEL), Bytes.NONE, verdict(0x5555555555555555L));
  }
}
