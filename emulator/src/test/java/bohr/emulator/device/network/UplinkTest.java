package bohr.emulator.device.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import bohr.emulator.agent.Clock;
import bohr.emulator.agent.Roster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UplinkTest {

  private final Hub hub = new Hub(0, new Roster(), new Clock());
  private final Uplink uplink = new Uplink(hub);
  private final List<Frame> seen = new ArrayList<>();
  private final int card = hub.connect(new Hub.Port() {
    @Override
    public void arrived(Frame frame) {
      seen.add(frame);
    }

    @Override
    public int object() {
      return 0;
    }
  });

  @Test
  void whatACardSendsWaitsForTheHostInOrder() {
    Frame first = new Frame(new byte[14]);
    Frame second = new Frame(new byte[15]);
    hub.send(card, first);
    hub.send(card, second);
    assertNull(uplink.take());
    assertEquals(2, hub.perform(9, null));
    assertEquals(first, uplink.take());
    assertEquals(second, uplink.take());
    assertNull(uplink.take());
  }

  @Test
  void whatTheHostSendsReachesTheCardInOneStepOfTheHub() {
    byte[] bytes = new byte[60];
    bytes[59] = 7;
    assertEquals(60, uplink.receive(bytes));
    assertEquals(1, hub.perform(9, null));
    assertArrayEquals(bytes, seen.getFirst().bytes());
    assertNull(uplink.take());
  }

  @Test
  void whatEthernetDoesNotCarryIsNotTaken() {
    assertEquals(0, uplink.receive(new byte[Frame.LEAST_BYTES - 1]));
    assertEquals(0, uplink.receive(new byte[Frame.MOST_BYTES + 1]));
    assertEquals(0, hub.perform(9, null));
  }

  @Test
  void framesThatNobodyFetchesAreLostBehindTheFirst256() {
    for (int i = 0; i < 300; i++) {
      hub.send(card, new Frame(new byte[14 + i]));
      hub.perform(1, null);
    }
    for (int i = 0; i < 256; i++) {
      assertEquals(14 + i, uplink.take().bytes().length);
    }
    assertNull(uplink.take());
  }
}
