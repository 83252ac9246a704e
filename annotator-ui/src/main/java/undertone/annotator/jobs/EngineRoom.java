package undertone.annotator.jobs;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaPreparation;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.recognition.MediaSenses;
import undertone.engine.voters.FaceExpressionVoter;

/// What the engine process works with: media workers, extractors, the method, the jobs. Named by
/// [EngineHouse] only, so that the web app never starts any of it.
@Import({
  ImportJob.class,
  PrepareJob.class,
  DemoJob.class,
  RefineJob.class,
  ReleaseJob.class,
  VoteJob.class,
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
      MediaStore media) {
    return (plan, corpus, scheme, home) -> {
      var learned = trained.of(corpus);
      plan.mustSuit(scheme, learned);
      if (plan.learnedHere()) {
        var model = learned.require(plan.model());
        var folder = trained.folder(model.run().id());
        if (model.plan().features() != null) {
          var describer = new ClipDescriber(corpus, extractors, media, home);
          var talks = CorpusTalks.read(corpus, library, () -> {});
          return model.plan().searches()
              ? StructureVoter.open(model, folder, describer, sight.open(home), talks)
              : TurnVoter.open(model, folder, describer, talks);
        }
        return model.plan().followsFaces()
            ? FrameVoter.open(model, folder, sight.open(home))
            : RecognitionVoter.open(model, folder, sight.open(home));
      }
      return FaceExpressionVoter.of(scheme)
          .looking(extractors.expression().orElseThrow(), new FeatureCache(home.features()));
    };
  }
}
