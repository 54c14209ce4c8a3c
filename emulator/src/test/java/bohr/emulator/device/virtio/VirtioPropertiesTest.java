package bohr.emulator.device.virtio;

import static bohr.emulator.device.virtio.GuestQueue.Part.readable;
import static bohr.emulator.device.virtio.GuestQueue.Part.writable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Phase;
import bohr.emulator.device.DeviceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Laws of all virtio devices, whatever the driver does.
class VirtioPropertiesTest {

  private static final long[] ADDRESSES = {
    VirtioBench.RAM,
    VirtioBench.RAM + 0x8000,
    VirtioBench.RAM + VirtioBench.RAM_BYTES - 4,
    0,
    -8,
    0x1000_0000L,
    1L << 62
  };

  /// What is tried out.
  record Subject(int model, boolean mmio, long features) {

    VirtioBench bench() {
      DeviceModel[] models = {
        new VirtioBlockModel(),
        new VirtioRngModel(),
        new VirtioConsoleModel(),
        new VirtioNetModel()
      };
      return new VirtioBench(models[model], "transport=" + (mmio ? "mmio" : "pci"));
    }

    GuestTransport transport(VirtioBench bench) {
      return mmio ? new MmioGuest(bench) : PciGuest.of(bench);
    }
  }

  @Provide
  Arbitrary<Subject> subjects() {
    Arbitrary<Long> features =
        Arbitraries.integers()
            .between(0, 7)
            .map(
                bits ->
                    ((bits & 1) != 0 ? GuestDriver.INDIRECT : 0)
                        | ((bits & 2) != 0 ? GuestDriver.EVENT_IDX : 0)
                        | ((bits & 4) != 0 ? GuestDriver.PACKED : 0));
    return Combinators.combine(
            Arbitraries.integers().between(0, 3), Arbitraries.of(true, false), features)
        .as(Subject::new);
  }

  private static long address(Random random) {
    return ADDRESSES[random.nextInt(ADDRESSES.length)] + 2 * random.nextInt(64);
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void noAccessToAnyRegisterThrows(@ForAll("subjects") Subject subject, @ForAll long seed) {
    VirtioBench bench = subject.bench();
    Random random = new Random(seed);
    int[] bars = subject.mmio() ? new int[] {-1} : new int[] {1, 4, 4, 4};
    for (int i = 0; i < 400; i++) {
      int bar = bars[random.nextInt(bars.length)];
      int size = 1 << random.nextInt(4);
      int page = bar == 4 ? 0x1000 * random.nextInt(4) : 0;
      int offset = page + random.nextInt(random.nextBoolean() ? 0x48 : 0x120);
      long value = random.nextInt(3) == 0 ? address(random) : random.nextInt(20);
      Phase phase =
          random.nextBoolean()
              ? bench.device.load(bar, offset, size)
              : bench.device.store(bar, offset, size, value);
      if (phase != null) {
        bench.run(phase);
      }
      bench.device.receive((byte) i);
      bench.settle(random.nextInt(50));
    }
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void noRingThrowsOrMovesForEver(@ForAll("subjects") Subject subject, @ForAll long seed) {
    VirtioBench bench = subject.bench();
    GuestTransport transport = subject.transport(bench);
    Random random = new Random(seed);
    GuestDriver driver = new GuestDriver(bench, transport, subject.features(), 8);
    for (int round = 0; round < 30; round++) {
      int index = random.nextInt(driver.queues.size());
      scribble(bench, driver.queue(index), random);
      transport.kick(index);
      bench.device.receive((byte) round);
      int steps = bench.settle(20_000);
      if (steps >= 20_000 || random.nextInt(10) == 0) {
        driver = new GuestDriver(bench, transport, subject.features(), 8);
        bench.release();
      }
    }
    transport.setStatus(0);
    bench.settle(1000);
    assertEquals(0, bench.settle(), "a reset ends whatever the rings asked for");
    assertNull(bench.monitor.finding());
  }

  private static void scribble(VirtioBench bench, GuestQueue queue, Random random) {
    long descriptors =
        queue instanceof SplitGuest split
            ? split.descriptors
            : ((PackedGuest) queue).descriptors;
    for (int i = 0; i < 8; i++) {
      long at = descriptors + 16 * i;
      bench.write(at, 8, random.nextInt(4) == 0 ? descriptors : address(random));
      int length = random.nextInt(5) == 0 ? random.nextInt() : 16 * random.nextInt(8);
      bench.write(at + 8, 4, length);
      bench.write(at + 12, 2, random.nextInt(8));
      bench.write(at + 14, 2, random.nextInt(8) | (random.nextBoolean() ? 0x80 : 0x8000));
      if (queue instanceof SplitGuest) {
        bench.write(at + 14, 2, random.nextInt(9));
      }
    }
    if (queue instanceof SplitGuest split) {
      split.offer(random.nextInt(9));
      split.offer(random.nextInt(8));
    }
  }

  /// The one law of snapshots, at a step in the middle of whatever the device does.
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void goingBackGivesTheSameFuture(@ForAll("subjects") Subject subject, @ForAll long seed) {
    VirtioBench bench = subject.bench();
    GuestTransport transport = subject.transport(bench);
    Random random = new Random(seed);
    GuestDriver driver = new GuestDriver(bench, transport, subject.features(), 8);
    long header = bench.allot(16);
    long data = bench.allot(1024);
    bench.write(header, 4, random.nextInt(2));
    for (int queue = 0; queue < driver.queues.size(); queue++) {
      driver.queue(queue)
          .add(false, List.of(readable(header, 16), readable(data, 512), writable(data, 513)));
      transport.kick(queue);
    }
    bench.device.receive((byte) 'x');
    bench.settle(random.nextInt(150));
    VirtioBench.State state = bench.save();
    List<Long> first = future(bench);
    bench.restore(state);
    assertEquals(first, future(bench));
  }

  private static List<Long> future(VirtioBench bench) {
    List<Long> digests = new ArrayList<>();
    do {
      digests.add(bench.digest());
    } while (bench.settle(1) > 0);
    return digests;
  }
}
