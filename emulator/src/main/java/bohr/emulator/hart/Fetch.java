package bohr.emulator.hart;

/// Instructions by their virtual address. A 32-bit one may begin in one page and end in another,
/// and the two need not be neighbours in RAM; everything else comes out of [DecodedCode].
final class Fetch {

  private final DecodedCode code;
  private final Ram ram;
  private final Translation translation;

  /// A page of decoded instructions of which only one is known: the last, if it goes on in a page
  /// that is not the next one of RAM, or one that is held open for a breakpoint.
  private final long[] single = new long[DecodedCode.PAGE_BYTES / 2];

  private int known;

  /// Whether breakpoints are not found.
  private boolean stops;

  Fetch(DecodedCode code, Ram ram, Translation translation) {
    this.code = code;
    this.ram = ram;
    this.translation = translation;
  }

  /// The instruction at `pc`, as far as the translation buffer knows; 0 if it does not, or if the
  /// instruction is not all in RAM.
  long instruction(long pc) {
    long offset = translation.fetching(pc);
    if (!ram.holds(offset, 2)) {
      return 0;
    }
    long rest = isLong(offset) ? translation.fetching(pc + 2) : offset + 2;
    if (rest == offset + 2) {
      return code.at((int) offset);
    }
    return ram.holds(rest, 2) ? Decoded.decode(word(offset, rest)) : 0;
  }

  /// As [BaseInteger#run], but stops in front of breakpoints.
  int run(Hart hart, int limit) {
    stops = true;
    int retired = BaseInteger.run(hart, limit);
    stops = false;
    return retired;
  }

  /// Decoded instructions of the page around `pc`, with at least the one at `pc`; null if
  /// [#instruction] does not find it, or if the loop has to stop there.
  long[] page(long pc) {
    long w = instruction(pc);
    if (w == 0 || stops && code.breakpoints().contains(pc)) {
      return null;
    }
    long[] page = code.page((int) translation.fetching(pc));
    int entry = DecodedCode.entry(pc);
    if (page[entry] == 0) {
      single[known] = 0;
      single[entry] = w;
      known = entry;
      return single;
    }
    return page;
  }

  /// The instruction word at `pc`, which can be fetched: 16 bits of it if it is compressed.
  int word(long pc) {
    translation.locate(pc, 2, Purpose.FETCH);
    long offset = Ram.offset(translation.physical);
    if (!isLong(offset)) {
      return ram.load16(offset) & 0xffff;
    }
    translation.locate(pc + 2, 2, Purpose.FETCH);
    return word(offset, Ram.offset(translation.physical));
  }

  /// Whether the instruction at an offset in RAM has a second halfword.
  boolean isLong(long offset) {
    return (ram.load16(offset) & 3) == 3;
  }

  private int word(long offset, long rest) {
    return ram.load16(offset) & 0xffff | ram.load16(rest) << 16;
  }
}
