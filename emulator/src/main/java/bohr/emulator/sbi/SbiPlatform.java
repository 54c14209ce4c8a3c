package bohr.emulator.sbi;

/// What the built-in SBI acts on. Harts are numbered from 0; a hart's number is its identity.
public interface SbiPlatform {

  /// How many harts there are.
  int harts();

  /// Sets the tick of `time` from which on the hart's supervisor timer interrupt is pending.
  void setTimer(int hart, long tick);

  /// Makes the hart's supervisor software interrupt pending.
  void interrupt(int hart);

  /// Has the hart see every store to instructions that was made so far.
  void fenceInstructions(int hart);

  /// Has the hart see every store to page tables that was made so far.
  void fenceTranslations(int hart);

  /// Has the hart go on at the physical address `pc` in supervisor mode, with translation and
  /// interrupts off, its number in a0 and `argument` in a1.
  void start(int hart, long pc, long argument);

  /// The hart does nothing until it is started.
  void stop(int hart);

  /// The hart does nothing until one of its enabled interrupts is pending, as in `wfi`.
  void suspend(int hart);

  /// Whether the hart still does nothing since [#suspend].
  boolean isSuspended(int hart);

  /// Whether `length` bytes from a physical address are RAM.
  boolean isRam(long address, long length);

  /// The byte at a physical address in RAM.
  byte load(long address);

  /// Stores a byte at a physical address in RAM.
  void store(long address, byte value);

  /// Sends a byte to the console.
  void send(byte value);

  /// The next byte from the console, 0 to 255; -1 if there is none.
  int receive();

  /// The machine's run is over.
  ///
  /// @param status 0 if all went well
  void end(int status);
}
