package bohr.fuzz.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One question of an audit: a scenario with some of its policies changed.
public sealed interface Cell {

  /// What is changed about the scenario, each as behind `--set`.
  List<String> settings();

  /// Short, for the name of a file.
  String id();

  /// The scenario as it is.
  ///
  /// @param settings none, or the memory model under which registers are ordered
  record AsItIs(List<String> settings) implements Cell {

    public AsItIs {
      settings = List.copyOf(settings);
    }

    @Override
    public String id() {
      return settings.isEmpty() ? "as-it-is" : "as-it-is-" + value(settings.getFirst());
    }
  }

  /// One policy of one subject.
  record Alone(Subject subject, String policy, String value, List<String> settings)
      implements Cell {

    public Alone {
      settings = List.copyOf(settings);
    }

    @Override
    public String id() {
      return subject.path().replace('.', '-') + "-" + policy + "-" + value;
    }
  }

  /// Several policies together, none of which has a finding alone.
  ///
  /// @param number counted from 1
  /// @param parts which they are
  /// @param memoryModel under which they are together; it stays when parts are left out. Empty for
  ///     that of the scenario
  record Together(int number, List<Alone> parts, Optional<String> memoryModel) implements Cell {

    public Together {
      parts = List.copyOf(parts);
    }

    /// All of `parts`, under the memory model of those that have one.
    static Together of(int number, List<Alone> parts) {
      return new Together(number, parts, parts.stream().flatMap(part -> part.settings().stream())
          .filter(setting -> setting.startsWith("memory-model=")).findFirst());
    }

    @Override
    public List<String> settings() {
      Set<String> settings = new LinkedHashSet<>();
      parts.forEach(part -> settings.addAll(part.settings()));
      memoryModel.ifPresent(setting -> {
        settings.remove(setting);
        settings.add(setting);
      });
      return List.copyOf(settings);
    }

    @Override
    public String id() {
      return "together-" + number;
    }

    /// As this, without one of its parts.
    Together without(Alone part) {
      List<Alone> left = new ArrayList<>(parts);
      left.remove(part);
      return new Together(number, left, memoryModel);
    }
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }
}
