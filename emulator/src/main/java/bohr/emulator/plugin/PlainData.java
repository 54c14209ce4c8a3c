package bohr.emulator.plugin;

import bohr.emulator.input.BadInput;
import bohr.emulator.state.Fingerprinted;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/// Holds the phases of a device, and whatever else may be given to a walker, to what makes an
/// execution repeatable: they are records of plain data. Then a state can be kept, compared,
/// written down and printed, and no two states share anything that changes.
final class PlainData {

  private static final String ALLOWED = "plain data are integers, flags, enums, records of such,"
      + " phases, and arrays and lists of these";

  private final ModelCode code;

  PlainData(ModelCode code) {
    this.code = code;
  }

  /// Checks all values that the classes define.
  ///
  /// @throws BadInput if one of them is no plain data
  void check() {
    for (Class<?> type : code.classes()) {
      if (Fingerprinted.class.isAssignableFrom(type) && !type.isInterface()) {
        if (!type.isRecord()) {
          throw bad(type, "is state of a device, such as a phase, and so must be a record");
        }
        checkRecord(type);
      }
    }
  }

  private void checkRecord(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isPlain(component.getGenericType())) {
        throw bad(type, "has the component " + component.getName() + " of type "
            + component.getGenericType().getTypeName() + ": " + ALLOWED);
      }
    }
  }

  private boolean isPlain(Type type) {
    if (type instanceof ParameterizedType list) {
      return list.getRawType() == List.class
          && list.getActualTypeArguments()[0] instanceof Class<?> element && isValue(element);
    }
    return type instanceof Class<?> known && isPlain(known);
  }

  private boolean isPlain(Class<?> type) {
    if (type.isArray()) {
      return isPlain(type.getComponentType());
    }
    return type.isPrimitive() ? type != float.class && type != double.class
        : type.isEnum() || isValue(type);
  }

  /// A record that is no value by itself is one as a part of others.
  private boolean isValue(Class<?> type) {
    if (type.isRecord() && !Fingerprinted.class.isAssignableFrom(type)) {
      checkRecord(type);
      return true;
    }
    return Fingerprinted.class.isAssignableFrom(type)
        && (type.isRecord() || Modifier.isAbstract(type.getModifiers()));
  }

  private BadInput bad(Class<?> type, String reason) {
    return new BadInput(code.source(), type.getName(), reason);
  }
}
