package bohr.emulator.boot;

import java.util.Set;

/// Which parts a `virt` board has, as far as a device tree speaks of them. ACLINT, UART, test
/// finisher and PCIe root are always there.
///
/// @param harts 1 to 8
/// @param ramBytes at most 2 GiB
/// @param isa the harts' `riscv,isa`, such as `rv64imafdc_zicsr_zifencei`
/// @param interrupts how devices interrupt harts
/// @param options what else there is
/// @param virtioSlots how many virtio-mmio slots, 0 to 8
public record BoardParts(
    int harts,
    long ramBytes,
    String isa,
    Interrupts interrupts,
    Set<Option> options,
    int virtioSlots) {

  /// The two kinds of interrupt controllers, as QEMU's machine option `aia` has them.
  public enum Interrupts {
    /// A PLIC; wires only (`aia=none`).
    PLIC,
    /// An APLIC and an IMSIC file for each hart and privilege level (`aia=aplic-imsic`).
    APLIC_IMSIC
  }

  /// Parts that a board can do without.
  public enum Option {
    /// The goldfish real-time clock.
    RTC,
    /// Two banks of CFI flash.
    FLASH,
    /// QEMU's `fw_cfg`, from which firmware reads what it shall boot.
    FW_CFG
  }

  public BoardParts {
    options = Set.copyOf(options);
  }
}
