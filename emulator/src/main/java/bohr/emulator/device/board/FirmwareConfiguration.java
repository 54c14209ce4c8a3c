package bohr.emulator.device.board;

import bohr.emulator.bus.PlatformDevice;
import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// What firmware is told of its machine: QEMU's `fw_cfg` (QEMU, docs/specs/fw_cfg.rst), memory
/// mapped, with its DMA interface. Items are selected by number and read byte by byte; a list of
/// files, which has none, is one of them. Nothing can be written.
///
/// A transfer by DMA is a single step of the hart that starts it, however long it is.
public final class FirmwareConfiguration implements PlatformDevice, Stateful {

  private static final int DATA = 0x00;
  private static final int SELECTOR = 0x08;
  private static final int DMA_HIGH = 0x10;
  private static final int DMA_LOW = 0x14;

  private static final int SIGNATURE = 0x00;
  private static final int INTERFACE = 0x01;
  private static final int UUID = 0x02;
  private static final int HARTS = 0x05;
  private static final int DIRECTORY = 0x19;

  /// The classic interface, and that by DMA.
  private static final byte[] BOTH_INTERFACES = {3, 0, 0, 0};

  /// `QEMU CFG`, which the DMA register shows.
  private static final long DMA_SIGNATURE = 0x5145_4d55_2043_4647L;

  private static final int ERROR = 1;
  private static final int READ = 2;
  private static final int SKIP = 4;
  private static final int SELECT = 8;
  private static final int WRITE = 16;

  private static final int WRITE_CHANNEL = 0x4000;
  private static final int REQUEST_BYTES = 16;
  private static final int PIECE = 4096;
  private static final long LOW = 0xffff_ffffL;

  /// Stores by DMA are nobody's: no hart keeps a reservation through them.
  private static final int NO_AGENT = -1;

  private final Memory memory;
  private final SortedMap<Integer, byte[]> items = new TreeMap<>();
  private int selected;
  private long position;
  private long requestHigh;

  /// @param memory where requests lie
  public FirmwareConfiguration(Memory memory, int harts) {
    this.memory = memory;
    items.put(SIGNATURE, "QEMU".getBytes(StandardCharsets.US_ASCII));
    items.put(INTERFACE, BOTH_INTERFACES);
    items.put(UUID, new byte[16]);
    items.put(HARTS, new byte[] {(byte) harts, 0});
    items.put(DIRECTORY, new byte[4]);
  }

  @Override
  public boolean accepts(long offset, int size) {
    return switch ((int) offset) {
      case DATA -> true;
      case SELECTOR -> size == 2;
      case DMA_HIGH -> size >= 4;
      case DMA_LOW -> size == 4;
      default -> false;
    };
  }

  /// Data comes in the order of the bytes in memory; the other registers are big-endian.
  @Override
  public long load(long offset, int size) {
    return switch ((int) offset) {
      case DATA -> {
        byte[] bytes = next(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
          value = value << 8 | bytes[i] & 0xff;
        }
        yield value;
      }
      case DMA_HIGH -> Long.reverseBytes(DMA_SIGNATURE) & -1L >>> 64 - 8 * size;
      case DMA_LOW -> Long.reverseBytes(DMA_SIGNATURE) >>> 32;
      default -> 0;
    };
  }

  @Override
  public void store(long offset, int size, long value) {
    long word = Integer.reverseBytes((int) value) & LOW;
    switch ((int) offset) {
      case SELECTOR -> select(Short.reverseBytes((short) value));
      case DMA_HIGH -> {
        if (size == 8) {
          transfer(Long.reverseBytes(value));
        } else {
          requestHigh = word;
        }
      }
      case DMA_LOW -> transfer(requestHigh << 32 | word);
      default -> {}
    }
  }

  private void select(int item) {
    selected = item & 0xffff & ~WRITE_CHANNEL;
    position = 0;
  }

  /// The next bytes of the item; behind its end, zeroes.
  private byte[] next(int count) {
    byte[] item = items.getOrDefault(selected, new byte[0]);
    byte[] bytes = new byte[count];
    int at = (int) Math.min(position, item.length);
    int present = Math.min(count, item.length - at);
    System.arraycopy(item, at, bytes, 0, present);
    position += present;
    return bytes;
  }

  // DMA: a request is control, length and address, big-endian; its control word becomes 0 when it
  // is done, or ERROR.

  private void transfer(long request) {
    requestHigh = 0;
    if (!isRam(request, REQUEST_BYTES)) {
      return;
    }
    byte[] bytes = new byte[REQUEST_BYTES];
    memory.read((int) (request - MemoryLayout.RAM), bytes, 0, REQUEST_BYTES);
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    int control = fields.getInt();
    long length = fields.getInt() & LOW;
    long address = fields.getLong();
    if ((control & SELECT) != 0) {
      select(control >>> 16);
    }
    int answer = length == 0 || perform(control, address, length) ? 0 : ERROR;
    put(request, ByteBuffer.allocate(4).putInt(answer).array());
  }

  /// Whatever is not possible passes over what it is about, as QEMU has it.
  private boolean perform(int control, long address, long length) {
    if ((control & READ) != 0 && isRam(address, length)) {
      read(address, length);
      return true;
    }
    if ((control & (READ | WRITE | SKIP)) != 0) {
      position += Math.min(length, remaining());
    }
    return (control & (READ | WRITE)) == 0;
  }

  private long remaining() {
    return Math.max(0, items.getOrDefault(selected, new byte[0]).length - position);
  }

  private void read(long address, long length) {
    for (long done = 0; done < length; done += PIECE) {
      put(address + done, next((int) Math.min(PIECE, length - done)));
    }
  }

  private boolean isRam(long address, long length) {
    long offset = address - MemoryLayout.RAM;
    return offset >= 0 && offset <= memory.ramBytes() - length;
  }

  private void put(long address, byte[] bytes) {
    memory.write((int) (address - MemoryLayout.RAM), bytes, 0, bytes.length, NO_AGENT);
  }

  @Override
  public void walk(Walker walker) {
    selected = walker.value(selected);
    position = walker.value(position);
    requestHigh = walker.value(requestHigh);
  }
}
