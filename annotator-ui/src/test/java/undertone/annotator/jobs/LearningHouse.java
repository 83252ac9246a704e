package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Voting;
import undertone.engine.features.Extractors;
import undertone.engine.recognition.MediaSenses;
import undertone.engine.recognition.Senses;

/// A house in which models learn and vote as in the engine's room, on sounds of few tones and on
/// films that a test draws.
abstract class LearningHouse extends OpenHouse {

  /// What models look with; unless a test draws its films, they hear what is there.
  Sight sight() {
    return home -> new MediaSenses(new Tones(), home.features());
  }

  /// Does one job to the end.
  ///
  /// @return what it found
  final JsonNode work(CorpusId corpus, RunKind kind, Object plan) throws Exception {
    var runs = get(Runs.class);
    var written = JsonMapper.shared().writeValueAsString(plan);
    var id = runs.queue(kind, corpus, written, 0, "test", null).id();
    try (var extractors = new Extractors(new Tones())) {
      var job = kind == RunKind.TRAIN ? training(extractors) : voting(extractors);
      runs.begin(id, "cpu");
      var outcome =
          job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  final Job training(Extractors extractors) {
    return new TrainJob(
        get(Catalogue.class),
        get(Library.class),
        get(MediaStore.class),
        sight(),
        get(PseudoPool.class),
        get(TrainedModels.class),
        get(TrackTeachers.class),
        get(Curation.class),
        extractors);
  }

  private Job voting(Extractors extractors) {
    var media = get(MediaStore.class);
    var models =
        new EngineRoom()
            .votingModels(
                extractors,
                get(TrainedModels.class),
                sight(),
                get(Library.class),
                get(PseudoLabels.class),
                media);
    return new VoteJob(
        get(Catalogue.class),
        get(Library.class),
        get(Voting.class),
        get(FrameTracks.class),
        media,
        models);
  }

  /// Spreads labels to the end.
  ///
  /// @param media what is heard and seen of the clips
  final RunId spread(CorpusId corpus, PseudoJobPlan plan, MediaDecoder media) throws Exception {
    var runs = get(Runs.class);
    var written = JsonMapper.shared().writeValueAsString(plan);
    var id = runs.queue(RunKind.PSEUDO, corpus, written, plan.seed(), "test", null).id();
    try (var extractors = new Extractors(media)) {
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

  /// Films that are there by name alone.
  ///
  /// @param seconds that each lasts
  /// @param sounds whether they have a sound
  /// @param speakers by the place of a film
  /// @return all clips of the corpus since
  final List<ClipId> films(
      CorpusId corpus,
      int from,
      int until,
      double seconds,
      boolean sounds,
      IntFunction<String> speakers) {
    var jdbc = get(JdbcClient.class);
    for (int i = from; i < until; i++) {
      var hash = UUID.randomUUID().toString().replace("-", "").repeat(2);
      jdbc.sql(
              """
              insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at)
              values (?, 1, 'video/mp4', true, 'READY', current_timestamp)
              """)
          .param(hash)
          .update();
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, media_hash,
                duration_micros, has_audio, vote_count, open_slots, wanted, created_at, version,
                speaker)
              values (nextval('row_seq'), ?, ?, ?, 'VIDEO', 'READY', ?, ?, ?, 0, 2, true,
                current_timestamp, 0, ?)
              """)
          .params(
              corpus.value(),
              "film-" + i,
              i,
              hash,
              Math.round(1e6 * seconds),
              sounds,
              speakers.apply(i))
          .update();
    }
    return new ArrayList<>(clipsOf(corpus));
  }

  /// A curator settles the first clips.
  final void settle(CorpusId corpus, List<ClipId> clips, IntFunction<String> labels) {
    var by = member(corpus, CorpusRole.CURATOR).id();
    for (int i = 0; i < clips.size(); i++) {
      var label = CandidateSet.of(labels.apply(i));
      get(Curation.class)
          .settle(UUID.randomUUID(), corpus, clips.get(i), by, label, SettledParts.NONE, "");
    }
  }

  /// The name of the model that learned last.
  final String newest(CorpusId corpus) {
    return get(TrainedModels.class).of(corpus).models().getFirst().name();
  }
}
