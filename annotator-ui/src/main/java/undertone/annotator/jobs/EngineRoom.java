package undertone.annotator.jobs;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaPreparation;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.engine.captions.EnglishWords;
import undertone.engine.captions.PromptVoter;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.openclip.OpenClipVoter;
import undertone.engine.recognition.MediaSenses;
import undertone.engine.voters.FaceExpressionVoter;
import undertone.engine.voters.VotingModel;

/// What the engine process works with: media workers, extractors, the method, the jobs. Named by
/// [EngineHouse] only, so that the web app never starts any of it.
@Import({
  ImportJob.class,
  MerImportJob.class,
  PrepareJob.class,
  DemoJob.class,
  RefineJob.class,
  ReleaseJob.class,
  VoteJob.class,
  RulesJob.class,
  TrainJob.class,
  CaptionJob.class,
  ContradictJob.class,
  PseudoJob.class,
  EmbedJob.class,
  DescribeJob.class,
  CorruptJob.class,
  RobustnessJob.class,
  LlmJob.class
})
class EngineRoom {

  private static final int MEDIA_PROCESSES = 2;

  @Bean(destroyMethod = "close")
  MediaWorkers mediaWorkers() {
    return new MediaWorkers(MEDIA_PROCESSES);
  }

  @Bean
  MediaProbe mediaProbe(MediaWorkers workers) {
    return new MediaProbe(workers);
  }

  @Bean
  MediaDecoder mediaDecoder(MediaWorkers workers) {
    return new WorkerMediaDecoder(workers);
  }

  @Bean
  MediaPreparation mediaPreparation(MediaStore store, MediaWorkers workers) {
    return new MediaPreparation(store, workers);
  }

  @Bean
  MediaRemix mediaRemix(MediaWorkers workers) {
    return new MediaRemix(workers);
  }

  @Bean(destroyMethod = "close")
  Extractors extractors(MediaDecoder decoder) throws IOException {
    return new Extractors(decoder);
  }

  @Bean
  Sight sight(MediaDecoder decoder) {
    return home -> new MediaSenses(decoder, home.features());
  }

  @Bean
  Describers describers(Extractors extractors, DescribingModels models, Sight sight) {
    return new Describers(extractors, models, sight);
  }

  @Bean
  VotingModels votingModels(
      Extractors extractors,
      TrainedModels trained,
      Sight sight,
      Library library,
      PseudoLabels spread,
      MediaStore media) {
    return (plan, corpus, scheme, home) -> {
      var learned = trained.of(corpus);
      plan.mustSuit(scheme, learned);
      if (plan.byCaptions()) {
        return captionSpace(corpus, scheme, library, spread, home);
      }
      var brought = learned.brought(plan.model());
      if (brought.isPresent() && brought.get().readsWords()) {
        var words = EnglishWords.of(scheme.labels());
        var settled =
            someSettled(
                corpus, words::containsKey, OpenClipVoter.MOST_TRUTHS, library, spread, media);
        var cache = new FeatureCache(home.features());
        return OpenClipVoter.open(
            brought.get().name(),
            brought.get().file(),
            words,
            sight.open(home), // last: the voter closes it, and nobody else would
            settled,
            cache);
      }
      if (brought.isPresent()) {
        var mapping = brought.get().mustVote(scheme, plan.map());
        var settled =
            someSettled(
                corpus,
                label -> mapping.place(label).isPresent(),
                BroughtVoter.MOST_TRUTHS,
                library,
                spread,
                media);
        return BroughtVoter.open(brought.get(), mapping, sight.open(home), settled);
      }
      if (plan.learnedHere()) {
        var model = learned.require(plan.model());
        var folder = trained.folder(model.run().id());
        if (model.plan().features() != null) {
          var describer = new ClipDescriber(corpus, extractors, media, home);
          var talks = CorpusTalks.read(corpus, library, () -> {});
          if (model.plan().followsStreams()) {
            return StreamVoter.open(model, folder, describer, talks);
          }
          return model.plan().searches()
              ? StructureVoter.open(model, folder, describer, sight.open(home), talks)
              : TurnVoter.open(model, folder, describer, talks);
        }
        if (model.rates()) {
          return RatingVoter.open(model, folder, sight.open(home));
        }
        return model.plan().followsFaces()
            ? FrameVoter.open(model, folder, sight.open(home))
            : RecognitionVoter.open(model, folder, sight.open(home));
      }
      return FaceExpressionVoter.of(scheme)
          .looking(extractors.expression().orElseThrow(), new FeatureCache(home.features()));
    };
  }

  static VotingModel captionSpace(
      CorpusId corpus, LabelScheme scheme, Library library, PseudoLabels spread, HomeFolder home)
      throws IOException, InterruptedException {
    var folder = new SpaceFolder(home.spaces(corpus));
    var settled = new HashMap<String, String>();
    settled(corpus, library, spread).forEach((clip, label) -> settled.put(clip.toString(), label));
    return PromptVoter.of(
        folder,
        CaptionSpaces.mustServe(folder),
        scheme.labels().stream().map(Label::id).toList(),
        settled,
        new FeatureCache(home.features()));
  }

  /// Labels that curators settled; what no person looked at calibrates nothing.
  private static Map<ClipId, String> settled(
      CorpusId corpus, Library library, PseudoLabels spread) {
    var settled = new TreeMap<ClipId, String>(Comparator.comparingLong(ClipId::value));
    settled.putAll(library.decidedOf(corpus));
    settled.keySet().removeAll(spread.unseen(corpus).keySet());
    return settled;
  }

  /// Settled clips that a model from elsewhere looks at to learn how far it can be trusted, evenly
  /// taken from those of whose label it can say anything.
  private static Map<ClipSource, String> someSettled(
      CorpusId corpus,
      Predicate<String> knows,
      int most,
      Library library,
      PseudoLabels spread,
      MediaStore media) {
    var settled = settled(corpus, library, spread);
    var clips =
        library.byIds(settled.keySet()).values().stream()
            .filter(clip -> clip.state() == ClipState.READY && clip.modality() != Modality.TEXT)
            .filter(clip -> knows.test(Objects.requireNonNull(settled.get(clip.id()))))
            .sorted(Comparator.comparingLong(clip -> clip.id().value()))
            .toList();
    var some = new LinkedHashMap<ClipSource, String>();
    int step = Math.max(1, Math.ceilDiv(clips.size(), most));
    for (int i = 0; i < clips.size(); i += step) {
      var clip = clips.get(i);
      some.put(ClipSources.of(clip, media), Objects.requireNonNull(settled.get(clip.id())));
    }
    return some;
  }
}
