package bohr.emulator.scenario;

import bohr.emulator.boot.Elf;
import bohr.emulator.boot.Symbol;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The variables of the guest that the scenario declares as parameters, and their values.
final class GuestParameters {

  private final Elf guest;
  private final SortedMap<String, Symbol> symbols = new TreeMap<>();
  private final SortedMap<String, Long> values = new TreeMap<>();

  GuestParameters(Elf guest) {
    this.guest = guest;
  }

  /// Declares a parameter and gives it its value.
  void declare(Value name, Value value) {
    Symbol symbol = guest.symbol(name.text()).orElseThrow(() -> name.place().bad(Names.unknown(
        "variable of the guest", name.text(),
        guest.variables().stream().map(Symbol::name).toList())));
    if (symbol.size() != 4 && symbol.size() != 8 || !guest.isLoaded(symbol)) {
      throw name.place().bad("the guest's " + Names.quote(name.text())
          + " is no variable of 4 or 8 bytes; there are: "
          + Names.list(guest.variables().stream().map(Symbol::name).toList()));
    }
    symbols.put(name.text(), symbol);
    change(name.place(), name.text(), value).run();
  }

  /// Checks a change of one parameter, and returns what makes it. A number may be signed or
  /// unsigned.
  Runnable change(Place named, String name, Value value) {
    Symbol symbol = symbols.get(name);
    if (symbol == null) {
      throw named.bad(Names.unknown("guest parameter", "guest." + name, names()));
    }
    int bits = (int) (8 * symbol.size());
    long number = value.number()
        .filter(given -> given.signum() < 0 ? given.bitLength() < bits : given.bitLength() <= bits)
        .map(BigInteger::longValue)
        .orElseThrow(() -> value.must("\"guest." + name + "\"", "a number of " + bits + " bits"));
    return () -> values.put(name, number);
  }

  /// The names of the parameters, as `guest.ack_first`.
  List<String> names() {
    return symbols.keySet().stream().map(name -> "guest." + name).toList();
  }

  SortedMap<String, Long> values() {
    return values;
  }
}
