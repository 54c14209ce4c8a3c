package bohr.replay.gdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PacketsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Packets from(String text) {
    return new Packets(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), out);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String said() {
    return text(out.toByteArray());
  }

  @Property
  void whatIsSentIsWhatIsRead(@ForAll @Size(max = 300) byte[] contents) throws IOException {
    out.reset();
    from("").send(contents);
    assertArrayEquals(contents, from(said()).next());
  }

  @Example
  void aPacketIsAcknowledgedUntilBothAgreeToDoWithout() throws IOException {
    Packets packets = from("+$g#67$g#67");
    assertEquals("g", text(packets.next()));
    assertEquals("+", said());
    packets.stopAcknowledging();
    assertEquals("g", text(packets.next()));
    assertEquals("+", said());
    assertNull(packets.next());
  }

  @Example
  void aDamagedPacketIsAskedForAgain() throws IOException {
    assertEquals("m", text(from("$g#00$m#6d").next()));
    assertEquals("-+", said());
  }

  @Example
  void whatIsAskedForAgainIsSentAgain() throws IOException {
    Packets packets = from("-");
    packets.send(new byte[] {'O', 'K'});
    assertNull(packets.next());
    assertEquals("$OK#9a$OK#9a", said());
  }

  @Example
  void aPacketThatBeginsAnewIsTheLaterOne() throws IOException {
    assertEquals("g", text(from("$qSuppo$g#67").next()));
  }

  @Example
  void aPacketThatIsTooLongIsADamagedOne() throws IOException {
    byte[] most = new byte[Packets.MOST + 1];
    from("").send(most);
    assertNull(from(said()).next());
    out.reset();
    byte[] fits = new byte[Packets.MOST];
    from("").send(fits);
    assertArrayEquals(fits, from(said()).next());
  }

  @Example
  void anInterruptIsFoundWhileTheMachineRunsAndWhatCameBeforeItIsKept() throws IOException {
    Packets packets = from("$g#67\003$m#6d");
    assertTrue(packets.interrupted());
    assertEquals("g", text(packets.next()));
    assertEquals("m", text(packets.next()));
    assertFalse(from("+").interrupted());
  }
}
