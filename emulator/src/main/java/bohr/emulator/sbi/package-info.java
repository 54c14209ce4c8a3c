/// The supervisor binary interface, built in, so that an operating system needs no firmware. May
/// use: state. Never: harts and devices themselves, which it reaches through [SbiPlatform] only.
package bohr.emulator.sbi;
