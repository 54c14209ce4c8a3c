package bohr.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.Region.Member;
import bohr.emulator.plugin.DeviceModels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegionTest {

  private static final DeviceModel EDU = new EduModel();

  private static List<Member> registers(DeviceModel model) {
    List<Member> registers = new ArrayList<>();
    model.regions().forEach(region -> registers.addAll(region.registers()));
    return registers;
  }

  @Test
  void noTwoRegistersOfADeviceHaveTheSameNameOrTheSamePlace() {
    for (DeviceModel model : DeviceModels.installed().byName().values()) {
      Set<String> names = new HashSet<>();
      for (Member register : registers(model)) {
        assertTrue(names.add(register.name()), model.name() + " " + register);
        assertEquals(register, Region.at(model.regions(), register.bar(), register.offset()));
        long last = register.offset() + register.bytes() - 1;
        assertEquals(register, Region.at(model.regions(), register.bar(), last));
      }
    }
  }

  @Test
  void aRegionHasTheNameOfARegisterOnlyIfItIsItsOnlyOne() {
    for (DeviceModel model : DeviceModels.installed().byName().values()) {
      Set<String> names = new HashSet<>();
      for (Region region : model.regions()) {
        assertFalse(region.registers().isEmpty());
        assertTrue(names.add(region.name()), model.name() + " " + region);
        boolean shared = registers(model).stream()
            .anyMatch(register -> register.name().equals(region.name()));
        assertEquals(shared, region.registers().getFirst().name().equals(region.name()));
        assertTrue(!shared || region.registers().size() == 1, region::toString);
      }
    }
  }

  @Test
  void whatNoRegionHasHasNoPolicyOfItsOwn() {
    assertNull(Region.at(EDU.regions(), 0, 0x0c));
    assertNull(Region.at(EDU.regions(), 1, 0));
  }

  @Test
  void aSettingOfARegionIsOneOfEachOfItsRegisters() {
    Map<String, String> values = new TreeMap<>();
    NamedSetting.find(EDU, "interrupts.locking").orElseThrow().put(values, "none");
    assertEquals(
        Map.of(
            "interrupt-acknowledge.locking", "none",
            "interrupt-raise.locking", "none",
            "interrupt-status.locking", "none"),
        values);
  }

  @Test
  void whatIsInheritedIsAsIfNothingHadBeenSaid() {
    Map<String, String> values = new TreeMap<>(Map.of("dma-count.locking", "none"));
    NamedSetting.find(EDU, "transfer.locking").orElseThrow().put(values, "inherit");
    assertEquals(Map.of(), values);
  }

  @Test
  void theLaterOfARegionAndARegisterCounts() {
    Map<String, String> values = new TreeMap<>();
    NamedSetting.find(EDU, "identity.locking").orElseThrow().put(values, "none");
    NamedSetting.find(EDU, "liveness.locking").orElseThrow().put(values, "device");
    assertEquals(Map.of("identification.locking", "none", "liveness.locking", "device"), values);
  }

  @Test
  void onlyWhatThereIsCanBeNamed() {
    assertEquals(Optional.empty(), NamedSetting.find(EDU, "interrupts.msi"));
    assertEquals(Optional.empty(), NamedSetting.find(EDU, "interrupt.locking"));
    assertEquals(Optional.empty(), NamedSetting.find(EDU, ".locking"));
    assertEquals("dma", NamedSetting.find(EDU, "dma").orElseThrow().setting().name());
  }

  @Test
  void registersAreOrderedByTheLockAsLongAsThereIsOneForAll() {
    assertEquals(RegisterOrder.LOCKED, order("bql", Map.of()));
    assertEquals(RegisterOrder.LOCKED, order("bql", Map.of("liveness.locking", "bql")));
    assertEquals(
        RegisterOrder.SEQUENTIALLY_CONSISTENT,
        order("bql", Map.of("liveness.locking", "device")));
    assertEquals(
        RegisterOrder.SEQUENTIALLY_CONSISTENT, order("device", Map.of("status.locking", "none")));
    assertEquals(
        RegisterOrder.RELAXED,
        order("none", Map.of("status.register-order", "relaxed")));
    assertEquals(
        RegisterOrder.SEQUENTIALLY_CONSISTENT,
        order("none", Map.of("liveness.register-order", "relaxed")));
  }

  private static RegisterOrder order(String locking, Map<String, String> ofRegisters) {
    Map<String, String> values = new TreeMap<>(ofRegisters);
    values.put("locking", locking);
    values.put("register-order", "seq-cst");
    return RegisterOrder.of(new Settings(values), "status");
  }
}
