/// Repeats executions from their traces and notices the first step that differs. May use: recorder.
/// Never: searching, threads, clocks, the terminal. The one law: the same choices give the same
/// digest at every step, or a [ReplayDivergence] says where.
package bohr.replay;
