package bohr.emulator.memory;

/// The physical address map of QEMU's `virt` board (hw/riscv/virt.c, `virt_memmap`), so that one
/// ELF runs on both. Addresses and sizes in bytes.
///
/// ```
/// 0x0010_0000  test finisher             0x2400_0000  IMSIC, M level, a page a hart
/// 0x0200_0000  ACLINT: MSWI, MTIMER      0x2800_0000  IMSIC, S level, a page a hart
/// 0x0c00_0000  PLIC; APLIC, M level      0x3000_0000  PCIe ECAM
/// 0x0d00_0000  APLIC, S level            0x4000_0000  PCIe memory window (BARs)
/// 0x1000_0000  16550 UART                0x8000_0000  RAM
/// 0x1000_1000  virtio-mmio, slots 1 to 8, a page each
/// 0x1010_0000  fw_cfg                    0x0010_1000  real-time clock
/// 0x2000_0000  flash, two banks of 32 MiB
/// ```
public final class MemoryLayout {

  public static final long FINISHER = 0x0010_0000L;
  public static final long FINISHER_SIZE = 0x1000L;
  public static final long ACLINT = 0x0200_0000L;
  public static final long ACLINT_SIZE = 0x1_0000L;
  public static final long PLIC = 0x0c00_0000L;
  public static final long PLIC_SIZE = 0x60_0000L;
  public static final long APLIC_M = 0x0c00_0000L;
  public static final long APLIC_S = 0x0d00_0000L;
  public static final long APLIC_SIZE = 0x8000L;
  public static final long UART = 0x1000_0000L;
  public static final long UART_SIZE = 0x100L;
  public static final long VIRTIO_MMIO = 0x1000_1000L;
  public static final long VIRTIO_MMIO_PAGE = 0x1000L;
  public static final int VIRTIO_MMIO_SLOTS = 8;
  public static final long RTC = 0x0010_1000L;
  public static final long RTC_SIZE = 0x1000L;
  public static final long FW_CFG = 0x1010_0000L;
  public static final long FW_CFG_SIZE = 0x18L;
  public static final long FLASH = 0x2000_0000L;
  public static final long FLASH_BANK_SIZE = 0x200_0000L;
  public static final long IMSIC_M = 0x2400_0000L;
  public static final long IMSIC_S = 0x2800_0000L;
  public static final long IMSIC_PAGE = 0x1000L;
  public static final long ECAM = 0x3000_0000L;
  public static final long ECAM_SIZE = 0x1000_0000L;
  public static final long PCI_MMIO = 0x4000_0000L;
  public static final long PCI_MMIO_SIZE = 0x4000_0000L;
  public static final long PCI_PORTS = 0x0300_0000L;
  public static final long PCI_PORTS_SIZE = 0x1_0000L;

  /// The window for 64-bit BARs.
  public static final long PCI_HIGH = 0x4_0000_0000L;

  public static final long PCI_HIGH_SIZE = 0x4_0000_0000L;
  public static final long RAM = 0x8000_0000L;

  /// Sources of the UART and the real-time clock at PLIC or APLIC; INTx A to D of PCI slot 0 are
  /// sources 32 to 35, swizzled by slot.
  public static final int UART_SOURCE = 10;
  public static final int RTC_SOURCE = 11;
  public static final int INTX_SOURCE = 32;

  private MemoryLayout() {}
}
