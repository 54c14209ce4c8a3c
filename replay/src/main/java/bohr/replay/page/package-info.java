/// An execution as one page for a browser: all steps in columns, and a script that draws them.
/// May use: replay, replay.report. Never: files, the terminal, the network.
/// The script is in the resources of this package; what each column means is said in [PageSteps].
package bohr.replay.page;
