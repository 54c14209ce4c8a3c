/// Why an execution fails where another one does not: the one change that decides.
/// May use: minimize, target, replay. Never: threads, clocks, the terminal.
package bohr.fuzz.cause;
