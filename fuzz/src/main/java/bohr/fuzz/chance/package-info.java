/// How likely a finding is behind each step of its trace, if the rest is left to chance.
/// May use: target, replay, recorder, scheduler, emulator. Never: clocks, the terminal.
package bohr.fuzz.chance;
