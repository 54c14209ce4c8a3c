package bohr.emulator.device.virtio;

import bohr.emulator.device.Device;
import bohr.emulator.device.DeviceModel;
import bohr.emulator.device.Region;
import bohr.emulator.device.Setting;
import bohr.emulator.device.Settings;
import bohr.emulator.device.Wiring;
import bohr.emulator.device.image.DiskImage;
import bohr.emulator.device.image.Medium;
import java.util.List;
import java.util.Optional;

/// Makes virtio block devices.
public final class VirtioBlockModel implements DeviceModel {

  private static final int ID = 2;
  private static final int CLASS_CODE = 0x010000;
  private static final int QUEUE_SIZE = 128;

  private final DiskImage image;

  /// For `ServiceLoader`: a disk formatted as docs/devices.md says.
  public VirtioBlockModel() {
    this(null);
  }

  /// A disk that begins as `image`.
  public VirtioBlockModel(DiskImage image) {
    this.image = image;
  }

  @Override
  public String name() {
    return "virtio-blk";
  }

  @Override
  public String summary() {
    return "virtio 1.2 block device";
  }

  @Override
  public List<Setting> settings() {
    return VirtioDevice.settings(
        Setting.number(
            "sectors", "capacity in sectors of 512 bytes, without an image", 64, 1, 65536),
        Setting.oneOf("read-only", "whether writes fail", "off", "on"));
  }

  @Override
  public List<Region> regions() {
    return VirtioDevice.REGIONS;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Optional<DeviceModel> with(DiskImage other) {
    return Optional.of(new VirtioBlockModel(other));
  }

  @Override
  public Device create(Wiring wiring) {
    Settings settings = wiring.settings();
    boolean readOnly = settings.get("read-only").equals("on");
    DiskImage base =
        image != null ? image : DiskImage.formatted((int) settings.number("sectors"));
    Medium medium = new Medium(base);
    Block block = new Block(medium, readOnly, wiring.name());
    Personality personality =
        new Personality(
            ID,
            CLASS_CODE,
            features(readOnly),
            config(medium.sectors()),
            List.of(new QueuePlan("io", QUEUE_SIZE, block)));
    return VirtioDevice.create(wiring, personality, medium);
  }

  private static long features(boolean readOnly) {
    return Features.of(
            Block.SEG_MAX, Block.BLK_SIZE, Block.FLUSH, Block.DISCARD, Block.WRITE_ZEROES)
        | (readOnly ? Features.of(Block.READ_ONLY) : 0);
  }

  /// §5.2.4.
  private static byte[] config(long sectors) {
    byte[] config = new byte[60];
    Bytes.put(config, 0, 8, sectors);
    Bytes.put(config, 12, 4, Block.SEGMENTS);
    Bytes.put(config, 20, 4, DiskImage.SECTOR_BYTES);
    Bytes.put(config, 36, 4, Block.MOST_ZEROED_SECTORS);
    Bytes.put(config, 40, 4, 1);
    Bytes.put(config, 44, 4, 1);
    Bytes.put(config, 48, 4, Block.MOST_ZEROED_SECTORS);
    Bytes.put(config, 52, 4, 1);
    Bytes.put(config, 56, 1, 1);
    return config;
  }
}
