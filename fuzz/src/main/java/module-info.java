/// Searching: campaigns, the minimiser, coverage of interleavings, and tests for JUnit and jqwik.
module bohr.fuzz {
  requires transitive bohr.replay;
  requires static net.jqwik.api;
  requires static org.junit.jupiter.api;

  exports bohr.fuzz;
  exports bohr.fuzz.advice;
  exports bohr.fuzz.audit;
  exports bohr.fuzz.cause;
  exports bohr.fuzz.chance;
  exports bohr.fuzz.coverage;
  exports bohr.fuzz.difference;
  exports bohr.fuzz.explore;
  exports bohr.fuzz.jqwik;
  exports bohr.fuzz.junit;
  exports bohr.fuzz.litmus;
  exports bohr.fuzz.minimize;
  exports bohr.fuzz.target;
}
