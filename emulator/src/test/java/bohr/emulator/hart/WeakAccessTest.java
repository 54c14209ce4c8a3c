package bohr.emulator.hart;

import static bohr.emulator.ordering.MemoryModel.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bohr.emulator.ordering.MemoryModel;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Small programs under each memory model, with the set of all their outcomes.
class WeakAccessTest {

  private static String[] code(String... lines) {
    return lines;
  }

  private static Set<String> outcomes(MemoryModel model, String registers, String[]... programs) {
    return WeakGuest.outcomes(model, registers, programs).keySet();
  }

  @Test
  void aStoreIsOvertakenByALoadButForSc() {
    String[] one = code("sw a0,0(s0)", "lw t0,0(s1)");
    String[] two = code("sw a0,0(s1)", "lw t0,0(s0)");
    assertEquals(Set.of("0 1", "1 0", "1 1"), outcomes(SC, "t0", one, two));
    assertEquals(Set.of("0 0", "0 1", "1 0", "1 1"), outcomes(TSO, "t0", one, two));
    assertEquals(Set.of("0 0", "0 1", "1 0", "1 1"), outcomes(RVWMO, "t0", one, two));
  }

  @Test
  void aFullFenceKeepsAStoreBeforeALoad() {
    String[] one = code("sw a0,0(s0)", "fence rw,rw", "lw t0,0(s1)");
    String[] two = code("sw a0,0(s1)", "fence rw,rw", "lw t0,0(s0)");
    assertEquals(Set.of("0 1", "1 0", "1 1"), outcomes(TSO, "t0", one, two));
    assertEquals(Set.of("0 1", "1 0", "1 1"), outcomes(RVWMO, "t0", one, two));
  }

  @Test
  void aMessageArrivesBeforeItsDataUnlessTheReaderHasAFence() {
    String[] sender = code("sw a0,0(s0)", "fence w,w", "sw a0,0(s1)");
    String[] fast = code("lw t0,0(s1)", "lw t1,0(s0)");
    String[] careful = code("lw t0,0(s1)", "fence r,r", "lw t1,0(s0)");
    Set<String> ordered = Set.of("0 0 0 0", "0 0 0 1", "0 0 1 1");
    Set<String> all = Set.of("0 0 0 0", "0 0 0 1", "0 0 1 0", "0 0 1 1");
    assertEquals(all, outcomes(RVWMO, "t0 t1", sender, fast));
    assertEquals(ordered, outcomes(TSO, "t0 t1", sender, fast));
    assertEquals(ordered, outcomes(RVWMO, "t0 t1", sender, careful));
  }

  @Test
  void anAddressThatDependsOnALoadStaysBehindIt() {
    String[] sender = code("sw a0,0(s0)", "fence w,w", "sw a0,0(s1)");
    String[] reader =
        code("lw t0,0(s1)", "xor t2,t0,t0", "add t3,s0,t2", "lw t1,0(t3)");
    assertEquals(
        Set.of("0 0 0 0", "0 0 0 1", "0 0 1 1"), outcomes(RVWMO, "t0 t1", sender, reader));
  }

  @Test
  void acquireAndReleaseOfZalasrOrderAMessage() {
    String[] sender = code("sw a0,0(s0)", "sw.rl a0,(s1)");
    String[] reader = code("lw.aq t0,(s1)", "lw t1,0(s0)");
    assertEquals(
        Set.of("0 0 0 0", "0 0 0 1", "0 0 1 1"), outcomes(RVWMO, "t0 t1", sender, reader));
  }

  @Test
  void oneLocationIsReadInOneOrder() {
    String[] writer = code("sw a0,0(s0)", "sw a1,0(s0)");
    String[] reader = code("lw t0,0(s0)", "lw t1,0(s0)");
    assertEquals(
        Set.of("0 0 0 0", "0 0 0 1", "0 0 0 2", "0 0 1 1", "0 0 1 2", "0 0 2 2"),
        outcomes(RVWMO, "t0 t1", writer, reader));
  }

  @Test
  void withoutPromisesALoadIsNotOvertakenByAStore() {
    String[] one = code("lw t0,0(s0)", "sw a0,0(s1)");
    String[] two = code("lw t0,0(s1)", "sw a0,0(s0)");
    assertEquals(Set.of("0 0", "0 1", "1 0"), outcomes(RVWMO, "t0", one, two));
  }

  /// SB-amo-addr: only if the result of an AMO has the view of what it stores is this forbidden.
  @Test
  void whatDependsOnTheResultOfAnAmoIsBehindItsStore() {
    String[] one =
        code("amoswap.w t2,a0,(s0)", "xor t2,t2,t2", "add t3,s1,t2", "lw t0,0(t3)");
    String[] two =
        code("amoswap.w t2,a0,(s1)", "xor t2,t2,t2", "add t3,s0,t2", "lw t0,0(t3)");
    assertEquals(Set.of("0 1", "1 0", "1 1"), outcomes(RVWMO, "t0", one, two));
  }

  @Test
  void variablesInOneGranuleDoNotOrderEachOther() {
    String[] one = code("sw a0,0(s0)", "lw t0,4(s0)");
    String[] two = code("sw a0,4(s0)", "lw t0,0(s0)");
    assertEquals(Set.of("0 0", "0 1", "1 0", "1 1"), outcomes(RVWMO, "t0", one, two));
  }

  @Test
  void anScMayFailAndOnlyOneOfTwoSucceeds() {
    String[] each = code("lr.w t0,(s0)", "sc.w t1,a0,(s0)");
    assertEquals(
        Set.of("0 0 0 1", "0 0 1 0", "0 0 1 1", "0 1 0 0", "0 1 0 1", "1 0 0 0", "1 1 0 0"),
        outcomes(RVWMO, "t0 t1", each, each));
  }

  @Test
  void aPromisedStoreOvertakesALoad() {
    String[] one = code("lw t0,0(s0)", "sw a0,0(s1)");
    String[] two = code("lw t0,0(s1)", "sw a0,0(s0)");
    assertEquals(
        Set.of("0 0", "0 1", "1 0", "1 1"), outcomes(RVWMO_FULL, "t0", one, two));
  }

  @Test
  void noValueComesOutOfThinAir() {
    String[] one = code("lw t0,0(s0)", "sw t0,0(s1)");
    String[] two = code("lw t0,0(s1)", "sw t0,0(s0)");
    assertEquals(Set.of("0 0"), outcomes(RVWMO_FULL, "t0", one, two));
  }

  @Test
  void aStoreBehindABranchOnALoadIsNotPromised() {
    String[] one = code("lw t0,0(s0)", "bnez t0,next", "next:", "sw a0,0(s1)");
    String[] two = code("lw t0,0(s1)", "bnez t0,next", "next:", "sw a0,0(s0)");
    assertEquals(Set.of("0 0", "0 1", "1 0"), outcomes(RVWMO_FULL, "t0", one, two));
  }

  @Test
  void twoStoresAreSeenInEitherOrderIfOneWasPromised() {
    String[] sender = code("sw a0,0(s0)", "sw a0,0(s1)");
    String[] reader = code("lw t0,0(s1)", "fence r,r", "lw t1,0(s0)");
    Set<String> ordered = Set.of("0 0 0 0", "0 0 0 1", "0 0 1 1");
    Set<String> all = Set.of("0 0 0 0", "0 0 0 1", "0 0 1 0", "0 0 1 1");
    assertEquals(ordered, outcomes(RVWMO, "t0 t1", sender, reader));
    assertEquals(all, outcomes(RVWMO_FULL, "t0 t1", sender, reader));
  }

  @Test
  void fenceTsoOrdersEverythingButAStoreBeforeALoad() {
    String[] sender = code("sw a0,0(s0)", "fence.tso", "sw a0,0(s1)");
    String[] reader = code("lw t0,0(s1)", "fence.tso", "lw t1,0(s0)");
    assertEquals(
        Set.of("0 0 0 0", "0 0 0 1", "0 0 1 1"), outcomes(RVWMO, "t0 t1", sender, reader));
    String[] one = code("sw a0,0(s0)", "fence.tso", "lw t0,0(s1)");
    String[] two = code("sw a0,0(s1)", "fence.tso", "lw t0,0(s0)");
    assertEquals(Set.of("0 0", "0 1", "1 0", "1 1"), outcomes(RVWMO, "t0", one, two));
  }

  /// Of 6 interleavings, 4 have both stores before both loads, which then have two messages each to
  /// choose from; in the other 2 the first load has one.
  @Test
  void executionsOfTheStoreBufferAreCounted() {
    String[] one = code("sw a0,0(s0)", "lw t0,0(s1)");
    String[] two = code("sw a0,0(s1)", "lw t0,0(s0)");
    assertEquals(
        Map.of("0 1", 1L, "1 0", 1L, "1 1", 4L), WeakGuest.outcomes(SC, "t0", one, two));
    assertEquals(
        Map.of("0 0", 6L, "0 1", 5L, "1 0", 5L, "1 1", 4L),
        WeakGuest.outcomes(RVWMO, "t0", one, two));
  }
}
