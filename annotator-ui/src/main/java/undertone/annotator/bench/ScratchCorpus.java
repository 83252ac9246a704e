package undertone.annotator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;
import undertone.annotator.jobs.EngineHouse;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// A corpus of made-up text clips in a home folder that is thrown away afterwards.
final class ScratchCorpus implements AutoCloseable {

  static final List<String> LABELS =
      List.of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");

  /// Where gold labels are wanted, one clip in so many has one.
  static final int GOLD_EVERY = 50;

  private final Path folder;
  private House house;
  private final CorpusId corpus;

  private ScratchCorpus(Path folder, House house, CorpusId corpus) {
    this.folder = folder;
    this.house = house;
    this.corpus = corpus;
  }

  /// @param clips how many
  /// @param votesPerClip standing votes on each, by as many machine voters
  static ScratchCorpus of(int clips, int votesPerClip) throws IOException {
    var folder = Files.createTempDirectory("undertone-bench");
    var house = House.open(folder);
    var corpus = house.rooms().getBean(Catalogue.class).create("Bench", scheme(), "en").id();
    var scratch = new ScratchCorpus(folder, house, corpus);
    var atOnce = scratch.get(TransactionTemplate.class);
    atOnce.executeWithoutResult(_ -> scratch.fill(clips, votesPerClip));
    for (int v = 0; v < votesPerClip; v++) {
      int number = v;
      long voter = scratch.voter("voter-" + v).value();
      atOnce.executeWithoutResult(_ -> scratch.vote(clips, number, voter));
    }
    scratch.get(JdbcTemplate.class).execute("analyze");
    return scratch;
  }

  /// Lets go of the database, so that a server can have it.
  void leaveHouse() {
    house.close();
  }

  /// Takes the database up again, after the server has gone.
  void enterHouse() throws IOException {
    house = House.open(folder);
  }

  /// The rooms of data over the folder's own database.
  private record House(HouseDatabase database, ConfigurableApplicationContext rooms)
      implements AutoCloseable {

    static House open(Path folder) throws IOException {
      var database = HouseDatabase.reachOwn(new HomeFolder(folder).ready());
      var settings = new HashMap<String, Object>(database.properties());
      settings.put("undertone.home", folder.toString());
      settings.put("logging.level.root", "warn");
      return new House(database, EngineHouse.furnish(settings));
    }

    @Override
    public void close() {
      rooms.close();
      database.close();
    }
  }

  <T> T get(Class<T> type) {
    return house.rooms().getBean(type);
  }

  CorpusId corpus() {
    return corpus;
  }

  Path folder() {
    return folder;
  }

  VoterId voter(String name) {
    return get(Voting.class).machine(corpus, VoterKind.MACHINE, name).id();
  }

  /// Gives some clips a trusted label.
  void gold() {
    get(JdbcTemplate.class)
        .update(
            "insert into gold_label (clip_id, corpus_id, label, source) select id, corpus_id,"
                + " 'anger', 'bench' from clip where corpus_id = ? and mod(position, ?) = 0",
            corpus.value(),
            GOLD_EVERY);
  }

  private void fill(int clips, int votesPerClip) {
    var template = get(JdbcTemplate.class);
    var now = Timestamp.from(Instant.now());
    var modalities = List.of("VIDEO", "AUDIO", "IMAGE", "TEXT");
    template.batchUpdate(
        """
        insert into clip (id, corpus_id, name, position, modality, state, text_content, language,
          speaker, conversation, turn, split, has_audio, vote_count, leading_label, decided_label,
          noise, open_slots, wanted, created_at, version)
        values (?,?,?,?,?,'READY',?,'en',?,?,?,?,false,?,?,?,?,2,true,?,0)
        """,
        IntStream.range(0, clips).boxed().toList(),
        1000,
        (row, i) -> {
          row.setLong(1, firstId(i));
          row.setLong(2, corpus.value());
          row.setString(3, "clip-%07d".formatted(i));
          row.setLong(4, i);
          row.setString(5, modalities.get(i % 4));
          row.setString(6, "Line %d of a long conversation about nothing much.".formatted(i));
          row.setString(7, "speaker-" + i % 97);
          row.setString(8, "talk-" + i / 12);
          row.setInt(9, i % 12);
          row.setString(10, i % 10 == 0 ? "test" : "train");
          row.setInt(11, votesPerClip);
          row.setString(12, LABELS.get(i % LABELS.size()));
          row.setString(13, i % 50 == 0 ? LABELS.get(i % LABELS.size()) : null);
          row.setDouble(14, i % 1000 / 1000.0);
          row.setTimestamp(15, now);
        });
  }

  private void vote(int clips, int v, long voter) {
    var template = get(JdbcTemplate.class);
    var now = Timestamp.from(Instant.now());
    var rows = new ArrayList<Integer>();
    IntStream.range(0, clips).forEach(rows::add);
    template.batchUpdate(
        """
        insert into vote (id, client_id, corpus_id, clip_id, voter_id, revision, meaning,
          candidates, excluded, certainty, withdrawn, cast_at)
        values (?,?,?,?,?,1,'ONE_OF',?,'','FAIRLY',false,?)
        """,
        rows,
        1000,
        (row, i) -> {
          row.setLong(1, 1_000_000_000L + (long) v * clips + i);
          row.setObject(2, new UUID(v + 1L, i));
          row.setLong(3, corpus.value());
          row.setLong(4, firstId(i));
          row.setLong(5, voter);
          row.setString(
              6, LABELS.get(i % LABELS.size()) + "|" + LABELS.get((i + v + 1) % LABELS.size()));
          row.setTimestamp(7, now);
        });
  }

  private static long firstId(int i) {
    return 2_000_000L + i;
  }

  private static LabelScheme scheme() {
    return new LabelScheme(
        "bench",
        1,
        "Bench",
        LABELS.stream()
            .map(l ->
                new Label(
                    l, Map.of("en", l), Map.of(), "#888888", l, "", List.of(), null, null, null))
            .toList());
  }

  @Override
  public void close() throws IOException {
    house.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
