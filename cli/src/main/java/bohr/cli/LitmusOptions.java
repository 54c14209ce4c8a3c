package bohr.cli;

import bohr.emulator.ordering.MemoryModel;
import bohr.emulator.ordering.MemoryRules;
import picocli.CommandLine.Option;

/// Under which rules litmus tests are run.
final class LitmusOptions {

  @Option(names = "--memory-model", paramLabel = "MODEL", defaultValue = "rvwmo-full",
      converter = Converters.OfMemoryModel.class,
      description = "The order in which memory is seen: sc, tso, rvwmo (without load buffering) or"
          + " rvwmo-full. Default: ${DEFAULT-VALUE}.")
  private MemoryModel model;

  @Option(names = "--zalasr", paramLabel = "KIND", defaultValue = "rcsc",
      converter = Converters.OfZalasr.class,
      description = "What lw.aq and sw.rl mean: rcsc, as the specification of Zalasr says, or rcpc,"
          + " as the model of the herd tools reads them. Default: ${DEFAULT-VALUE}.")
  private MemoryRules.Zalasr zalasr;

  LitmusOptions() {}

  MemoryRules rules() {
    return MemoryRules.of(model).with(zalasr);
  }
}
