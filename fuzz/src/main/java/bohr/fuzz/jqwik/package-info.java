/// Schedules as jqwik's arbitraries, for properties that must hold in every order.
/// May use: fuzz, target, minimize, scheduler, recorder, emulator, jqwik. Never: threads, clocks;
/// and the rest of Bohr runs without this package and without jqwik.
package bohr.fuzz.jqwik;
