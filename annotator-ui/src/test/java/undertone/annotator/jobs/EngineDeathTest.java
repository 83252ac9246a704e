package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.refinement.RefinementMethod;

/// A real engine process is killed in the middle of a real run.
class EngineDeathTest {

  private static final int CLIPS = 200;

  @TempDir private Path folder;

  @Test
  void a_run_whose_engine_is_killed_ends_by_itself_and_says_everything_once() throws Exception {
    var home = new HomeFolder(folder).ready();
    try (var database = HouseDatabase.serve(home)) {
      var settings = new HashMap<String, Object>(database.properties());
      settings.put("undertone.home", folder.toString());
      try (var house = EngineHouse.furnish(settings);
          var engine = EngineProcess.watch(home)) {
        var corpus = voicesOfThreeMoods(house);
        var runs = house.getBean(Runs.class);
        var plan = new RefinePlan(RefinementMethod.IRNET, List.of(), 60, 5, 0.12, 0.5, 1);
        var run =
            runs.queue(
                    RunKind.REFINE,
                    corpus,
                    JsonMapper.shared().writeValueAsString(plan),
                    1,
                    "test",
                    null)
                .id();
        house.getBean(JobTasks.Desk.class).submit(run);

        await("training", () -> !runs.journal(run, -1).isEmpty());
        var victim = engine.handle().orElseThrow();
        victim.destroyForcibly();
        await("a new engine", () -> engine.handle().filter(h -> !h.equals(victim)).isPresent());
        await("the end of the run", () -> runs.find(run).orElseThrow().state().ended());

        var ended = runs.find(run).orElseThrow();
        assertThat(ended.state()).as(ended.message().english()).isEqualTo(RunState.DONE);
        assertThat(ended.attempts()).isGreaterThan(1);
        assertThat(count(house, "select count(*) from estimate where run_id = ?", ended))
            .isEqualTo(CLIPS);
        assertThat(
                count(house, "select count(distinct seq) from run_entry where run_id = ?", ended))
            .isEqualTo(count(house, "select count(*) from run_entry where run_id = ?", ended));
      }
    }
  }

  private static long count(ConfigurableApplicationContext house, String sql, Run run) {
    return house
        .getBean(JdbcClient.class)
        .sql(sql)
        .param(run.id().value())
        .query(Long.class)
        .single();
  }

  private static CorpusId voicesOfThreeMoods(ConfigurableApplicationContext house) {
    var corpus =
        house
            .getBean(Catalogue.class)
            .create("Moods", ShippedSchemes.find("ekman7").orElseThrow(), "en")
            .id();
    var moods = List.of("happiness", "sadness", "anger");
    var lines =
        List.of(
            "What a wonderful day this is, I could sing",
            "I miss her so much that I cannot sleep",
            "Get out of here, I have had enough of your lies");
    var voting = house.getBean(Voting.class);
    var ada = voting.machine(corpus, VoterKind.MACHINE, "ada").id();
    var jdbc = house.getBean(JdbcClient.class);
    for (int i = 0; i < CLIPS; i++) {
      long id = 5_000_000L + i;
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content,
                language, has_audio, vote_count, open_slots, wanted, created_at, version)
              values (?, ?, ?, ?, 'TEXT', 'READY', ?, 'en', false, 0, 2, true, current_timestamp, 0)
              """)
          .params(id, corpus.value(), "line-" + i, i, lines.get(i % 3) + ", number " + i)
          .update();
      // Every tenth vote is wrong: something to find.
      var label = moods.get(i % 10 == 0 ? (i + 1) % 3 : i % 3);
      voting.cast(Ballot.of(UUID.randomUUID(), new ClipId(id), ada, CandidateSet.of(label)));
    }
    return corpus;
  }

  private static void await(String what, BooleanSupplier there) throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(patience);
      Thread.sleep(100); // another process is at work; there is nothing to wait on
    }
  }
}
