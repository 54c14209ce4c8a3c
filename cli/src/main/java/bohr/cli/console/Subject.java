package bohr.cli.console;

import bohr.emulator.Machine;
import java.nio.file.Path;
import java.util.Optional;

/// What a console is about.
///
/// @param machine the one that runs
/// @param trace where it is recorded, if it is
/// @param show prints what the guest has printed so far
/// @param flush writes down what was recorded so far
public record Subject(Machine machine, Optional<Path> trace, Runnable show, Runnable flush) {}
