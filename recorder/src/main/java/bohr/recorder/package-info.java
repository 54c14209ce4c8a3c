/// The trace: its writer and reader side by side, the schedule in memory, the recording scheduler.
/// May use: scheduler, Kryo, LZ4. Never: the search, a particular machine, clocks, threads.
/// A change of a record's layout is a change of the format: docs/trace-format.md, "Versions".
package bohr.recorder;
