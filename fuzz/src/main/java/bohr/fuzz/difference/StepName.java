package bohr.fuzz.difference;

/// What tells a step from the others of its execution, and is the same in another one in which the
/// agent has turned more often or less in a loop in which it waits.
///
/// @param agent whose it is
/// @param site where its agent stood, as [bohr.emulator.agent.TransitionSystem#site] tells
/// @param times how often the agent had stood there
public record StepName(int agent, long site, long times) {}
