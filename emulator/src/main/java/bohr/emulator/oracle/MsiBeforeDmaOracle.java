package bohr.emulator.oracle;

/// An MSI becomes visible before a DMA write that the same function issued earlier.
final class MsiBeforeDmaOracle implements Oracle {

  @Override
  public String name() {
    return "msi-before-dma";
  }

  @Override
  public String clause() {
    return "PCI Express Base Specification §2.4.1, transaction ordering, entry A2a: a posted"
        + " request must not pass another posted request (an MSI is a memory write without relaxed"
        + " ordering)";
  }

  @Override
  public void msiDelivered(Monitor monitor, String function, int olderWrites) {
    if (olderWrites > 0) {
      String what =
          function
              + "'s MSI was delivered before "
              + (olderWrites == 1 ? "a DMA write" : olderWrites + " DMA writes")
              + " issued earlier";
      monitor.report(this, what, function + " MSI");
    }
  }
}
