/// From a finding under a weak memory model to the models that have it and the missing fence.
/// May use: explore, minimize, target, replay, recorder, scheduler, emulator. Never: threads,
/// clocks, chance.
package bohr.fuzz.advice;
