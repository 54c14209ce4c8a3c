package bohr.scheduler;

/// A strategy that learns from earlier executions, a generation at a time: what execution `index`
/// does depends on the seed, the index, and the corpus that the generations before its own have
/// left, and so not on which host thread runs it.
public interface LearningStrategy extends Strategy {

  /// Executions of a generation; a multiple of what a campaign hands out at once.
  int GENERATION = 256;

  /// From the next [#begin] on, `corpus` is what is known.
  void learn(Corpus corpus);

  /// What the execution that has just ended came to.
  Corpus.Experience experience();
}
