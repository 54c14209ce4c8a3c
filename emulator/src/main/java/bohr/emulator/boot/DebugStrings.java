package bohr.emulator.boot;

/// The string sections that a line program's header may point into.
///
/// @param strings `.debug_str`, for `DW_FORM_strp`
/// @param lineStrings `.debug_line_str`, for `DW_FORM_line_strp`
record DebugStrings(Section strings, Section lineStrings) {

  /// Where in the image the string at `offset` of `section` is; -1 if there is none.
  static int at(Section section, long offset) {
    return offset >= 0 && offset < section.length() ? section.offset() + (int) offset : -1;
  }
}
