package bohr.emulator.ordering;

/// A store that a hart may announce before its program comes to it.
///
/// @param granule offset in RAM of the aligned 8 bytes that it is in
/// @param mask which of these bytes it stores, a bit each
/// @param value the bytes, each in its place, zeros between them
public record Promise(long granule, int mask, long value) {}
