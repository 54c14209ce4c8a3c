/// Going to and fro in the execution of a trace, and stopping where something happens.
/// May use: replay. Never: a protocol, a terminal.
package bohr.replay.travel;
