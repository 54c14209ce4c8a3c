package bohr.emulator.boot;

import bohr.emulator.memory.Memory;
import bohr.emulator.memory.MemoryLayout;

/// What is started behind the firmware, or in its place: it lies somewhere in RAM, and begins at
/// one of its addresses. Addresses are physical.
public sealed interface Payload permits KernelImage, ElfPayload, Payload.Nothing {

  /// Nothing is: the firmware goes on alone.
  Payload NOTHING = new Nothing();

  /// The file's name, for messages.
  String file();

  /// Where its first byte goes.
  long start();

  /// What lies behind its last byte.
  long end();

  /// Its first instruction.
  long entry();

  /// Puts it into RAM, which holds it.
  void load(Memory memory);

  /// A program counter for people.
  default String place(long pc) {
    return "0x" + Long.toHexString(pc);
  }

  /// See [#NOTHING].
  record Nothing() implements Payload {

    @Override
    public String file() {
      return "nothing";
    }

    @Override
    public long start() {
      return MemoryLayout.RAM + KernelImage.ALIGNMENT;
    }

    @Override
    public long end() {
      return start();
    }

    @Override
    public long entry() {
      return start();
    }

    @Override
    public void load(Memory memory) {}
  }
}
