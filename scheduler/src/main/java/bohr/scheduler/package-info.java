/// The one loop "enabled, choose, perform", what every scheduler and every strategy is, the default
/// order, and the generator that strategies draw from.
/// May use: emulator. Never: storage, threads, clocks.
package bohr.scheduler;
