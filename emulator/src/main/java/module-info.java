import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.DiskModel;
import bohr.emulator.device.EduModel;
import bohr.emulator.device.cmos.CmosModel;
import bohr.emulator.device.e1000e.E1000eModel;
import bohr.emulator.device.framebuffer.FramebufferModel;
import bohr.emulator.device.iommu.IommuModel;
import bohr.emulator.device.nvme.NvmeModel;
import bohr.emulator.device.sprite.SpriteModel;
import bohr.emulator.device.timer.TimerModel;
import bohr.emulator.device.virtio.VirtioBlockModel;
import bohr.emulator.device.virtio.VirtioConsoleModel;
import bohr.emulator.device.virtio.VirtioNetModel;
import bohr.emulator.device.virtio.VirtioRngModel;

/// The machine: a transition system in which nothing happens unless a scheduler chose it.
module bohr.emulator {
  requires org.snakeyaml.engine.v2;

  exports bohr.emulator;
  exports bohr.emulator.agent;
  exports bohr.emulator.boot;
  exports bohr.emulator.bus;
  exports bohr.emulator.device;
  exports bohr.emulator.device.board;
  exports bohr.emulator.device.cmos;
  exports bohr.emulator.device.e1000e;
  exports bohr.emulator.device.framebuffer;
  exports bohr.emulator.device.image;
  exports bohr.emulator.device.iommu;
  exports bohr.emulator.device.litmus;
  exports bohr.emulator.device.network;
  exports bohr.emulator.device.nvme;
  exports bohr.emulator.device.timer;
  exports bohr.emulator.device.virtio;
  exports bohr.emulator.hart;
  exports bohr.emulator.input;
  exports bohr.emulator.interrupt;
  exports bohr.emulator.memory;
  exports bohr.emulator.oracle;
  exports bohr.emulator.ordering;
  exports bohr.emulator.pci;
  exports bohr.emulator.plugin;
  exports bohr.emulator.scenario;
  exports bohr.emulator.state;

  uses DeviceModel;

  provides DeviceModel with
      EduModel,
      DiskModel,
      CmosModel,
      E1000eModel,
      FramebufferModel,
      IommuModel,
      NvmeModel,
      SpriteModel,
      TimerModel,
      VirtioBlockModel,
      VirtioConsoleModel,
      VirtioNetModel,
      VirtioRngModel;
}
