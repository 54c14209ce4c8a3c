package bohr.fuzz;

import bohr.emulator.input.BadInput;
import bohr.scheduler.Corpus;
import bohr.scheduler.Corpus.Constraint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a strategy that learns has kept of a campaign, for the next one: a text, an abstract
/// schedule a line, its constraints separated by semicolons.
///
/// ```
/// bohr corpus 1
/// 0x80000312 not 0x800003f0; 0x80000318 sees 0x0
/// ```
///
/// The numbers are sites of the read and of the write; a file of another guest does no harm, since
/// its sites are never met.
public final class CorpusFile {

  private static final String HEADING = "bohr corpus 1";
  private static final int MOST_BYTES = 1 << 20;
  private static final String SITE = "0x([0-9a-f]{1,16})";
  private static final Pattern CONSTRAINT = Pattern.compile(SITE + " (sees|not) " + SITE);

  private CorpusFile() {}

  /// Reads a file; one that does not exist holds nothing.
  ///
  /// @throws BadInput if it cannot be read, is too large, or is not of this form
  public static Corpus read(Path file) {
    if (Files.notExists(file)) {
      return Corpus.EMPTY;
    }
    List<String> lines = text(file).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEADING)) {
      throw new BadInput(file.toString(), "line 1", "not \"" + HEADING + "\"");
    }
    if (lines.size() - 1 > Corpus.MOST_ENTRIES) {
      throw new BadInput(file.toString(), "line " + (Corpus.MOST_ENTRIES + 2),
          "more than " + Corpus.MOST_ENTRIES + " abstract schedules");
    }
    List<Corpus.Entry> entries = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      entries.add(entry(file.toString(), "line " + (line + 1), lines.get(line)));
    }
    return new Corpus(entries, new TreeSet<>());
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new BadInput(file.toString(), "", "larger than " + MOST_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new BadInput(file.toString(), "", "cannot be read");
    }
  }

  private static Corpus.Entry entry(String file, String place, String line) {
    String[] parts = line.split("; ", Corpus.MOST_CONSTRAINTS + 1);
    if (parts.length > Corpus.MOST_CONSTRAINTS) {
      throw new BadInput(file, place, "more than " + Corpus.MOST_CONSTRAINTS + " constraints");
    }
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      Matcher matcher = CONSTRAINT.matcher(parts[i]);
      if (!matcher.matches()) {
        throw new BadInput(file, place,
            "constraint " + (i + 1) + " is not of the form 0xSITE sees 0xSITE, or not");
      }
      constraints.add(new Constraint(matcher.group(2).equals("sees"),
          Long.parseUnsignedLong(matcher.group(1), 16),
          Long.parseUnsignedLong(matcher.group(3), 16)));
    }
    return new Corpus.Entry(constraints);
  }

  /// Writes a file. Abstract schedules without constraints are left out: they ask for nothing.
  ///
  /// @throws BadInput if it cannot be written
  public static void write(Path file, Corpus corpus) {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    for (Corpus.Entry entry : corpus.entries()) {
      if (!entry.constraints().isEmpty()) {
        text.append(String.join("; ", entry.constraints().stream().map(CorpusFile::text).toList()));
        text.append('\n');
      }
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.writeString(file, text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new BadInput(file.toString(), "", "cannot be written");
    }
  }

  private static String text(Constraint constraint) {
    return "0x" + Long.toHexString(constraint.read()) + (constraint.wanted() ? " sees " : " not ")
        + "0x" + Long.toHexString(constraint.write());
  }
}
