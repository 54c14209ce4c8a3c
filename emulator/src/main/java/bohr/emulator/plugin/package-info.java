/// Kinds of devices that come from outside: found in a jar or on the class path, checked before
/// they are believed, and known by a digest of their code.
/// May use: device, agent, state, input. Never: the machine, scenario files.
package bohr.emulator.plugin;
