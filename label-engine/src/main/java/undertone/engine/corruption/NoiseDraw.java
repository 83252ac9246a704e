package undertone.engine.corruption;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;

/// How one clip is made worse: drawn from the seed of the run and the name of the clip alone, so
/// that neither order nor number of clips matters.
///
/// @param snrDb of speech to noise, 5 to 10 dB
/// @param noises files one after another, longer together than the clip
/// @param offset sample of them at which the clip begins
/// @param blur 1 = none, 2 or 4
public record NoiseDraw(String clip, int snrDb, List<String> noises, int offset, int blur) {

  /// A file of speech that may be mixed in.
  ///
  /// @param samples at the sample rate of the clips
  public record Noise(String name, int samples) {}

  private static final CSVFormat TABLE = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
  private static final List<String> COLUMNS =
      List.of("name", "snr", "noise_files", "offset", "blur");
  private static final int[] SNRS_DB = {5, 6, 7, 8, 9, 10};
  private static final int[] BLURS = {1, 2, 4};

  public NoiseDraw {
    noises = List.copyOf(noises);
  }

  /// @param samples length of the clip
  /// @param pool to draw from, in an order that stays
  public static NoiseDraw of(long runSeed, String clip, int samples, List<Noise> pool) {
    if (pool.stream().noneMatch(noise -> noise.samples() > 0)) {
      throw new IllegalArgumentException(
          "There is no noise to mix in; name a folder with sound files of speech.");
    }
    var random = new SplittableRandom(runSeed ^ digest(clip));
    int snr = SNRS_DB[random.nextInt(SNRS_DB.length)];
    int blur = BLURS[random.nextInt(BLURS.length)];
    var noises = new ArrayList<String>();
    long length = 0;
    while (length <= samples) {
      var noise = pool.get(random.nextInt(pool.size()));
      noises.add(noise.name());
      length += noise.samples();
    }
    int offset = (int) random.nextLong(length - samples + 1);
    return new NoiseDraw(clip, snr, noises, offset, blur);
  }

  private static long digest(String clip) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(clip.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every Java has SHA-256.", e);
    }
  }

  /// Writes what was drawn: `name,snr,noise_files,offset,blur`, files parted by a vertical bar.
  public static void write(Path file, List<NoiseDraw> draws) throws IOException {
    try (var out = Files.newBufferedWriter(file);
        var printer = TABLE.print(out)) {
      printer.printRecord(COLUMNS);
      for (var draw : draws) {
        printer.printRecord(draw.cells());
      }
    }
  }

  /// Reads such a file; a last line that was cut off is passed over.
  static List<NoiseDraw> read(Path file) throws IOException {
    var draws = new ArrayList<NoiseDraw>();
    var whole = Files.readString(file);
    try (var table =
        TABLE.parse(new StringReader(whole.substring(0, whole.lastIndexOf('\n') + 1)))) {
      for (var row : table) {
        if (row.getRecordNumber() > 1) {
          draws.add(
              new NoiseDraw(
                  row.get(0),
                  Integer.parseInt(row.get(1)),
                  List.of(row.get(2).split("\\|", -1)),
                  Integer.parseInt(row.get(3)),
                  Integer.parseInt(row.get(4))));
        }
      }
    }
    return draws;
  }

  /// As a line of the table.
  String line() {
    return TABLE.format(cells().toArray()) + "\n";
  }

  private List<Object> cells() {
    return List.of(clip, snrDb, String.join("|", noises), offset, blur);
  }
}
