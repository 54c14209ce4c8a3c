/// The vocabulary between the machine and whoever schedules it: agents, steps, choices, accesses.
/// May use: state. Never: a particular kind of agent.
package bohr.emulator.agent;
