/// The audit: which policies of a scenario's devices are safe, alone and together, and which
/// schedule shows that the others are not.
/// May use: fuzz, explore, minimize, target. Never: the terminal, files.
package bohr.fuzz.audit;
