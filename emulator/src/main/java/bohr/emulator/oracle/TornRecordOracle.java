package bohr.emulator.oracle;

import bohr.emulator.agent.Access;
import bohr.emulator.state.Loader;
import bohr.emulator.state.Stateful;
import bohr.emulator.state.Walker;
import java.util.TreeMap;

/// O7 of the race zoo: what a hart uses as one record never was one: some of its bytes are of one
/// transfer, and some of another.
///
/// The guest says which bytes are a record (`bohr_record` of guests/bohr.h), and what it has taken
/// for it (`bohr_consume`, with its copy). From the first on, each time that a device has written
/// every byte of the record, its contents are a *version*, as are those of the moment when the
/// guest spoke. A copy that equals no version is torn. No memory order needs to be known for that,
/// and a copy of equal bytes is right however it came about.
///
/// A transfer goes on until its device writes a byte of the record again. So a device that writes
/// only parts of what the guest calls a record never makes a version.
///
/// **Not covered**: records that harts write (say `bohr_record` again), and those that a device
/// reads. Of a record with more than [Versions#MOST]
/// versions, and of what is longer than a page, nothing is said.
final class TornRecordOracle implements Oracle, Stateful {

  private static final int MOST_RECORDS = 64;
  private static final int MOST_BYTES = 4096;

  private final TreeMap<Long, Versions> records = new TreeMap<>();

  @Override
  public String name() {
    return "torn-record";
  }

  @Override
  public String number() {
    return "O7";
  }

  @Override
  public String clause() {
    return "PCI Express Base Specification §2.4.2: nothing is promised of what is seen of a write"
        + " beyond an aligned 8 bytes, or of several writes, until a later one of the same function"
        + " is seen; Linux, Documentation/memory-barriers.txt: dma_rmb() between that and the rest";
  }

  @Override
  public void recordDeclared(Monitor monitor, long address, byte[] contents) {
    boolean room = records.containsKey(address) || records.size() < MOST_RECORDS;
    if (room && contents.length > 0 && contents.length <= MOST_BYTES) {
      records.put(address, new Versions(contents));
    }
  }

  @Override
  public void recordConsumed(Monitor monitor, long address, byte[] copy, String place) {
    Versions record = records.get(address);
    if (record != null && record.length() == copy.length && !record.include(copy)) {
      String what = "a record of " + copy.length + " bytes at 0x" + Long.toHexString(address)
          + " was used as it never was: some of its bytes are of another transfer than the rest";
      monitor.report(this, what, place);
    }
  }

  @Override
  public void reached(
      Monitor monitor, String function, int link, Access.Kind kind, long address, byte[] data) {
    if (kind == Access.Kind.WRITE && !records.isEmpty()) {
      records.headMap(address + data.length).forEach((at, record) -> {
        if (at + record.length() > address) {
          record.write(link, (int) (address - at), data);
        }
      });
    }
  }

  @Override
  public void walk(Walker walker) {
    Words.Frozen then = walker.optional(walker instanceof Loader ? null : save());
    if (walker instanceof Loader) {
      load(then);
    }
  }

  private Words.Frozen save() {
    if (records.isEmpty()) {
      return null;
    }
    Words words = new Words();
    words.add(7, records.size());
    records.forEach((address, record) -> {
      words.add(address);
      record.save(words);
    });
    return words.frozen();
  }

  private void load(Words.Frozen frozen) {
    records.clear();
    if (frozen != null) {
      Words words = new Words(frozen);
      words.next();
      for (long left = words.next(); left > 0; left--) {
        records.put(words.next(), Versions.load(words));
      }
    }
  }
}
