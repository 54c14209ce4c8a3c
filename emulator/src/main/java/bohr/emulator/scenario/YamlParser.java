package bohr.emulator.scenario;

import bohr.emulator.state.Text;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML 1.2 document into nodes that know their places.
///
/// Built on the library's events, not on its nodes: so anchors, aliases and tags are refused before
/// anything could expand or construct them, and the depth is bounded before anything recurses.
final class YamlParser {

  /// A scenario needs four levels.
  private static final int MOST_LEVELS = 8;

  private final String file;
  private final Iterator<Event> events;
  private Place last;

  private YamlParser(String file, Iterator<Event> events) {
    this.file = file;
    last = new Place(file, "");
    this.events = events;
  }

  /// The root of the only document in `text`.
  ///
  /// @throws bohr.emulator.input.BadInput if there is none, or something that scenarios do not use
  static YamlNode parse(String file, String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new YamlParser(file, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      Place place = mark == null ? new Place(file, "") : place(file, mark);
      throw place.bad("not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw placeOf(file, text, e.getPosition()).bad("the character U+"
          + Text.format("%04X", e.getCodePoint()) + " is not allowed in YAML");
    } catch (YamlEngineException e) {
      // What the library says without a place, such as that it knows no version 3.0.
      throw new Place(file, "").bad("not YAML: " + Names.quote(String.valueOf(e.getMessage())));
    }
  }

  private static Place place(String file, Mark mark) {
    return Place.at(file, mark.getLine(), mark.getColumn());
  }

  private static Place placeOf(String file, String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    int line = (int) before.chars().filter(character -> character == '\n').count();
    return Place.at(file, line, before.length() - before.lastIndexOf('\n') - 1);
  }

  private Place place(Event event) {
    return event.getStartMark().map(mark -> place(file, mark)).orElse(new Place(file, ""));
  }

  private YamlNode document() {
    Event event = next();
    if (event.getEventId() == Event.ID.StreamStart) {
      event = next();
    }
    if (event.getEventId() != Event.ID.DocumentStart) {
      throw new Place(file, "").bad("there is nothing in it");
    }
    DocumentStartEvent start = (DocumentStartEvent) event;
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      throw place(start).bad("directives are not used in scenarios");
    }
    YamlNode root = node(next(), MOST_LEVELS);
    next();
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw place(end).bad("a second document; there must be one");
    }
    return root;
  }

  /// The only call of the library that reads. Its scanner lets exceptions of other kinds escape,
  /// such as a NumberFormatException for `"\Uffffffff"`: the place is that of the event before.
  private Event next() {
    try {
      Event event = events.next();
      last = place(event);
      return event;
    } catch (YamlEngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw last.bad("not YAML behind this place: " + Names.quote(String.valueOf(e.getMessage())));
    }
  }

  private YamlNode node(Event event, int levels) {
    if (event instanceof AliasEvent || event instanceof NodeEvent node
        && node.getAnchor().isPresent()) {
      throw place(event).bad("anchors and aliases are not used in scenarios");
    }
    if (levels == 0) {
      throw place(event).bad("nested more than " + MOST_LEVELS + " levels deep");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar, scalar.getTag());
      return new Value(place(scalar), scalar.getValue());
    }
    refuseTag(event, ((CollectionStartEvent) event).getTag());
    return event.getEventId() == Event.ID.MappingStart
        ? map(event, levels - 1) : list(event, levels - 1);
  }

  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw place(event).bad("tags such as " + Names.quote(tag.get())
          + " are not used in scenarios");
    }
  }

  private YamlList list(Event start, int levels) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      items.add(node(event, levels));
    }
    return new YamlList(place(start), items);
  }

  private YamlMap map(Event start, int levels) {
    Map<String, YamlMap.Field> fields = new LinkedHashMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Value key = node(event, levels).asValue("a key");
      YamlMap.Field earlier = fields.get(key.text());
      if (earlier != null) {
        throw key.place().bad("the key " + Names.quote(key.text()) + " is given twice, first at "
            + earlier.key().place().where());
      }
      fields.put(key.text(), new YamlMap.Field(key, node(next(), levels)));
    }
    return new YamlMap(place(start), List.copyOf(fields.values()));
  }
}
