/// Litmus tests in the format of the herd and diy tools: reading them, all outcomes that a memory
/// model allows, and the comparison with what another tool allows.
/// May use: everything below fuzz. Never: the terminal.
package bohr.fuzz.litmus;
