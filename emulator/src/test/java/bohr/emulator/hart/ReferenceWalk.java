package bohr.emulator.hart;

import bohr.emulator.memory.Memory;

/// Address translation once more, written down as the specification's list of steps reads and with
/// nothing in common with [PageWalk]; tests hold the two against each other.
final class ReferenceWalk {

  private final Memory memory;
  private final long satp;
  private final boolean sum;
  private final boolean mxr;
  private final boolean updates;

  ReferenceWalk(Memory memory, long satp, boolean sum, boolean mxr, boolean updates) {
    this.memory = memory;
    this.satp = satp;
    this.sum = sum;
    this.mxr = mxr;
    this.updates = updates;
  }

  /// The physical address, or the name of the fault, or what entry has to become what.
  String translate(long va, char kind, boolean user) {
    int scheme = (int) (satp >>> 60);
    int levels = scheme == 8 ? 3 : scheme == 9 ? 4 : 5;
    if (!isCanonical(va, 12 + 9 * levels)) {
      return "page fault";
    }
    long a = (satp & 0xfff_ffff_ffffL) * 4096;
    int i = levels - 1;
    while (true) {
      long vpn = va / 4096;
      if (va < 0) {
        vpn = va >>> 12;
      }
      for (int skip = 0; skip < i; skip++) {
        vpn = vpn >>> 9;
      }
      long at = a + vpn % 512 * 8;
      if (at < Guest.RAM || at + 8 > Guest.RAM + Guest.RAM_BYTES) {
        return "access fault";
      }
      long pte = memory.load64((int) (at - Guest.RAM));
      String flags = letters(pte);
      boolean valid = flags.contains("V") && (flags.contains("R") || !flags.contains("W"));
      if (!valid || (pte << 1 >>> 55) != 0) {
        return "page fault";
      }
      if (flags.contains("R") || flags.contains("X")) {
        return leaf(pte, flags, i, va, at, kind, user);
      }
      if (flags.contains("U") || flags.contains("A") || flags.contains("D") || pte < 0) {
        return "page fault";
      }
      i = i - 1;
      if (i < 0) {
        return "page fault";
      }
      a = (pte << 10 >>> 20) * 4096;
    }
  }

  private static boolean isCanonical(long va, int bits) {
    for (int bit = bits; bit < 64; bit++) {
      if ((va >>> bit & 1) != (va >>> bits - 1 & 1)) {
        return false;
      }
    }
    return true;
  }

  private String leaf(
      long pte, String flags, int i, long va, long at, char kind, boolean user) {
    boolean allowed = flags.indexOf(kind) >= 0;
    if (kind == 'R' && mxr && flags.contains("X")) {
      allowed = true;
    }
    if (user != flags.contains("U") && (user || kind == 'X' || !sum)) {
      allowed = false;
    }
    long ppn = pte << 10 >>> 20;
    long pageSize = 4096;
    for (int level = 0; level < i; level++) {
      pageSize *= 512;
    }
    if (pte < 0) {
      if (i != 0 || ppn % 16 != 8) {
        return "page fault";
      }
      ppn -= 8;
      pageSize = 65536;
    }
    if (!allowed || ppn * 4096 % pageSize != 0) {
      return "page fault";
    }
    if (!flags.contains("A") || kind == 'W' && !flags.contains("D")) {
      long marked = pte | 0x40 | (kind == 'W' ? 0x80 : 0);
      return updates ? "%x becomes %x".formatted(at, marked) : "page fault";
    }
    return "%x".formatted(ppn * 4096 + Long.remainderUnsigned(va, pageSize));
  }

  private static String letters(long pte) {
    String letters = "";
    for (int bit = 0; bit < 8; bit++) {
      letters += (pte >>> bit & 1) != 0 ? "VRWXUGAD".charAt(bit) : "";
    }
    return letters;
  }
}
