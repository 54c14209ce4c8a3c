package bohr.emulator.pci;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Fingerprinted;

/// What a function was told when it began a transfer. With `dma: mapped` the answer of that moment
/// holds for the whole transfer, as an address that was mapped once; with `per-beat` every beat
/// asks again.
///
/// @param mapped whether the answer holds for the whole transfer
/// @param open whether bus master enable was set at the beginning
/// @param generation how many resets the function had acknowledged at the beginning
public record Grant(boolean mapped, boolean open, int generation) implements Fingerprinted {

  @Override
  public long fingerprint() {
    return Digest.of(mapped ? 1 : 0, open ? 1 : 0, generation);
  }
}
