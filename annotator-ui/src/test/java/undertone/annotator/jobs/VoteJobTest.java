package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Disagreements;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;
import undertone.engine.voters.FaceExpressionVoter;
import undertone.engine.voters.VotingModel;

class VoteJobTest extends OpenHouse {

  /// Says of each clip what it was told to; of others that it sees nothing.
  private static final class Told implements VotingModel {
    final Map<String, CandidateSet> says = new HashMap<>();
    final Map<String, String> unreadable = new HashMap<>();
    final Set<String> outside = new HashSet<>();
    @Nullable Runnable onLook;
    String name = FaceExpressionVoter.NAME;

    void says(ClipId clip, String... labels) {
      says.put(clip.toString(), CandidateSet.of(labels));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<String> mayHaveSeen() {
      return List.of("public faces");
    }

    @Override
    public Said look(List<ClipSource> clips, FeatureProgress progress) {
      if (onLook != null) {
        onLook.run();
      }
      var votes = new HashMap<String, CandidateSet>();
      var unseen = new HashMap<String, String>();
      for (int i = 0; i < clips.size(); i++) {
        if (progress.cancelled()) {
          throw new CancellationException("stopped");
        }
        var clip = clips.get(i).clip();
        var held = says.get(clip);
        if (held != null) {
          votes.put(clip, held);
        } else if (!unreadable.containsKey(clip) && !outside.contains(clip)) {
          unseen.put(clip, "no face");
        }
        progress.advanced(i + 1, clips.size());
      }
      return new Said(votes, unseen, outside, unreadable);
    }
  }

  private final Told model = new Told();

  private RunId queued(CorpusId corpus) {
    return queued(corpus, VotePlan.FACE_EXPRESSION);
  }

  private RunId queued(CorpusId corpus, VotePlan plan) {
    var written = JsonMapper.shared().writeValueAsString(plan);
    return get(Runs.class).queue(RunKind.VOTE, corpus, written, 0, "test", null).id();
  }

  private JsonNode work(RunId run) throws Exception {
    var runs = get(Runs.class);
    var job =
        new VoteJob(
            get(Catalogue.class),
            get(Library.class),
            get(Voting.class),
            get(FrameTracks.class),
            get(MediaStore.class),
            (_, _, _, _) -> model);
    var outcome =
        job.work(runs.find(run).orElseThrow(), new JobContext(run, runs, get(HomeFolder.class)));
    return JsonMapper.shared().readTree(outcome.summary());
  }

  private JsonNode work(CorpusId corpus) throws Exception {
    return work(queued(corpus));
  }

  private List<Vote> ledger(ClipId clip) {
    return get(Voting.class).ledger(clip);
  }

  private List<CandidateSet> standing(ClipId clip) {
    return get(Voting.class).standing(clip).stream().map(Vote::candidates).toList();
  }

  @Test
  void a_model_votes_under_its_name_and_clips_without_a_face_get_no_vote() throws Exception {
    var corpus = corpus(4);
    var clips = clipsOf(corpus);
    model.says(clips.get(0), "anger");
    model.says(clips.get(1), "disgust", "anger");
    model.outside.add(clips.get(2).toString());

    var found = work(corpus);

    assertThat(standing(clips.get(0))).containsExactly(CandidateSet.of("anger"));
    assertThat(standing(clips.get(1))).containsExactly(CandidateSet.of("disgust", "anger"));
    assertThat(standing(clips.get(2))).isEmpty();
    assertThat(standing(clips.get(3))).isEmpty();
    assertThat(get(Voting.class).votersOf(corpus))
        .singleElement()
        .satisfies(voter -> {
          assertThat(voter.name()).isEqualTo("face-expression");
          assertThat(voter.kind()).isEqualTo(VoterKind.MACHINE);
        });
    assertThat(found.path("clips").asInt()).isEqualTo(4);
    assertThat(found.path("votes").asInt()).isEqualTo(2);
    assertThat(found.path("changed").asInt()).isEqualTo(2);
    assertThat(found.path("unseen").asInt()).isEqualTo(1);
    assertThat(found.at("/cannotSay/no face/clips").asInt()).isEqualTo(1);
    assertThat(found.at("/cannotSay/no face/first")).hasSize(1);
    assertThat(found.path("outside").asInt()).isEqualTo(1);
    assertThat(found.at("/setSizes/2").asInt()).isEqualTo(1);
    assertThat(found.at("/featuresMaySeen/0").asString()).isEqualTo("public faces");
  }

  @Test
  void run_again_it_doubles_nothing_and_replaces_what_it_holds_differently() throws Exception {
    var corpus = corpus(3);
    var clips = clipsOf(corpus);
    clips.forEach(clip -> model.says(clip, "anger"));
    work(corpus);
    model.says(clips.get(1), "disgust");
    model.says.remove(clips.get(2).toString()); // no face any more

    var again = work(corpus);

    assertThat(ledger(clips.get(0))).hasSize(1);
    assertThat(ledger(clips.get(1))).extracting(Vote::revision).containsExactly(1, 2);
    assertThat(standing(clips.get(1))).containsExactly(CandidateSet.of("disgust"));
    assertThat(standing(clips.get(2))).isEmpty();
    assertThat(ledger(clips.get(2))).hasSize(2); // taken back, never erased
    assertThat(again.path("votes").asInt()).isEqualTo(2);
    assertThat(again.path("changed").asInt()).isEqualTo(1);
    assertThat(again.path("withdrawn").asInt()).isEqualTo(1);
    assertThat(work(corpus).path("changed").asInt()).isZero();
  }

  @Test
  void media_that_cannot_be_read_leave_what_stands_and_are_told() throws Exception {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    model.says(clip, "anger");
    work(corpus);
    model.says.clear();
    model.unreadable.put(clip.toString(), "cut short");

    var found = work(corpus);

    assertThat(standing(clip)).containsExactly(CandidateSet.of("anger"));
    assertThat(found.path("unreadable").path(clip.toString()).asString()).isEqualTo("cut short");
    assertThat(found.path("withdrawn").asInt()).isZero();
  }

  @Test
  void a_run_that_was_cancelled_goes_on_where_it_was() throws Exception {
    var corpus = corpus(260); // more than are looked at in one go
    clipsOf(corpus).forEach(clip -> model.says(clip, "anger"));
    var run = queued(corpus);
    var looks = new int[1];
    model.onLook =
        () -> {
          if (++looks[0] == 2) {
            throw new CancellationException("Somebody asked to stop.");
          }
        };
    assertThatThrownBy(() -> work(run)).isInstanceOf(JobCancelledException.class);
    var first = clipsOf(corpus).getFirst();
    var last = clipsOf(corpus).getLast();
    assertThat(standing(first)).hasSize(1);
    assertThat(standing(last)).isEmpty();

    model.onLook = null;
    var found = work(run);

    assertThat(found.path("votes").asInt()).isEqualTo(260);
    assertThat(found.path("changed").asInt()).isEqualTo(4);
    assertThat(ledger(first)).hasSize(1);
    assertThat(ledger(last)).hasSize(1);
  }

  @Test
  void a_scheme_that_changes_under_it_stops_it_before_it_votes() {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    model.says(clip, "anger");
    model.onLook =
        () -> {
          var scheme = get(Catalogue.class).schemeOf(corpus);
          var other = new LabelScheme(scheme.name(), 2, "Other", scheme.labels());
          get(Catalogue.class).use(corpus, other);
        };

    assertThatThrownBy(() -> work(corpus))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("label scheme was changed");
    assertThat(standing(clip)).isEmpty();
  }

  @Test
  void it_never_votes_in_the_name_of_a_person() {
    var corpus = corpus(1);
    model.says(clipsOf(corpus).getFirst(), "anger");
    var account = member(corpus, CorpusRole.ANNOTATOR).id();
    get(Voting.class).person(corpus, account, FaceExpressionVoter.NAME);

    assertThatThrownBy(() -> work(corpus)).hasMessageContaining("who is no model");
    assertThat(ledger(clipsOf(corpus).getFirst())).isEmpty();
  }

  @Test
  void a_model_that_learned_here_votes_in_curators_eyes_only() throws Exception {
    var corpus = corpus(2);
    var clips = clipsOf(corpus);
    model.name = "tiny-1";
    model.says(clips.get(0), "anger");

    var found = work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LOOK)));

    assertThat(found.path("votes").asInt()).isEqualTo(1);
    assertThat(found.path("probation").asBoolean()).isTrue();
    assertThat(standing(clips.get(0))).isEmpty();
    assertThat(get(Voting.class).onProbation(clips).get(clips.get(0))).hasSize(1);
    assertThat(leading(corpus, clips.get(0))).isEmpty();
  }

  @Test
  void its_votes_count_once_it_is_let_in_and_no_more_when_it_is_suspended() throws Exception {
    var corpus = corpus(2);
    var clips = clipsOf(corpus);
    model.name = "tiny-1";
    model.says(clips.get(0), "anger");
    work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LOOK)));

    var in = work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LET_IN)));
    assertThat(standing(clips.get(0))).containsExactly(CandidateSet.of("anger"));
    assertThat(leading(corpus, clips.get(0))).contains("anger");
    assertThat(in.path("votes").asInt()).isEqualTo(1);

    // looking again goes on counting
    model.says(clips.get(1), "fear");
    work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LOOK)));
    assertThat(standing(clips.get(1))).containsExactly(CandidateSet.of("fear"));

    work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.SUSPEND)));
    assertThat(standing(clips.get(0))).isEmpty();
    assertThat(leading(corpus, clips.get(0))).isEmpty();
  }

  @Test
  void counting_that_was_broken_off_is_made_good_at_the_next_start() throws Exception {
    var corpus = corpus(1);
    var clip = clipsOf(corpus).getFirst();
    model.name = "tiny-1";
    model.says(clip, "anger");
    work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LOOK)));
    var voter = get(Voting.class).votersOf(corpus).getFirst().id();

    get(Voting.class).setProbation(voter, false); // and nothing is counted
    assertThat(leading(corpus, clip)).isEmpty();
    get(Disagreements.class).countMissing();

    assertThat(leading(corpus, clip)).contains("anger");
  }

  @Test
  void nobody_is_let_in_who_has_not_voted() {
    var corpus = corpus(1);

    assertThatThrownBy(() -> work(queued(corpus, new VotePlan("tiny-1", VotePlan.Deed.LET_IN))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("tiny-1 has not voted in this corpus.");
  }

  private Optional<String> leading(CorpusId corpus, ClipId clip) {
    return get(Library.class).require(corpus, clip).leadingLabel();
  }
}
