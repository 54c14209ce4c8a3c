/// A RISC-V IOMMU: address translation for the requests of PCI functions.
/// May use: device and what it uses.
package bohr.emulator.device.iommu;
