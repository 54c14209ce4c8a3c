package bohr.replay.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The examples of protobuf.dev, "Encoding", and what they leave out.
class MessageTest {

  private static String hex(Message message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out, 3);
    return HexFormat.of().formatHex(out.toByteArray());
  }

  @Test
  void aNumberTakesSevenBitsAByteLowBitsFirst() throws IOException {
    assertEquals("1a03" + "089601", hex(new Message().number(1, 150)));
    assertEquals("1a02" + "0800", hex(new Message().number(1, 0)));
    assertEquals("1a0b" + "08ffffffffffffffffff01", hex(new Message().number(1, -1)));
  }

  @Test
  void aTextIsItsLengthAndItsBytes() throws IOException {
    assertEquals("1a09" + "120774657374696e67", hex(new Message().text(2, "testing")));
    assertEquals("1a04" + "1202c3a4", hex(new Message().text(2, "ä")));
  }

  @Test
  void aFixedNumberIsLittleEndian() throws IOException {
    assertEquals("1a0a" + "f902" + "0807060504030201",
        hex(new Message().fixed(47, 0x0102030405060708L)));
  }

  @Test
  void aMessageInAMessageIsItsLengthAndItsFields() throws IOException {
    Message inner = new Message().number(1, 150);
    assertEquals("1a05" + "1a03089601", hex(new Message().message(3, inner)));
  }
}
