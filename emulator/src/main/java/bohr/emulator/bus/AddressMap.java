package bohr.emulator.bus;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Lock;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.pci.Function;
import bohr.emulator.pci.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Who claims which addresses outside RAM: platform devices, at fixed addresses and without phases;
/// and *banks*, which are reached phase by phase: the config space and the registers of each
/// function, and the registers of devices with threads that are no functions. Banks have numbers.
final class AddressMap {

  /// No bank claims the address.
  static final int NOBODY = -1;

  /// Banks at fixed addresses are numbered from here on, those of functions from 0.
  private static final int FIXED = 64;

  private final List<Region> regions = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private final Function[] slots = new Function[32];

  /// Config space of function i at 2i, its registers at 2i + 1.
  private final List<RegisterBank> banks = new ArrayList<>();

  private final List<FixedBank> fixed = new ArrayList<>();

  /// Registers of a device with threads that is no function.
  private record FixedBank(
      long base, long size, RegisterBank registers, Link link, int object) {}

  /// The addresses of a platform device.
  record Region(long base, long size, PlatformDevice device) {

    boolean readsClock(long address) {
      return device.readsClock(address - base);
    }

    private boolean contains(long address) {
      return Long.compareUnsigned(address - base, size) < 0;
    }
  }

  void add(long base, long size, PlatformDevice device) {
    regions.add(new Region(base, size, device));
  }

  void add(Function function, RegisterBank registers, Lock lock) {
    slots[function.slot()] = function;
    functions.add(function);
    banks.add(new ConfigBank(function, registers, lock));
    banks.add(registers);
  }

  void add(long base, long size, RegisterBank registers, Link link, int object) {
    fixed.add(new FixedBank(base, size, registers, link, object));
  }

  /// Whether something on the platform claims `address` already.
  boolean isTaken(long address) {
    return region(address) != null || bankAt(address) >= FIXED;
  }

  /// The platform device that claims `address`; null if none does.
  Region region(long address) {
    int object = platformObject(address);
    return object == Access.NO_OBJECT ? null : regions.get(object - Access.PLATFORM_OBJECT);
  }

  /// The number of the platform device that claims `address`, or [Access#NO_OBJECT].
  int platformObject(long address) {
    for (int i = 0; i < regions.size(); i++) {
      if (regions.get(i).contains(address)) {
        return Access.PLATFORM_OBJECT + i;
      }
    }
    return Access.NO_OBJECT;
  }

  /// Where in memory an address of a BAR leads that harts reach as RAM; -1 if it is none.
  long mappedAt(long address) {
    for (int i = 0; i < functions.size() && inWindow(address); i++) {
      long offset = functions.get(i).mapped().at(address);
      if (offset >= 0) {
        return offset;
      }
    }
    return -1;
  }

  /// Tells the function with such a BAR of a store to it.
  void storedInMapped(long address, int size) {
    boolean told = false;
    for (int i = 0; i < functions.size() && !told; i++) {
      told = functions.get(i).mapped().stored(address, size);
    }
  }

  /// The bank that claims an address, or [#NOBODY].
  int bankAt(long address) {
    for (int i = 0; i < fixed.size(); i++) {
      if (Long.compareUnsigned(address - fixed.get(i).base, fixed.get(i).size) < 0) {
        return FIXED + i;
      }
    }
    long offset = address - MemoryLayout.ECAM;
    if (Long.compareUnsigned(offset, MemoryLayout.ECAM_SIZE) < 0) {
      boolean firstBusAndFunction = offset >>> 20 == 0 && (offset >>> 12 & 7) == 0;
      Function function = firstBusAndFunction ? slots[(int) offset >>> 15] : null;
      return function == null ? NOBODY : 2 * functions.indexOf(function);
    }
    if (!inWindow(address)) {
      return NOBODY;
    }
    for (int i = 0; i < functions.size(); i++) {
      if (functions.get(i).barAt(address) >= 0) {
        return 2 * i + 1;
      }
    }
    return NOBODY;
  }

  /// Whether a BAR could be placed so that it claims an address.
  boolean mayBeClaimed(long address) {
    return !functions.isEmpty() && inWindow(address);
  }

  /// How many BARs claim an address.
  int claims(long address) {
    int claims = 0;
    for (int i = 0; i < functions.size() && inWindow(address); i++) {
      claims += functions.get(i).barsAt(address);
    }
    return claims;
  }

  /// Who claims an address of a function's registers now; null if it is none.
  Claim claim(long address) {
    int bank = inWindow(address) ? bankAt(address) : NOBODY;
    return bank == NOBODY || bank >= FIXED || isConfig(bank)
        ? null
        : new Claim(address, bank, bar(bank, address), offset(bank, address));
  }

  RegisterBank registers(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).registers : banks.get(bank);
  }

  /// The registers of the device with this object number.
  RegisterBank registersOf(int object) {
    for (int bank = 1; bank < banks.size(); bank += 2) {
      if (object(bank) == object) {
        return registers(bank);
      }
    }
    return fixed.stream()
        .filter(each -> each.object == object).findFirst().orElseThrow().registers;
  }

  /// Has the registers of a device be reached in another way.
  ///
  /// @param object the device's object number
  void replaceRegisters(int object, UnaryOperator<RegisterBank> change) {
    for (int bank = 1; bank < banks.size(); bank += 2) {
      if (object(bank) == object) {
        banks.set(bank, change.apply(banks.get(bank)));
      }
    }
    fixed.replaceAll(each -> each.object != object ? each : new FixedBank(each.base, each.size,
        change.apply(each.registers), each.link, each.object));
  }

  Link link(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).link : functions.get(bank / 2).link();
  }

  /// The object number of the bank's device.
  int object(int bank) {
    return bank >= FIXED ? fixed.get(bank - FIXED).object : functions.get(bank / 2).object();
  }

  static boolean isConfig(int bank) {
    return bank < FIXED && (bank & 1) == 0;
  }

  /// The BAR of a function's registers that claims `address`; -1 for other banks.
  int bar(int bank, long address) {
    return isConfig(bank) || bank >= FIXED ? -1 : functions.get(bank / 2).barAt(address);
  }

  /// Where in its bank `address` is.
  long offset(int bank, long address) {
    if (isConfig(bank)) {
      return address & 0xfff;
    }
    if (bank >= FIXED) {
      return address - fixed.get(bank - FIXED).base;
    }
    Function function = functions.get(bank / 2);
    return address - function.barBase(function.barAt(address));
  }

  /// Whether PCI answers at `address`, if nobody else does.
  static boolean inPciSpace(long address) {
    return inWindow(address)
        || isWithin(address, MemoryLayout.ECAM, MemoryLayout.ECAM_SIZE)
        || isWithin(address, MemoryLayout.PCI_PORTS, MemoryLayout.PCI_PORTS_SIZE);
  }

  /// Whether a BAR of memory space can claim an address.
  static boolean inWindow(long address) {
    return isWithin(address, MemoryLayout.PCI_MMIO, MemoryLayout.PCI_MMIO_SIZE)
        || isWithin(address, MemoryLayout.PCI_HIGH, MemoryLayout.PCI_HIGH_SIZE);
  }

  private static boolean isWithin(long address, long start, long size) {
    return Long.compareUnsigned(address - start, size) < 0;
  }
}
