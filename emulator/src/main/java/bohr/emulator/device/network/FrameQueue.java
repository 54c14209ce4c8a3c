package bohr.emulator.device.network;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// Frames that wait, up to a number; more are lost, as on any Ethernet.
public final class FrameQueue implements Stateful {

  private final Frame[] frames;
  private int count;

  /// Has room for `capacity` frames.
  public FrameQueue(int capacity) {
    frames = new Frame[capacity];
  }

  /// Whether no frame waits.
  public boolean isEmpty() {
    return count == 0;
  }

  /// Appends a frame, if there is room.
  ///
  /// @return whether there was
  public boolean add(Frame frame) {
    if (count == frames.length) {
      return false;
    }
    frames[count++] = frame;
    return true;
  }

  /// Takes the oldest frame; null if there is none.
  public Frame take() {
    if (count == 0) {
      return null;
    }
    Frame first = frames[0];
    count--;
    System.arraycopy(frames, 1, frames, 0, count);
    frames[count] = null;
    return first;
  }

  /// Loses all frames.
  public void clear() {
    while (count > 0) {
      frames[--count] = null;
    }
  }

  @Override
  public void walk(Walker walker) {
    int before = count;
    count = walker.value(count);
    for (int i = 0; i < count; i++) {
      frames[i] = walker.value(frames[i]);
    }
    for (int i = count; i < before; i++) {
      frames[i] = null;
    }
  }
}
