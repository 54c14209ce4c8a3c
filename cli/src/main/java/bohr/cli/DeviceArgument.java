package bohr.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What stands behind `--device`: `MODEL[,KEY=VALUE…]`. Whether there is such a model, and whether
/// it has such settings, is for whoever makes the device.
///
/// @param model the kind of device
/// @param values what is set of it, in the order of the command line
record DeviceArgument(String model, Map<String, String> values) {

  /// The key whose value is a file: what the device holds at power-on.
  static final String IMAGE = "image";

  /// Reads one from the command line.
  static final class Converter implements ITypeConverter<DeviceArgument> {

    Converter() {}

    @Override
    public DeviceArgument convert(String text) {
      String[] parts = text.split(",", -1);
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals < 1) {
          throw new TypeConversionException(
              "'" + parts[i] + "' is not KEY=VALUE; write MODEL,KEY=VALUE,KEY=VALUE");
        }
        String key = parts[i].substring(0, equals);
        if (values.put(key, parts[i].substring(equals + 1)) != null) {
          throw new TypeConversionException("'" + key + "' is set twice");
        }
      }
      return new DeviceArgument(parts[0], values);
    }
  }
}
