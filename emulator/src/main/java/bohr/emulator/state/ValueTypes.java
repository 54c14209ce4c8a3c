package bohr.emulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The values that the state of a machine may hold besides numbers and bytes: the records of this
/// module that are [Fingerprinted] (phases, packets, frames …), those of the devices that come from
/// outside, and the records that all of them are made of. The table is a list of classes that are
/// there; nothing that is read ever names a class.
///
/// A value is known by its place in the table, so two builds understand each other only if their
/// tables are equal. [#shape()] tells.
public final class ValueTypes {

  /// Those of the module alone.
  public static final ValueTypes OF_MODULE = new ValueTypes(ofModule());

  private final List<Shape> shapes = new ArrayList<>();
  private final Map<Class<?>, Integer> numbers = new LinkedHashMap<>();
  private final long shape;

  /// A record type: how to take its values apart and put them together again.
  ///
  /// @param components in order
  record Shape(Class<?> type, List<Component> components, Constructor<?> constructor) {}

  /// A component of a record.
  ///
  /// @param type its erased type
  /// @param element the type of the elements of a list; else null
  record Component(Class<?> type, Class<?> element, Method accessor) {}

  private ValueTypes(Map<String, Class<?>> found) {
    long hash = Digest.EMPTY;
    for (Class<?> type : found.values()) {
      numbers.put(type, shapes.size());
      shapes.add(shapeOf(type));
      hash = Digest.mix(hash, type.getName());
      for (RecordComponent component : type.getRecordComponents()) {
        hash = Digest.mix(Digest.mix(hash, component.getName()),
            component.getGenericType().getTypeName());
      }
    }
    shape = hash;
  }

  private static Map<String, Class<?>> ofModule() {
    Map<String, Class<?>> found = new TreeMap<>();
    Module module = ValueTypes.class.getModule();
    for (String name : classNames(module)) {
      // Loads the class, and runs nothing of it.
      addState(Class.forName(module, name), found);
    }
    return found;
  }

  /// These and those of the classes `more`.
  public ValueTypes with(Collection<Class<?>> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, Class<?>> found = new TreeMap<>();
    numbers.keySet().forEach(type -> found.put(type.getName(), type));
    more.forEach(type -> addState(type, found));
    return new ValueTypes(found);
  }

  private static void addState(Class<?> type, Map<String, Class<?>> found) {
    if (type != null && type.isRecord() && Fingerprinted.class.isAssignableFrom(type)) {
      add(type, found);
    }
  }

  /// The names of all classes of a module, in no order that matters.
  static List<String> classNames(Module module) {
    ModuleReference reference = module.getLayer() == null
        ? null
        : module.getLayer().configuration().findModule(module.getName()).orElseThrow().reference();
    if (reference == null) {
      throw new IllegalStateException("the emulator must run as a module");
    }
    try (ModuleReader reader = reference.open()) {
      return reader.list()
          .filter(file -> file.endsWith(".class") && !file.equals("module-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Class<?> type, Map<String, Class<?>> found) {
    if (found.putIfAbsent(type.getName(), type) == null) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (component.getType().isRecord()) {
          add(component.getType(), found);
        }
      }
    }
  }

  private static Shape shapeOf(Class<?> type) {
    List<Component> components = new ArrayList<>();
    List<Class<?>> parameters = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      components.add(new Component(
          component.getType(), element(component.getGenericType()), component.getAccessor()));
      parameters.add(component.getType());
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new Shape(type, List.copyOf(components), constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType list
            && list.getRawType() == List.class
            && list.getActualTypeArguments()[0] instanceof Class<?> element
        ? element : null;
  }

  /// How many types there are.
  int size() {
    return shapes.size();
  }

  /// The type with this number.
  Shape get(int number) {
    return shapes.get(number);
  }

  /// The number of a type.
  int number(Class<?> type) {
    Integer number = numbers.get(type);
    if (number == null) {
      boolean record = type.isRecord() && !Modifier.isAbstract(type.getModifiers());
      throw new IllegalStateException(type + " is state, but "
          + (record ? "of no device of this machine" : "no record: how is it to be written down?"));
    }
    return number;
  }

  /// A hash of all types, their components' names and types included.
  long shape() {
    return shape;
  }
}
