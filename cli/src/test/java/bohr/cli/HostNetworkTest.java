package bohr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bohr.cli.Bohr.Run;
import bohr.recorder.Bytes;
import bohr.recorder.Trace;
import bohr.recorder.TraceReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A machine whose network leads to a peer in this process.
@Timeout(120)
class HostNetworkTest {

  private static final String GUEST =
      Bohr.HOME.resolve("guests/network-peer/guest.elf").toAbsolutePath().toString();

  @TempDir Path folder;

  private Run run(String... arguments) {
    return Bohr.in(folder).run(arguments);
  }

  private Run machine(String network, String kernel, String... more) {
    List<String> command = new ArrayList<>(List.of("run", "--bios", "none", "--kernel", kernel,
        "--memory", "16M", "--device", "virtio-net", "--network", network));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private void refused(int status, String message, String... arguments) {
    Run run = run(arguments);
    assertEquals(status, run.status(), run.err());
    assertEquals("bohr: " + message, run.err().lines().findFirst().orElse(""));
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /// The peer's payload is not the guest's, so that it cannot have come from inside.
  private void isRecorded(Run run, NetworkPeer peer) throws Exception {
    assertEquals("pong\n", run.out(), run.err());
    assertEquals(ExitStatus.FINE, run.status());
    Trace trace = TraceReader.read(folder.resolve("run.trace"));
    assertEquals("UPLINK", trace.kernel().orElseThrow().network());
    trace.inputs().forEach(input -> assertEquals("network", input.source()));
    assertEquals(peer.sent().stream().filter(frame -> frame.length >= 14).map(Bytes::of).toList(),
        trace.inputs().stream().map(input -> input.bytes()).toList());
  }

  private void isReplayed() {
    for (String from : List.of("0", "99999999999")) {
      Run replay = run("replay", "run.trace", "--from-step", from);
      assertEquals(ExitStatus.FINE, replay.status(), replay.out() + replay.err());
      assertTrue(replay.out().contains(": reproduced: "), replay.out());
    }
  }

  @Test
  void whatAPeerAnswersIsRecordedAndReplayedWithoutThePeer() throws Exception {
    try (ServerSocket server = server()) {
      NetworkPeer peer = NetworkPeer.answering(server);
      isRecorded(machine("socket:127.0.0.1:" + server.getLocalPort(), GUEST, "--record",
          "run.trace", "--digest-every", "5000", "--checkpoint-every", "1000000"), peer);
    }
    isReplayed();
  }

  /// The peer answers before it is asked, because nobody hears what the guest asks before.
  @Test
  void aPeerMayComeToTheMachine() throws Exception {
    int port = freePort();
    NetworkPeer peer = NetworkPeer.comingTo(port);
    isRecorded(machine("listen:" + port, GUEST, "--record", "run.trace", "--digest-every",
        "1000000", "--checkpoint-every", "0"), peer);
    isReplayed();
  }

  private static int freePort() throws IOException {
    try (ServerSocket server = server()) {
      return server.getLocalPort();
    }
  }

  private void ends(String message, byte[] sent) throws IOException {
    Guests.sleep(folder);
    try (ServerSocket server = server()) {
      NetworkPeer.at(server, socket -> socket.getOutputStream().write(sent));
      String network = "socket:127.0.0.1:" + server.getLocalPort();
      Run run = machine(network, "sleep.elf");
      assertEquals("bohr: " + network + ": " + message + "\n"
          + "bohr: asleep: nothing is left to do\n", run.err());
      assertEquals(ExitStatus.FINE, run.status());
    }
  }

  @Test
  void aPeerThatGoesAwayLeavesTheMachineAlone() throws IOException {
    ends("the connection has ended; the machine goes on", new byte[0]);
    ends("the connection has ended; the machine goes on", new byte[] {0, 0, 0, 60, 1, 2});
  }

  @Test
  void aLengthThatNoFrameHasEndsTheConnection() throws IOException {
    String then = " bytes: the connection was closed, the machine goes on";
    ends("a frame of 65537" + then, new byte[] {0, 1, 0, 1});
    ends("a frame of 0" + then, new byte[] {0, 0, 0, 0});
    ends("a frame of 4294967295" + then, new byte[] {-1, -1, -1, -1});
  }

  @Test
  void aPlaceWhereNothingCanBeIsRefused() throws IOException {
    Guests.sleep(folder);
    try (ServerSocket server = server()) {
      String taken = "listen:" + server.getLocalPort();
      Run run = machine(taken, "sleep.elf");
      assertEquals("bohr: --network: " + taken + ": Address already in use\n", run.err());
      assertEquals(ExitStatus.BAD_INPUT, run.status());
    }
    String nobody = "socket:127.0.0.1:" + freePort();
    Run run = machine(nobody, "sleep.elf");
    assertEquals("bohr: --network: " + nobody + ": Connection refused\n", run.err());
    assertEquals(ExitStatus.BAD_INPUT, run.status());
  }

  @Test
  void aNetworkIsForCardsOfKernels() throws IOException {
    Guests.sleep(folder);
    refused(ExitStatus.BAD_INPUT, "--network: there is no network card: add --device virtio-net",
        "run", "--bios", "none", "--kernel", "sleep.elf", "--network", "listen:9");
    refused(ExitStatus.USAGE, "--network is for kernels",
        "run", "sleep.elf", "--network", "listen:9");
    for (String where : List.of("", "tap", "listen:0", "listen:65536", "socket:9", "socket::9")) {
      refused(ExitStatus.USAGE, "Invalid value for option '--network': '" + where
          + "' is not builtin, none, socket:HOST:PORT or listen:PORT",
          "run", "--kernel", "sleep.elf", "--network", where);
    }
  }

  @Test
  void aNetworkWithNobodyInItIsReplayed() throws IOException {
    Guests.sleep(folder);
    Run run = machine("none", "sleep.elf", "--record", "run.trace");
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    isReplayed();
  }
}
