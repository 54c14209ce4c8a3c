package bohr.emulator.device.image;

import bohr.emulator.state.Digest;
import bohr.emulator.state.Surrogate;
import java.util.ArrayList;
import java.util.List;

/// Blocks of a disk that differ from its image: an immutable radix tree of [#FAN_OUT]-way nodes
/// over block numbers. A write gives a new tree that shares all but a path with the old one, so a
/// snapshot keeps a reference and nothing more; each node hashes itself once.
final class Overlay implements Surrogate.Surrogated {

  static final int BLOCK_BYTES = 4096;

  private static final int FAN_OUT_SHIFT = 5;
  private static final int FAN_OUT = 1 << FAN_OUT_SHIFT;

  /// Nothing differs. Its height is that of a tree over one block.
  static final Overlay EMPTY = new Overlay(0, null);

  private final int height;
  private final Node root;

  /// A [Block], or an [Inner] node whose children are one level lower.
  private sealed interface Node {

    long fingerprint();
  }

  private static final class Block implements Node {

    private final byte[] bytes;
    private long hash;

    Block(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long fingerprint() {
      if (hash == 0) {
        long sum = Digest.EMPTY;
        for (byte b : bytes) {
          sum = Digest.mix(sum, b);
        }
        hash = sum;
      }
      return hash;
    }
  }

  private static final class Inner implements Node {

    private final Node[] children;
    private long hash;

    Inner(Node[] children) {
      this.children = children;
    }

    @Override
    public long fingerprint() {
      if (hash == 0) {
        long sum = Digest.EMPTY;
        for (Node child : children) {
          sum = Digest.mix(sum, child == null ? 0 : child.fingerprint());
        }
        hash = sum;
      }
      return hash;
    }
  }

  /// An overlay as it is written down.
  ///
  /// @param height of the tree, which depends on what was ever written
  /// @param numbers of the blocks that differ, ascending
  /// @param blocks their bytes
  record Written(int height, long[] numbers, byte[][] blocks) implements Surrogate {

    /// More would be numbers of blocks that no image has.
    private static final int HEIGHT_MAX = 12;

    @Override
    public Overlay original() {
      if (height < 0 || height > HEIGHT_MAX || numbers.length != blocks.length) {
        throw new IllegalArgumentException("a disk's changes of height " + height);
      }
      Overlay overlay = new Overlay(height, null);
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] >>> FAN_OUT_SHIFT * height != 0 || blocks[i].length > BLOCK_BYTES) {
          throw new IllegalArgumentException("a disk's block " + numbers[i]);
        }
        overlay = overlay.with(numbers[i], blocks[i]);
      }
      return overlay;
    }
  }

  private Overlay(int height, Node root) {
    this.height = height;
    this.root = root;
  }

  /// The bytes of block number `block`, or null where it is as in the image. Not to be changed.
  byte[] block(long block) {
    Node node = block >>> FAN_OUT_SHIFT * height == 0 ? root : null;
    for (int level = height - 1; level >= 0 && node instanceof Inner inner; level--) {
      node = inner.children[child(block, level)];
    }
    return node instanceof Block found ? found.bytes : null;
  }

  /// With `bytes`, which must not change any more, as block number `block`.
  Overlay with(long block, byte[] bytes) {
    Overlay tall = this;
    while (block >>> FAN_OUT_SHIFT * tall.height != 0) {
      tall = tall.grown();
    }
    return new Overlay(tall.height, replaced(tall.root, tall.height, block, new Block(bytes)));
  }

  private Overlay grown() {
    if (root == null) {
      return new Overlay(height + 1, null);
    }
    Node[] children = new Node[FAN_OUT];
    children[0] = root;
    return new Overlay(height + 1, new Inner(children));
  }

  private static Node replaced(Node node, int height, long block, Block leaf) {
    if (height == 0) {
      return leaf;
    }
    Node[] children = node instanceof Inner inner ? inner.children.clone() : new Node[FAN_OUT];
    int child = child(block, height - 1);
    children[child] = replaced(children[child], height - 1, block, leaf);
    return new Inner(children);
  }

  private static int child(long block, int level) {
    return (int) (block >>> FAN_OUT_SHIFT * level) & FAN_OUT - 1;
  }

  @Override
  public Surrogate surrogate() {
    List<Long> numbers = new ArrayList<>();
    List<byte[]> blocks = new ArrayList<>();
    collect(root, height, 0, numbers, blocks);
    return new Written(height, numbers.stream().mapToLong(Long::longValue).toArray(),
        blocks.toArray(byte[][]::new));
  }

  private static void collect(
      Node node, int height, long first, List<Long> numbers, List<byte[]> blocks) {
    switch (node) {
      case null -> { }
      case Block block -> {
        numbers.add(first);
        blocks.add(block.bytes);
      }
      case Inner inner -> {
        for (int i = 0; i < FAN_OUT; i++) {
          long child = first + ((long) i << FAN_OUT_SHIFT * (height - 1));
          collect(inner.children[i], height - 1, child, numbers, blocks);
        }
      }
    }
  }

  @Override
  public long fingerprint() {
    return Digest.of(height, root == null ? 0 : root.fingerprint());
  }
}
