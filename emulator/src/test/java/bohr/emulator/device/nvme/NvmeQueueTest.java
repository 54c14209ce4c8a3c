package bohr.emulator.device.nvme;

import static bohr.emulator.device.nvme.NvmeDriver.DATA;
import static bohr.emulator.device.nvme.NvmeDriver.ENTRIES;
import static bohr.emulator.device.nvme.NvmeDriver.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.emulator.device.nvme.NvmeDriver.Cqe;
import java.util.List;
import org.junit.jupiter.api.Test;

class NvmeQueueTest {

  private static final int DELETE_SQ = 0x00;
  private static final int CREATE_SQ = 0x01;
  private static final int DELETE_CQ = 0x04;
  private static final int CREATE_CQ = 0x05;
  private static final int ABORT = 0x08;
  private static final int REQUEST_EVENT = 0x0c;

  private static List<Integer> cids(List<Cqe> cqes) {
    return cqes.stream().map(Cqe::cid).toList();
  }

  @Test
  void thePhaseTagTurnsOverWithTheQueue() {
    NvmeDriver driver = NvmeDriver.ready(1);
    for (int i = 0; i < 3 * ENTRIES; i++) {
      int cid = driver.write(1, i);
      driver.bench.settle();
      assertEquals(new Cqe(0, (i + 1) % ENTRIES, 1, cid, 0), driver.take(1));
      assertNull(driver.take(1));
    }
  }

  @Test
  void aFullCompletionQueueHoldsCompletionsBack() {
    NvmeDriver driver = NvmeDriver.ready(1, "io-threads=1");
    for (int i = 0; i < ENTRIES - 1; i++) {
      driver.write(1, i);
    }
    driver.bench.settle();
    int eighth = driver.write(1, 9);
    int ninth = driver.write(1, 10);
    driver.bench.settle();
    assertEquals(
        "AwaitRoom[queue=1, cid=%d, status=0x0]".formatted(eighth), driver.bench.describe(1));
    assertEquals(
        "a completion that finds no room: queue=1, cid=%d, status=0x0".formatted(eighth),
        driver.bench.device.pendingWork());
    List<Integer> all = cids(driver.takeAll(1));
    assertEquals(ENTRIES + 1, all.size());
    assertEquals(List.of(eighth, ninth), all.subList(ENTRIES - 1, ENTRIES + 1));
    assertEquals("", driver.bench.device.pendingWork());
  }

  @Test
  void commandsOfOneQueueAreExecutedAtOnceAndCompleteInAnyOrder() {
    NvmeDriver driver = NvmeDriver.ready(1);
    NvmeBench bench = driver.bench;
    driver.list(NvmeDriver.LISTS, 31, DATA + 0x1000);
    int big = driver.put(1, 1, 1, RAM + DATA, RAM + NvmeDriver.LISTS, 0, 0, 255);
    int small = driver.write(1, 300);
    bench.settleUntil(2, "TakeCommand");
    assertTrue(bench.describe(1).contains("write cid=" + big), bench.describe(1));
    bench.settle();
    assertEquals(List.of(small, big), cids(driver.takeAll(1)));
  }

  @Test
  void theHeadIsNotReportedBeforeTheEntryWasFetched() {
    NvmeDriver driver = NvmeDriver.ready(1);
    driver.put(1, 0, 1, 0, 0, 0, 0, 0);
    driver.put(1, 0, 1, 0, 0, 0, 0, 0);
    driver.ring(1);
    driver.bench.settleUntil(1, "AwaitCommand[queue=1, slot=0]");
    assertEquals("Idle", driver.bench.describe(2), "only one thread fetches from a queue");
    driver.bench.settle();
    assertEquals(1, driver.take(1).sqHead());
  }

  @Test
  void severalQueuesAreServedInTurn() {
    NvmeDriver driver = NvmeDriver.ready(4, "io-threads=1");
    for (int queue = 1; queue <= 4; queue++) {
      driver.put(queue, 0, 1, 0, 0, 0, 0, 0);
      driver.put(queue, 0, 1, 0, 0, 0, 0, 0);
    }
    driver.ring(3);
    driver.bench.settleUntil(1, "OpenFetch[queue=3, slot=0]");
    driver.ring(1);
    driver.ring(2);
    driver.ring(4);
    int[] order = {4, 1, 2, 3, 4, 1, 2};
    for (int queue : order) {
      driver.bench.settleUntil(1, "OpenFetch[queue=" + queue);
      assertTrue(driver.bench.describe(1).startsWith("OpenFetch[queue=" + queue));
      driver.bench.step(1);
    }
    driver.bench.settle();
    for (int queue = 1; queue <= 4; queue++) {
      assertEquals(2, driver.takeAll(queue).size());
    }
  }

  @Test
  void submissionQueuesCanShareACompletionQueue() {
    NvmeDriver driver = NvmeDriver.ready(1);
    driver.createPair(2, 1, 0);
    driver.submit(2, 0, 1, 0, 0, 0, 0, 0);
    driver.bench.settle();
    driver.submit(1, 0, 1, 0, 0, 0, 0, 0);
    driver.bench.settle();
    assertEquals(List.of(2, 1), driver.takeAll(1).stream().map(Cqe::sq).toList());
  }

  @Test
  void queuesThatCannotBeAreRefused() {
    NvmeDriver driver = NvmeDriver.ready(1);
    long page = RAM + 0x50000;
    int entries = 7 << 16;
    int[][] wrong = {
      {CREATE_CQ, entries | 0, 1, 0x101},
      {CREATE_CQ, entries | 1, 1, 0x101},
      {CREATE_CQ, entries | 5, 1, 0x101},
      {CREATE_CQ, 2, 1, 0x102},
      {CREATE_CQ, 1024 << 16 | 2, 1, 0x102},
      {CREATE_CQ, entries | 2, 0, 0x02},
      {CREATE_CQ, entries | 2, 1 << 16 | 1, 0x108},
      {CREATE_SQ, entries | 1, 1 << 16 | 1, 0x101},
      {CREATE_SQ, entries | 2, 1, 0x101},
      {CREATE_SQ, entries | 2, 2 << 16 | 1, 0x100},
      {CREATE_SQ, entries | 2, 9 << 16 | 1, 0x101},
      {CREATE_SQ, entries | 2, 1 << 16, 0x02},
      {DELETE_SQ, 0, 0, 0x101},
      {DELETE_SQ, 2, 0, 0x101},
      {DELETE_CQ, 9, 0, 0x101},
      {DELETE_CQ, 1, 0, 0x10c},
    };
    for (int[] each : wrong) {
      Cqe cqe = driver.admin(each[0], 0, page, 0, each[1], each[2]);
      assertEquals(each[3], cqe.status(), "opcode %d %x %x".formatted(each[0], each[1], each[2]));
    }
    assertEquals(0x13, driver.admin(CREATE_CQ, 0, page + 16, 0, entries | 2, 1).status());
  }

  @Test
  void queuesCanBeDeletedAndCreatedAnew() {
    NvmeDriver driver = NvmeDriver.ready(1);
    driver.write(1, 0);
    driver.bench.settle();
    assertEquals(0, driver.admin(DELETE_SQ, 0, 0, 0, 1, 0).status());
    assertEquals(0, driver.admin(DELETE_CQ, 0, 0, 0, 1, 0).status());
    driver.createPair(1);
    int cid = driver.write(1, 0);
    driver.bench.settle();
    assertEquals(new Cqe(0, 1, 1, cid, 0), driver.take(1));
  }

  @Test
  void deletingAQueueDropsItsCommandsInFlight() {
    NvmeDriver driver = NvmeDriver.ready(2);
    NvmeBench bench = driver.bench;
    bench.fillRam(DATA, 512, 0xab);
    driver.write(1, 5);
    bench.settleUntil(1, "CommitBlock");
    driver.submit(0, DELETE_SQ, 0, 0, 0, 1, 0, 0);
    bench.settleAdminUntil("ReserveEntry");
    bench.settle();
    assertEquals(0, driver.take(0).status());
    assertNull(driver.take(1));
    assertEquals(0, bench.contents(5 * 512, 1)[0]);
    driver.write(2, 6);
    bench.settle();
    assertEquals(0, driver.take(2).status());
  }

  @Test
  void deletingAQueueWaitsForACompletionThatIsBeingWritten() {
    NvmeDriver driver = NvmeDriver.ready(1);
    NvmeBench bench = driver.bench;
    int cid = driver.write(1, 5);
    bench.settleUntil(1, "WriteEntry");
    driver.submit(0, DELETE_SQ, 0, 0, 0, 1, 0, 0);
    bench.settleAdminUntil("AwaitDrain");
    bench.settle();
    assertEquals(cid, driver.take(1).cid());
    assertEquals(0, driver.take(0).status());
  }

  @Test
  void aCommandWhoseDataMovesCanBeAborted() {
    NvmeDriver driver = NvmeDriver.ready(1);
    NvmeBench bench = driver.bench;
    bench.fillRam(DATA, 512, 0xab);
    int cid = driver.write(1, 5);
    bench.settleUntil(1, "CommitBlock");
    driver.submit(0, ABORT, 0, 0, 0, cid << 16 | 1, 0, 0);
    bench.settleAdminUntil("Drain");
    bench.settle();
    assertEquals(new Cqe(0, 1, 1, cid, 0x07), driver.take(1));
    assertEquals(0, driver.take(0).result());
    assertEquals(0, bench.contents(5 * 512, 1)[0]);
  }

  @Test
  void aCommandThatIsNotThereIsNotAborted() {
    NvmeDriver driver = NvmeDriver.ready(1);
    assertEquals(1, driver.admin(ABORT, 0, 0, 0, 77 << 16 | 1, 0).result());
    assertEquals(1, driver.admin(ABORT, 0, 0, 0, 77 << 16, 0).result());
    assertEquals(1, driver.admin(ABORT, 0, 0, 0, 77 << 16 | 0xffff, 0).result());
  }

  @Test
  void eventRequestsWait() {
    NvmeDriver driver = NvmeDriver.ready(0);
    for (int i = 0; i < 4; i++) {
      assertNull(driver.admin(REQUEST_EVENT, 0, 0, 0, 0, 0));
    }
    assertEquals(0x105, driver.admin(REQUEST_EVENT, 0, 0, 0, 0, 0).status());
    assertEquals("", driver.bench.device.pendingWork());
  }

  @Test
  void anEventRequestThatIsAbortedCompletesFirst() {
    NvmeDriver driver = NvmeDriver.ready(0);
    int request = driver.submit(0, REQUEST_EVENT, 0, 0, 0, 0, 0, 0);
    int abort = driver.submit(0, ABORT, 0, 0, 0, request << 16, 0, 0);
    driver.bench.settle();
    assertEquals(new Cqe(0, 2, 0, request, 0x07), driver.take(0));
    assertEquals(new Cqe(0, 2, 0, abort, 0), driver.take(0));
  }

  @Test
  void doorbellsRungWronglyAreEvents() {
    NvmeDriver driver = NvmeDriver.ready(1);
    driver.admin(REQUEST_EVENT, 0, 0, 0, 0, 0);
    driver.admin(REQUEST_EVENT, 0, 0, 0, 0, 0);
    driver.bench.store(0x1000 + 8 * 3, 1);
    driver.bench.store(0x1008, ENTRIES);
    driver.bench.settle();
    assertEquals(0x1_0000, driver.take(0).result());
    assertNull(driver.take(0), "the type is masked until the log is read");
    driver.submit(0, 0x02, 0, RAM + DATA, 0, 15 << 16 | 1, 0, 0);
    driver.bench.settle();
    assertEquals(List.of(0, 0x1_0100), driver.takeAll(0).stream().map(Cqe::result).toList());
  }

  @Test
  void aCompletionQueueEntryCanBeTwoBeats() {
    for (String order : new String[] {"phase-last", "phase-first"}) {
      NvmeDriver driver = NvmeDriver.ready(1, "cqe-write=" + order);
      NvmeBench bench = driver.bench;
      bench.fillRam(NvmeDriver.cq(1), 8, 0xff);
      int cid = driver.write(1, 0);
      bench.settleUntil(1, "WriteEntry[queue=1, slot=0, cid=%d, beat=1]".formatted(cid));
      while (bench.enabled(NvmeBench.LINK)) {
        bench.step(NvmeBench.LINK);
      }
      boolean first = bench.memory.load64(NvmeDriver.cq(1)) == 0;
      boolean second = bench.memory.load64(NvmeDriver.cq(1) + 8) != 0;
      assertEquals(order.equals("phase-last"), first);
      assertEquals(order.equals("phase-first"), second);
      bench.settle();
      assertEquals(new Cqe(0, 1, 1, cid, 0), driver.take(1));
    }
  }
}
