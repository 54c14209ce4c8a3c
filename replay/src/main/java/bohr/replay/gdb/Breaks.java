package bohr.replay.gdb;

import bohr.emulator.memory.MemoryLayout;
import bohr.emulator.memory.Watch;
import bohr.replay.travel.Hit;
import bohr.replay.travel.TimeTravel;
import bohr.replay.travel.Watchpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The breakpoints and watchpoints that gdb has set. Those for instructions are virtual addresses,
/// for all harts; those for data stay where the address led when they were set, for a device knows
/// no virtual ones.
final class Breaks {

  private static final int MOST = 1000;
  private static final int LONGEST = 1 << 20;
  private static final int PAGE_BYTES = 1 << 12;

  // The types of Z packets.
  private static final int SOFTWARE = 0;
  private static final int HARDWARE = 1;
  private static final int WRITE = 2;
  private static final int READ = 3;
  private static final int ACCESS = 4;

  private final TreeSet<Long> software = new TreeSet<>();
  private final TreeSet<Long> hardware = new TreeSet<>();
  private final TreeMap<String, List<Piece>> watched = new TreeMap<>();
  private boolean changed;

  /// A part of what is watched that lies in one page.
  private record Piece(int type, long address, Watchpoint watchpoint) {}

  Breaks() {}

  /// None any more.
  void clear() {
    software.clear();
    hardware.clear();
    watched.clear();
    changed = true;
  }

  /// Does what a `Z` or `z` packet says, whose first character has been read.
  void change(boolean set, Packet packet, Sight sight) {
    int type = packet.hex(ACCESS);
    packet.take(",");
    long address = packet.hex();
    packet.take(",");
    int length = packet.hex(LONGEST);
    changed = true;
    if (software.size() + hardware.size() + watched.size() >= MOST && set) {
      throw new BadPacket(BadPacket.TOO_MANY);
    }
    switch (type) {
      case SOFTWARE -> change(software, set, address);
      case HARDWARE -> change(hardware, set, address);
      default -> {
        String name = type + " " + address + " " + length;
        if (set) {
          watched.put(name, pieces(type, address, length, sight));
        } else {
          watched.remove(name);
        }
      }
    }
  }

  private static void change(TreeSet<Long> breakpoints, boolean set, long address) {
    if (set) {
      breakpoints.add(address);
    } else {
      breakpoints.remove(address);
    }
  }

  private static List<Piece> pieces(int type, long address, int length, Sight sight) {
    List<Piece> pieces = new ArrayList<>();
    for (int done = 0; done < length; ) {
      long from = address + done;
      int part = Math.min(length - done, PAGE_BYTES - (int) (from & PAGE_BYTES - 1));
      int offset = sight.offset(from);
      if (offset < 0 || sight.offset(from + part - 1) != offset + part - 1) {
        throw new BadPacket(BadPacket.NOWHERE);
      }
      pieces.add(new Piece(type, from, new Watchpoint(
          new Watch.Range(offset, part), type != WRITE, type != READ)));
      done += part;
    }
    return pieces;
  }

  /// Has `travel` look out for them.
  void apply(TimeTravel travel) {
    if (changed) {
      TreeSet<Long> all = new TreeSet<>(software);
      all.addAll(hardware);
      travel.breakAt(all.stream().mapToLong(Long::longValue).toArray());
      travel.watch(watched.values().stream().flatMap(List::stream).map(Piece::watchpoint).toList());
      changed = false;
    }
  }

  /// The reason for a stop, as a stop reply gives it.
  String reason(Hit hit) {
    if (hit.kind() == Hit.Kind.INSTRUCTION) {
      return hardware.contains(hit.address()) ? "hwbreak:;" : "swbreak:;";
    }
    int offset = (int) (hit.address() - MemoryLayout.RAM);
    for (List<Piece> pieces : watched.values()) {
      for (Piece piece : pieces) {
        boolean wanted = hit.kind() == Hit.Kind.READ
            ? piece.watchpoint().reads() : piece.watchpoint().writes();
        if (wanted && piece.watchpoint().overlaps(offset, hit.length())) {
          long into = Math.max(0, offset - piece.watchpoint().range().offset());
          return name(piece.type()) + ":" + Long.toHexString(piece.address() + into) + ";";
        }
      }
    }
    return "";
  }

  private static String name(int type) {
    return switch (type) {
      case WRITE -> "watch";
      case READ -> "rwatch";
      default -> "awatch";
    };
  }
}
