/// How many really different executions there were.
/// May use: scheduler, emulator. Never: threads, clocks, storage.
package bohr.fuzz.coverage;
