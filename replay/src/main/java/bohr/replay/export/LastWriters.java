package bohr.replay.export;

import bohr.emulator.agent.Access;
import bohr.replay.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who has written which words of memory last; of so many words, those that were written last. What
/// is forgotten costs an arrow, not a wrong one.
final class LastWriters {

  private static final int WORDS = 1 << 16;
  private static final int WORD_SHIFT = 3;

  private final Map<Long, Writer> words = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Writer> eldest) {
      return size() > WORDS;
    }
  };

  /// A step that wrote.
  record Writer(long step, int agent) {}

  LastWriters() {}

  /// Whose stores the step reads, other agents' only; each once. None if the step chose an older
  /// value than the newest, for which one that is cannot be seen from here.
  List<Writer> read(TimelineStep step) {
    Access access = step.access();
    List<Writer> writers = new ArrayList<>();
    if (access.kind != Access.Kind.READ && access.kind != Access.Kind.UPDATE
        || !step.choice().isEmpty()) {
      return writers;
    }
    for (long word = first(access); word <= last(access); word++) {
      Writer writer = words.get(word);
      if (writer != null && writer.agent() != step.agent() && !writers.contains(writer)) {
        writers.add(writer);
      }
    }
    return writers;
  }

  /// The step is taken.
  void add(TimelineStep step) {
    Access access = step.access();
    if (access.kind == Access.Kind.WRITE || access.kind == Access.Kind.UPDATE) {
      Writer writer = new Writer(step.number(), step.agent());
      for (long word = first(access); word <= last(access); word++) {
        words.put(word, writer);
      }
    }
  }

  private static long first(Access access) {
    return access.address >>> WORD_SHIFT;
  }

  private static long last(Access access) {
    return access.address + access.length - 1 >>> WORD_SHIFT;
  }
}
