package bohr.replay.travel;

import bohr.emulator.Inspection;
import bohr.emulator.Machine;
import bohr.emulator.hart.Breakpoints;
import bohr.emulator.input.BadInput;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.memory.Watch;
import bohr.recorder.ScheduleCursor;
import bohr.replay.Bookmark;
import bohr.replay.Position;
import bohr.replay.ReplayDivergence;
import bohr.replay.Replayer;
import bohr.replay.travel.Hit.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// A machine that goes to and fro in the execution of a trace. Where it is, so many steps have been
/// taken; wherever it goes, the recorded digests that it passes are compared.
///
/// Breakpoints and watchpoints stop nothing. The machine runs on as recorded and tells at which
/// steps something happened; then it goes back to the step that was asked for. So there is nothing
/// that listening could change. Going back means going forward from a bookmark, or from a state
/// in the trace's file: backwards, in windows between them, of which the last hit counts.
public final class TimeTravel {

  /// Bookmarks that are kept at most.
  private static final int BOOKMARKS = 80;

  /// Steps between two bookmarks made on the way.
  private static final long SPACING = 1 << 23;

  /// How far before the goal more bookmarks are made, for those who go back a little from there.
  private static final long[] APPROACH = {1 << 20, 1 << 16, 1 << 12};

  /// Steps for which the machine runs before it is found out whether anything happened.
  private static final long FIRST_WINDOW = 1 << 10;

  private static final long LAST_WINDOW = 1 << 22;

  /// Windows backwards grow up to about this many steps: it costs to begin one.
  private static final long LONGEST_REACH = 400_000_000;

  /// Steps that loading a state from the file costs, about.
  private static final long WORTH_LOADING = 40_000_000;

  private final Replayer replayer;
  private final Bookmarks bookmarks;
  private final long worthLoading;
  private Position position;
  private Inspection inspection;
  private long[] breakpoints = {};
  private List<Watchpoint> watchpoints = List.of();

  /// Why the states in the file are not used; empty if they are.
  private Optional<String> refusal = Optional.empty();

  // Of the run in progress.
  private boolean listens;
  private boolean wantsLast;
  private long after;
  private long upTo;
  private Hit hit;

  /// A traveller at the beginning of a trace.
  ///
  /// @param bytes that its bookmarks may hold of the machine's memory
  public TimeTravel(Replayer replayer, long bytes) {
    this(replayer, bytes, WORTH_LOADING);
  }

  /// @param worthLoading a state in the file is used if it saves at least so many steps
  TimeTravel(Replayer replayer, long bytes, long worthLoading) {
    this.replayer = replayer;
    this.worthLoading = worthLoading;
    bookmarks = new Bookmarks(BOOKMARKS, bytes);
    arrive(replayer.near(0));
    bookmarks.add(position.bookmark());
  }

  /// The trace and what it is about.
  public Replayer replayer() {
    return replayer;
  }

  /// The machine, as it is here; to be looked at only. Another one after a journey.
  public Machine machine() {
    return position.machine();
  }

  /// What there is to see of the machine; another one after a journey.
  public Inspection inspection() {
    return inspection;
  }

  /// How many steps have been taken since reset.
  public long step() {
    return position.step();
  }

  /// How many steps the trace has.
  public long end() {
    return replayer.trace().schedule().steps();
  }

  /// Why the states in the trace's file are of no use, as those that another build has written; all
  /// journeys then begin at bookmarks. Empty if they are used.
  public Optional<String> refusal() {
    return refusal;
  }

  /// A cursor of the trace's schedule here.
  public ScheduleCursor cursor() {
    return position.cursor().copy();
  }

  /// From now on, instructions at these addresses, as their harts see them, are hits.
  public void breakAt(long[] addresses) {
    breakpoints = addresses.clone();
    inspection.set(new Breakpoints(breakpoints, this::reached));
  }

  /// From now on, accesses to these are hits.
  public void watch(List<Watchpoint> these) {
    watchpoints = List.copyOf(these);
    inspection.set(watchpoints.isEmpty() ? null : new Watch(
        watchpoints.stream().map(Watchpoint::range).toList(), this::touched));
  }

  // Journeys.

  /// Goes to where `step` steps have been taken; to the end if there are fewer.
  ///
  /// @throws ReplayDivergence if the trace cannot be followed
  public void seek(long step) {
    long goal = Math.min(Math.max(step, 0), end());
    begin(goal);
    listens = false;
    for (long distance : APPROACH) {
      if (goal - distance > position.step() + distance) {
        run(goal - distance);
        bookmarks.add(position.bookmark());
      }
    }
    run(goal);
  }

  /// Goes forward to the first hit, to where its step comes next. The instruction that comes next
  /// here is none. Without a hit, goes to `until`, or as far as it came when it was told to stop.
  public Optional<Hit> forwards(long until, BooleanSupplier stop) {
    long goal = Math.min(until, end());
    long window = quiet() ? LAST_WINDOW : FIRST_WINDOW;
    long here = position.step();
    listen(false, here, goal);
    while (position.step() < goal && !stop.getAsBoolean()) {
      long next = Math.min(goal, position.step() + window);
      boolean noHit = quiet() || next == here + 1 && watchpoints.isEmpty();
      Bookmark start = noHit ? null : position.bookmark();
      run(next);
      if (hit != null) {
        listens = false;
        position.goTo(start);
        run(hit.step() - 1);
        return Optional.of(hit);
      }
      window = Math.min(2 * window, LAST_WINDOW);
    }
    listens = false;
    return Optional.empty();
  }

  /// Goes back to the last hit: to where the instruction comes next, or to where the access was
  /// made last, which may be here. Without a hit, goes back to `until`, or as far as it came when
  /// it was told to stop.
  public Optional<Hit> backwards(long until, BooleanSupplier stop) {
    long goal = Math.max(until, 0);
    long end = position.step();
    long reach = 0;
    while (end > goal && !quiet()) {
      begin(Math.max(goal, end - 1 - reach));
      long start = Math.max(position.step(), goal);
      run(start);
      listen(true, start, end);
      while (position.step() < end && !stop.getAsBoolean()) {
        run(Math.min(end, position.step() + LAST_WINDOW));
      }
      listens = false;
      if (position.step() < end) {
        seek(end);
        return Optional.empty();
      }
      if (hit != null) {
        Hit found = hit;
        seek(found.kind() == Kind.INSTRUCTION ? found.step() - 1 : found.step());
        return Optional.of(found);
      }
      reach = Math.min(2 * (end - start), LONGEST_REACH);
      end = start;
    }
    seek(goal);
    return Optional.empty();
  }

  /// The number of the next step of `agent`, if it takes another one.
  public OptionalLong nextStepOf(int agent) {
    for (ScheduleCursor ahead = cursor(); !ahead.done(); ahead.advance(ahead.left())) {
      if (ahead.agent() == agent) {
        return OptionalLong.of(ahead.step() + 1);
      }
    }
    return OptionalLong.empty();
  }

  /// The number of the last step of `agent`, if it has taken any.
  public OptionalLong lastStepOf(int agent) {
    ScheduleCursor here = position.cursor();
    var schedule = replayer.trace().schedule();
    long behind = here.step();
    long part = here.done() ? 0 : schedule.steps(here.slice()) - here.left();
    if (part > 0 && schedule.agent(here.slice()) == agent) {
      return OptionalLong.of(behind);
    }
    behind -= part;
    for (int slice = here.slice() - 1; slice >= 0; slice--) {
      if (schedule.agent(slice) == agent) {
        return OptionalLong.of(behind);
      }
      behind -= schedule.steps(slice);
    }
    return OptionalLong.empty();
  }

  /// How many bytes of memory the bookmarks hold.
  public long bookmarkBytes() {
    return bookmarks.bytes();
  }

  /// Goes to the best place to begin from, at or before `step`: here, a bookmark, or a state in the
  /// trace's file.
  private void begin(long step) {
    Bookmark mark = bookmarks.floor(step);
    long here = position.step() <= step ? position.step() : -1;
    long near = Math.max(here, mark.step());
    var states = replayer.trace().states();
    int state = states.at(step);
    boolean worth = state >= 0 && states.step(state) - near >= worthLoading;
    if (worth && refusal.isEmpty() && load(step)) {
      bookmarks.add(position.bookmark());
    } else if (here < mark.step()) {
      position.goTo(mark);
    }
  }

  /// Goes to the last state in the file at or before `step`, if it can be used.
  private boolean load(long step) {
    try {
      arrive(replayer.near(step));
      return true;
    } catch (BadInput e) {
      refusal = Optional.of(e.getMessage());
      return false;
    }
  }

  private void arrive(Position there) {
    position = there;
    inspection = new Inspection(there.machine());
    breakAt(breakpoints);
    watch(watchpoints);
  }

  /// Runs to `goal`, which is ahead, and leaves bookmarks on the way.
  private void run(long goal) {
    while (position.step() < goal) {
      long mark = bookmarks.floor(position.step()).step() + SPACING;
      if (mark <= position.step()) {
        bookmarks.add(position.bookmark());
      } else {
        replayer.follow(position, Math.min(goal, mark));
      }
    }
  }

  // Listening.

  private boolean quiet() {
    return breakpoints.length == 0 && watchpoints.isEmpty();
  }

  /// The steps count whose numbers are more than `from` and at most `to`.
  private void listen(boolean last, long from, long to) {
    listens = true;
    wantsLast = last;
    after = from;
    upTo = to;
    hit = null;
  }

  private void reached(int hart, long pc) {
    note(Kind.INSTRUCTION, pc, 0);
  }

  private void touched(boolean stores, int offset, int length) {
    for (Watchpoint watchpoint : watchpoints) {
      if (watchpoint.wants(stores, offset, length)) {
        note(stores ? Kind.WRITE : Kind.READ, MemoryLayout.RAM + offset, length);
        return;
      }
    }
  }

  /// A hart's step is counted when it is over, that of any other agent when it begins.
  private void note(Kind kind, long address, int length) {
    if (!listens || hit != null && !wantsLast) {
      return;
    }
    int agent = position.cursor().agent();
    Machine machine = position.machine();
    long step = machine.steps() + (agent < machine.harts() ? 1 : 0);
    boolean isHere = !wantsLast && kind == Kind.INSTRUCTION && step == after + 1;
    if (step > after && step <= upTo && !isHere) {
      hit = new Hit(step, agent, kind, address, length);
    }
  }
}
