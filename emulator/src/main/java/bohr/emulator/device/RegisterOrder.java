package bohr.emulator.device;

import bohr.emulator.ordering.Order;

/// The policy `register-order`: how the threads of an unlocked device access what they share, in
/// the terms of C11 (ISO/IEC 9899:2011, §7.17.3).
enum RegisterOrder {
  /// The device has a lock.
  LOCKED("", Order.PLAIN, Order.PLAIN),
  SEQUENTIALLY_CONSISTENT("seq-cst", Order.ACQUIRE | Order.RCSC, Order.RELEASE | Order.RCSC),
  ACQUIRE_RELEASE("acquire-release", Order.ACQUIRE, Order.RELEASE),
  RELAXED("relaxed", Order.PLAIN, Order.PLAIN);

  /// As written in a scenario.
  final String name;

  /// Bits of [Order] that a load has.
  final int load;

  /// Bits of [Order] that a store has.
  final int store;

  RegisterOrder(String name, int load, int store) {
    this.name = name;
    this.load = load;
    this.store = store;
  }

  /// The order that the settings of a device ask for.
  ///
  /// @param register whose own policy counts more than the device's; "" if it cannot have one
  static RegisterOrder of(Settings settings, String register) {
    if (oneLock(settings)) {
      return LOCKED;
    }
    String ofDevice = settings.values().get("register-order");
    return named(settings.values().getOrDefault(register + ".register-order", ofDevice));
  }

  /// The order called `asked`; the strongest if it is null.
  static RegisterOrder named(String asked) {
    for (RegisterOrder order : values()) {
      if (order.name.equals(asked)) {
        return order;
      }
    }
    return SEQUENTIALLY_CONSISTENT;
  }

  /// Whether all handlers and threads run under the same lock.
  private static boolean oneLock(Settings settings) {
    String ofDevice = settings.values().get("locking");
    return !"none".equals(ofDevice) && settings.values().entrySet().stream()
        .filter(setting -> setting.getKey().endsWith(".locking"))
        .allMatch(setting -> setting.getValue().equals(ofDevice));
  }

  /// Bits of [Order] that a load and store in one has.
  int update() {
    return load | store;
  }
}
