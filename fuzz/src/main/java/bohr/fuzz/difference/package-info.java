/// What in a failing execution makes it fail where a passing one does not: the orders of steps, and
/// the values, that turn one into the other.
/// May use: target, minimize, replay, recorder, scheduler, emulator.
/// Never: threads, clocks, chance.
package bohr.fuzz.difference;
