package bohr.replay;

import bohr.emulator.Machine;
import bohr.emulator.agent.Access;
import java.util.ArrayList;
import java.util.List;

/// The steps of a trace from the guest's snapshot point on, one by one.
///
/// @param agents names of all agents of the machine
/// @param begin how many steps had been taken at the snapshot point; 0 if the guest has none
/// @param omitted how many steps behind `begin` are left out because there are too many
/// @param steps the others, up to the end of the trace
public record Timeline(List<String> agents, long begin, long omitted, List<TimelineStep> steps) {

  /// How many steps are kept unless somebody asks for another number: a minimised trace has a few
  /// hundred, and nobody reads more than this.
  public static final int STEPS_MAX = 20_000;

  public Timeline {
    agents = List.copyOf(agents);
    steps = List.copyOf(steps);
  }

  /// Replays the trace of `replayer` and looks at every step behind its snapshot point; of more
  /// than `most` steps, at the last ones, for that is where the finding is.
  ///
  /// @throws ReplayDivergence if the trace cannot be followed
  public static Timeline of(Replayer replayer, int most) {
    long begin = replayer.trace().window().orElse(0);
    long first = Math.max(begin, replayer.trace().schedule().steps() - most);
    List<TimelineStep> steps = new ArrayList<>();
    Machine machine = Walkthrough.of(replayer, most, new StepTeller(steps::add));
    List<String> names = new ArrayList<>();
    for (int agent = 0; agent < machine.agents(); agent++) {
      names.add(machine.agentName(agent));
    }
    return new Timeline(names, begin, first - begin, steps);
  }

  /// What an access touched, for people: `8 bytes at 0x80001000`, `device edu`; "" for nothing.
  public String touched(Access access) {
    StringBuilder text = new StringBuilder();
    if (access.kind != Access.Kind.NONE) {
      text.append(access.length).append(access.length == 1 ? " byte at 0x" : " bytes at 0x");
      text.append(Long.toHexString(access.address));
    }
    if (access.object != Access.NO_OBJECT) {
      text.append(text.isEmpty() ? "" : " and ").append(object(access.object));
    }
    return text.toString();
  }

  /// What both of two accesses touched, in the words of the later one.
  public String touched(Access earlier, Access later) {
    Access both = new Access();
    both.set(later);
    if (!earlier.overlaps(later)) {
      both.kind = Access.Kind.NONE;
    }
    if (earlier.object != later.object) {
      both.object = Access.NO_OBJECT;
    }
    return touched(both);
  }

  /// The objects of devices are numbered like their links, which are agents and so have names.
  private String object(int object) {
    List<String> links = agents.stream().filter(name -> name.endsWith(".link")).toList();
    if (object >= links.size()) {
      return "the same interrupt controller or platform device";
    }
    String link = links.get(object);
    return "device " + link.substring(0, link.length() - ".link".length());
  }
}
