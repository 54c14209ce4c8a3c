package bohr.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Chooser;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Settings;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.ImageBytes;
import bohr.emulator.device.virtio.VirtioBlockModel;
import bohr.emulator.device.virtio.VirtioConsoleModel;
import bohr.emulator.device.virtio.VirtioNetModel;
import bohr.emulator.device.virtio.VirtioRngModel;
import bohr.emulator.memory.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VirtioBoardTest {

  private static Board.Plug plug(String name, DeviceModel model, int slot, String... settings) {
    Map<String, String> values = new HashMap<>();
    model.settings().forEach(setting -> values.put(setting.name(), setting.standard()));
    for (String setting : settings) {
      String[] parts = setting.split("=");
      values.put(parts[0], parts[1]);
    }
    return new Board.Plug(name, model, slot, new Settings(values));
  }

  /// Sends the device numbers of virtio-mmio slots 1 and 2 to the UART, and loops.
  private static void load(Memory memory) {
    int[] program = {
      0x100003b7, // lui  t2, 0x10000
      0x100012b7, // lui  t0, 0x10001
      0x0082a303, // lw   t1, 8(t0)
      0x00638023, // sb   t1, 0(t2)
      0x100022b7, // lui  t0, 0x10002
      0x0082a303, // lw   t1, 8(t0)
      0x00638023, // sb   t1, 0(t2)
      0x0000006f, // j    .
    };
    for (int i = 0; i < program.length; i++) {
      memory.store32(4 * i, program[i], -1);
    }
  }

  private static Machine machine(Board.Plug... devices) {
    return new Machine(
        new Board(
            1,
            1 << 20,
            List.of(devices),
            Set.of(),
            VirtioBoardTest::load,
            0x8000_0000L,
            Long::toHexString,
            List.of()));
  }

  @Test
  void scenariosMayNameEveryModel() {
    Set<String> names = new TreeSet<>();
    ServiceLoader.load(DeviceModel.class).forEach(model -> names.add(model.name()));
    assertTrue(
        names.containsAll(Set.of("virtio-blk", "virtio-console", "virtio-net", "virtio-rng")));
  }

  @Test
  void aHartFindsTheDeviceInItsSlotAndNoneInTheNext() {
    Machine machine = machine(plug("disk", new VirtioBlockModel(), 1, "transport=mmio"));
    machine.perform(0, 100, Chooser.STRONGEST);
    assertArrayEquals(new byte[] {2, 0}, machine.console());
  }

  @Test
  void theNetworkIsThereOnceACardIs() {
    Machine alone = machine(plug("disk", new VirtioBlockModel(), 1));
    assertEquals(3, alone.agents());
    Machine joined =
        machine(
            plug("disk", new VirtioBlockModel(), 1),
            plug("left", new VirtioNetModel(), 2),
            plug("right", new VirtioNetModel(), 3, "transport=mmio"));
    assertEquals(11, joined.agents());
    assertEquals("left.receive", joined.agentName(3));
    assertEquals("right.link", joined.agentName(8));
    assertEquals("hub", joined.agentName(9));
    assertEquals("responder", joined.agentName(10));
  }

  @Test
  void aMachineWithEveryDeviceGoesBackToItsSnapshot() {
    DiskImage image = DiskImage.raw(ImageBytes.of(new byte[5000]));
    Machine machine =
        machine(
            plug("disk", new VirtioBlockModel(image), 1),
            plug("net", new VirtioNetModel(), 2),
            plug("entropy", new VirtioRngModel(), 3, "transport=mmio"),
            plug("terminal", new VirtioConsoleModel(), 4));
    machine.perform(0, 100, Chooser.STRONGEST);
    Snapshot snapshot = machine.snapshot();
    long digest = machine.digest();
    assertEquals(1, machine.outside().receive("terminal", new byte[] {'x'}));
    assertEquals(0, machine.outside().receive("disk", new byte[] {'x'}));
    assertNotEquals(digest, machine.digest());
    machine.restore(snapshot);
    assertEquals(digest, machine.digest());
  }
}
