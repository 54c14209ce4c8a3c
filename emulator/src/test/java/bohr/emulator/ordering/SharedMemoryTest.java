package bohr.emulator.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.agent.Chooser;
import bohr.emulator.memory.Memory;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {

  private final Memory memory = new Memory(4096, 4096, 1);
  private final Ordering ordering =
      new Ordering(memory, MemoryRules.of(MemoryModel.RVWMO), 2);
  private final HostThreads hosts = ordering.hosts();

  SharedMemoryTest() {
    hosts.act(0, Chooser.STRONGEST);
    ordering.write(4096, new byte[] {1}, -1);
  }

  @Test
  void aGuestsOrderIsNoneOfItsHandlersUnlessTheyShareMemory() {
    hosts.enter(1);
    assertEquals(0, hosts.leave());
    assertEquals(0, ordering.views(ordering.host(0)).newReads);
  }

  @Test
  void aHandlerComesBehindWhatTheGuestsStoreToTheDeviceCarried() {
    hosts.shareMemory();
    hosts.enter(1);
    assertEquals(1, hosts.leave());
    assertEquals(1, hosts.read(hosts.place(4096), Order.PLAIN));
  }

  @Test
  void aHostThreadThatNothingToldReadsAnOlderValueOfSharedMemory() {
    hosts.shareMemory();
    hosts.act(0, (agent, count) -> count - 1);
    assertEquals(0, hosts.read(hosts.place(4096), Order.PLAIN));
  }

  @Test
  void whatAHostThreadWritesIsInMemory() {
    hosts.shareMemory();
    hosts.write(hosts.place(4096), 7, Order.PLAIN);
    assertEquals(7, memory.load64(4096));
  }
}
