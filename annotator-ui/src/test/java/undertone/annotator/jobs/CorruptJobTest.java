package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

class CorruptJobTest extends OpenHouse {
  private static final Tones.Kind HUM = Tones.KINDS.get(0);
  private static final Tones.Kind SHRIEK = Tones.KINDS.get(2);

  @TempDir private Path folder;

  private CorpusId sounds(int count) {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    for (int i = 0; i < count; i++) {
      Tones.add(get(JdbcClient.class), corpus, i, 1, HUM);
    }
    return corpus;
  }

  private RunId queued(CorpusId corpus, long seed) throws IOException {
    var noise = Files.createDirectories(folder.resolve("noise"));
    var speech = noise.resolve(Tones.hash(3, 0, SHRIEK));
    if (!Files.exists(speech)) {
      Files.createFile(speech);
    }
    var plan = new CorruptPlan(noise.toString(), folder.resolve("out").toString());
    return get(Runs.class)
        .queue(
            RunKind.CORRUPT,
            corpus,
            JsonMapper.shared().writeValueAsString(plan),
            seed,
            "test",
            null)
        .id();
  }

  private JsonNode work(RunId run) throws Exception {
    var runs = get(Runs.class);
    try (var workers = new MediaWorkers(1)) {
      var job =
          new CorruptJob(
              get(Library.class), get(MediaStore.class), new Tones(), new MediaRemix(workers));
      var outcome =
          job.work(runs.find(run).orElseThrow(), new JobContext(run, runs, get(HomeFolder.class)));
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  @Test
  void sounds_are_written_once_and_the_corpus_stays_as_it_is() throws Exception {
    var corpus = sounds(2);

    var first = work(queued(corpus, 7));
    var again = work(queued(corpus, 7));

    assertThat(first.path("written").asInt()).isEqualTo(2);
    assertThat(first.path("furthestDb").asDouble()).isLessThan(.1);
    assertThat(again.path("written").asInt()).isZero();
    assertThat(again.path("kept").asInt()).isEqualTo(2);
    assertThat(folder.resolve("out"))
        .isDirectoryContaining("glob:**/sound-000.wav")
        .isDirectoryContaining("glob:**/sound-001.wav");
    assertThat(Files.readAllLines(folder.resolve("out/draws.csv"))).hasSize(3);
    assertThat(clipsOf(corpus)).hasSize(2);
  }

  @Test
  void a_cancelled_run_leaves_no_half_clip() throws Exception {
    var run = queued(sounds(2), 7);
    get(Runs.class).cancel(run);

    assertThatThrownBy(() -> work(run)).isInstanceOf(JobCancelledException.class);

    assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**/*.wav");
  }

  @Test
  void a_corpus_of_words_cannot_be_made_worse() throws Exception {
    var run = queued(sounds(0), 7);

    assertThatThrownBy(() -> work(run))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("no film or sound");
  }
}
