/// Oracles: they watch what happens and say what is wrong, in the words of the specification.
/// May use: state, agent. Never: the machine's parts, which tell the Monitor in plain words and
/// numbers.
/// A new oracle: implement Oracle, add it to Oracles, write one test in which it fires and one in
/// which it must not.
package bohr.emulator.oracle;
