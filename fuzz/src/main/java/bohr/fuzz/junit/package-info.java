/// Races as JUnit 5 tests: campaigns over a scenario, and replays of traces.
/// May use: fuzz, target, advice, replay, JUnit's API. Never: the terminal; and the rest of Bohr
/// runs without this package and without JUnit.
package bohr.fuzz.junit;
