package bohr.emulator.scenario;

import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Settings;

/// One device of a scenario.
///
/// @param name what the scenario calls it; differs from the names of the others
/// @param model what kind of device it is
/// @param slot its PCI device number, 1 to 31; differs from those of the others
/// @param settings a value for every setting of the model
public record DeviceSpec(String name, DeviceModel model, int slot, Settings settings) {}
