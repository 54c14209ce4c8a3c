package bohr.emulator.interrupt;

import bohr.emulator.state.Stateful;

/// What the interrupt wires of devices end at: PLIC or APLIC.
interface WiredController extends Stateful {

  /// The wire of a source goes high or low.
  void setSource(int source, boolean high);

  /// Does what a firmware has to do before an operating system in supervisor mode can use it.
  void handOver();

  /// Tells the oracles which sources are high and enabled, and yet will not interrupt before they
  /// are completed.
  void reportWithheld();
}
