package bohr.emulator.pci;

import bohr.emulator.agent.Access;

/// What stands between functions and memory and changes the addresses of their requests: an IOMMU.
/// A request is translated in the steps of the link that carries it, the last of which delivers it.
public interface Translator {

  /// What a step of translating came to.
  enum Outcome {
    /// It takes more steps.
    MORE,
    /// [#physical()] is where the request goes.
    DONE,
    /// The request goes nowhere.
    REFUSED
  }

  /// A request under way.
  ///
  /// @param requester device and function number (PCI Express Base Specification §2.2.4.2)
  /// @param link agent number of the link
  /// @param address of its first byte; a request does not cross a boundary of 4 KiB (§2.2.7)
  record Request(int requester, int link, long address, int length, boolean write) {}

  /// Takes one step towards translating a request.
  Outcome translate(Request request);

  /// Where the last request goes that was translated.
  long physical();

  /// What the next step of translating a request touches, or of delivering it.
  void pending(Request request, Access into);
}
