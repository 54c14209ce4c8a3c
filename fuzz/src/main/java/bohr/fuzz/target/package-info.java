/// What executions are played on, over and over from the same moment, and how a schedule is
/// followed where it need not fit.
/// May use: recorder, scheduler, emulator. Never: threads, clocks, searching.
package bohr.fuzz.target;
