package bohr.emulator.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bohr.emulator.agent.Access;
import bohr.emulator.pci.Upstream;
import bohr.emulator.state.DigestWalker;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Saver;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two domains of the APLIC, with a list instead of IMSICs.
class AplicTest {

  private static final int SOURCE = 10;
  private static final int SOURCECFG = SOURCE * 4;
  private static final int TARGET = 0x3000 + SOURCE * 4;
  private static final int DELEGATED = 1 << 10;
  private static final int ENABLE = 1 << 8;
  private static final int DETACHED = 1;
  private static final int EDGE1 = 4;
  private static final int EDGE0 = 5;
  private static final int LEVEL1 = 6;
  private static final int LEVEL0 = 7;

  private final List<String> messages = new ArrayList<>();

  /// Lists messages instead of delivering them.
  private final Upstream list =
      new Upstream() {
        @Override
        public void write(long address, byte[] data, int agent) {}

        @Override
        public void message(long address, int data, int agent) {
          messages.add("%x=%d".formatted(address, data));
        }

        @Override
        public byte[] read(long address, int length) {
          return new byte[length];
        }

        @Override
        public void completed(int hart) {}

        @Override
        public int objectAt(long address) {
          return Access.NO_OBJECT;
        }
      };

  private final Aplic aplic = new Aplic(list);
  private final AplicDomain machine = aplic.machine();
  private final AplicDomain supervisor = aplic.supervisor();

  private void configure(AplicDomain domain, int mode) {
    domain.store(SOURCECFG, 4, mode);
    domain.store(TARGET, 4, 1L << 18 | 25);
    domain.store(0x1edc, 4, SOURCE);
    domain.store(0, 4, ENABLE);
  }

  private void addresses() {
    machine.store(0x1bc0, 4, 0x24000);
    machine.store(0x1bc4, 4, 1 << 12);
    machine.store(0x1bc8, 4, 0x28000);
    machine.store(0x1bcc, 4, 0);
  }

  private void wire(int... levels) {
    for (int level : levels) {
      aplic.setSource(SOURCE, level == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {EDGE1, EDGE0, LEVEL1, LEVEL0})
  void aSourceSendsOneMessageWhenItsInputRises(int mode) {
    addresses();
    configure(machine, mode);
    messages.clear();
    wire(1, 1, 0, 0);
    assertEquals(1, messages.size());
    assertEquals("24001000=25", messages.getFirst());
    assertEquals(0, machine.load(0x1c00, 4));
    wire(1, 0);
    assertEquals(2, messages.size());
  }

  @Test
  void aLevelThatIsLowIsHighForAnInvertedSource() {
    addresses();
    configure(machine, EDGE0);
    assertEquals(1L << SOURCE, machine.load(0x1d00, 4));
    machine.store(SOURCECFG, 4, LEVEL1);
    assertEquals(0, machine.load(0x1d00, 4));
  }

  @Test
  void aLevelThatFallsBeforeItIsSentIsForgottenAndAnEdgeIsNot() {
    for (int mode : new int[] {LEVEL1, EDGE1}) {
      configure(machine, mode);
      machine.store(0, 4, 0);
      wire(1);
      assertEquals(1L << SOURCE, machine.load(0x1c00, 4));
      wire(0);
      assertEquals(mode == EDGE1 ? 1L << SOURCE : 0, machine.load(0x1c00, 4));
    }
    messages.clear();
    machine.store(0, 4, ENABLE);
    assertEquals(1, messages.size());
  }

  @Test
  void softwareRepeatsALevelOnlyWhileItLasts() {
    addresses();
    configure(machine, LEVEL1);
    wire(1);
    machine.store(0x2000, 4, SOURCE);
    assertEquals(2, messages.size());
    wire(0);
    machine.store(0x2000, 4, SOURCE);
    machine.store(0x1c00, 4, 1 << SOURCE);
    assertEquals(2, messages.size());
  }

  @Test
  void aDetachedSourceIsSoftwaresAlone() {
    addresses();
    configure(machine, DETACHED);
    wire(1, 0, 1);
    assertEquals(List.of(), messages);
    machine.store(0x1cdc, 4, SOURCE);
    machine.store(0x2004, 4, Integer.toUnsignedLong(Integer.reverseBytes(SOURCE)));
    assertEquals(2, messages.size());
  }

  @Test
  void anInactiveSourceHasNoRegisters() {
    configure(machine, 0);
    machine.store(0x1c00, 4, -1);
    machine.store(0x1e00, 4, -1);
    assertEquals(0, machine.load(TARGET, 4));
    assertEquals(0, machine.load(0x1c00, 4));
    assertEquals(0, machine.load(0x1e00, 4));
    configure(machine, 2);
    assertEquals(0, machine.load(SOURCECFG, 4), "a reserved mode");
    configure(machine, EDGE1);
    machine.store(SOURCECFG, 4, 0);
    machine.store(SOURCECFG, 4, EDGE1);
    assertEquals(0, machine.load(TARGET, 4), "it forgot");
  }

  @Test
  void aDelegatedSourceIsTheChildsAlone() {
    addresses();
    configure(supervisor, EDGE1);
    assertEquals(0, supervisor.load(SOURCECFG, 4), "not delegated yet");
    machine.store(0, 4, ENABLE);
    machine.store(SOURCECFG, 4, DELEGATED);
    configure(supervisor, EDGE1);
    wire(1);
    assertEquals(List.of("28001000=25"), messages);
    assertEquals(0, machine.load(0x1d00, 4));
    assertEquals(1L << SOURCE, supervisor.load(0x1d00, 4));
    machine.store(SOURCECFG, 4, EDGE1);
    assertEquals(0, supervisor.load(SOURCECFG, 4));
    assertEquals(EDGE1, machine.load(SOURCECFG, 4));
  }

  @Test
  void theChildHasNoAddressRegistersAndDelegatesNothing() {
    machine.store(SOURCECFG, 4, DELEGATED);
    supervisor.store(SOURCECFG, 4, DELEGATED | EDGE1);
    assertEquals(EDGE1, supervisor.load(SOURCECFG, 4));
    supervisor.store(0x1bc0, 4, 7);
    assertEquals(0, supervisor.load(0x1bc0, 4));
    assertEquals(0, machine.load(0x1bc0, 4));
  }

  @Test
  void anEnabledBitCanBeSetAndClearedByNumberAndByWord() {
    configure(machine, EDGE1);
    assertEquals(1L << SOURCE, machine.load(0x1e00, 4));
    machine.store(0x1fdc, 4, SOURCE);
    assertEquals(0, machine.load(0x1e00, 4));
    machine.store(0x1e00, 4, 1 << SOURCE | 1 << 11);
    assertEquals(1L << SOURCE, machine.load(0x1e00, 4));
    machine.store(0x1f00, 4, 1 << SOURCE);
    assertEquals(0, machine.load(0x1e00, 4));
    assertEquals(0, machine.load(0x1f00, 4));
  }

  @Test
  void anExtemporeMessageIsSentAtOnceThoughTheDomainIsDisabled() {
    addresses();
    machine.store(0x3000, 4, 1L << 18 | 33);
    supervisor.store(0x3000, 4, 34);
    assertEquals(List.of("24001000=33", "28000000=34"), messages);
    assertEquals(1L << 18 | 33, machine.load(0x3000, 4));
  }

  @Test
  void addressesAreMadeOfGroupAndNumberOfTheHart() {
    machine.store(0x1bc0, 4, 0x24000);
    machine.store(0x1bc4, 4, 12L << 24 | 1 << 16 | 2 << 12 | 3 << 20 | 1);
    machine.store(0x3000, 4, 7L << 18 | 1);
    long page = 0x1_0002_4000L | 1L << 24 | 3 << 3;
    assertEquals(List.of("%x=1".formatted(page << 12)), messages);
  }

  @Test
  void lockedAddressesStayWhatTheyAre() {
    addresses();
    machine.store(0x1bc4, 4, 1L << 31 | 1 << 12);
    machine.store(0x1bc0, 4, 1);
    machine.store(0x1bcc, 4, 1);
    assertEquals(0x24000, machine.load(0x1bc0, 4));
    assertEquals(0, machine.load(0x1bcc, 4));
    assertEquals(1L << 31 | 1 << 12, machine.load(0x1bc4, 4));
  }

  @Test
  void theDomainConfigurationSaysThatMessagesDeliver() {
    assertEquals(0x8000_0004L, machine.load(0, 4));
    machine.store(0, 4, -1);
    assertEquals(0x8000_0104L, machine.load(0, 4));
  }

  @Test
  void registersAreWords() {
    assertFalse(machine.accepts(0, 8));
    assertFalse(machine.accepts(2, 4));
    assertFalse(machine.accepts(0, 2));
  }

  @Property(tries = 200)
  void noWritesMakeItThrowAndItsStateIsAllWalked(@ForAll long seed) {
    AplicTest one = new AplicTest();
    AplicTest other = new AplicTest();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      one.disturb(random);
    }
    Saver saver = new Saver();
    one.aplic.walk(saver);
    other.aplic.walk(new Loader().from(saver.saved()));
    one.messages.clear();
    for (int i = 0; i < 300; i++) {
      one.disturb(new SplittableRandom(seed + i));
      other.disturb(new SplittableRandom(seed + i));
    }
    assertEquals(one.messages, other.messages);
    assertEquals(digest(one.aplic), digest(other.aplic));
  }

  private void disturb(SplittableRandom random) {
    int[] interesting = {
      0, SOURCECFG, TARGET, 0x1c00, 0x1cdc, 0x1d00, 0x1e00, 0x1edc, 0x3000, 0x1bc4
    };
    int offset = random.nextInt(3) == 0
        ? random.nextInt(0x2000) * 4
        : interesting[random.nextInt(interesting.length)];
    long value = random.nextBoolean() ? random.nextInt(16) : random.nextLong() & 0xffff_ffffL;
    AplicDomain domain = random.nextBoolean() ? machine : supervisor;
    domain.store(offset, 4, value);
    domain.load(random.nextInt(0x2000) * 4, 4);
    aplic.setSource(1 + random.nextInt(95), random.nextBoolean());
    aplic.setSource(SOURCE, random.nextBoolean());
  }

  private static long digest(Aplic aplic) {
    DigestWalker walker = new DigestWalker();
    aplic.walk(walker);
    return walker.digest();
  }
}
