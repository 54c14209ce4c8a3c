package bohr.emulator.sbi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Four harts and a page of memory at address 0x1000 that write down what is asked of them.
final class FakePlatform implements SbiPlatform {

  static final int HARTS = 4;
  static final long RAM = 0x1000;

  final List<String> log = new ArrayList<>();
  final byte[] memory = new byte[0x2000];
  final Deque<Integer> input = new ArrayDeque<>();
  final StringBuilder output = new StringBuilder();
  int suspended = -1;

  @Override
  public int harts() {
    return HARTS;
  }

  @Override
  public void setTimer(int hart, long tick) {
    log.add("timer " + hart + " " + tick);
  }

  @Override
  public void interrupt(int hart) {
    log.add("interrupt " + hart);
  }

  @Override
  public void fenceInstructions(int hart) {
    log.add("fence.i " + hart);
  }

  @Override
  public void fenceTranslations(int hart) {
    log.add("sfence.vma " + hart);
  }

  @Override
  public void start(int hart, long pc, long argument) {
    log.add("start " + hart + " at 0x" + Long.toHexString(pc) + " with " + argument);
  }

  @Override
  public void stop(int hart) {
    log.add("stop " + hart);
  }

  @Override
  public void suspend(int hart) {
    log.add("suspend " + hart);
  }

  @Override
  public boolean isSuspended(int hart) {
    return hart == suspended;
  }

  @Override
  public boolean isRam(long address, long length) {
    return address >= RAM && length <= memory.length && address - RAM <= memory.length - length;
  }

  @Override
  public byte load(long address) {
    return memory[(int) (address - RAM)];
  }

  @Override
  public void store(long address, byte value) {
    memory[(int) (address - RAM)] = value;
  }

  @Override
  public void send(byte value) {
    output.append((char) (value & 0xff));
  }

  @Override
  public int receive() {
    return input.isEmpty() ? -1 : input.removeFirst();
  }

  @Override
  public void end(int status) {
    log.add("end " + status);
  }
}
