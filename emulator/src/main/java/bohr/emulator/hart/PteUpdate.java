package bohr.emulator.hart;

import bohr.emulator.agent.Access;

/// How a hart marks a page-table entry as accessed or dirty (privileged ISA, §"Virtual Address
/// Translation Process"; chapter "Svadu").
public enum PteUpdate {
  /// In one step with reading it, as hardware should: a compare-and-swap that cannot fail.
  ATOMIC,
  /// By a load in one step and a store in another: what another agent does to the entry in between
  /// is lost (a bug that emulators and cores have had).
  PLAIN,
  /// Not at all: software has to, a page fault tells it when ("Svade").
  FAULT;

  /// How the step that finds an A or D bit not set touches the entry.
  Access.Kind kind() {
    return this == ATOMIC ? Access.Kind.UPDATE : Access.Kind.READ;
  }
}
