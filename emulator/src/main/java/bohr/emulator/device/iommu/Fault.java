package bohr.emulator.device.iommu;

import bohr.emulator.pci.Translator.Request;
import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A record of the fault queue (§4.2).
record Fault(int cause, int requester, long address, boolean write) implements Fingerprinted {

  static final int BYTES = 32;

  static final int READ_PAGE_FAULT = 13;
  static final int WRITE_PAGE_FAULT = 15;
  static final int ALL_DISALLOWED = 256;
  static final int CONTEXT_INVALID = 258;
  static final int MISCONFIGURED = 259;
  static final int TYPE_DISALLOWED = 260;

  private static final long UNTRANSLATED_READ = 2;
  private static final long UNTRANSLATED_WRITE = 3;

  static Fault of(int cause, Request request) {
    return new Fault(cause, request.requester(), request.address(), request.write());
  }

  byte[] bytes() {
    long type = write ? UNTRANSLATED_WRITE : UNTRANSLATED_READ;
    return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN)
        .putLong(cause | type << 34 | (long) requester << 40)
        .putLong(0)
        .putLong(address)
        .putLong(0)
        .array();
  }

  @Override
  public long fingerprint() {
    return Digest.of(cause, requester, address, write ? 1 : 0);
  }
}
