package bohr.replay.gdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/// A conversation with one client: what it asks, and what it is answered. What the protocol leaves
/// to the stub and this does not have is answered by nothing, as the protocol wants it.
final class Session {

  private static final String OK = "OK";
  private static final String NOTHING = "";

  /// No answer at all.
  private static final byte[] NONE = {};

  private static final String FEATURES = "PacketSize=" + Integer.toHexString(Packets.MOST)
      + ";QStartNoAckMode+;qXfer:features:read+;qXfer:threads:read+;qXfer:exec-file:read+"
      + ";ReverseStep+;ReverseContinue+;swbreak+;hwbreak+;vContSupported+";

  private final Packets packets;
  private final Debuggee debuggee;
  private final Monitor monitor;
  private final HostFiles files;
  private final BooleanSupplier interrupt;
  private boolean acknowledging = true;
  private End end;

  /// How a conversation ends.
  enum End {
    /// The client has detached, or has gone.
    LEFT,
    /// The client wants no more.
    KILLED
  }

  /// @param stop whether the server is to end
  Session(Packets packets, Debuggee debuggee, HostFiles files, BooleanSupplier stop) {
    this.packets = packets;
    this.debuggee = debuggee;
    this.files = files;
    monitor = new Monitor(debuggee);
    interrupt = () -> packets.interrupted() || stop.getAsBoolean();
  }

  /// Talks until one of the two has enough.
  End talk() throws IOException {
    debuggee.greet();
    while (end == null) {
      byte[] contents = packets.next();
      if (contents == null) {
        return End.LEFT;
      }
      byte[] answer = answer(new Packet(contents));
      if (answer != NONE) {
        packets.send(answer);
      }
      if (!acknowledging) {
        packets.stopAcknowledging();
      }
    }
    return end;
  }

  private byte[] answer(Packet packet) throws IOException {
    try {
      if (packet.takes("qXfer:")) {
        return transfer(packet);
      }
      if (packet.takes("vFile:")) {
        return files.answer(packet);
      }
      String text = text(packet);
      return text == null ? NONE : text.getBytes(StandardCharsets.ISO_8859_1);
    } catch (BadPacket bad) {
      return ("E" + HexFormat.of().toHexDigits((byte) bad.number()))
          .getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private String text(Packet packet) throws IOException {
    if (packet.isAtEnd()) {
      return NOTHING;
    }
    return switch (packet.next()) {
      case '?' -> debuggee.stop();
      case 'g' -> debuggee.registers();
      case 'p' -> debuggee.register(packet.hex(Integer.MAX_VALUE));
      case 'm' -> memory(packet);
      case 'G', 'P', 'M', 'X' -> throw new BadPacket(BadPacket.READ_ONLY);
      case 'H' -> select(packet);
      case 'T' -> {
        debuggee.choose(debuggee.agent(packet.thread()));
        yield OK;
      }
      case 'c', 'C' -> debuggee.run(false, interrupt);
      case 's', 'S' -> debuggee.step(debuggee.agent(0), false, interrupt);
      case 'b' -> back(packet);
      case 'Z' -> change(true, packet);
      case 'z' -> change(false, packet);
      case 'v' -> several(packet);
      case 'q', 'Q' -> general(packet);
      case 'D' -> {
        end = End.LEFT;
        yield OK;
      }
      case 'k' -> {
        end = End.KILLED;
        yield null;
      }
      default -> NOTHING;
    };
  }

  private String memory(Packet packet) {
    long address = packet.hex();
    packet.take(",");
    int length = packet.hex(Integer.MAX_VALUE);
    return HexFormat.of().formatHex(
        debuggee.memory(address, Math.min(length, Packets.MOST / 2)));
  }

  private String select(Packet packet) {
    char operation = packet.next();
    int agent = debuggee.agent(packet.thread());
    if (operation == 'g') {
      debuggee.look(agent);
    } else {
      debuggee.choose(agent);
    }
    return OK;
  }

  private String back(Packet packet) {
    return switch (packet.next()) {
      case 's' -> debuggee.step(debuggee.agent(0), true, interrupt);
      case 'c' -> debuggee.run(true, interrupt);
      default -> NOTHING;
    };
  }

  private String change(boolean set, Packet packet) {
    debuggee.breaks().change(set, packet, debuggee);
    return OK;
  }

  private String several(Packet packet) {
    if (packet.takes("Cont?")) {
      return "vCont;c;C;s;S";
    }
    if (packet.takes("Cont;")) {
      return resume(packet);
    }
    if (packet.takes("Kill")) {
      end = End.KILLED;
      return OK;
    }
    return NOTHING;
  }

  /// One thread may step; whoever is not named, or goes on, does what it did when it was recorded.
  private String resume(Packet packet) {
    while (!packet.isAtEnd()) {
      Packet action = new Packet(packet.until(';').getBytes(StandardCharsets.ISO_8859_1));
      char what = action.next();
      action.until(':');
      if (what == 's' || what == 'S') {
        int agent = debuggee.agent(action.isAtEnd() ? 0 : action.thread());
        return debuggee.step(agent, false, interrupt);
      }
    }
    return debuggee.run(false, interrupt);
  }

  private String general(Packet packet) throws IOException {
    if (packet.takes("Supported")) {
      return FEATURES;
    }
    if (packet.takes("StartNoAckMode")) {
      acknowledging = false;
      return OK;
    }
    if (packet.takes("Rcmd,")) {
      return monitor.answer(Packet.decoded(packet.rest()), packets);
    }
    if (packet.takes("fThreadInfo")) {
      StringBuilder threads = new StringBuilder("m1");
      for (int thread = 2; thread <= debuggee.threads(); thread++) {
        threads.append(',').append(Integer.toHexString(thread));
      }
      return threads.toString();
    }
    if (packet.takes("sThreadInfo")) {
      return "l";
    }
    if (packet.takes("ThreadExtraInfo,")) {
      String status = debuggee.status(debuggee.agent(packet.thread()));
      return HexFormat.of().formatHex(status.getBytes(StandardCharsets.UTF_8));
    }
    if (packet.takes("Attached")) {
      return "1";
    }
    return packet.rest().equals("C") ? current() : NOTHING;
  }

  private String current() {
    return "QC" + Integer.toHexString(debuggee.agent(0) + 1);
  }

  /// A part of something that is longer than a packet.
  private byte[] transfer(Packet packet) {
    String object = packet.until(':');
    packet.take("read:");
    String annex = packet.until(':');
    byte[] whole = switch (object) {
      case "features" -> {
        if (!annex.equals("target.xml")) {
          throw new BadPacket(0);
        }
        yield Target.description(debuggee.travel().inspection().hart(0))
            .getBytes(StandardCharsets.UTF_8);
      }
      case "threads" -> debuggee.threadList().getBytes(StandardCharsets.UTF_8);
      case "exec-file" -> files.program();
      default -> throw new BadPacket(BadPacket.NO_SUCH);
    };
    int from = packet.hex(Integer.MAX_VALUE);
    packet.take(",");
    int length = Math.min(packet.hex(Integer.MAX_VALUE), Packets.MOST - 1);
    if (from > whole.length) {
      throw new BadPacket(BadPacket.NO_SUCH);
    }
    int to = Math.min(whole.length, from + length);
    byte[] part = new byte[to - from + 1];
    part[0] = (byte) (to < whole.length ? 'm' : 'l');
    System.arraycopy(whole, from, part, 1, to - from);
    return part;
  }
}
