/// The one loop "enabled, choose, perform", and what every scheduler is.
/// May use: emulator. Never: storage, threads, clocks.
package bohr.scheduler;
