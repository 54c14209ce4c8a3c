/// Executions written down for people (a table with one column per agent) and for programs (JSON).
/// May use: replay, recorder. Never: the terminal, files, locales.
/// A new form: a method from [Report] to text, and a golden text in its test.
package bohr.replay.report;
