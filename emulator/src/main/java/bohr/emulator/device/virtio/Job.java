package bohr.emulator.device.virtio;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Fingerprinted;

/// How far a [Service] has come with a buffer; each device has records of its own for it.
interface Job extends Fingerprinted {

  /// The object that a step for this job touches in place of the device; see
  /// [bohr.emulator.agent.Phase#elsewhere].
  default int elsewhere() {
    return Access.NO_OBJECT;
  }
}
