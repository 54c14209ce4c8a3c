/// The machine as a whole: a transition system that can be snapshotted, restored and hashed.
/// May use: every package below. Never: threads, clocks, strategies, storage.
package bohr.emulator;
