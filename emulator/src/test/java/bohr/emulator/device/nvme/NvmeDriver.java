package bohr.emulator.device.nvme;

import java.util.ArrayList;
import java.util.List;

/// Plays the guest: sets the controller up as Linux does, puts commands into queues, rings
/// doorbells and takes completions by their phase tag.
final class NvmeDriver {

  static final int ENTRIES = 8;
  static final int LISTS = 0x30000;
  static final int SHADOWS = 0x3000;
  static final int EVENT_INDEXES = 0x4000;
  static final int DATA = 0x40000;
  static final long RAM = NvmeBench.RAM;

  static final int CC = 0x14;
  static final int CSTS = 0x1c;

  /// Entries of 64 and 16 bytes, pages of 4 KiB, enabled.
  static final int ENABLED = 4 << 20 | 6 << 16 | 1;

  private static final int ADMIN_SQ = 0x1000;
  private static final int ADMIN_CQ = 0x2000;
  private static final int SQS = 0x10000;
  private static final int CQS = 0x20000;
  private static final int QUEUES = 9;

  final NvmeBench bench;
  private final int[] tails = new int[QUEUES];
  private final int[] heads = new int[QUEUES];
  private final int[] phases = new int[QUEUES];
  private int nextCid = 100;

  /// A completion as the guest finds it.
  record Cqe(int result, int sqHead, int sq, int cid, int status) {}

  NvmeDriver(String... settings) {
    this(new NvmeBench(settings));
  }

  NvmeDriver(NvmeBench bench) {
    this.bench = bench;
  }

  /// A driver whose controller is ready, with `pairs` I/O queue pairs.
  static NvmeDriver ready(int pairs, String... settings) {
    NvmeDriver driver = new NvmeDriver(settings);
    driver.enable();
    for (int queue = 1; queue <= pairs; queue++) {
      driver.createPair(queue);
    }
    return driver;
  }

  void enable() {
    start();
    bench.settle();
  }

  /// As [#enable], without letting the controller move.
  void start() {
    for (int queue = 0; queue < QUEUES; queue++) {
      forget(queue);
    }
    bench.store(0x24, ENTRIES - 1 << 16 | ENTRIES - 1);
    bench.store64(0x28, RAM + ADMIN_SQ);
    bench.store64(0x30, RAM + ADMIN_CQ);
    bench.store(CC, ENABLED & ~1);
    bench.store(CC, ENABLED);
  }

  /// The queue is as if new.
  void forget(int queue) {
    tails[queue] = 0;
    heads[queue] = 0;
    phases[queue] = 1;
    bench.fillRam(cq(queue), 16 * ENTRIES, 0);
  }

  static int sq(int queue) {
    return queue == 0 ? ADMIN_SQ : SQS + 0x1000 * queue;
  }

  static int cq(int queue) {
    return queue == 0 ? ADMIN_CQ : CQS + 0x1000 * queue;
  }

  void createPair(int queue) {
    createPair(queue, queue, 0);
  }

  void createPair(int queue, int completions, int vector) {
    forget(queue);
    if (completions == queue) {
      Cqe created = admin(0x05, 0, RAM + cq(queue), 0, size(queue), vector << 16 | 3);
      assertSuccess(created);
    }
    assertSuccess(admin(0x01, 0, RAM + sq(queue), 0, size(queue), completions << 16 | 1));
  }

  private static int size(int queue) {
    return ENTRIES - 1 << 16 | queue;
  }

  private static void assertSuccess(Cqe cqe) {
    if (cqe.status() != 0) {
      throw new AssertionError("failed: " + cqe);
    }
  }

  /// Has an admin command done, and gives its completion.
  Cqe admin(int opcode, int nsid, long prp1, long prp2, int dw10, int dw11) {
    submit(0, opcode, nsid, prp1, prp2, dw10, dw11, 0);
    bench.settle();
    return take(0);
  }

  /// Has a read or write done.
  Cqe io(int opcode, long block, int blocks, long prp1, long prp2) {
    submit(1, opcode, 1, prp1, prp2, (int) block, (int) (block >>> 32), blocks - 1);
    bench.settle();
    return take(1);
  }

  /// Puts a command into a queue and rings.
  ///
  /// @return its command identifier
  int submit(
      int queue, int opcode, int nsid, long prp1, long prp2, int dw10, int dw11, int dw12) {
    int cid = put(queue, opcode, nsid, prp1, prp2, dw10, dw11, dw12);
    ring(queue);
    return cid;
  }

  /// Puts a command into a queue, without ringing.
  int put(int queue, int opcode, int nsid, long prp1, long prp2, int dw10, int dw11, int dw12) {
    int at = sq(queue) + 64 * tails[queue];
    int cid = nextCid++;
    bench.fillRam(at, 64, 0);
    bench.ram32(at, cid << 16 | opcode);
    bench.ram32(at + 4, nsid);
    bench.ram64(at + 24, prp1);
    bench.ram64(at + 32, prp2);
    bench.ram32(at + 40, dw10);
    bench.ram32(at + 44, dw11);
    bench.ram32(at + 48, dw12);
    tails[queue] = (tails[queue] + 1) % ENTRIES;
    return cid;
  }

  /// A write of one block, without letting the controller move.
  int write(int queue, int block) {
    return submit(queue, 1, 1, RAM + DATA, 0, block, 0, 0);
  }

  int tail(int queue) {
    return tails[queue];
  }

  void ring(int queue) {
    bench.store(0x1000 + 8 * queue, tails[queue]);
  }

  void ringHead(int queue) {
    bench.store(0x1004 + 8 * queue, heads[queue]);
  }

  int head(int queue) {
    return heads[queue];
  }

  /// The next completion, or null; does not tell the controller.
  Cqe peek(int queue) {
    int at = cq(queue) + 16 * heads[queue];
    int last = bench.memory.load32(at + 12);
    if ((last >>> 16 & 1) != phases[queue]) {
      return null;
    }
    heads[queue] = (heads[queue] + 1) % ENTRIES;
    phases[queue] ^= heads[queue] == 0 ? 1 : 0;
    int third = bench.memory.load32(at + 8);
    return new Cqe(
        bench.memory.load32(at), third & 0xffff, third >>> 16, last & 0xffff, last >>> 17 & 0x7ff);
  }

  /// Takes the next completion; null if there is none.
  Cqe take(int queue) {
    Cqe cqe = peek(queue);
    if (cqe != null) {
      ringHead(queue);
      bench.settle();
    }
    return cqe;
  }

  /// Takes all completions.
  List<Cqe> takeAll(int queue) {
    List<Cqe> all = new ArrayList<>();
    for (Cqe cqe = take(queue); cqe != null; cqe = take(queue)) {
      all.add(cqe);
    }
    return all;
  }

  /// Writes a PRP list of the pages from `page` on.
  void list(int at, int count, int page) {
    for (int i = 0; i < count; i++) {
      bench.ram64(at + 8 * i, RAM + page + 0x1000L * i);
    }
  }
}
