package bohr.replay.travel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// As [TimeTravelTest], on the other found traces.
@Tag("slow")
class LongTimeTravelTest extends TimeTravelTest {

  static List<Path> found() throws IOException {
    return found(SHORT, Long.MAX_VALUE);
  }
}
