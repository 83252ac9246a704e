package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.models.nas.Genotype;

/// A model searches its structure on a corpus, learns there, votes, and shows what it found.
class StructureModelJobTest extends LearningHouse {
  private static final int CLIPS = 60;
  private static final int SETTLED = 48;
  private static final int EACH = 6; // clips of a speaker
  private static final List<String> LABELS = List.of("happiness", "sadness");
  private static final List<Tones.Kind> VOICES = List.of(Tones.KINDS.get(2), Tones.KINDS.get(0));

  /// Shrieks and hums by ten people; every sixth clip is a text.
  private CorpusId sounds() {
    var corpus = get(Catalogue.class).create("Sounds " + UUID.randomUUID(), scheme(), "en").id();
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var jdbc = get(JdbcClient.class);
    for (int i = 0; i < CLIPS; i++) {
      if (i % EACH == EACH - 1) {
        jdbc.sql(
                """
                insert into clip (id, corpus_id, name, position, modality, state, text_content,
                  has_audio, vote_count, open_slots, wanted, created_at, version)
                values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, false, 0, 2, true,
                  current_timestamp, 0)
                """)
            .params(corpus.value(), "text-" + i, i, label(i) == 0 ? "I am so happy" : "I weep")
            .update();
      } else {
        Tones.add(jdbc, corpus, i, 1, VOICES.get(label(i)));
      }
      jdbc.sql("update clip set speaker = ? where corpus_id = ? and position = ?")
          .params("speaker " + i / EACH, corpus.value(), i)
          .update();
    }
    return corpus;
  }

  private static int label(int place) {
    return place % EACH % 2 == place / EACH % 2 ? 0 : 1;
  }

  private void settle(CorpusId corpus) {
    settle(corpus, clipsOf(corpus).subList(0, SETTLED), i -> LABELS.get(label(i)));
  }

  private static TrainPlan plan(int epochs, FeatureChoice features) {
    return new TrainPlan(
        "emotion-nas",
        "small",
        TrainPlan.Stage.FINE_TUNE,
        null,
        epochs,
        true,
        2,
        1,
        features,
        null);
  }

  private TrainedModels.Trained learned(CorpusId corpus) {
    return get(TrainedModels.class).of(corpus).models().getFirst();
  }

  @Test
  void it_searches_learns_votes_on_probation_and_shows_what_it_found() throws Exception {
    var corpus = sounds();
    settle(corpus);

    var found = work(corpus, RunKind.TRAIN, plan(8, FeatureChoice.USUAL));

    assertThat(found.path("figures").path("accuracy").asDouble())
        .as(found.toString())
        .isGreaterThan(.7);
    assertThat(found.path("structure").path("candidates").asInt()).isEqualTo(6);
    assertThat(found.path("structure").path("searchEpochs").asInt()).isPositive();
    assertThat(found.path("structure").path("drawn").path("heldOut").asInt())
        .isEqualTo(found.path("figures").path("heldOut").asInt());
    assertThat(found.path("features").valueStream().map(one -> one.path("modality").asString()))
        .containsExactly("text", "audio"); // nobody has a face
    assertThat(found.path("clips").asInt()).isEqualTo(SETTLED);
    var stages =
        get(Runs.class).journal(learned(corpus).run().id(), -1).stream()
            .map(line -> JsonMapper.shared().readTree(line).path("says").asString())
            .toList();
    assertThat(stages)
        .containsSubsequence(
            "searching cells for spectrograms: epoch 1 of 4",
            "searching a cell for sequences: epoch 1 of 4",
            "structure 1 of 6 drawn by lot: epoch 1 of 4",
            "structure 6 of 6 drawn by lot: epoch 4 of 4",
            "training the best one drawn by lot: epoch 1 of 8",
            "training what was found: epoch 8 of 8");

    var name = learned(corpus).name();
    var voted = work(corpus, RunKind.VOTE, new VotePlan(name, VotePlan.Deed.LOOK));

    assertThat(voted.path("votes").asInt()).isEqualTo(CLIPS);
    assertThat(voted.path("probation").asBoolean()).isTrue();
    var unsettled = clipsOf(corpus).subList(SETTLED, CLIPS);
    assertThat(right(unsettled, SETTLED)).isGreaterThan(8); // of twelve
    assertThat(get(Voting.class).standing(unsettled).values()).allMatch(List::isEmpty);

    shows(corpus, name);
  }

  private long right(List<ClipId> clips, int first) {
    var votes = get(Voting.class).onProbation(clips);
    long right = 0;
    for (int i = 0; i < clips.size(); i++) {
      var label = LABELS.get(label(first + i));
      right +=
          Objects.requireNonNullElse(votes.get(clips.get(i)), List.<Vote>of()).stream()
              .filter(vote -> vote.candidates().first().filter(label::equals).isPresent())
              .count();
    }
    return right;
  }

  private void shows(CorpusId corpus, String name) {
    var reader = browserOf(member(corpus, CorpusRole.CURATOR));
    var path = "/api/v1/corpora/%s/models/%s/".formatted(corpus, name);

    var genotype = Genotype.read(reader.get(path + "structure").text());
    assertThat(genotype.streams().handcrafted()).isNotNull();
    assertThat(genotype.streams().deep()).isNotNull();
    var picture = reader.get(path + "structure.svg").text();
    assertThat(picture).startsWith("<svg ").contains("Sequences, recurrent cell");
    assertThat(reader.get("/api/v1/models").json().valueStream())
        .anyMatch(one ->
            one.path("card").path("name").asString().equals("emotion-nas")
                && one.path("onFeatures").asBoolean());
  }

  @Test
  void what_cannot_be_had_is_refused() throws Exception {
    var corpus = sounds();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/train".formatted(corpus);

    assertThatThrownBy(() ->
            new TrainPlan(
                "emotion-nas", "small", TrainPlan.Stage.PRE_TRAIN, null, null, true, 2, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("it is not pre-trained");
    assertThatThrownBy(() ->
            new TrainPlan("emotion-nas", "vast", TrainPlan.Stage.FINE_TUNE, null, 1, true, 2, 0))
        .hasMessageContaining("comes in the sizes small");
    var run =
        owner.post(path, Map.of("model", "emotion-nas", "features", Map.of("visual", "none")));
    var written = get(Runs.class).find(new RunId(run.json().path("id").asLong())).orElseThrow();
    var plan = JsonMapper.shared().readValue(written.plan(), TrainPlan.class);
    assertThat(plan.searches()).isTrue();
    assertThat(Objects.requireNonNull(plan.features()).visual()).isEqualTo(FeatureChoice.NONE);
    assertThat(owner.get("/api/v1/corpora/%s/models/nobody/structure".formatted(corpus)).status())
        .isEqualTo(400);
  }
}
