package bohr.emulator.boot;

import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.MemoryLayout;
import java.util.EnumSet;
import java.util.Set;

/// Which parts a `virt` board has, as far as a device tree speaks of them. ACLINT, UART, test
/// finisher and PCIe root are always there.
///
/// @param harts 1 to 8
/// @param ramBytes at most 2 GiB
/// @param isa the harts' `riscv,isa`, such as `rv64imafdc_zicsr_zifencei`
/// @param aia what the interrupt wires of devices end at
/// @param options what else there is
/// @param virtioSlots how many virtio-mmio slots, 0 to 8
public record BoardParts(
    int harts, long ramBytes, String isa, Aia aia, Set<Option> options, int virtioSlots) {

  /// The extensions of [bohr.emulator.hart.Hart] before and behind those of the AIA. They are told
  /// only where devices need them, although every hart has them, because that is what QEMU does.
  private static final String ISA =
      "rv64imafdc_zicbom_zicboz_zicond_zicsr_zifencei_zihintpause_zba_zbb_zbs";

  private static final String ISA_OF_AIA = "_smaia_ssaia";
  private static final String ISA_OF_SUPERVISOR = "_sstc_svadu_svinval_svnapot";

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

  /// The parts that a machine of this emulator has now.
  public static BoardParts standard(int harts, long ramBytes, Aia aia) {
    String isa = ISA + (aia == Aia.NONE ? "" : ISA_OF_AIA) + ISA_OF_SUPERVISOR;
    Set<Option> all = EnumSet.allOf(Option.class);
    return new BoardParts(harts, ramBytes, isa, aia, all, MemoryLayout.VIRTIO_MMIO_SLOTS);
  }
}
