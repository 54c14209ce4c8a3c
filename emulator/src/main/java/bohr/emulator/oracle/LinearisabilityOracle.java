package bohr.emulator.oracle;

import bohr.emulator.oracle.Words.Frozen;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// O9 of the race zoo: what loads of a block of registers gave cannot be had by making the accesses
/// one after the other, each somewhere between its beginning and its end.
///
/// Covered: devices that state their sequential specification ([RegisterSpecification]). Not
/// covered: registers that threads of the device change too; and unlocked registers under a weak
/// memory model, where whoever reads may see them as they were, and no clock goes with that.
final class LinearisabilityOracle implements Oracle, Stateful {

  /// In the order in which the devices were built.
  private final List<RegisterBlock> blocks = new ArrayList<>();

  @Override
  public String name() {
    return "linearisable";
  }

  @Override
  public String number() {
    return "O9";
  }

  @Override
  public String clause() {
    return "linearisability (Herlihy and Wing, TOPLAS 1990): each access to a register takes effect"
        + " at one moment between its beginning and its end; one that looks at the clock, when it"
        + " looks";
  }

  @Override
  public void registersBuilt(String device, RegisterSpecification specification) {
    blocks.add(new RegisterBlock(device, specification));
  }

  @Override
  public void registersReset(String device) {
    block(device).ifPresent(RegisterBlock::reset);
  }

  @Override
  public void registerBegun(String device, int agent, RegisterAccess access) {
    block(device).ifPresent(block -> block.begin(agent, access));
  }

  @Override
  public void registerLooked(String device, int agent, long time) {
    block(device).ifPresent(block -> block.look(agent, time));
  }

  @Override
  public void registerEnded(Monitor monitor, String device, int agent, long result) {
    block(device).ifPresent(block -> end(monitor, block, agent, result));
  }

  private void end(Monitor monitor, RegisterBlock block, int agent, long result) {
    RegisterAccess access = block.pending(agent);
    if (access != null && !block.end(agent, result)) {
      String what = access.store() ? "store of " + hex(access.value()) + " to" : "load of";
      String gave = access.store() ? "" : ", which gave " + hex(result) + ",";
      String where = block.device() + " register " + hex(access.offset());
      monitor.report(this, monitor.agent(agent) + "'s " + what + " " + where + gave
          + " has no place in any order of the accesses", where);
      block.giveUp();
    }
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private Optional<RegisterBlock> block(String device) {
    return blocks.stream().filter(block -> block.device().equals(device)).findFirst();
  }

  /// Walks nothing where no device has a specification.
  @Override
  public void walk(Walker walker) {
    for (RegisterBlock block : blocks) {
      Frozen then = walker.value(walker instanceof Loader ? null : block.save());
      if (walker instanceof Loader) {
        block.load(new Words(then));
      }
    }
  }
}
