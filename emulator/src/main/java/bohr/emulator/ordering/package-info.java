/// The order in which agents see memory, where that is weaker than the order of steps: messages,
/// views, promises. docs/memory-model.md has the rules and what was decided where they are silent.
/// May use: memory, agent, state. Never: instructions, devices.
package bohr.emulator.ordering;
