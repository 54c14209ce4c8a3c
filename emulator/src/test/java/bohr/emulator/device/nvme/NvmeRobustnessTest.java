package bohr.emulator.device.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.agent.Phase;
import bohr.emulator.memory.Memory;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saved;
import bohr.emulator.state.Saver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NvmeRobustnessTest {

  private static final int MOST_STEPS = 20_000;

  /// Registers and doorbells, one word in eight anywhere.
  private static int offset(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 4 * random.nextInt(0x1000);
      case 1, 2, 3 -> 4 * random.nextInt(16);
      default -> 0x1000 + 4 * random.nextInt(14);
    };
  }

  private static long value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextLong();
      case 1 -> NvmeDriver.ENABLED ^ 1L << random.nextInt(24);
      case 2 -> NvmeDriver.RAM + 0x1000L * random.nextInt(256);
      default -> random.nextInt(16);
    };
  }

  private static void access(NvmeBench bench, Random random) {
    int size = random.nextInt(4) == 0 ? 8 : 4;
    int offset = offset(random) & -size;
    int bar = random.nextInt(16) == 0 ? 4 : 0;
    Phase first =
        random.nextInt(4) == 0
            ? bench.device.load(bar, bar == 4 ? offset & 0xfff : offset, size)
            : bench.device.store(bar, bar == 4 ? offset & 0xfff : offset, size, value(random));
    if (first != null) {
      bench.run(first);
    }
  }

  /// A command that is right in most of its fields, or one of pure noise.
  private static void command(NvmeDriver driver, int queue, Random random) {
    if (random.nextInt(8) == 0) {
      int at = NvmeDriver.sq(queue) + 64 * driver.tail(queue);
      driver.put(queue, 0, 0, 0, 0, 0, 0, 0);
      for (int i = 0; i < 64; i += 8) {
        driver.bench.ram64(at + i, random.nextLong());
      }
      return;
    }
    int opcode = random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(14);
    driver.put(
        queue,
        opcode,
        random.nextInt(3) == 0 ? random.nextInt() : 1,
        prp(random),
        prp(random),
        random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(8) << 16 | random.nextInt(8),
        random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(4) << 16 | random.nextInt(4),
        random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(64));
  }

  private static long prp(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> NvmeDriver.RAM + 8L * random.nextInt(0x20000);
      default -> NvmeDriver.RAM + NvmeDriver.LISTS + 0x1000L * random.nextInt(0xd0);
    };
  }

  @Property(tries = 300)
  void registersTakeAnything(@ForAll long seed) {
    Random random = new Random(seed);
    NvmeDriver driver =
        random.nextBoolean() ? NvmeDriver.ready(2) : new NvmeDriver("locking=none");
    for (int i = 0; i < 300; i++) {
      access(driver.bench, random);
      driver.bench.settle(random, random.nextInt(20));
    }
    driver.bench.settle(random, MOST_STEPS);
    driver.bench.device.pendingWork();
  }

  @Property(tries = 300)
  void commandsMayBeAnything(@ForAll long seed) {
    Random random = new Random(seed);
    String order = random.nextBoolean() ? "clear-first" : "cancel-first";
    String locking = random.nextBoolean() ? "none" : "bql";
    NvmeDriver driver = NvmeDriver.ready(3, "reset-order=" + order, "locking=" + locking);
    for (int i = 0; i < 60; i++) {
      int queue = random.nextInt(4);
      command(driver, queue, random);
      driver.ring(queue);
      driver.bench.settle(random, random.nextInt(200));
      if (random.nextInt(3) == 0) {
        driver.take(random.nextInt(4));
      }
      if (random.nextInt(40) == 0) {
        access(driver.bench, random);
      }
    }
    driver.bench.settle(random, MOST_STEPS);
    driver.bench.device.pendingWork();
  }

  /// Whatever came before, a reset leads back to a controller that works.
  @Property(tries = 200)
  void aResetAlwaysHelps(@ForAll long seed) {
    Random random = new Random(seed);
    NvmeDriver driver = NvmeDriver.ready(2);
    for (int i = 0; i < 20; i++) {
      command(driver, random.nextInt(3), random);
      driver.ring(random.nextInt(3));
      driver.bench.settle(random, random.nextInt(100));
      access(driver.bench, random);
    }
    driver.bench.store(NvmeDriver.CC, 0);
    driver.bench.settle(random, MOST_STEPS);
    assertEquals(0, driver.bench.load(NvmeDriver.CSTS) & 3);
    driver.enable();
    driver.createPair(1);
    int cid = driver.write(1, 7);
    driver.bench.settle();
    assertEquals(cid, driver.take(1).cid());
  }

  /// Every order of threads and link gives each command exactly one completion, and the same
  /// medium.
  @Property(tries = 200)
  void everyOrderCompletesEachCommandOnce(@ForAll long seed) {
    Random random = new Random(seed);
    NvmeDriver driver = NvmeDriver.ready(2, random.nextBoolean() ? "locking=none" : "locking=bql");
    List<Integer> expected = new ArrayList<>();
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int queue = 1 + i % 2;
      driver.bench.fillRam(NvmeDriver.DATA + 512 * i, 512, i + 1);
      long data = NvmeDriver.RAM + NvmeDriver.DATA + 512 * i;
      expected.add(driver.submit(queue, 1, 1, data, 0, i, 0, 0));
      driver.bench.settle(random, random.nextInt(30));
      if (i >= 4) {
        while (got.size() < i - 3) {
          driver.bench.settle(random, 10);
          got.addAll(taken(driver));
        }
      }
    }
    driver.bench.settle(random, MOST_STEPS);
    got.addAll(taken(driver));
    assertEquals(expected, got.stream().sorted().toList());
    for (int i = 0; i < 24; i++) {
      assertEquals(i + 1, driver.bench.contents(512 * i + 511, 1)[0]);
    }
    assertNull(driver.bench.monitor.finding());
    assertEquals("", driver.bench.device.pendingWork());
  }

  private static List<Integer> taken(NvmeDriver driver) {
    List<Integer> cids = new ArrayList<>();
    for (int queue = 1; queue <= 2; queue++) {
      for (var cqe = driver.peek(queue); cqe != null; cqe = driver.peek(queue)) {
        cids.add(cqe.cid());
        driver.ringHead(queue);
      }
    }
    return cids;
  }

  @Property(tries = 50)
  void theSameOrderGivesTheSameStateAtEveryStep(@ForAll long seed) {
    List<Long> first = digests(seed);
    assertTrue(first.size() > 50);
    assertEquals(first, digests(seed));
  }

  private static List<Long> digests(long seed) {
    Random random = new Random(seed);
    NvmeDriver driver = NvmeDriver.ready(2);
    List<Long> digests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      command(driver, random.nextInt(3), random);
      driver.ring(random.nextInt(3));
      for (int step = 0; step < 10; step++) {
        driver.bench.settle(random, 1);
        digests.add(driver.bench.digest());
      }
    }
    return digests;
  }

  /// Going back to a snapshot, taken anywhere, gives the same future.
  @Property(tries = 100)
  void goingBackGivesTheSameFuture(@ForAll long seed) {
    Random random = new Random(seed);
    NvmeDriver driver = NvmeDriver.ready(2);
    NvmeBench bench = driver.bench;
    for (int i = 0; i < 6; i++) {
      command(driver, random.nextInt(3), random);
      driver.ring(random.nextInt(3));
      bench.settle(random, random.nextInt(60));
    }
    Saver saver = new Saver();
    bench.walk(saver);
    Saved saved = saver.saved();
    Memory.Image image = bench.memory.image();
    List<Long> once = future(bench, seed);
    bench.walk(new Loader().from(saved));
    bench.memory.restore(image);
    assertEquals(once, future(bench, seed));
  }

  private static List<Long> future(NvmeBench bench, long seed) {
    Random random = new Random(seed);
    List<Long> digests = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      bench.settle(random, 1);
      digests.add(bench.digest());
    }
    return digests;
  }
}
