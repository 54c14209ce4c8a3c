/// The machine: a transition system in which nothing happens unless a scheduler chose it.
module bohr.emulator {
  requires org.snakeyaml.engine.v2;

  exports bohr.emulator.agent;
  exports bohr.emulator.boot;
  exports bohr.emulator.device;
  exports bohr.emulator.input;
  exports bohr.emulator.memory;
  exports bohr.emulator.scenario;
  exports bohr.emulator.state;

  uses bohr.emulator.device.DeviceModel;
}
