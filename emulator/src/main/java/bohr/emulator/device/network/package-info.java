/// The network inside the machine: a hub that joins its network cards, a responder that they can
/// talk to, and a port that leads out.
/// May use: state, agent. Never: the host's network, a device's registers.
package bohr.emulator.device.network;
