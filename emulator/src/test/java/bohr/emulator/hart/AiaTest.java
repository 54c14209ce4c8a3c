package bohr.emulator.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.VisibleAccesses;
import bohr.emulator.bus.SystemBus;
import bohr.emulator.interrupt.Aia;
import bohr.emulator.interrupt.InterruptControllers;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.oracle.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The AIA's CSRs of both levels on the board's own interrupt controllers.
class AiaTest implements GuestPort {

  private static final long RAM = MemoryLayout.RAM;

  private final Memory memory = new Memory(1 << 16, 0, 1);
  private final Roster roster = new Roster();
  private final Clock clock = new Clock();
  private final SystemBus bus = new SystemBus(memory, roster, new VisibleAccesses(), 1);
  private final Hart hart = new Hart(0, memory, bus, this, clock, roster);

  @Override
  public void hint(Hart hart, int code, long value) {}

  @Override
  public void exception(Hart hart, int cause, long pc, long value) {}

  private AiaTest run(Aia aia, String... program) {
    controllers =
        new InterruptControllers(new Hart[] {hart}, bus, clock, aia, Monitor.blind());
    return start(program);
  }

  private InterruptControllers controllers;

  private AiaTest start(String... program) {
    byte[] bytes = Assembler.assemble(RAM, program);
    memory.write(0, bytes, 0, bytes.length, -1);
    hart.pc = RAM;
    if (!roster.isEnabled(0)) {
      hart.reset(RAM, 0);
    }
    for (int left = program.length; left > 0; ) {
      left -= hart.perform(left, Chooser.STRONGEST);
    }
    return this;
  }

  private long get(String register) {
    return hart.x(Assembler.register(register));
  }

  @ParameterizedTest
  @CsvSource({
    "miselect, mireg, mtopei, mtopi, 24000, 11", "siselect, sireg, stopei, stopi, 28000, 9"
  })
  void eachLevelHasAFileOfItsOwn(
      String select, String register, String top, String first, String page, int interrupt) {
    run(
        Aia.NONE,
        "li a0,-1", "csrw mideleg,a0", "csrw mie,a0",
        "li a1,112", "csrw " + select + ",a1", "csrwi " + register + ",1",
        "li a1,192", "csrw " + select + ",a1", "csrw " + register + ",a0",
        "lui a2,0x" + page, "li a3,33", "sw a3,0(a2)",
        "csrr a4," + first, "csrr a5,mip", "csrrw a6," + top + ",zero", "csrr a7,mip");
    assertEquals((long) interrupt << 16 | 1, get("a4"));
    assertEquals(1L << interrupt, get("a5"));
    assertEquals(33 << 16 | 33, get("a6"));
    assertEquals(0, get("a7"));
  }

  @Test
  void onlyWhatIsDelegatedIsTheSupervisorsTop() {
    run(Aia.NONE, "csrsi mip,2", "csrsi mie,2", "csrr a0,stopi", "csrr a1,mtopi",
        "csrwi mideleg,2", "csrr a2,stopi", "csrr a3,mtopi");
    assertEquals(0, get("a0"));
    assertEquals(1 << 16 | 1, get("a1"));
    assertEquals(1 << 16 | 1, get("a2"));
    assertEquals(0, get("a3"));
  }

  @Test
  void mvipIsAnotherNameForWhatSoftwareMadePending() {
    run(Aia.NONE, "li a0,-1", "csrw mvip,a0", "csrr a1,mip", "csrr a2,mvip", "csrw mvien,a0",
        "csrr a3,mvien");
    assertEquals(0x222, get("a1"));
    assertEquals(0x222, get("a2"));
    assertEquals(0, get("a3"));
  }

  @ParameterizedTest
  @EnumSource(Aia.class)
  void theUartsWireReachesTheSupervisor(Aia aia) {
    run(aia, "li a0,112", "csrw siselect,a0", "csrwi sireg,1", "li a0,192", "csrw siselect,a0",
        "li a0,-1", "csrw sireg,a0");
    switch (aia) {
      case NONE -> start(
          "lui a0,0xc000", "li a1,1", "sw a1,40(a0)",
          "lui a2,0xc002", "li a3,1024", "sw a3,128(a2)");
      case APLIC_IMSIC -> start(
          "lui a0,0xc002", "addi a0,a0,-1080", "lui a1,0x28", "sw a1,0(a0)",
          "lui a0,0xc000", "li a1,1024", "sw a1,40(a0)",
          "lui a0,0xd000", "li a1,6", "sw a1,40(a0)", "li a1,256", "sw a1,0(a0)",
          "lui a0,0xd003", "li a1,25", "sw a1,40(a0)",
          "lui a0,0xd002", "li a1,10", "sw a1,-292(a0)");
    }
    controllers.uart(true);
    start("csrr a0,mip", "csrr a1,stopei");
    assertEquals(1 << Hart.SUPERVISOR_EXTERNAL, get("a0"));
    assertEquals(aia == Aia.NONE ? 0 : 25 << 16 | 25, get("a1"));
  }
}
