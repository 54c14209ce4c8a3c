package bohr.replay;

import bohr.emulator.agent.Access;
import bohr.emulator.agent.StopReason;

/// One step of an execution, for people.
///
/// @param number counted from 1 at reset, over all agents together
/// @param agent whose step it was
/// @param does an instruction, a phase, a TLP, in words
/// @param place for a hart, where its program counter stood in the guest's source; else ""
/// @param access what it touched; never changed
/// @param choice what it chose among several possibilities, in words; "" if it had no choice or
///     chose the strongest ordering
/// @param stopped what the step led to
/// @param goesOn whether the agent could have gone on behind it
/// @param timeJumps whether nobody could, so that virtual time jumped
public record TimelineStep(
    long number,
    int agent,
    String does,
    String place,
    Access access,
    String choice,
    StopReason stopped,
    boolean goesOn,
    boolean timeJumps) {

  /// In words: who took it, where, what it was, and what it chose.
  ///
  /// @param name the agent's
  public String told(String name) {
    return name + (place.isEmpty() ? "" : " at " + place) + ": " + does
        + (choice.isEmpty() ? "" : " (" + choice + ")");
  }

  /// Whether it is a load, as far as its mnemonic tells. Which register of a device was touched,
  /// and how, is not part of an access.
  boolean loads() {
    return !place.isEmpty() && does.startsWith("l");
  }
}
