package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.jobs.VotePlan;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.engine.features.Extractors;

/// A model is let vote by owners, and only where it can.
class VotingModelRestTest extends OpenHouse {

  private static final Map<String, Object> FACES = Map.of("model", "face-expression");

  private static String vote(CorpusId corpus) {
    return "/api/v1/corpora/" + corpus + "/runs/vote";
  }

  @Test
  void an_owner_lets_the_face_network_vote_and_a_curator_may_not() {
    assumeTrue(Extractors.haveFaceNetworks(), "this build has no face networks");
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));

    assertThat(kim.post(vote(corpus), FACES).status()).isEqualTo(403);
    var started = owner.post(vote(corpus), FACES);

    assertThat(started.status()).isEqualTo(202);
    assertThat(started.json().get("kind").asString()).isEqualTo("VOTE");
    var run = get(Runs.class).find(new RunId(started.json().get("id").asLong())).orElseThrow();
    assertThat(run.kind()).isEqualTo(RunKind.VOTE);
    assertThat(JsonMapper.shared().readValue(run.plan(), VotePlan.class))
        .isEqualTo(VotePlan.FACE_EXPRESSION);
  }

  @Test
  void a_model_nobody_knows_is_refused_by_name() {
    var corpus = corpus(1);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var refused = owner.post(vote(corpus), Map.of("model", "oracle"));

    assertThat(refused.status()).isBetween(400, 422);
    assertThat(refused.detail())
        .isEqualTo(
            "There is no model \"oracle\" that votes; there is face-expression, caption-space.");
    assertThat(owner.get("/api/v1/corpora/" + corpus + "/runs").json().size()).isZero();
  }

  @Test
  void a_label_scheme_with_fewer_than_two_of_its_labels_is_refused_in_plain_words() {
    assumeTrue(Extractors.haveFaceNetworks(), "this build has no face networks");
    var scheme =
        new LabelScheme("moods", 1, "Moods", List.of(label("anger", "A"), label("boredom", "B")));
    var corpus = get(Catalogue.class).create("Moods " + UUID.randomUUID(), scheme, "en").id();
    var owner = browserOf(member(corpus, CorpusRole.OWNER));

    var refused = owner.post(vote(corpus), FACES);

    assertThat(refused.status()).isBetween(400, 422);
    assertThat(refused.detail())
        .isEqualTo(
            "The face network tells apart neutral, happiness, sadness, anger, fear, disgust,"
                + " surprise; this label scheme has fewer than two of them.");
  }

  private static Label label(String id, String key) {
    return new Label(
        id, Map.of("en", id), Map.of(), "#888888", key, "", List.of(), null, null, null);
  }
}
