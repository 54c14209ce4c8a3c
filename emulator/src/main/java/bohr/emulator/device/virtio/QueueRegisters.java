package bohr.emulator.device.virtio;

import bohr.emulator.device.Register;
import bohr.emulator.device.Wiring;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// The registers of one queue.
final class QueueRegisters implements Stateful {

  final int most;
  final Register size;
  final Register vector;
  final Register descriptors;
  final Register driver;
  final Register device;

  /// Whether somebody has rung since the queue's thread last looked.
  final Register doorbell;

  /// The queue as it was enabled; null while it is not. Published and read as one.
  Ring ring;

  /// @param most the greatest queue size, and the one after reset
  QueueRegisters(Wiring wiring, int most) {
    this.most = most;
    size = wiring.register("queue", most);
    vector = wiring.register("queue", Registers.NO_VECTOR);
    descriptors = wiring.register("queue", 0);
    driver = wiring.register("queue", 0);
    device = wiring.register("queue", 0);
    doorbell = wiring.register("doorbell", 0);
  }

  void reset() {
    size.reset();
    vector.reset();
    descriptors.reset();
    driver.reset();
    device.reset();
    doorbell.reset();
    ring = null;
  }

  @Override
  public void walk(Walker walker) {
    size.walk(walker);
    vector.walk(walker);
    descriptors.walk(walker);
    driver.walk(walker);
    device.walk(walker);
    doorbell.walk(walker);
    ring = walker.value(ring);
  }
}
