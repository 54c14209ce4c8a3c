package bohr.emulator.device.iommu;

import bohr.emulator.agent.Access;
import bohr.emulator.device.Register;
import bohr.emulator.oracle.Monitor;
import bohr.emulator.pci.Translator;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/// How requests are translated (§3.3): the device context by a directory of one level, the address
/// by Sv39 page tables. A step reads one context or one PTE; with both cached, a request is
/// translated in the step that delivers it. Tables are read without regard to bus master enable;
/// outside RAM they read as ones, and so are misconfigured.
final class Translations implements Translator, Stateful {

  static final int OFF = 0;
  static final int BARE = 1;
  static final int ONE_LEVEL = 2;

  private static final int MODE = 0xf;

  /// A directory of one level has as many entries of the base format as fit into a page.
  private static final int CONTEXTS = 128;

  private static final int AGENTS = 64;

  private final String name;
  private final int object;
  private final Upstream memory;
  private final Monitor monitor;
  private final Register directory;
  private final Consumer<Fault> faults;
  private final DeviceContext[] contexts = new DeviceContext[CONTEXTS];
  private final Walk[] walks = new Walk[AGENTS];
  private final Iotlb iotlb = new Iotlb();
  private long physical;

  /// @param object the IOMMU's object number
  /// @param directory the register ddtp
  Translations(
      String name, int object, Upstream memory, Monitor monitor, Register directory,
      Consumer<Fault> faults) {
    this.name = name;
    this.object = object;
    this.memory = memory;
    this.monitor = monitor;
    this.directory = directory;
    this.faults = faults;
  }

  Iotlb iotlb() {
    return iotlb;
  }

  /// Walks begin anew, because what they have read may have been invalidated.
  void restartWalks() {
    Arrays.fill(walks, null);
  }

  /// IODIR.INVAL_DDT.
  ///
  /// @param requester -1 for all
  void forgetContexts(int requester) {
    for (int i = 0; i < CONTEXTS; i++) {
      contexts[i] = requester < 0 || requester == i ? null : contexts[i];
    }
    restartWalks();
  }

  void reset() {
    forgetContexts(-1);
    iotlb.clear();
  }

  @Override
  public long physical() {
    return physical;
  }

  @Override
  public Outcome translate(Request request) {
    Walk walk = walks[request.link()];
    walks[request.link()] = null;
    switch ((int) directory.peek() & MODE) {
      case OFF -> {
        return refuse(Fault.ALL_DISALLOWED, request);
      }
      case BARE -> {
        return found(request.address());
      }
      default -> {}
    }
    if (request.requester() >= CONTEXTS) {
      return refuse(Fault.TYPE_DISALLOWED, request);
    }
    DeviceContext context = contexts[request.requester()];
    if (context == null) {
      return readContext(request);
    }
    if (context.isBare()) {
      return found(request.address());
    }
    Leaf leaf = iotlb.find(context.pscid(), request.address(), request.write());
    if (leaf != null) {
      monitor.translated(name, request.address(), leaf.state() == Leaf.REPORTED_GONE);
      return found(leaf.translate(request.address()));
    }
    boolean goesOn = walk != null && walk.isFor(request);
    return step(request, context, goesOn ? walk : Walk.begin(request, context.root()));
  }

  private Outcome found(long address) {
    physical = address;
    return Outcome.DONE;
  }

  private Outcome refuse(int cause, Request request) {
    DeviceContext context =
        request.requester() < CONTEXTS ? contexts[request.requester()] : null;
    if (context == null || context.reportsFaults()) {
      faults.accept(Fault.of(cause, request));
    }
    return Outcome.REFUSED;
  }

  private long contextAddress(Request request) {
    long page = directory.peek() >>> 10 & 0xfff_ffff_ffffL;
    return (page << 12) + (long) DeviceContext.BYTES * request.requester();
  }

  private Outcome readContext(Request request) {
    ByteBuffer bytes = read(contextAddress(request), DeviceContext.BYTES);
    long control = bytes.getLong();
    long secondStage = bytes.getLong();
    long attributes = bytes.getLong();
    long firstStage = bytes.getLong();
    int cause = DeviceContext.cause(control, secondStage, attributes, firstStage);
    if (cause != 0) {
      return refuse(cause, request);
    }
    contexts[request.requester()] = new DeviceContext(control, attributes, firstStage);
    return Outcome.MORE;
  }

  private ByteBuffer read(long address, int bytes) {
    return ByteBuffer.wrap(memory.read(address, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads a PTE. Requests without a process are those of a user (§3.3, step 10).
  private Outcome step(Request request, DeviceContext context, Walk walk) {
    Pte pte = new Pte(read(walk.entry(), Long.BYTES).getLong());
    if (walk.isCanonical() && pte.isTable() && walk.level() > 0) {
      walks[request.link()] = walk.down(pte.address());
      return Outcome.MORE;
    }
    if (!walk.isCanonical() || !pte.maps(walk.level(), request.write())) {
      int cause = request.write() ? Fault.WRITE_PAGE_FAULT : Fault.READ_PAGE_FAULT;
      return refuse(cause, request);
    }
    long page = request.address() & ~Leaf.mask(walk.level());
    iotlb.add(new Leaf(context.pscid(), page, walk.level(), pte.address(), pte.isGlobal(),
        pte.maps(walk.level(), false), pte.maps(walk.level(), true), Leaf.LIVE));
    return Outcome.MORE;
  }

  @Override
  public void pending(Request request, Access into) {
    Access.Kind kind = request.write() ? Access.Kind.WRITE : Access.Kind.READ;
    int mode = (int) directory.peek() & MODE;
    boolean inDirectory = mode != BARE && mode != OFF && request.requester() < CONTEXTS;
    DeviceContext context = inDirectory ? contexts[request.requester()] : null;
    if (inDirectory && context == null) {
      into.memory(Access.Kind.READ, contextAddress(request), DeviceContext.BYTES);
    } else if (!inDirectory || context.isBare()) {
      into.memory(kind, request.address(), request.length());
    } else {
      Leaf leaf = iotlb.find(context.pscid(), request.address(), request.write());
      Walk walk = walks[request.link()];
      boolean goesOn = walk != null && walk.isFor(request);
      if (leaf != null) {
        into.memory(kind, leaf.translate(request.address()), request.length());
      } else {
        Walk next = goesOn ? walk : Walk.begin(request, context.root());
        into.memory(Access.Kind.READ, next.entry(), Long.BYTES);
      }
    }
    into.object = object;
  }

  @Override
  public void walk(Walker walker) {
    iotlb.walk(walker);
    for (int i = 0; i < CONTEXTS; i++) {
      contexts[i] = walker.optional(contexts[i]);
    }
    for (int i = 0; i < AGENTS; i++) {
      walks[i] = walker.optional(walks[i]);
    }
  }
}
