/// The command line.
module bohr.cli {
  requires bohr.fuzz;
  requires bohr.replay;
  requires info.picocli;
  requires java.xml;

  // picocli finds options and parameters by reflection.
  opens bohr.cli to info.picocli;

  exports bohr.cli;
}
