package bohr.emulator.boot;

import bohr.emulator.boot.BoardParts.Option;
import bohr.emulator.boot.DeviceTree.Node;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.Digest;
import java.util.Arrays;
import java.util.stream.LongStream;

/// The device tree of the board: what QEMU 7.2 says of its `virt` machine, node by node and with
/// the same phandles, as far as the board has the parts (DeviceTreeLikeQemuTest lists what differs,
/// and why).
final class VirtDeviceTree {

  private static final long TIMEBASE_HERTZ = 10_000_000;
  private static final long UART_HERTZ = 3_686_400;

  private static final int VIRTIO_SOURCE = 1;
  private static final int SOURCES = 96;
  private static final int IDENTITIES = 255;
  private static final int LEVEL_HIGH = 4;
  private static final int CACHE_BLOCK = 64;

  // Numbers of the harts' local interrupts (privileged ISA, table of mcause).
  private static final int SOFTWARE = 3;
  private static final int TIMER = 7;
  private static final int MACHINE_EXTERNAL = 11;
  private static final int SUPERVISOR_EXTERNAL = 9;

  private final BoardParts parts;

  private VirtDeviceTree(BoardParts parts) {
    this.parts = parts;
  }

  /// The tree of a board with these parts.
  static DeviceTree of(BoardParts parts, Chosen chosen) {
    return new VirtDeviceTree(parts).build(chosen);
  }

  private DeviceTree build(Chosen chosen) {
    DeviceTree tree = new DeviceTree();
    Node root = tree.root();
    root.cells("#address-cells", 2).cells("#size-cells", 2);
    root.text("compatible", "riscv-virtio").text("model", "riscv-virtio,qemu");
    chosen(root.child("chosen"), chosen);
    power(root.child("poweroff"), "syscon-poweroff", 0x5555);
    power(root.child("reboot"), "syscon-reboot", 0x7777);
    firmwareParts(root);
    root.child("memory@80000000")
        .text("device_type", "memory")
        .wideCells("reg", MemoryLayout.RAM, parts.ramBytes());
    harts(root.child("cpus"));
    Node soc = root.child("soc");
    soc.cells("#address-cells", 2).cells("#size-cells", 2);
    soc.text("compatible", "simple-bus").flag("ranges");
    platform(soc);
    pci(soc.child("pci@30000000"));
    if (parts.aia() == Aia.NONE) {
      plic(soc.child("plic@c000000"));
    } else {
      messageControllers(soc);
    }
    soc.child("clint@2000000")
        .text("compatible", "sifive,clint0", "riscv,clint0")
        .wideCells("reg", MemoryLayout.ACLINT, MemoryLayout.ACLINT_SIZE)
        .cells("interrupts-extended", localInterrupts(SOFTWARE, TIMER));
    return tree;
  }

  private static void chosen(Node node, Chosen chosen) {
    node.text("stdout-path", "/soc/serial@10000000");
    if (!chosen.arguments().isEmpty()) {
      node.text("bootargs", chosen.arguments());
    }
    if (chosen.initrdBytes() > 0) {
      node.cells("linux,initrd-start", chosen.initrd());
      node.cells("linux,initrd-end", chosen.initrd() + chosen.initrdBytes());
    }
    long[] seed = new long[4];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = Digest.of(chosen.seed(), i);
    }
    node.wideCells("rng-seed", seed);
  }

  private void power(Node node, String compatible, long value) {
    node.text("compatible", compatible).cells("value", value).cells("offset", 0);
    node.cells("regmap", finisher());
  }

  private void firmwareParts(Node root) {
    if (parts.options().contains(Option.FLASH)) {
      long size = MemoryLayout.FLASH_BANK_SIZE;
      root.child("flash@20000000")
          .text("compatible", "cfi-flash")
          .cells("bank-width", 4)
          .wideCells("reg", MemoryLayout.FLASH, size, MemoryLayout.FLASH + size, size);
    }
    if (parts.options().contains(Option.FW_CFG)) {
      root.child("fw-cfg@10100000")
          .text("compatible", "qemu,fw-cfg-mmio")
          .wideCells("reg", MemoryLayout.FW_CFG, MemoryLayout.FW_CFG_SIZE)
          .flag("dma-coherent");
    }
  }

  private void harts(Node node) {
    node.cells("#address-cells", 1).cells("#size-cells", 0);
    node.cells("timebase-frequency", TIMEBASE_HERTZ);
    for (int hart = 0; hart < parts.harts(); hart++) {
      Node cpu = node.child("cpu@" + Integer.toHexString(hart));
      cpu.cells("phandle", hart(hart)).text("device_type", "cpu").cells("reg", hart);
      cpu.text("status", "okay").text("compatible", "riscv").text("riscv,isa", parts.isa());
      cpu.text("mmu-type", "riscv,sv48");
      if (parts.isa().contains("_zicboz")) {
        cpu.cells("riscv,cbom-block-size", CACHE_BLOCK).cells("riscv,cboz-block-size", CACHE_BLOCK);
      }
      cpu.child("interrupt-controller")
          .text("compatible", "riscv,cpu-intc")
          .flag("interrupt-controller")
          .cells("#interrupt-cells", 1)
          .cells("phandle", localController(hart));
    }
    Node cluster = node.child("cpu-map").child("cluster0");
    for (int hart = 0; hart < parts.harts(); hart++) {
      cluster.child("core" + hart).cells("cpu", hart(hart));
    }
  }

  private void platform(Node soc) {
    if (parts.options().contains(Option.RTC)) {
      Node rtc = soc.child("rtc@101000").text("compatible", "google,goldfish-rtc");
      rtc.wideCells("reg", MemoryLayout.RTC, MemoryLayout.RTC_SIZE);
      wired(rtc, MemoryLayout.RTC_SOURCE);
    }
    Node uart = soc.child("serial@10000000").text("compatible", "ns16550a");
    uart.cells("clock-frequency", UART_HERTZ);
    uart.wideCells("reg", MemoryLayout.UART, MemoryLayout.UART_SIZE);
    wired(uart, MemoryLayout.UART_SOURCE);
    soc.child("test@100000")
        .text("compatible", "sifive,test1", "sifive,test0", "syscon")
        .wideCells("reg", MemoryLayout.FINISHER, MemoryLayout.FINISHER_SIZE)
        .cells("phandle", finisher());
    for (int slot = 0; slot < parts.virtioSlots(); slot++) {
      long page = MemoryLayout.VIRTIO_MMIO_PAGE;
      long address = MemoryLayout.VIRTIO_MMIO + slot * page;
      Node virtio = soc.child("virtio_mmio@" + Long.toHexString(address));
      virtio.text("compatible", "virtio,mmio").wideCells("reg", address, page);
      wired(virtio, VIRTIO_SOURCE + slot);
    }
  }

  private void wired(Node node, int source) {
    node.cells("interrupt-parent", wiredController());
    node.cells("interrupts", specifier(source));
  }

  /// A source in the cells of its controller: an APLIC wants to hear of its kind too.
  private long[] specifier(int source) {
    return parts.aia() == Aia.NONE
        ? new long[] {source}
        : new long[] {source, LEVEL_HIGH};
  }

  private void pci(Node node) {
    node.text("compatible", "pci-host-ecam-generic").text("device_type", "pci");
    node.cells("#address-cells", 3).cells("#size-cells", 2).cells("#interrupt-cells", 1);
    node.cells("linux,pci-domain", 0).cells("bus-range", 0, 0xff).flag("dma-coherent");
    node.wideCells("reg", MemoryLayout.ECAM, MemoryLayout.ECAM_SIZE);
    node.cells("ranges", windows());
    node.cells("interrupt-map-mask", 0x1800, 0, 0, 7);
    node.cells("interrupt-map", interruptMap());
    if (parts.aia() == Aia.APLIC_IMSIC) {
      node.cells("msi-parent", supervisorMessages());
    }
  }

  /// Ports, 32-bit and 64-bit memory: kind, address on the bus, address for harts, size.
  private static long[] windows() {
    long high = MemoryLayout.PCI_HIGH;
    long highSize = MemoryLayout.PCI_HIGH_SIZE;
    return new long[] {
      0x100_0000, 0, 0, 0, MemoryLayout.PCI_PORTS, 0, MemoryLayout.PCI_PORTS_SIZE,
      0x200_0000, 0, MemoryLayout.PCI_MMIO, 0, MemoryLayout.PCI_MMIO, 0, MemoryLayout.PCI_MMIO_SIZE,
      0x300_0000, high >>> 32, high, high >>> 32, high, highSize >>> 32, highSize
    };
  }

  /// Pin p of slot s ends at wire (s + p) mod 4; only s mod 4 counts, as the mask says.
  private long[] interruptMap() {
    LongStream map = LongStream.empty();
    for (int slot = 0; slot < 4; slot++) {
      for (int pin = 0; pin < 4; pin++) {
        LongStream from = LongStream.of(slot << 11, 0, 0, pin + 1, wiredController());
        int source = MemoryLayout.INTX_SOURCE + (slot + pin) % 4;
        map = LongStream.concat(map, LongStream.concat(from, Arrays.stream(specifier(source))));
      }
    }
    return map.toArray();
  }

  private void plic(Node node) {
    node.text("compatible", "sifive,plic-1.0.0", "riscv,plic0");
    node.flag("interrupt-controller").cells("#interrupt-cells", 1).cells("#address-cells", 0);
    node.wideCells("reg", MemoryLayout.PLIC, MemoryLayout.PLIC_SIZE);
    node.cells("interrupts-extended", localInterrupts(MACHINE_EXTERNAL, SUPERVISOR_EXTERNAL));
    node.cells("riscv,ndev", SOURCES).cells("phandle", wiredController());
  }

  private void messageControllers(Node soc) {
    aplic(soc, MemoryLayout.APLIC_M, machineWires(), machineMessages())
        .cells("riscv,children", wiredController())
        .cells("riscv,delegate", wiredController(), 1, SOURCES)
        .cells("riscv,delegation", wiredController(), 1, SOURCES);
    aplic(soc, MemoryLayout.APLIC_S, wiredController(), supervisorMessages());
    imsics(soc, MemoryLayout.IMSIC_M, machineMessages(), MACHINE_EXTERNAL);
    imsics(soc, MemoryLayout.IMSIC_S, supervisorMessages(), SUPERVISOR_EXTERNAL);
  }

  private static Node aplic(Node soc, long address, long phandle, long messages) {
    return soc.child("aplic@" + Long.toHexString(address))
        .text("compatible", "riscv,aplic")
        .flag("interrupt-controller")
        .cells("#interrupt-cells", 2)
        .wideCells("reg", address, MemoryLayout.APLIC_SIZE)
        .cells("msi-parent", messages)
        .cells("riscv,num-sources", SOURCES)
        .cells("phandle", phandle);
  }

  private void imsics(Node soc, long address, long phandle, int localInterrupt) {
    soc.child("imsics@" + Long.toHexString(address))
        .text("compatible", "riscv,imsics")
        .flag("interrupt-controller")
        .flag("msi-controller")
        .cells("#interrupt-cells", 0)
        .wideCells("reg", address, parts.harts() * MemoryLayout.IMSIC_PAGE)
        .cells("interrupts-extended", localInterrupts(localInterrupt))
        .cells("riscv,num-ids", IDENTITIES)
        .cells("riscv,ipi-id", 1)
        .cells("phandle", phandle);
  }

  /// For each hart, its controller and each of these interrupts of it.
  private long[] localInterrupts(int... interrupts) {
    LongStream all = LongStream.empty();
    for (int hart = 0; hart < parts.harts(); hart++) {
      for (int interrupt : interrupts) {
        all = LongStream.concat(all, LongStream.of(localController(hart), interrupt));
      }
    }
    return all.toArray();
  }

  // Phandles, in the order in which QEMU gives them out: harts from the last to the first, each
  // with its controller; the board's controllers; the test finisher.

  private long hart(int hart) {
    return 2L * (parts.harts() - hart) - 1;
  }

  private long localController(int hart) {
    return hart(hart) + 1;
  }

  private long machineMessages() {
    return 2L * parts.harts() + 1;
  }

  private long supervisorMessages() {
    return machineMessages() + 1;
  }

  private long machineWires() {
    return machineMessages() + 2;
  }

  /// The controller of the wires that an operating system sees.
  private long wiredController() {
    return 2L * parts.harts() + (parts.aia() == Aia.NONE ? 1 : 4);
  }

  private long finisher() {
    return wiredController() + 1;
  }
}
