/// Replaying a trace: following it, noticing when it cannot be followed, and showing it to people.
module bohr.replay {
  requires transitive bohr.recorder;

  exports bohr.replay;
  exports bohr.replay.export;
  exports bohr.replay.gdb;
  exports bohr.replay.page;
  exports bohr.replay.report;
  exports bohr.replay.travel;
}
