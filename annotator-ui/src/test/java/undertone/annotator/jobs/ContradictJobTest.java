package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// What was written of a clip, held against what people voted.
class ContradictJobTest extends OpenHouse {
  private static final int CLIPS = 120;

  /// A label and three ways of describing it.
  private record Look(String label, List<String> words) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look(
              "anger",
              List.of(
                  "He is furious and shouts.",
                  "An angry stare, the brows drawn together.",
                  "She is enraged and clenches her teeth.")),
          new Look(
              "happiness",
              List.of(
                  "She beams with joy.",
                  "A happy laugh lights up the face.",
                  "He is delighted and grins.")),
          new Look(
              "sadness",
              List.of(
                  "She weeps, full of sorrow.",
                  "A sad look, the lip corners hang.",
                  "He is grieving and close to tears.")));

  @Test
  void a_caption_that_speaks_of_another_emotion_comes_before_the_curators_with_both_sides()
      throws Exception {
    var corpus = faces(CLIPS);
    var clips = clipsOf(corpus);
    for (int i = 0; i < CLIPS; i++) {
      describe(corpus, clips.get(i), i % 3, i / 3);
      vote(corpus, clips.get(i), LOOKS.get(i == 7 ? 2 : i % 3).label()); // 7 speaks of joy
    }

    var found = work(corpus);

    assertThat(found.at("/en/holds").asBoolean()).as(found.toString()).isTrue();
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var path = "/api/v1/corpora/%s/proposals".formatted(corpus);
    var open = kim.get(path + "?kind=CONTRADICTION").json();
    assertThat(open.valueStream().map(p -> p.at("/clip/id").asString(p.path("clip").asString())))
        .contains(clips.get(7).toString());
    var proposal =
        open.valueStream().filter(p -> p.path("label").asString().equals("happiness")).findFirst();
    var shown = kim.get(path + "/" + proposal.orElseThrow().path("id").asString()).json();
    assertThat(shown.at("/written/text").asString()).isEqualTo(words(1, 7 / 3));
    assertThat(shown.at("/before/sadness").asDouble()).isEqualTo(1);
    assertThat(shown.at("/after/happiness").asDouble()).isGreaterThan(.5);
    assertThat(shown.path("facts").valueStream().map(f -> f.path("key").asString()))
        .contains("evidence.written")
        .doesNotContain("evidence.votesOnly");
  }

  @Test
  void captions_that_have_nothing_to_do_with_the_votes_propose_nothing() throws Exception {
    var corpus = faces(CLIPS);
    var clips = clipsOf(corpus);
    var random = new Random(3);
    for (int i = 0; i < CLIPS; i++) {
      describe(corpus, clips.get(i), random.nextInt(3), i);
      vote(corpus, clips.get(i), LOOKS.get(random.nextInt(3)).label());
    }

    var found = work(corpus);

    assertThat(found.at("/en/holds").asBoolean()).as(found.toString()).isFalse();
    assertThat(found.path("proposals").asInt()).isZero();
    assertThat(get(OpenProposals.class).moves(corpus)).isEmpty();
  }

  @Test
  void what_another_kind_of_run_proposes_stays() throws Exception {
    var corpus = faces(CLIPS);
    var clips = clipsOf(corpus);
    for (int i = 0; i < CLIPS; i++) {
      describe(corpus, clips.get(i), i % 3, i / 3);
      vote(corpus, clips.get(i), LOOKS.get(i == 7 ? 2 : i % 3).label());
    }
    var refined = proposals(corpus, List.of(clips.get(7))).getFirst();

    work(corpus);

    assertThat(get(Proposals.class).find(refined).orElseThrow().state().name()).isEqualTo("OPEN");
  }

  @Test
  void few_captions_are_told_how_many_it_takes() {
    var corpus = faces(3);
    var clip = clipsOf(corpus).getFirst();
    describe(corpus, clip, 0, 0);
    vote(corpus, clip, "anger");

    assertThatThrownBy(() -> work(corpus))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "40 captions of labelled clips or more are needed in one language; there are 1.");
  }

  /// A corpus whose scheme has the labels that are described.
  private CorpusId faces(int clips) {
    var corpus = corpus(clips);
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    return corpus;
  }

  private JsonNode work(CorpusId corpus) throws Exception {
    var runs = get(Runs.class);
    var id = runs.queue(RunKind.CONTRADICT, corpus, "{}", 0, "test", null).id();
    var job =
        new ContradictJob(
            get(Catalogue.class),
            get(Library.class),
            get(Voting.class),
            get(Captioning.class),
            get(Proposals.class));
    var outcome =
        job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
    return JsonMapper.shared().readTree(outcome.summary());
  }

  private static String words(int look, int way) {
    var words = LOOKS.get(look).words();
    return words.get(way % words.size());
  }

  private void describe(CorpusId corpus, ClipId clip, int look, int way) {
    var writer = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), clip, writer, "en", words(look, way));
  }

  private void vote(CorpusId corpus, ClipId clip, String label) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "looker").id();
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(label)));
  }
}
