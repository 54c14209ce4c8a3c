/// The network inside the machine: a hub that joins its network cards, and a responder that they
/// can talk to.
/// May use: state, agent. Never: the host's network, a device's registers.
package bohr.emulator.device.network;
