package bohr.emulator.state;

/// The state of components as a [Saver] collected it; immutable, and safe to share between machines
/// of the same make.
public final class Saved {

  final long[] words;
  final Object[] objects;

  Saved(long[] words, Object[] objects) {
    this.words = words;
    this.objects = objects;
  }
}
