package bohr.emulator.pci;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import bohr.emulator.state.Text;

/// A transaction layer packet on its way from a function towards memory, at most one beat long.
public sealed interface Tlp extends Fingerprinted {

  /// A posted write of DMA data.
  ///
  /// @param data the bytes; never changed
  /// @param relaxed whether it carries the relaxed-ordering attribute
  record Write(long address, byte[] data, boolean relaxed) implements Tlp {

    @Override
    public long fingerprint() {
      long hash = Digest.of(1, address, relaxed ? 1 : 0, data.length);
      for (byte b : data) {
        hash = Digest.mix(hash, b);
      }
      return hash;
    }

    @Override
    public String toString() {
      return Text.format("DMA write of %d bytes to 0x%x", data.length, address);
    }
  }

  /// A message-signalled interrupt: a posted write of 4 bytes.
  ///
  /// @param bypass whether it ignores the order of posted writes (the bug of `msi: bypass`)
  record Msi(long address, int data, boolean bypass) implements Tlp {

    /// What it writes where there is memory.
    byte[] bytes() {
      return new byte[] {
        (byte) data, (byte) (data >>> 8), (byte) (data >>> 16), (byte) (data >>> 24)
      };
    }

    @Override
    public long fingerprint() {
      return Digest.of(2, address, data, bypass ? 1 : 0);
    }

    @Override
    public String toString() {
      return Text.format("MSI 0x%x to 0x%x", data, address);
    }
  }

  /// A non-posted read of DMA data.
  ///
  /// @param tag which of the function's threads waits for it
  record Read(long address, int length, int tag) implements Tlp {

    @Override
    public long fingerprint() {
      return Digest.of(3, address, length, tag);
    }

    @Override
    public String toString() {
      return Text.format("DMA read of %d bytes from 0x%x", length, address);
    }
  }

  /// The completion of a read that a hart made from the function.
  record Completion(int hart) implements Tlp {

    @Override
    public long fingerprint() {
      return Digest.of(4, hart);
    }

    @Override
    public String toString() {
      return "completion for hart" + hart;
    }
  }

  /// The request as a translator sees it; null if this is none.
  default Translator.Request request(int requester, int link) {
    return switch (this) {
      case Write(long address, byte[] data, boolean _) ->
          new Translator.Request(requester, link, address, data.length, true);
      case Msi msi -> new Translator.Request(requester, link, msi.address, Integer.BYTES, true);
      case Read read -> new Translator.Request(requester, link, read.address, read.length, false);
      case Completion _ -> null;
    };
  }

  /// The same, to another address.
  default Tlp at(long address) {
    return switch (this) {
      case Write write -> new Write(address, write.data, write.relaxed);
      case Msi msi -> new Msi(address, msi.data, msi.bypass);
      case Read read -> new Read(address, read.length, read.tag);
      case Completion completion -> completion;
    };
  }

  /// Whether the sender does not wait for an answer.
  default boolean posted() {
    return this instanceof Write || this instanceof Msi;
  }

  /// Whether this may be delivered before `earlier`, which was sent before it: PCI Express Base
  /// Specification §2.4.1, the table of transaction ordering, with these rows. Reads and
  /// completions may pass each other there; here they keep their order, which is allowed too.
  default boolean mayPass(Tlp earlier) {
    return switch (this) {
      case Write write -> !earlier.posted() || write.relaxed;
      case Msi msi -> !earlier.posted() || msi.bypass;
      case Read _, Completion _ -> false;
    };
  }
}
