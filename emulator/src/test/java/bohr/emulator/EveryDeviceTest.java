package bohr.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Access;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Settings;
import bohr.emulator.hart.PteUpdate;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// A machine with every device that there is, and harts that load and store anywhere, with any
/// size and alignment: config space, BARs wherever they come to lie, interrupt controllers, and
/// RAM, their own code included. Whatever comes of it, the emulator does not throw, and the laws
/// of [MachineTest] hold.
class EveryDeviceTest {

  private static final int HARTS = 2;
  private static final int RAM_BYTES = 1 << 20;
  private static final int HANDLER = 0x1000;
  private static final int ACCESSES = 0x8_0000;
  private static final int ACCESS_BYTES = 16;
  private static final int COUNT = 1500;
  private static final int CODE = 0x2000;

  /// Where accesses go: a base, and how many bytes from there on.
  private static final long[][] PLACES = {
    {MemoryLayout.ECAM, 0xa_0000},
    {MemoryLayout.PCI_MMIO, 0x40_0000},
    {MemoryLayout.PCI_HIGH, 0x40_0000},
    {MemoryLayout.PCI_PORTS, 0x1000},
    {MemoryLayout.ACLINT, MemoryLayout.ACLINT_SIZE},
    {MemoryLayout.PLIC, MemoryLayout.PLIC_SIZE},
    {MemoryLayout.APLIC_M, MemoryLayout.APLIC_SIZE},
    {MemoryLayout.APLIC_S, MemoryLayout.APLIC_SIZE},
    {MemoryLayout.IMSIC_M, 4 * MemoryLayout.IMSIC_PAGE},
    {MemoryLayout.IMSIC_S, 4 * MemoryLayout.IMSIC_PAGE},
    {MemoryLayout.UART, MemoryLayout.UART_SIZE},
    {MemoryLayout.VIRTIO_MMIO, 8 * MemoryLayout.VIRTIO_MMIO_PAGE},
    {MemoryLayout.RAM + 0xc_0000, 0x4_0000},
  };

  private static Board board(long seed, Aia aia) {
    List<Board.Plug> plugs = new ArrayList<>();
    List<DeviceModel> models =
        ServiceLoader.load(DeviceModel.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(DeviceModel::name))
            .toList();
    int window = 1;
    for (DeviceModel model : models) {
      int slot = plugs.size() + 1;
      plugs.add(plug(model, slot, Map.of()));
      if (model.settings().stream().anyMatch(setting -> setting.name().equals("transport"))) {
        plugs.add(plug(model, window++, Map.of("transport", "mmio")));
      }
    }
    return new Board(
        HARTS, RAM_BYTES, plugs, Set.of(), memory -> load(memory, new Random(seed)),
        new Board.Startup.InMachineMode(MemoryLayout.RAM, 0, 0), Long::toHexString, List.of(),
        aia, PteUpdate.ATOMIC, Optional.empty());
  }

  private static Board.Plug plug(DeviceModel model, int slot, Map<String, String> chosen) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    values.putAll(chosen);
    String name = model.name() + (chosen.isEmpty() ? "" : "-mmio");
    return new Board.Plug(name, model, slot, new Settings(values));
  }

  /// Code that loads address and operand of each access, and makes it; a trap goes on behind its
  /// instruction. Interrupts are not enabled, but come up.
  private static void load(Memory memory, Random random) {
    int[] start = {
      0x0000_1297, // auipc t0,0x1
      0x3052_9073, // csrw mtvec,t0
      0x0007_f437, // lui s0,0x7f
      0x0000_0317, // auipc t1,0x0
      0xff43_0313, // addi t1,t1,-12
      0x0000_13b7, // lui t2,0x1
      0x0064_0433, // add s0,s0,t1
      0x0074_0433, // add s0,s0,t2
      0x0000_2317, // auipc t1,0x2: the code, from here
      0xfe03_0067, // jr -32(t1)
    };
    int[] handler = {
      0x3410_22f3, // csrr t0,mepc
      0x0042_8293, // addi t0,t0,4
      0x3412_9073, // csrw mepc,t0
      0x3020_0073, // mret
    };
    store(memory, 0, start);
    store(memory, HANDLER, handler);
    for (int i = 0; i < COUNT; i++) {
      memory.store64(ACCESSES + ACCESS_BYTES * i, address(random), -1);
      memory.store64(ACCESSES + ACCESS_BYTES * i + 8, operand(random), -1);
      int function = random.nextInt(4);
      int access =
          random.nextInt(3) == 0
              ? 0x0005_0603 | random.nextInt(7) << 12 // load a2,(a0)
              : 0x00b5_0023 | function << 12; // store a1,(a0)
      int[] code = {0x0004_3503, 0x0084_3583, 0x0104_0413, access}; // ld a0; ld a1; addi s0
      store(memory, CODE + ACCESS_BYTES * i, code);
    }
    store(memory, CODE + ACCESS_BYTES * COUNT, new int[] {0x0000_006f}); // j .
  }

  private static void store(Memory memory, int at, int[] words) {
    for (int i = 0; i < words.length; i++) {
      memory.store32(at + 4 * i, words[i], -1);
    }
  }

  private static long address(Random random) {
    long[] place = PLACES[random.nextInt(PLACES.length)];
    if (place[0] == MemoryLayout.ECAM && random.nextInt(4) > 0) {
      long function = (long) random.nextInt(20) << 15;
      return place[0] + function + 4 * random.nextInt(16); // header: command, BARs
    }
    long offset = Math.floorMod(random.nextLong(), place[1]);
    offset &= random.nextInt(3) == 0 ? 0x1ff : -1;
    return place[0] + (random.nextInt(8) == 0 ? offset : offset & -8 | 4 * random.nextInt(2));
  }

  private static long operand(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(8);
      case 2 -> MemoryLayout.RAM + random.nextInt(RAM_BYTES);
      case 3 -> MemoryLayout.PCI_MMIO + 0x1000 * random.nextInt(0x400);
      case 4 -> -1;
      default -> 1L << random.nextInt(64);
    };
  }

  private static void run(Machine machine, Random random, int turns) {
    for (int turn = 0; turn < turns && !machine.ended(); turn++) {
      while (machine.enabled() == 0 && machine.advance()) {}
      if (!machine.ended() && machine.enabled() != 0) {
        machine.perform(pick(machine, random), 1 + random.nextInt(20), (a, n) -> random.nextInt(n));
      }
    }
  }

  private static int pick(Machine machine, Random random) {
    long enabled = machine.enabled();
    for (int skip = random.nextInt(Long.bitCount(enabled)); skip > 0; skip--) {
      enabled &= enabled - 1;
    }
    return Long.numberOfTrailingZeros(enabled);
  }

  @Property(tries = 30)
  void anyAccessAnywhereKeepsTheLawsOfTheMachine(@ForAll long seed, @ForAll boolean messages) {
    Board board = board(seed, messages ? Aia.APLIC_IMSIC : Aia.NONE);
    Machine machine = new Machine(board);
    run(machine, new Random(seed), 1000);
    Snapshot snapshot = machine.snapshot();
    run(machine, new Random(seed + 1), 1000);
    long end = machine.digest();

    Machine straight = new Machine(board);
    run(straight, new Random(seed), 1000);
    run(straight, new Random(seed + 1), 1000);
    assertEquals(end, straight.digest(), "the same choices, the same machine");
    machine.restore(snapshot);
    run(machine, new Random(seed + 1), 1000);
    assertEquals(end, machine.digest(), "as if it had never run on");
    Access into = new Access();
    for (int agent = 0; agent < machine.agents(); agent++) {
      if ((machine.enabled() >>> agent & 1) != 0) {
        machine.pending(agent, into);
        assertFalse(machine.describe(agent).isEmpty());
      }
    }
  }

  /// So that the property is about something.
  @Test
  void theGuestOfThePropertyGetsThroughItsAccesses() {
    Machine machine = new Machine(board(1, Aia.NONE));
    run(machine, new Random(1), 4000);
    assertTrue(machine.agents() > 20, () -> "agents: " + machine.agents());
    assertTrue(machine.retired(0) > 2000, () -> "retired: " + machine.retired(0));
    assertTrue(machine.pc(0) > MemoryLayout.RAM + CODE, () -> Long.toHexString(machine.pc(0)));
  }
}
