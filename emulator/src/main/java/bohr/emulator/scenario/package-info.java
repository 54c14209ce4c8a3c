/// Scenario folders: the description of a machine, its guest, its policies and its variants, read
/// from YAML and checked. A mistake is a BadInput with line, column and what would be right.
/// May use: boot, device, plugin, input, state. Never: the machine, which is built from what is
/// read here.
package bohr.emulator.scenario;
