package bohr.emulator.agent;

/// What one step touches, as far as another agent could tell. Mutable, so that looking ahead
/// allocates nothing.
///
/// A step touches at most one range of memory, and at most one *object*: a part of the machine with
/// state of its own that is not memory (a PCI function with its registers, command register and
/// link; an interrupt controller). Objects are coarse: two steps on the same object count as
/// dependent even if they use different registers of it.
public final class Access {

  /// How the memory range is touched.
  public enum Kind {
    NONE,
    READ,
    WRITE,
    /// An AMO, or an LR/SC: reads and writes in one step.
    UPDATE
  }

  /// No object is touched.
  public static final int NO_OBJECT = -1;

  /// Devices with threads are numbered from 0, the network is the last before this, and devices of
  /// the platform are numbered from here.
  public static final int PLATFORM_OBJECT = 32;

  public Kind kind = Kind.NONE;

  /// Physical address and length in bytes of the memory range; meaningless if `kind` is NONE.
  public long address;

  public int length;

  /// Under a weak memory model, the step adds to the order of all stores, wherever they go: it
  /// matters which of two such steps is first.
  public boolean appends;

  /// Number of the object touched, or [#NO_OBJECT].
  public int object = NO_OBJECT;

  /// The device from whose link a TLP leaves, if steps on that object could tell: their read
  /// completes at once when no posted write is left, what they send may overtake one that is, and
  /// they wait when there is no room. [#NO_OBJECT] otherwise. Not a touch of the object: only who
  /// reorders steps needs to know, see [#meetsAtLink(Access)].
  public int link = NO_OBJECT;

  /// The step reads the clock, which every step moves: it depends on all others.
  public boolean timed;

  /// Touches nothing, until told otherwise.
  public Access() {}

  /// The step touches nothing that another agent could see.
  public void none() {
    kind = Kind.NONE;
    appends = false;
    timed = false;
    object = NO_OBJECT;
    link = NO_OBJECT;
  }

  /// The step touches memory and no object.
  public void memory(Kind kind, long address, int length) {
    this.kind = kind;
    this.address = address;
    this.length = length;
    appends = false;
    timed = false;
    object = NO_OBJECT;
    link = NO_OBJECT;
  }

  /// The step touches an object and no memory.
  public void object(int object) {
    kind = Kind.NONE;
    appends = false;
    timed = false;
    this.object = object;
    link = NO_OBJECT;
  }

  /// Whether another agent could see the step at all.
  public boolean visible() {
    return kind != Kind.NONE || object != NO_OBJECT;
  }

  /// Whether the order of this step and `other` could matter.
  public boolean conflictsWith(Access other) {
    return appends && other.appends || meets(other);
  }

  /// Whether this step and `other` touch the same thing, and not both to read it.
  public boolean meets(Access other) {
    return object != NO_OBJECT && object == other.object
        || overlaps(other) && (kind != Kind.READ || other.kind != Kind.READ);
  }

  /// Whether this step and `other` touch the same memory.
  public boolean overlaps(Access other) {
    return kind != Kind.NONE
        && other.kind != Kind.NONE
        && address < other.address + other.length
        && other.address < address + length;
  }

  /// Whether one of this step and `other` takes a TLP from the link of the object that the other
  /// one touches, and that one could tell.
  public boolean meetsAtLink(Access other) {
    return link != NO_OBJECT && link == other.object
        || other.link != NO_OBJECT && other.link == object;
  }

  /// Copies `other` into this.
  public void set(Access other) {
    kind = other.kind;
    address = other.address;
    length = other.length;
    appends = other.appends;
    timed = other.timed;
    object = other.object;
    link = other.link;
  }
}
