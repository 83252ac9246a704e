package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Proposals;
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
import undertone.engine.recognition.Senses;
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
    var corpus = get(Catalogue.class).create("Faces " + UUID.randomUUID(), scheme(), "en").id();
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var clips = films(corpus, 0, CLIPS, 1, false, i -> "speaker " + i);
    var cache = new FeatureCache(get(HomeFolder.class).features());
    try (var extractors = new Extractors(new NoMedia())) {
      for (int i = 0; i < CLIPS; i++) {
        var clip = get(Library.class).require(corpus, clips.get(i));
        var source = ClipSources.of(clip, get(MediaStore.class));
        cache.vector(new Drawn(extractors.pictures(), i % 2, i < CLIPS - 1, i), source);
        for (var describing : extractors.with(FaceDescription.ALIGNED)) {
          if (describing.channel() == Channel.VISUAL) {
            cache.vector(new Drawn(describing, 0, i < CLIPS - 1, i), source);
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
    var runs = get(Runs.class);
    var written = JsonMapper.shared().writeValueAsString(plan);
    var id = runs.queue(RunKind.PSEUDO, corpus, written, plan.seed(), "test", null).id();
    try (var extractors = new Extractors(new NoMedia())) {
      var job =
          new PseudoJob(
              get(Catalogue.class),
              get(Voting.class),
              get(Proposals.class),
              get(PseudoLabels.class),
              get(PseudoPool.class),
              get(PseudoProposals.class),
              runs,
              get(MediaStore.class),
              extractors,
              new Describers(extractors, get(DescribingModels.class), _ -> _ -> Senses.NONE));
      var outcome =
          job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
    }
    return id;
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
