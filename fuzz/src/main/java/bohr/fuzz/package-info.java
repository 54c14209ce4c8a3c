/// Campaigns: many executions on many host threads, what they found, and the traces of it.
/// May use: everything of the project to its left. Never: the terminal, files.
package bohr.fuzz;
