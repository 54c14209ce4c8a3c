package bohr.fuzz.target;

import bohr.emulator.Machine;
import bohr.emulator.Snapshot;
import bohr.emulator.Verdict;
import bohr.emulator.agent.TransitionSystem;

/// A machine whose window begins at a snapshot. The snapshot is shared by all stages of a target.
final class MachineStage implements Explorable {

  private final Machine machine;
  private final Snapshot opening;
  private final long opened;

  /// What the machine had forgotten of its memory's history when the window began.
  private final long forgotten;


  /// @param opened steps from reset to the snapshot
  MachineStage(Machine machine, Snapshot opening, long opened) {
    this.machine = machine;
    this.opening = opening;
    this.opened = opened;
    machine.restore(opening);
    forgotten = machine.forgotten();
  }

  @Override
  public TransitionSystem system() {
    return machine;
  }

  @Override
  public void rewind() {
    machine.restore(opening);
  }

  @Override
  public long steps() {
    return machine.steps() - opened;
  }

  @Override
  public void exhaust(long steps) {
    machine.exhaust(steps);
  }

  private record At(Snapshot snapshot) implements Moment {}

  @Override
  public Moment now() {
    return new At(machine.snapshot());
  }

  @Override
  public void back(Moment moment) {
    machine.restore(((At) moment).snapshot());
  }

  @Override
  public long futureDigest() {
    return machine.futureDigest();
  }

  @Override
  public boolean isNarrowed() {
    return machine.forgotten() != forgotten;
  }

  @Override
  public boolean isDivertible(int agent) {
    return machine.isDivertible(agent);
  }

  @Override
  public boolean isTimed() {
    return machine.isTimed();
  }

  @Override
  public Verdict verdict() {
    return machine.verdict();
  }
}
