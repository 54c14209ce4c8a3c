package bohr.emulator.oracle;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.Arrays;

/// A hart takes the same exception again before it has retired a single instruction: the trap
/// handler itself traps, and nothing can change that.
final class TrapLoopOracle implements Oracle, Stateful {

  /// Room for so many harts at least; more makes more state.
  private static final int FEWEST = 8;

  private final long[] lastPc;
  private final long[] lastRetired;

  TrapLoopOracle(int harts) {
    lastPc = new long[Math.max(FEWEST, harts)];
    lastRetired = new long[lastPc.length];
    Arrays.fill(lastRetired, -1);
  }

  @Override
  public String name() {
    return "trap-loop";
  }

  @Override
  public String clause() {
    return "RISC-V Privileged Architecture, Machine Trap-Vector Base-Address Register: the first"
        + " instruction of the trap handler traps";
  }

  @Override
  public void exception(Monitor monitor, int hart, int cause, long pc, long retired) {
    if (lastPc[hart] == pc && lastRetired[hart] == retired) {
      String what = "hart" + hart + " takes exception " + cause + " over and over at ";
      monitor.report(this, what + monitor.place(pc), "hart" + hart + " " + monitor.place(pc));
    }
    lastPc[hart] = pc;
    lastRetired[hart] = retired;
  }

  @Override
  public void walk(Walker walker) {
    walker.values(lastPc);
    walker.values(lastRetired);
  }
}
