package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Voting;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.refinement.PixelEncoder;

/// Labels are spread by networks that look at the faces of a corpus.
class FacesSpreadJobTest extends LearningHouse {
  private static final int CLIPS = 24;
  private static final int LABELLED = 12;
  private static final int SIDE = FacePictures.SIDE;
  private static final List<String> LABELS = List.of("anger", "happiness");

  /// Films that nobody could play, whose faces are known: striped across in anger, upright in
  /// happiness. The last has none.
  private CorpusId films() throws Exception {
    return films(CLIPS - 1);
  }

  /// @param faces how many of the first have one
  private CorpusId films(int faces) throws Exception {
    var corpus = get(Catalogue.class).create("Faces " + UUID.randomUUID(), scheme(), "en").id();
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var clips = films(corpus, 0, CLIPS, 1, false, i -> "speaker " + i);
    var cache = new FeatureCache(get(HomeFolder.class).features());
    try (var extractors = new Extractors(new NoMedia())) {
      for (int i = 0; i < CLIPS; i++) {
        var clip = get(Library.class).require(corpus, clips.get(i));
        var source = ClipSources.of(clip, get(MediaStore.class));
        cache.vector(new Drawn(extractors.pictures(), i % 2, i < faces, i), source);
        for (var describing : extractors.with(FaceDescription.ALIGNED)) {
          if (describing.channel() == Channel.VISUAL) {
            cache.vector(new Drawn(describing, 0, i < faces, i), source);
          }
        }
      }
    }
    settle(corpus, clips.subList(0, LABELLED), i -> LABELS.get(i % 2));
    return corpus;
  }

  /// Stands in for an extractor while the cache is filled.
  private record Drawn(FeatureExtractor like, int truth, boolean there, int seed)
      implements FeatureExtractor {

    @Override
    public String id() {
      return like.id();
    }

    @Override
    public int version() {
      return like.version();
    }

    @Override
    public String parameters() {
      return like.parameters();
    }

    @Override
    public Channel channel() {
      return like.channel();
    }

    @Override
    public int dim() {
      return like.dim();
    }

    @Override
    public boolean supports(ClipSource clip) {
      return true;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) throws IOException {
      var random = new SplittableRandom(seed);
      var brightness = new float[dim()];
      int at = random.nextInt(8);
      for (int p = 0; p < brightness.length; p++) {
        int row = p / SIDE % SIDE;
        int along = truth == 0 ? row : p % SIDE;
        brightness[p] = ((along + at) / 4 % 2 == 0 ? 190 : 60) + random.nextInt(40);
      }
      return there ? Optional.of(brightness) : Optional.empty();
    }
  }

  private static PseudoJobPlan plan() {
    var usual = PseudoJobPlan.DEFAULT;
    return new PseudoJobPlan(
        PseudoMethod.FIXMATCH,
        .5,
        true,
        2,
        false,
        true,
        usual.prior(),
        usual.shares(),
        usual.perLabel(),
        usual.faces(),
        PixelEncoder.LIGHT,
        2,
        4, // whether they learn is the engine's test to say
        1,
        false,
        1);
  }

  private RunId spread(CorpusId corpus, PseudoJobPlan plan) throws Exception {
    return spread(corpus, plan, new NoMedia());
  }

  private JsonNode found(RunId run) {
    return JsonMapper.shared()
        .readTree(get(Runs.class).find(run).orElseThrow().summary().orElseThrow());
  }

  @Test
  void networks_look_at_faces_and_a_clip_that_shows_none_is_left_out() throws Exception {
    var corpus = films();
    var clips = clipsOf(corpus);

    var run = spread(corpus, plan());

    var told = get(PseudoLabels.class).of(run).stream().map(PseudoLabel::clip).toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(clips.subList(0, CLIPS - 1));
    assertThat(found(run).path("faceless").asInt()).isEqualTo(1);
    assertThat(found(run).path("encoder").asString()).isEqualTo("light");
  }

  @Test
  void what_stood_on_a_clip_that_shows_no_face_stays() throws Exception {
    var corpus = films();
    var clips = clipsOf(corpus);
    var faceless = clips.getLast();
    var both = List.of(clips.get(LABELLED), faceless);
    earlier(corpus, both, .99);
    var earlier = earlier(corpus, both, .98);

    var run = spread(corpus, plan());

    var proposals = get(Proposals.class);
    assertThat(found(run).path("falls").asInt()).as("features have figures of their own").isZero();
    assertThat(get(OpenProposals.class).review(corpus, ReviewFilter.ALL, 0, 100))
        .filteredOn(open -> open.run().equals(earlier))
        .extracting(Proposal::clip)
        .containsExactly(faceless);
    assertThat(proposals.count(earlier, ProposalState.SUPERSEDED)).isEqualTo(1);
    var voter = MachineVoter.of(get(Voting.class), corpus, PseudoPool.VOTER).id();
    assertThat(get(Voting.class).standing(faceless, voter))
        .hasValueSatisfying(
            vote -> assertThat(vote.candidates()).isEqualTo(CandidateSet.of("fear", "disgust")));
  }

  /// A run on features: it proposed a label for some clips and held a set of labels of each.
  private RunId earlier(CorpusId corpus, List<ClipId> clips, double weightedF1) throws Exception {
    var runs = get(Runs.class);
    var plan = JsonMapper.shared().writeValueAsString(PseudoJobPlan.DEFAULT);
    var run = runs.queue(RunKind.PSEUDO, corpus, plan, 0, "test", null).id();
    get(Proposals.class)
        .publish(run, corpus, List.of(), clips.stream().map(FacesSpreadJobTest::proposal).toList());
    var voting = get(Voting.class);
    var sets = new HashMap<ClipId, CandidateSet>();
    clips.forEach(clip -> sets.put(clip, CandidateSet.of("fear", "disgust")));
    var voter = MachineVoter.of(voting, corpus, PseudoPool.VOTER).id();
    MachineVoter.castAll(voting, run, voter, Map.of(), sets);
    runs.end(
        run, RunState.DONE, Sentence.quoted("ended"), "{\"weightedF1\": %s}".formatted(weightedF1));
    return run;
  }

  private static NewProposal proposal(ClipId clip) {
    var evidence =
        new Evidence(Map.of(), Map.of("fear", .9), 0, List.of(), 1, 1, 0, 0, List.of(), true);
    return new NewProposal(
        clip,
        ProposalKind.PSEUDO_LABEL,
        "fear",
        null,
        CandidateSet.of("fear"),
        .9,
        0,
        .5,
        evidence);
  }

  @Test
  void too_few_faces_on_labelled_clips_are_told_with_what_can_be_done() throws Exception {
    var corpus = films(3); // anger, happiness, anger

    assertThatThrownBy(() -> spread(corpus, plan()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("Only 3 labelled clips show a face")
        .hasMessageContaining("let networks look at described clips");
  }

  @Test
  void a_corpus_without_faces_has_nothing_to_look_at() throws Exception {
    var corpus = corpus(6);
    settle(corpus, clipsOf(corpus).subList(0, 4), i -> i < 2 ? "anger" : "disgust");

    assertThatThrownBy(() -> spread(corpus, plan()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("No face was found in any clip");
  }

  @Test
  void what_looks_at_faces_is_named_over_the_net_and_an_unknown_one_is_refused() {
    var corpus = corpus(4);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/pseudo".formatted(corpus);

    assertThat(owner.post(path, Map.of("encoder", "vgg")).detail()).contains("light or resnet18");
    var run = new RunId(owner.post(path, Map.of("encoder", "light")).json().path("id").asLong());

    var plan =
        JsonMapper.shared()
            .readValue(get(Runs.class).find(run).orElseThrow().plan(), PseudoJobPlan.class);
    assertThat(plan.encoder()).isEqualTo(PixelEncoder.LIGHT);
  }
}
