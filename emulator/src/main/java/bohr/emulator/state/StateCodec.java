package bohr.emulator.state;

import bohr.emulator.state.Surrogate.Surrogated;
import bohr.emulator.state.ValueTypes.Component;
import bohr.emulator.state.ValueTypes.Shape;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.util.List;

/// Writes down the state of components, and reads it. What is read is hostile: each length is
/// checked against what is left before anything is allocated, values nest no deeper than
/// [#DEPTH_MAX], each has the type that its place asks for, and what does not fit is a
/// [BadState].
///
/// ```
/// state  = shape (8 bytes)  count word*  count value*
/// word   = varint, zigzag
/// value  = varint: 0 null | 1 bytes | 2 + n a record of type n, followed by its components
/// component: a number or flag is a word, an enum constant its ordinal, an array or list its
///            length and elements, anything else a value
/// ```
public final class StateCodec {

  private static final int DEPTH_MAX = 64;
  private static final int NULL = 0;
  private static final int BYTES = 1;
  private static final int FIRST_TYPE = 2;

  private StateCodec() {}

  /// What is written down is no state.
  public static final class BadState extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param reason in a line
    public BadState(String reason) {
      super(reason);
    }
  }

  /// Writes `saved` down, whose values are of `types`.
  public static byte[] encode(Saved saved, ValueTypes types) {
    Encoder encoder = new Encoder(types);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      encoder.out.write((int) (types.shape() >>> shift));
    }
    encoder.length(saved.words.length);
    for (long word : saved.words) {
      encoder.word(word);
    }
    encoder.length(saved.objects.length);
    for (Object object : saved.objects) {
      encoder.value(object);
    }
    return encoder.out.toByteArray();
  }

  /// Reads what [#encode] has written.
  ///
  /// @param types the same as then
  /// @throws BadState if it is nothing of that kind
  public static Saved decode(byte[] bytes, ValueTypes types) {
    Decoder decoder = new Decoder(bytes, types);
    long shape = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      shape |= (decoder.next() & 0xffL) << shift;
    }
    if (shape != types.shape()) {
      throw new BadState("was written by a build whose devices have other phases");
    }
    long[] words = new long[decoder.length()];
    for (int i = 0; i < words.length; i++) {
      words[i] = decoder.word();
    }
    Object[] objects = new Object[decoder.length()];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = decoder.value(Object.class, 0);
    }
    if (decoder.at < bytes.length) {
      throw new BadState("does not end where it should");
    }
    return new Saved(words, objects);
  }

  private static final class Encoder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ValueTypes types;

    Encoder(ValueTypes types) {
      this.types = types;
    }

    void length(int length) {
      unsigned(length);
    }

    void word(long word) {
      unsigned(word << 1 ^ word >> 63);
    }

    private void unsigned(long word) {
      long left = word;
      while ((left & ~0x7fL) != 0) {
        out.write((int) left & 0x7f | 0x80);
        left >>>= 7;
      }
      out.write((int) left);
    }

    void value(Object value) {
      switch (value) {
        case null -> length(NULL);
        case byte[] bytes -> {
          length(BYTES);
          bytes(bytes);
        }
        case Surrogated original -> value(original.surrogate());
        default -> {
          int number = types.number(value.getClass());
          length(FIRST_TYPE + number);
          for (Component component : types.get(number).components()) {
            component(component, value);
          }
        }
      }
    }

    private void bytes(byte[] bytes) {
      length(bytes.length);
      out.writeBytes(bytes);
    }

    private void component(Component component, Object record) {
      Object value;
      try {
        value = component.accessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      plain(component.type(), value);
    }

    private void plain(Class<?> type, Object value) {
      switch (value) {
        case Number number when type.isPrimitive() -> word(number.longValue());
        case Boolean flag when type.isPrimitive() -> word(flag ? 1 : 0);
        case Enum<?> constant -> length(constant.ordinal());
        case byte[] bytes -> bytes(bytes);
        case List<?> list -> {
          length(list.size());
          list.forEach(this::value);
        }
        case null, default -> {
          if (value == null && (type.isEnum() || type.isArray())) {
            throw new IllegalStateException("a " + type + " of the state is null");
          }
          if (type.isArray()) {
            length(Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) {
              plain(type.getComponentType(), Array.get(value, i));
            }
          } else {
            value(value);
          }
        }
      }
    }
  }

  private static final class Decoder {

    private final byte[] bytes;
    private final ValueTypes types;
    private int at;

    Decoder(byte[] bytes, ValueTypes types) {
      this.bytes = bytes;
      this.types = types;
    }

    byte next() {
      if (at == bytes.length) {
        throw new BadState("ends too early");
      }
      return bytes[at++];
    }

    private long unsigned() {
      long word = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte more = next();
        word |= (more & 0x7fL) << shift;
        if (more >= 0) {
          return word;
        }
      }
      throw new BadState("has a number of more than 64 bits");
    }

    long word() {
      long word = unsigned();
      return word >>> 1 ^ -(word & 1);
    }

    /// A length of things that take at least a byte each.
    int length() {
      long length = unsigned();
      if (length < 0 || length > bytes.length - at) {
        throw new BadState("has a length of " + Long.toUnsignedString(length) + " where "
            + (bytes.length - at) + " bytes are left");
      }
      return (int) length;
    }

    Object value(Class<?> wanted, int depth) {
      long kind = unsigned();
      if (kind == NULL) {
        return null;
      }
      Object value = kind == BYTES ? bytes() : record(kind - FIRST_TYPE, depth);
      if (value instanceof Surrogate surrogate) {
        value = original(surrogate);
      }
      if (!wanted.isInstance(value)) {
        throw new BadState("has a " + value.getClass().getSimpleName() + " where a "
            + wanted.getSimpleName() + " belongs");
      }
      return value;
    }

    private static Object original(Surrogate surrogate) {
      try {
        return surrogate.original();
      } catch (RuntimeException e) {
        throw new BadState("has a value that cannot be: " + e.getMessage());
      }
    }

    private byte[] bytes() {
      byte[] result = new byte[length()];
      System.arraycopy(bytes, at, result, 0, result.length);
      at += result.length;
      return result;
    }

    private Object record(long number, int depth) {
      if (number < 0 || number >= types.size()) {
        throw new BadState("has a value of the unknown type " + number);
      }
      if (depth == DEPTH_MAX) {
        throw new BadState("has values nested more than " + DEPTH_MAX + " deep");
      }
      Shape shape = types.get((int) number);
      Object[] components = new Object[shape.components().size()];
      for (int i = 0; i < components.length; i++) {
        Component component = shape.components().get(i);
        components[i] = component.element() == null
            ? plain(component.type(), depth + 1) : list(component.element(), depth + 1);
      }
      try {
        return shape.constructor().newInstance(components);
      } catch (ReflectiveOperationException e) {
        throw new BadState("has a " + shape.type().getSimpleName() + " that cannot be");
      }
    }

    private Object list(Class<?> element, int depth) {
      Object[] elements = new Object[length()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = value(element, depth);
        if (elements[i] == null) {
          throw new BadState("has nothing where a " + element.getSimpleName() + " belongs");
        }
      }
      return List.of(elements);
    }

    private Object plain(Class<?> type, int depth) {
      if (type.isPrimitive()) {
        return number(type, word());
      }
      if (type == byte[].class) {
        return bytes();
      }
      if (type.isEnum()) {
        long ordinal = unsigned();
        Object[] constants = type.getEnumConstants();
        if (ordinal < 0 || ordinal >= constants.length) {
          throw new BadState("has a " + type.getSimpleName() + " number " + ordinal);
        }
        return constants[(int) ordinal];
      }
      if (type.isArray()) {
        int length = length();
        Object array = Array.newInstance(type.getComponentType(), length);
        for (int i = 0; i < length; i++) {
          Array.set(array, i, plain(type.getComponentType(), depth));
        }
        return array;
      }
      return value(type, depth);
    }

    private static Object number(Class<?> type, long word) {
      long kept = type == int.class ? (int) word
          : type == short.class ? (short) word
          : type == byte.class ? (byte) word
          : type == boolean.class ? word & 1 : word;
      if (kept != word) {
        throw new BadState("has the number " + word + " where a " + type + " belongs");
      }
      return type == int.class ? (Object) (int) word
          : type == short.class ? (Object) (short) word
          : type == byte.class ? (Object) (byte) word
          : type == boolean.class ? (Object) (word != 0) : (Object) word;
    }
  }
}
