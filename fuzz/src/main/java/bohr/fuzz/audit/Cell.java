package bohr.fuzz.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  record Together(int number, List<Alone> parts) implements Cell {

    public Together {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> settings() {
      Set<String> settings = new LinkedHashSet<>();
      parts.forEach(part -> settings.addAll(part.settings()));
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
      return new Together(number, left);
    }
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }
}
