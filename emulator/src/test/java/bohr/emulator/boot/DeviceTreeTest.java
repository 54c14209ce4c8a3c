package bohr.emulator.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bohr.emulator.boot.BoardParts.Option;
import bohr.emulator.interrupt.Aia;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTreeTest {

  @TempDir Path folder;

  @Test
  void aFlattenedTreeHoldsWhatWasPutIn() {
    DeviceTree tree = new DeviceTree();
    tree.root().cells("#address-cells", 2);
    tree.root()
        .child("a")
        .text("texts", "x", "yz")
        .flag("yes")
        .child("b@10")
        .wideCells("reg", 1, -1);
    tree.root().child("c").bytes("odd", new byte[] {1, 2, 3}).cells("cells", 7, 0xffff_ffffL);

    Map<String, String> expected =
        Map.of(
            "/", "",
            "/ #address-cells", "00000002",
            "/a/", "",
            "/a/ texts", "7800797a00",
            "/a/ yes", "",
            "/a/b@10/", "",
            "/a/b@10/ reg", "0000000000000001ffffffffffffffff",
            "/c/", "",
            "/c/ odd", "010203",
            "/c/ cells", "00000007ffffffff");
    assertEquals(expected, FlattenedTree.read(tree.flatten(0)));
  }

  @Test
  void anEmptyTreeIsTheseBytes() {
    ByteBuffer expected = ByteBuffer.allocate(72);
    expected.putInt(0xd00dfeed).putInt(72).putInt(56).putInt(72).putInt(40);
    expected.putInt(17).putInt(16).putInt(3).putInt(0).putInt(16);
    expected.position(56).putInt(1).putInt(0).putInt(2).putInt(9);
    assertArrayEquals(expected.array(), new DeviceTree().flatten(3));
  }

  @Test
  void aPropertyThatIsGivenTwiceKeepsItsLastValue() {
    DeviceTree tree = new DeviceTree();
    tree.root().cells("x", 1).cells("x", 2);
    assertEquals("00000002", FlattenedTree.read(tree.flatten(0)).get("/ x"));
  }

  @Test
  void aTextCannotContainNul() {
    DeviceTree.Node root = new DeviceTree().root();
    assertThrows(IllegalArgumentException.class, () -> root.text("x", "a\0b"));
  }

  @Test
  void theDeviceTreeCompilerReadsTheBoardsTreeWithoutComplaint() throws Exception {
    for (Aia aia : Aia.values()) {
      BoardParts parts =
          new BoardParts(8, 1 << 30, "rv64imac", aia, EnumSet.allOf(Option.class), 8);
      Chosen chosen = new Chosen("console=ttyS0", 0x8800_0000L, 5000, 1);
      Path blob = folder.resolve("tree.dtb");
      Files.write(blob, VirtDeviceTree.of(parts, chosen).flatten(0));
      Tool compiler = Tool.run("dtc", "-I", "dtb", "-O", "dts", blob.toString());
      assertEquals(0, compiler.status(), compiler.output());
      assertFalse(compiler.output().contains("ERROR"), compiler.output());
      assertEquals("", complaints(compiler.output()));
    }
  }

  /// Its warnings, but for the one that QEMU's own tree gets too: interrupt controllers whose
  /// children have no addresses, do not say so.
  private static String complaints(String output) {
    return output
        .lines()
        .filter(line -> line.contains("Warning"))
        .filter(line -> !line.contains("Missing #address-cells in interrupt provider"))
        .collect(Collectors.joining("\n"));
  }
}
