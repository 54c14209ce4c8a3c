/// The ways of searching: one file per strategy, none extends another.
/// May use: scheduler. Never: recording, files, threads, clocks, `java.util.Random`.
/// A new one: copy `RandomScheduler`, cite the paper, say where it departs, add its row to
/// `StrategyOutcomesTest`.
package bohr.scheduler.strategy;
