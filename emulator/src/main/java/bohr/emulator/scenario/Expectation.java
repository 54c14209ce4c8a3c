package bohr.emulator.scenario;

import java.util.OptionalInt;

/// What a search of the variant `buggy` must find.
///
/// @param oracle name of the oracle that finds it
/// @param switches context switches of the minimised schedule, if the scenario says how many
public record Expectation(String oracle, OptionalInt switches) {}
