package undertone.corpora.importing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.scheme.ShippedSchemes;

/// How long ten thousand small files take. Not part of the tests; by hand: `mvn test -pl corpora
/// -am -Dtest=ImportSpeed -Dsurefire.failIfNoSpecifiedTests=false`
class ImportSpeed {

  private static final int FILES = 10_000;
  private static final Path DATA =
      Path.of(Optional.ofNullable(System.getenv("UNDERTONE_DATA")).orElse("../../shared/data"));

  @TempDir private Path temp;

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void ten_thousand_faces_and_their_votes(Furnished house) throws IOException {
    measure(house, tenThousandFaces());
  }

  private void measure(Furnished house, Path folder) throws IOException {
    var corpus =
        house
            .get(Catalogue.class)
            .create(
                "Speed " + UUID.randomUUID(), ShippedSchemes.find("ferplus8").orElseThrow(), "en")
            .id();
    var order = new ImportOrder(corpus, folder, 2);
    var store = new MediaStore(temp.resolve("home"));
    try (var workers = new MediaWorkers(Runtime.getRuntime().availableProcessors())) {
      for (var pass : List.of("first import", "same again")) {
        long start = System.nanoTime();
        var firstClip = new AtomicLong();
        var report =
            house
                .get(Importer.class)
                .run(
                    order,
                    store,
                    new MediaProbe(workers),
                    (_, _) -> firstClip.compareAndSet(0, System.nanoTime()));
        System.out.printf(
            "%s, %s: first batch after %.2f s, all after %.1f s. %s Votes %s.%n",
            house,
            pass,
            (firstClip.get() - start) / 1e9,
            (System.nanoTime() - start) / 1e9,
            report.message().english(),
            report.votes());
      }
    }
  }

  /// A table ten times as long should take ten times as long, not a hundred times.
  @ParameterizedTest
  @MethodSource("houses")
  void text_tables_of_growing_length(Furnished house) throws IOException {
    for (int rows : new int[] {10_000, 100_000}) {
      var folder = Files.createDirectories(temp.resolve("rows" + rows));
      try (var table = Files.newBufferedWriter(folder.resolve("clips.csv"))) {
        table.write("clip,text,conversation,turn,label,ranked:model\n");
        for (int i = 0; i < rows; i++) {
          table.write("c%d,Line %d,talk%d,%d,fear,fear|anger\n".formatted(i, i, i / 20, i % 20));
        }
      }
      measure(house, folder);
    }
  }

  private Path tenThousandFaces() throws IOException {
    var faces = DATA.resolve("ferplus");
    assumeTrue(Files.isDirectory(faces), "needs the faces of FER+; set UNDERTONE_DATA");
    var folder = Files.createDirectories(temp.resolve("folder"));
    Files.createDirectories(folder.resolve("images"));
    var table = Files.readAllLines(faces.resolve("clips.csv"));
    var rows = new ArrayList<>(table.subList(0, 1));
    // The set is a little short of ten thousand: its first faces come a second time.
    for (int i = 0; i < FILES; i++) {
      var row = table.get(1 + i % (table.size() - 1));
      var image = row.substring(0, row.indexOf(','));
      var copy = i < table.size() - 1 ? image : image.replace(".png", "-again.png");
      Files.copy(faces.resolve(image), folder.resolve(copy));
      rows.add(row.replace(image, copy));
    }
    Files.write(folder.resolve("clips.csv"), rows);
    return folder;
  }
}
