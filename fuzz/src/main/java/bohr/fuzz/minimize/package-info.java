/// From a failing schedule to the shortest one that a person can be shown.
/// May use: target, recorder, scheduler, emulator. Never: threads, clocks, chance.
package bohr.fuzz.minimize;
