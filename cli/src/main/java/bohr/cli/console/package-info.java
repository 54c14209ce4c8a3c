/// The console of a machine that somebody sits at: the terminal's settings, the keys that are for
/// Bohr and not for the guest, and the monitor behind them.
/// May use: emulator, streams, the terminal. Never: options, commands, the loop that runs a guest.
/// A new word of the monitor: a case of `Monitor.execute`, a line of its help, docs/console.md.
package bohr.cli.console;
