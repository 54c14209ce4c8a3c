package bohr.emulator.sbi;

/// An environment call from supervisor mode (SBI v2.0, chapter 3).
///
/// @param hart who calls
/// @param extension a7
/// @param function a6
/// @param a0 the first argument; a1, a2 and a3 the ones after it. No function here has more that
///     count.
public record SbiCall(
    int hart, long extension, long function, long a0, long a1, long a2, long a3) {}
