package bohr.emulator;

/// What network cards can talk to, besides each other.
public enum Network {

  /// A host inside the machine, [bohr.emulator.device.network.Responder].
  RESPONDER,

  /// Nobody.
  NONE,

  /// Whoever runs the machine, through a [bohr.emulator.device.network.Uplink].
  UPLINK
}
