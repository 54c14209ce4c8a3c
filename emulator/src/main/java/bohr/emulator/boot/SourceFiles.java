package bohr.emulator.boot;

import java.util.Arrays;

/// The file table of one line program. Only where each name is in the image is kept, an `int` for
/// at least one byte of the section, and the folders are not: people know where their sources are.
final class SourceFiles {

  // Content types and forms of DWARF 5, sections 6.2.4.1 and 7.5.6.
  private static final int CONTENT_PATH = 1;
  private static final int FORM_BLOCK2 = 0x03;
  private static final int FORM_BLOCK4 = 0x04;
  private static final int FORM_DATA2 = 0x05;
  private static final int FORM_DATA4 = 0x06;
  private static final int FORM_DATA8 = 0x07;
  private static final int FORM_STRING = 0x08;
  private static final int FORM_BLOCK = 0x09;
  private static final int FORM_BLOCK1 = 0x0a;
  private static final int FORM_DATA1 = 0x0b;
  private static final int FORM_STRP = 0x0e;
  private static final int FORM_UDATA = 0x0f;
  private static final int FORM_DATA16 = 0x1e;
  private static final int FORM_LINE_STRP = 0x1f;

  private final int first;
  private int[] names = new int[8];
  private int count;

  private SourceFiles(int first) {
    this.first = first;
  }

  /// Where in the image the name of file number `file` is; -1 if there is no such file.
  int nameAt(long file) {
    long index = file - first;
    return index >= 0 && index < count ? names[(int) index] : -1;
  }

  private void add(int nameAt) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
    }
    names[count++] = nameAt;
  }

  /// Versions 2 to 4: a list of folders and a list of files, each ended by an empty string; files
  /// count from 1.
  static SourceFiles before5(Cursor header) throws Malformed {
    SourceFiles files = new SourceFiles(1);
    while (isMore(header)) {
      continue;
    }
    int nameAt = header.position();
    while (isMore(header)) {
      files.add(nameAt);
      header.uleb();
      header.uleb();
      header.uleb();
      nameAt = header.position();
    }
    return files;
  }

  /// Skips a string; whether it was not the empty one.
  private static boolean isMore(Cursor header) throws Malformed {
    int start = header.position();
    header.skipString();
    return header.position() > start + 1;
  }

  /// Version 5: both tables say themselves what an entry consists of; files count from 0.
  static SourceFiles version5(Cursor header, int offsetSize, DebugStrings strings)
      throws Malformed {
    readTable(header, offsetSize, strings, new SourceFiles(0));
    SourceFiles files = new SourceFiles(0);
    readTable(header, offsetSize, strings, files);
    return files;
  }

  private static void readTable(
      Cursor header, int offsetSize, DebugStrings strings, SourceFiles into) throws Malformed {
    long[] format = new long[2 * header.u8()];
    for (int i = 0; i < format.length; i++) {
      format[i] = header.uleb();
    }
    long entries = header.uleb();
    for (long entry = 0; entry != entries; entry++) {
      int before = header.remaining();
      int nameAt = -1;
      for (int i = 0; i < format.length; i += 2) {
        int at = readForm(header, format[i + 1], offsetSize, strings);
        if (format[i] == CONTENT_PATH) {
          nameAt = at;
        }
      }
      if (header.remaining() == before) {
        throw new Malformed("entries that take no bytes, as many as one likes");
      }
      into.add(nameAt);
    }
  }

  /// Skips a value; where in the image it is if it is a string, -1 if it is not.
  private static int readForm(Cursor header, long form, int offsetSize, DebugStrings strings)
      throws Malformed {
    int start = header.position();
    switch ((int) form) {
      case FORM_STRING -> {
        header.skipString();
        return start;
      }
      case FORM_STRP -> {
        return DebugStrings.at(strings.strings(), header.unsigned(offsetSize));
      }
      case FORM_LINE_STRP -> {
        return DebugStrings.at(strings.lineStrings(), header.unsigned(offsetSize));
      }
      case FORM_UDATA -> header.uleb();
      case FORM_DATA1 -> header.skip(1);
      case FORM_DATA2 -> header.skip(2);
      case FORM_DATA4 -> header.skip(4);
      case FORM_DATA8 -> header.skip(8);
      case FORM_DATA16 -> header.skip(16);
      case FORM_BLOCK -> header.skip(header.uleb());
      case FORM_BLOCK1 -> header.skip(header.unsigned(1));
      case FORM_BLOCK2 -> header.skip(header.unsigned(2));
      case FORM_BLOCK4 -> header.skip(header.unsigned(4));
      default -> throw new Malformed("a form that line programs do not use");
    }
    return -1;
  }
}
