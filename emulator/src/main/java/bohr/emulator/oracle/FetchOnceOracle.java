package bohr.emulator.oracle;

/// O3 of the race zoo: a device fetches something twice for one request from memory that the guest
/// can write, and goes by both.
///
/// Covered: what device models say that they fetch again and use. Not covered, because a device
/// has to do it: polling an index, or reading the same bytes for two requests.
final class FetchOnceOracle implements Oracle {

  @Override
  public String name() {
    return "fetch-once";
  }

  @Override
  public String number() {
    return "O3";
  }

  @Override
  public String clause() {
    return "CWE-367, time of check and time of use: what the guest can write is fetched once a"
        + " request, and what was checked is what is used";
  }

  @Override
  public void fetchedAgain(
      Monitor monitor, String device, String what, long first, long again) {
    if (first != again) {
      String values = " was " + first + " when it was checked and is " + again + " when it is used";
      monitor.report(this, device + ": " + what + values, device + " " + what);
    }
  }
}
