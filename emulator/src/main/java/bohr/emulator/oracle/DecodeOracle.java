package bohr.emulator.oracle;

/// O12 of the race zoo: an access to PCI memory space is claimed by no BAR, or by two, or has come
/// to a function that would no longer claim it.
///
/// Not covered: BARs that harts reach as memory (`ram-bar: direct`), the config space of functions
/// that are not there (every enumeration looks for them), and addresses outside the windows.
final class DecodeOracle implements Oracle {

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String number() {
    return "O12";
  }

  @Override
  public String clause() {
    return "PCI Express Base Specification §2.3.1, §7.5.1.2.1: a memory request belongs to the one"
        + " function whose base address register claims it; one that nobody claims is an"
        + " unsupported request";
  }

  @Override
  public void misdecoded(Monitor monitor, String access, String why) {
    monitor.report(this, access + " " + why, access);
  }
}
