package bohr.emulator.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Kernels that are a header and zeros.
final class TestKernel {

  private TestKernel() {}

  static byte[] of(int bytes) {
    return of(bytes, 2 << 20, bytes, 0);
  }

  static byte[] of(int bytes, long textOffset, long imageSize, long flags) {
    ByteBuffer image = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    image.putLong(8, textOffset).putLong(16, imageSize).putLong(24, flags);
    image.put(48, "RISCV".getBytes()).put(56, "RSC\5".getBytes());
    return image.array();
  }
}
