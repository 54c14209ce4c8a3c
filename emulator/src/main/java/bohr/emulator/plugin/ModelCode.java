package bohr.emulator.plugin;

import bohr.emulator.input.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The code of a device model that is no part of Bohr: its class and all classes that this one
/// mentions, directly or not, as far as they came with it.
///
/// It does not matter how they are packed, or what else is: a jar that was made again of the same
/// classes has the same code, and so has the folder that they were compiled into.
public final class ModelCode {

  private static final int MOST_CLASSES = 4096;

  private final String source;
  private final Class<?> root;
  private final SortedMap<String, Class<?>> classes = new TreeMap<>();
  private final SortedMap<String, byte[]> bytes = new TreeMap<>();
  private final Deque<Class<?>> unread = new ArrayDeque<>();

  /// The code of the model `root`. Loads its classes, and runs nothing of them.
  ///
  /// @param source where it comes from, for messages
  /// @throws BadInput if a class is broken or missing
  ModelCode(String source, Class<?> root) {
    this.source = source;
    this.root = root;
    add(root);
    try {
      while (!unread.isEmpty()) {
        read(unread.remove());
      }
    } catch (IllegalArgumentException e) {
      throw bad("has a class that cannot be read: " + e.getMessage());
    }
  }

  /// Where it comes from: a jar as the user knows it, or a place on the class path.
  public String source() {
    return source;
  }

  /// All classes, sorted by name.
  public List<Class<?>> classes() {
    return List.copyOf(classes.values());
  }

  /// SHA-256 of the classes' names and files, sorted by name.
  public byte[] sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      bytes.forEach((name, file) -> {
        update(digest, name.getBytes(StandardCharsets.UTF_8));
        update(digest, file);
      });
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  /// The digest in hexadecimal, shortened for people.
  public static String shown(byte[] sha256) {
    return HexFormat.of().formatHex(sha256, 0, 6);
  }

  /// Whether a class is part of Bohr.
  static boolean isOwn(Class<?> type) {
    return !(type.getClassLoader() instanceof PluginLoader)
        && type.getName().startsWith("bohr.");
  }

  private void add(Class<?> type) {
    if (type.getModule() == root.getModule() && !isOwn(type)
        && classes.putIfAbsent(type.getName(), type) == null) {
      unread.add(type);
    }
    if (classes.size() > MOST_CLASSES) {
      throw bad("has more than " + MOST_CLASSES + " classes");
    }
  }

  private void read(Class<?> type) {
    byte[] file = file(type);
    bytes.put(type.getName(), file);
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof ClassEntry mentioned) {
        mention(type, mentioned.asSymbol());
      }
    }
  }

  private void mention(Class<?> by, ClassDesc mentioned) {
    ClassDesc element = mentioned;
    while (element.isArray()) {
      element = element.componentType();
    }
    if (element.isPrimitive()) {
      return;
    }
    String descriptor = element.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    try {
      add(Class.forName(name, false, by.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      throw bad(by.getName() + " needs the class " + name + ", which cannot be loaded: " + e);
    }
  }

  private byte[] file(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getResourceAsStream(name)) {
      if (stream == null) {
        throw bad("the file of the class " + type.getName() + " is not to be found");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw bad("the class " + type.getName() + " cannot be read: " + e.getMessage());
    }
  }

  private BadInput bad(String reason) {
    return new BadInput(source, root.getName(), reason);
  }
}
