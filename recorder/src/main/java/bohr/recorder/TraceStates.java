package bohr.recorder;

import bohr.emulator.Machine;
import bohr.emulator.WrittenState;
import bohr.emulator.input.BadInput;
import bohr.emulator.state.StateCodec.BadState;
import bohr.recorder.TraceRecord.State;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The states in a trace's file, from each of which a replay may start. They stay in the file until
/// somebody asks for one: together they may be larger than the machine.
///
/// A state holds what the guest's memory changed since the state before it. So a machine gets to
/// one by way of those before it, beginning as it was at reset.
public final class TraceStates {

  /// None.
  public static final TraceStates NONE = new TraceStates("", () -> null, List.of());

  private final String file;
  private final Source source;
  private final List<Place> places;

  /// Opens the file once more.
  @FunctionalInterface
  interface Source {

    InputStream open() throws IOException;
  }

  /// Where a state lies.
  ///
  /// @param inputs how many stand before it
  /// @param number of the chunk before it, and `offset` where that ends
  /// @param check the check of that chunk's payload, from which the next one continues
  record Place(State state, int inputs, int number, long offset, byte[] check) {}

  TraceStates(String file, Source source, List<Place> places) {
    this.file = file;
    this.source = source;
    this.places = List.copyOf(places);
  }

  /// How many there are.
  public int size() {
    return places.size();
  }

  /// After how many steps state number `index` was taken; ascending.
  public long step(int index) {
    return places.get(index).state().step();
  }

  /// The digest of state number `index`.
  public long digest(int index) {
    return places.get(index).state().digest();
  }

  /// How many inputs state number `index` has behind it.
  public int inputs(int index) {
    return places.get(index).inputs();
  }

  /// A cursor of `schedule` where state number `index` was taken.
  public ScheduleCursor cursor(Schedule schedule, int index) {
    ScheduleCursor cursor = schedule.cursor();
    cursor.seek(step(index), places.get(index).state().choices());
    return cursor;
  }

  /// The number of the last state that was taken after at most so many steps; -1 if there is none.
  public int at(long step) {
    int index = places.size() - 1;
    while (index >= 0 && step(index) > step) {
      index--;
    }
    return index;
  }

  /// Brings `machine`, which was just built, to state number `index`.
  ///
  /// @throws BadInput if the file does not hold a state of such a machine
  public void restore(Machine machine, int index) {
    int next = 0;
    try (InputStream in = new BufferedInputStream(source.open(), 1 << 16)) {
      long at = 0;
      for (; next <= index; next++) {
        Place place = places.get(next);
        in.skipNBytes(place.offset() - at);
        ChunkReader chunks = new ChunkReader(in, file, place);
        apply(machine, new StateInput(chunks, place.state().bytes()), place.state(), next == index);
        at = chunks.end();
      }
    } catch (BadState e) {
      throw bad(next, e.getMessage());
    } catch (IOException e) {
      throw bad(next, "cannot be read: " + e.getMessage());
    }
  }

  private BadInput bad(int index, String reason) {
    return new BadInput(file, "the state at step " + step(index), reason);
  }

  private static void apply(Machine machine, InputStream in, State state, boolean last)
      throws IOException {
    if (last) {
      byte[] parts = in.readNBytes(state.partsBytes());
      StateMemory.read(in, state.memoryBytes(), WrittenState.memory(machine));
      WrittenState.restore(machine, parts);
    } else {
      in.skipNBytes(state.partsBytes());
      StateMemory.read(in, state.memoryBytes(), WrittenState.memory(machine));
    }
  }
}
