/// A trace to look at with gdb: the remote serial protocol (GDB manual, appendix "GDB Remote Serial
/// Protocol") over a traveller in time. `Server` → `Session` → `Debuggee`; what a packet says is
/// read in `Packet`, how packets travel is in `Packets`.
/// May use: travel, replay. Never: changing the machine, which refuses to be written to.
package bohr.replay.gdb;
