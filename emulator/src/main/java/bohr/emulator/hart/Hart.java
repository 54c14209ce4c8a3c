package bohr.emulator.hart;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.Agent;
import bohr.emulator.agent.Chooser;
import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import bohr.emulator.agent.StopReason;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Walker;

/// Placeholder: the outward face of a hart, so that its neighbours compile.
public final class Hart implements Agent {

  /// Bits of mip and mie.
  public static final int SOFTWARE = 3;

  public static final int TIMER = 7;
  public static final int EXTERNAL = 11;

  /// The value of the load that the bus has just completed.
  public long busValue;

  private final int id;

  public Hart(int id, Memory memory, HartBus bus, GuestPort guest, Clock clock, Roster roster) {
    this.id = id;
  }

  /// The hart's number, which is also its agent number and its mhartid.
  public int id() {
    return id;
  }

  /// Gives the hart its interrupt file; without one the AIA CSRs do not exist.
  public void attach(InterruptFile file) {}

  /// Puts the hart into its reset state at `pc`, with a0 = mhartid and a1 = `a1`, and enables it.
  public void reset(long pc, long a1) {}

  public long pc() {
    return 0;
  }

  /// Register x`register`.
  public long x(int register) {
    return 0;
  }

  /// Instructions retired since reset: minstret, had the guest not written it.
  public long retired() {
    return 0;
  }

  /// Drives one of the wires behind mip; wakes the hart from wfi if the interrupt is enabled in mie.
  public void setInterrupt(int bit, boolean level) {}

  /// The slice ends behind the instruction in progress, so that the machine can look around.
  public void breakSlice() {}

  @Override
  public String name() {
    return "hart" + id;
  }

  @Override
  public int perform(int limit, Chooser chooser) {
    return 0;
  }

  @Override
  public StopReason stopped() {
    return StopReason.LIMIT;
  }

  @Override
  public void pending(Access into) {}

  @Override
  public String describe() {
    return "";
  }

  @Override
  public void walk(Walker walker) {}
}
