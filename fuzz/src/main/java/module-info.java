/// Searching: campaigns, the minimiser, coverage of interleavings, and properties for jqwik.
module bohr.fuzz {
  requires transitive bohr.replay;
  requires static net.jqwik.api;

  exports bohr.fuzz;
  exports bohr.fuzz.advice;
  exports bohr.fuzz.chance;
  exports bohr.fuzz.coverage;
  exports bohr.fuzz.difference;
  exports bohr.fuzz.explore;
  exports bohr.fuzz.jqwik;
  exports bohr.fuzz.litmus;
  exports bohr.fuzz.minimize;
  exports bohr.fuzz.target;
}
