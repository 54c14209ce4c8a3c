package bohr.emulator.device.litmus;

/// The fences of host threads, by their names in Linux and QEMU: what is before them and behind
/// them, as [bohr.emulator.ordering.Views#fence] has it.
public enum HostFence {
  NONE(0, 0),
  SMP_MB(3, 3),
  SMP_RMB(2, 2),
  SMP_WMB(1, 1);

  final int before;
  final int behind;

  HostFence(int before, int behind) {
    this.before = before;
    this.behind = behind;
  }

  /// As written in a test.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
