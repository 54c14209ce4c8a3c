/// Executions in the formats of other tools: Perfetto, waveform viewers, network analysers. Written
/// as the steps come, in constant memory. May use: replay, recorder. Never: files, the terminal,
/// locales, clocks.
/// A new form: a [StepWriter], and a test in which the tool that it is for reads it.
package bohr.replay.export;
