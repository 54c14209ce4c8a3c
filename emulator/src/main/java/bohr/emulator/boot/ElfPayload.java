package bohr.emulator.boot;

import bohr.emulator.memory.Memory;

/// An operating system or boot loader that says itself where in RAM it wants to be.
///
/// @param elf whose physical addresses are meant
public record ElfPayload(Elf elf) implements Payload {

  @Override
  public String file() {
    return elf.file();
  }

  @Override
  public long start() {
    return elf.start();
  }

  @Override
  public long end() {
    return elf.end();
  }

  @Override
  public long entry() {
    return elf.entry();
  }

  @Override
  public void load(Memory memory) {
    elf.load(memory);
  }

  @Override
  public String place(long pc) {
    String place = elf.locate(pc).toString();
    return place.isEmpty() ? Payload.super.place(pc) : place;
  }
}
