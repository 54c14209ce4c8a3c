package bohr.emulator.oracle;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// O5 of the race zoo: an interrupt was raised, and is neither delivered nor pending nor legally
/// coalesced; or a level is asserted, and will not be delivered again.
///
/// An edge can vanish in three places, and each of them tells at once: in a masked MSI-X vector
/// that keeps no pending bit, at an address where nobody takes messages, and in an interrupt file
/// that has no such identity. Edges are coalesced where a pending bit is set already.
///
/// A level is lost if it was completed in vain: the PLIC ignores the completion of a source that is
/// not enabled, and takes the source for being served. That may still be made good, so it is a
/// finding only where nobody is left to do it: everything is asleep, the wire is high and the
/// source is enabled.
///
/// **Not covered**: a message that a function does not send because bus master enable is clear;
/// levels behind an APLIC in MSI mode; an interrupt that is pending where the guest does not enable
/// it.
final class InterruptLostOracle implements Oracle, Stateful {

  /// Sources of the PLIC that were completed in vain, a bit each.
  private long ignoredLow;

  private long ignoredHigh;

  private record Ignored(long low, long high) implements Fingerprinted {

    @Override
    public long fingerprint() {
      return Digest.of(5, low, high);
    }
  }

  @Override
  public String name() {
    return "interrupt-lost";
  }

  @Override
  public String number() {
    return "O5";
  }

  @Override
  public String clause() {
    return "PCI Express Base Specification §6.1.4.5: while a vector is masked its pending bit keeps"
        + " the message; RISC-V AIA 1.0 §3.5: a message is to an identity that exists; RISC-V PLIC"
        + " specification §8 and §9: a level is forwarded again after its completion, and the"
        + " completion of a source that is not enabled is ignored";
  }

  @Override
  public void interruptVanished(Monitor monitor, String interrupt, String why) {
    monitor.report(this, interrupt + " is lost: " + why, interrupt);
  }

  @Override
  public void completed(Monitor monitor, int source, boolean ignored) {
    long bit = 1L << source;
    long low = source < Long.SIZE ? bit : 0;
    long high = source < Long.SIZE ? 0 : bit;
    ignoredLow = ignored ? ignoredLow | low : ignoredLow & ~low;
    ignoredHigh = ignored ? ignoredHigh | high : ignoredHigh & ~high;
  }

  @Override
  public void withheld(Monitor monitor, int source) {
    long word = source < Long.SIZE ? ignoredLow : ignoredHigh;
    if ((word >>> source & 1) != 0) {
      String what = "PLIC source " + source + " is asserted and enabled, and never delivered again:"
          + " when it was completed, it was not enabled";
      monitor.report(this, what, "PLIC source " + source);
    }
  }

  @Override
  public void walk(Walker walker) {
    boolean nothing = walker instanceof Loader || (ignoredLow | ignoredHigh) == 0;
    Ignored then = walker.optional(nothing ? null : new Ignored(ignoredLow, ignoredHigh));
    if (walker instanceof Loader) {
      ignoredLow = then == null ? 0 : then.low;
      ignoredHigh = then == null ? 0 : then.high;
    }
  }
}
