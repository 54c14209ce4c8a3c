/// The one loop, and the strategies that choose.
module bohr.scheduler {
  requires transitive bohr.emulator;

  exports bohr.scheduler;
  exports bohr.scheduler.strategy;
}
