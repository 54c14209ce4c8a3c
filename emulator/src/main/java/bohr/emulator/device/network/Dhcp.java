package bohr.emulator.device.network;

import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;

/// A DHCP server (RFC 2131): gives the first client 10.0.2.15, the next 10.0.2.16 and so on, for a
/// day each and always the same again.
///
/// Not modelled: release, decline and inform are ignored; leases never end.
final class Dhcp implements Stateful {

  static final int SERVER_PORT = 67;
  static final int CLIENT_PORT = 68;

  private static final int CLIENTS = 16;
  private static final int FIXED_BYTES = 240;
  private static final long COOKIE = 0x63825363L;
  private static final int OPTION_MASK = 1;
  private static final int OPTION_ROUTER = 3;
  private static final int OPTION_REQUESTED = 50;
  private static final int OPTION_LEASE = 51;
  private static final int OPTION_TYPE = 53;
  private static final int OPTION_SERVER = 54;
  private static final int OPTION_END = 255;
  private static final int DISCOVER = 1;
  private static final int OFFER = 2;
  private static final int REQUEST = 3;
  private static final int ACK = 5;
  private static final int NAK = 6;
  private static final int LEASE_SECONDS = 86400;

  private final long server;
  private final long[] clients = new long[CLIENTS];
  private int count;

  /// @param server the server's own address; its network has 24 bits
  Dhcp(long server) {
    this.server = server;
  }

  /// The answer to a message; null if there is none. Its `yiaddr` is at 16 and its flags are at 10.
  Packet answer(Packet message) {
    boolean request =
        message.length() >= FIXED_BYTES
            && message.get(0, 4) == 0x01010600
            && message.get(236, 4) == COOKIE;
    if (!request) {
      return null;
    }
    int type = (int) option(message, OPTION_TYPE, 1);
    long named = option(message, OPTION_SERVER, 4);
    boolean ours = named == -1 || named == server;
    int client = client(message.get(28, 6));
    if (type != DISCOVER && type != REQUEST || !ours || client < 0) {
      return null;
    }
    long address = (server & ~0xffL) + 15 + client;
    return type == DISCOVER
        ? reply(message, OFFER, address)
        : reply(message, wants(message, address) ? ACK : NAK, address);
  }

  /// Whether a request is for `address`: by its option, or by the address in use.
  private static boolean wants(Packet message, long address) {
    long requested = option(message, OPTION_REQUESTED, 4);
    return (requested == -1 ? message.get(12, 4) : requested) == address;
  }

  /// The client's number; -1 if there are too many.
  private int client(long hardware) {
    for (int i = 0; i < count; i++) {
      if (clients[i] == hardware) {
        return i;
      }
    }
    if (count == CLIENTS) {
      return -1;
    }
    clients[count] = hardware;
    return count++;
  }

  /// The value of an option; -1 if it is not there in that size.
  private static long option(Packet message, int wanted, int size) {
    int at = FIXED_BYTES;
    while (at + 1 < message.length() && message.get(at, 1) != OPTION_END) {
      if (message.get(at, 1) == 0) {
        at++;
        continue;
      }
      int length = (int) message.get(at + 1, 1);
      if (message.get(at, 1) == wanted) {
        boolean fits = length == size && message.part(at + 2, size) != null;
        return fits ? message.get(at + 2, size) : -1;
      }
      at += 2 + length;
    }
    return -1;
  }

  private Packet reply(Packet message, int type, long address) {
    Packet reply = Packet.zeroed(300).set(0, 4, 0x02010600).set(4, 4, message.get(4, 4));
    reply.set(10, 2, message.get(10, 2)).set(28, 6, message.get(28, 6)).set(236, 4, COOKIE);
    reply.set(FIXED_BYTES, 3, OPTION_TYPE << 16 | 1 << 8 | type);
    option(reply, 243, OPTION_SERVER, server);
    if (type == NAK) {
      return reply.set(249, 1, OPTION_END);
    }
    reply.set(16, 4, address).set(20, 4, server);
    option(reply, 249, OPTION_LEASE, LEASE_SECONDS);
    option(reply, 255, OPTION_MASK, 0xffff_ff00L);
    option(reply, 261, OPTION_ROUTER, server);
    return reply.set(267, 1, OPTION_END);
  }

  private static void option(Packet reply, int at, int option, long value) {
    reply.set(at, 1, option).set(at + 1, 1, 4).set(at + 2, 4, value);
  }

  @Override
  public void walk(Walker walker) {
    walker.values(clients);
    count = walker.value(count);
  }
}
