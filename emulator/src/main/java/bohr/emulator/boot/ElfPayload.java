package bohr.emulator.boot;

import bohr.emulator.memory.Memory;
import java.util.function.LongFunction;

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
  public LongFunction<String> places() {
    LongFunction<String> number = Payload.super.places();
    return pc -> {
      String place = elf.locate(pc).toString();
      return place.isEmpty() ? number.apply(pc) : place;
    };
  }
}
