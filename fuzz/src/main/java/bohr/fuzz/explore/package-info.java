/// Exhaustive search: every state that a scenario can reach, within a stated bound.
/// May use: fuzz.target and everything below. Never: the terminal.
package bohr.fuzz.explore;
