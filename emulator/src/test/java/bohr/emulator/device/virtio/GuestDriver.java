package bohr.emulator.device.virtio;

import java.util.ArrayList;
import java.util.List;

/// A driver that has brought its device up (virtio 1.2 §3.1.1).
final class GuestDriver {

  static final long VERSION_1 = 1L << Features.VERSION_1;
  static final long PACKED = 1L << Features.RING_PACKED;
  static final long EVENT_IDX = 1L << Features.EVENT_IDX;
  static final long INDIRECT = 1L << Features.INDIRECT_DESC;

  final VirtioBench bench;
  final GuestTransport transport;
  final List<GuestQueue> queues = new ArrayList<>();

  /// Brings the device up with rings of `size`.
  GuestDriver(VirtioBench bench, GuestTransport transport, long features, int size) {
    this.bench = bench;
    this.transport = transport;
    negotiate(transport, features);
    boolean eventIndex = (features & EVENT_IDX) != 0;
    for (int queue = 0; transport.queueSize(queue) > 0; queue++) {
      if ((features & PACKED) != 0) {
        PackedGuest packed = new PackedGuest(bench, size, eventIndex);
        transport.place(queue, size, packed.descriptors, packed.driver, packed.device);
        queues.add(packed);
      } else {
        SplitGuest split = new SplitGuest(bench, size, eventIndex);
        transport.place(queue, size, split.descriptors, split.driver, split.device);
        queues.add(split);
      }
    }
    transport.setStatus(0xf);
    bench.settle();
  }

  /// Reset, ACKNOWLEDGE, DRIVER, features, FEATURES_OK.
  static void negotiate(GuestTransport transport, long features) {
    transport.setStatus(0);
    transport.setStatus(1);
    transport.setStatus(3);
    transport.accept(features | VERSION_1);
    transport.setStatus(0xb);
    if (transport.status() != 0xb) {
      throw new AssertionError("features refused: 0x" + Long.toHexString(features));
    }
  }

  GuestQueue queue(int index) {
    return queues.get(index);
  }

  /// Adds a buffer, kicks if the device wants it, and lets everything move.
  int send(int queue, boolean indirect, GuestQueue.Part... parts) {
    int id = queue(queue).add(indirect, List.of(parts));
    if (queue(queue).wantsKick()) {
      transport.kick(queue);
    }
    bench.settle();
    return id;
  }
}
