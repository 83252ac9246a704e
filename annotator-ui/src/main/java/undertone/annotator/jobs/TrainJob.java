package undertone.annotator.jobs;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Label;
import undertone.corpora.Modality;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.track.Measure;
import undertone.engine.features.Extractors;
import undertone.engine.frames.FrameCard;
import undertone.engine.frames.FrameCourse;
import undertone.engine.frames.FrameLesson;
import undertone.engine.frames.FrameReader;
import undertone.engine.frames.FrameTraining;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.MultimodalPlan;
import undertone.engine.multimodal.MultimodalTraining;
import undertone.engine.multimodal.Taught;
import undertone.engine.recognition.FineTuning;
import undertone.engine.recognition.Lesson;
import undertone.engine.recognition.PreTraining;
import undertone.engine.recognition.RatedLesson;
import undertone.engine.recognition.RatingCard;
import undertone.engine.recognition.RatingTuning;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.Recognizer;
import undertone.engine.recognition.SensesReader;
import undertone.models.hosting.FeatureModel;

/// Lets a hosted recognition model learn from a corpus: to fill in what is hidden of its clips, or
/// to tell its labels apart, from the clips themselves or from what extractors say of them; to
/// follow them in time; or to search its own structure first. What it learned lies in the run's
/// folder, with clips on which it shows what it does; a run that was stopped goes on from its last
/// epoch.
public final class TrainJob implements Job {
  private static final int PAGE = 256;
  private static final int FEWEST = 2; // clips of a label that is learned
  private static final double SENSES_SHARE = .3; // of the progress bar
  private static final double LEARNING_SHARE = .65;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final MediaStore media;
  private final Sight sight;
  private final PseudoPool pool;
  private final TrainedModels trained;
  private final TrackTeachers teachers;
  private final WholeRatings ratings;
  private final Extractors extractors;

  TrainJob(
      Catalogue catalogue,
      Library library,
      MediaStore media,
      Sight sight,
      PseudoPool pool,
      TrainedModels trained,
      TrackTeachers teachers,
      Curation curation,
      Extractors extractors) {
    this.catalogue = catalogue;
    this.library = library;
    this.media = media;
    this.sight = sight;
    this.pool = pool;
    this.trained = trained;
    this.teachers = teachers;
    this.ratings = new WholeRatings(curation, teachers);
    this.extractors = extractors;
  }

  @Override
  public RunKind kind() {
    return RunKind.TRAIN;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), TrainPlan.class);
    var features = plan.features();
    if (features != null) {
      try {
        if (plan.followsStreams()) {
          return learnFromStreams(run, corpus, plan, features, context);
        }
        return plan.searches()
            ? searchStructure(run, corpus, plan, features, context)
            : learnFromFeatures(run, corpus, plan, features, context);
      } catch (CancellationException e) {
        throw new JobCancelledException(e);
      }
    }
    try (var senses = sight.open(context.home())) {
      if (plan.followsFaces()) {
        return learnFromFrames(run, corpus, plan, senses, context);
      }
      return switch (plan.stage()) {
        case PRE_TRAIN -> preTrain(run, corpus, plan, senses, context);
        case FINE_TUNE -> fineTune(run, corpus, plan, senses, context);
        case DIMENSIONS -> rate(run, corpus, plan, senses, context);
      };
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }

  private static RecognitionPlan forEngine(TrainPlan plan) {
    var size =
        plan.stage() == TrainPlan.Stage.PRE_TRAIN ? plan.size() + RecognitionPlan.PRE : plan.size();
    var published = RecognitionPlan.usual(plan.model(), size);
    var usual =
        published
            .withSeed(plan.seed())
            .withViews(plan.views())
            .withRecompute(plan.recomputes())
            .withAlter(Objects.requireNonNullElse(plan.alter(), published.alter()));
    return plan.epochs() == null ? usual : usual.withEpochs(plan.epochs());
  }

  private Outcome preTrain(
      Run run, CorpusId corpus, TrainPlan plan, SensesReader senses, JobContext context)
      throws Exception {
    var clips = ready(corpus, TrainJob::hasMedia, context);
    var sources = clips.stream().map(clip -> ClipSources.of(clip, media)).toList();
    var heard = new Heard(context);
    var learned =
        new PreTraining(forEngine(plan), senses, Device.cpu())
            .run(sources, trained.folder(run.id()), heard);
    try (var model = Recognizer.open(trained.folder(run.id()), senses, Device.cpu())) {
      ModelShow.fillings(model, clips, media, context);
    }
    var summary = summary(plan, learned);
    summary.put("clips", learned.learnedFrom());
    summary.put("without", clips.size() - learned.learnedFrom());
    heard.loss().ifPresent(loss -> summary.put("loss", loss));
    return new Outcome(
        Sentence.of(
            "Learned from %s clips without their labels; %s show nothing that it reads.",
            learned.learnedFrom(), clips.size() - learned.learnedFrom()),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private static boolean hasMedia(Clip clip) {
    return clip.modality() != Modality.TEXT;
  }

  /// Clips that are ready, in the order of the corpus.
  private List<Clip> ready(CorpusId corpus, Predicate<Clip> which, JobContext context) {
    var clips = new ArrayList<Clip>();
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return clips;
      }
      page.stream().filter(which).forEach(clips::add);
      after = page.getLast().position();
    }
  }

  private Outcome fineTune(
      Run run, CorpusId corpus, TrainPlan plan, SensesReader senses, JobContext context)
      throws Exception {
    var known = known(corpus, plan, context);
    known.keySet().removeIf(clip -> clip.modality() == Modality.TEXT);
    var classes = classes(corpus, known);
    var clips = known.keySet().stream().filter(clip -> classes.contains(known.get(clip))).toList();
    var lessons = lessons(clips, classes, known);
    var learned =
        new FineTuning(forEngine(plan), senses, Device.cpu())
            .run(
                lessons,
                classes,
                trained.mustStart(corpus, plan).orElse(null),
                trained.folder(run.id()),
                new Heard(context));
    var taught = new HashSet<>(learned.taught());
    var unseen = clips.stream().filter(clip -> !taught.contains(clip.id().toString())).toList();
    try (var model = Recognizer.open(trained.folder(run.id()), senses, Device.cpu())) {
      ModelShow.looks(model, unseen, media, context);
    }
    return told(learned, summary(plan, learned));
  }

  private Outcome rate(
      Run run, CorpusId corpus, TrainPlan plan, SensesReader senses, JobContext context)
      throws Exception {
    var teacher = trained.teacher(corpus, plan).orElse(null);
    var clips = ready(corpus, TrainJob::hasMedia, context);
    var known = ratings.known(corpus, clips, teacher);
    var lessons = new ArrayList<RatedLesson>();
    for (var clip : clips) {
      var rated = known.clips().get(clip.id());
      if (rated != null) {
        lessons.add(new RatedLesson(ClipSources.of(clip, media), rated, PseudoPool.group(clip)));
      }
    }
    var folder = trained.folder(run.id());
    var learned =
        new RatingTuning(forEngine(plan), senses, Device.cpu())
            .run(lessons, trained.mustStart(corpus, plan).orElse(null), folder, new Heard(context));
    var card = RatingCard.read(folder);
    var summary = summary(plan, learned);
    summary.put("clips", lessons.size());
    summary.put("sources", known.from());
    summary.put("teacher", teacher == null ? "" : teacher.name());
    summary.put("dimensions", card.dimensions());
    summary.put("ratings", card.figures());
    summary.put("bestEpoch", card.bestEpoch());
    summary.put("choosing", card.choosing());
    return new Outcome(
        Sentence.of(
            "Learned how clips feel from %s clips. On %s held back its mean concordance is %s.",
            learned.learnedFrom(),
            card.figures().heldOut(),
            "%.2f".formatted(card.figures().ccc())),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private List<Lesson> lessons(List<Clip> clips, List<String> classes, Map<Clip, String> known) {
    return clips.stream()
        .map(clip ->
            new Lesson(
                ClipSources.of(clip, media),
                classes.indexOf(known.get(clip)),
                PseudoPool.group(clip)))
        .toList();
  }

  /// Clips without a label teach as well, if somebody followed them.
  private Outcome learnFromFrames(
      Run run, CorpusId corpus, TrainPlan plan, SensesReader senses, JobContext context)
      throws Exception {
    var labels = new HashMap<ClipId, String>();
    var known = known(corpus, plan, context);
    known.keySet().removeIf(clip -> clip.modality() == Modality.TEXT);
    known.forEach((clip, label) -> labels.put(clip.id(), label));
    var classes = classes(corpus, known);
    var teacher = trained.teacher(corpus, plan).orElse(null);
    var tracks = teachers.known(corpus, teacher);
    var lessons = new ArrayList<FrameLesson>();
    var clips = new ArrayList<Clip>();
    for (var clip : ready(corpus, TrainJob::hasMedia, context)) {
      int label = classes.indexOf(labels.getOrDefault(clip.id(), ""));
      var followed = tracks.getOrDefault(clip.id(), List.of());
      if (label >= 0 || !followed.isEmpty()) {
        clips.add(clip);
        lessons.add(
            new FrameLesson(
                ClipSources.of(clip, media),
                label >= 0 ? label : FrameLesson.UNLABELLED,
                PseudoPool.group(clip),
                followed));
      }
    }
    var usual = FrameCourse.usual(plan.model(), plan.size()).withSeed(plan.seed());
    var folder = trained.folder(run.id());
    var learned =
        new FrameTraining(
                plan.epochs() == null ? usual : usual.withEpochs(plan.epochs()),
                senses,
                Device.cpu())
            .run(lessons, classes, folder, new Heard(context));
    var taught = new HashSet<>(learned.taught());
    clips.removeIf(clip -> taught.contains(clip.id().toString()));
    try (var model = FrameReader.open(folder, senses, Device.cpu())) {
      ModelShow.faces(model, clips, media, context);
    }
    var summary = summary(plan, learned);
    var card = FrameCard.read(folder);
    summary.put("bestEpoch", card.bestEpoch());
    summary.put("choosing", card.choosing());
    summary.put("clips", lessons.size());
    summary.put("teacher", teacher == null ? "" : teacher.name());
    summary.put("followed", lessons.stream().filter(lesson -> !lesson.tracks().isEmpty()).count());
    summary.put("heads", card.heads());
    summary.put("frames", card.figures());
    return told(learned, summary);
  }

  private Outcome learnFromStreams(
      Run run, CorpusId corpus, TrainPlan plan, FeatureChoice choice, JobContext context)
      throws Exception {
    var known = known(corpus, plan, context);
    var classes = classes(corpus, known);
    var labels = new HashMap<ClipId, String>();
    known.forEach((clip, label) -> labels.put(clip.id(), label));
    var teacher = trained.teacher(corpus, plan).orElse(null);
    var all = ready(corpus, _ -> true, context);
    var learning =
        new StreamLearning(
            plan,
            choice,
            labels,
            teachers.known(corpus, teacher),
            teachers.rated(corpus, all.stream().map(Clip::id).toList()));
    var clips = learning.teaching(all, classes);
    var describer = new ClipDescriber(corpus, extractors, media, context.home());
    var sources =
        describer.sources(
            choice, clips, JobProgress.ofFeatures(context, 0, SENSES_SHARE * .5, clips.size()));
    var described =
        describer.streams(
            sources,
            clips,
            JobProgress.ofFeatures(context, SENSES_SHARE * .5, SENSES_SHARE * .5, clips.size()));
    var lessons = learning.lessons(clips, classes, media);
    var folder = trained.folder(run.id());
    var learned = learning.learn(lessons, classes, described, folder, new Heard(context));
    var summary = summary(plan, learned);
    summary.putAll(learning.found(lessons, folder));
    summary.put("teacher", teacher == null ? "" : teacher.name());
    summary.put("features", shown(described.known()));
    return told(learned, summary);
  }

  private Outcome learnFromFeatures(
      Run run, CorpusId corpus, TrainPlan plan, FeatureChoice choice, JobContext context)
      throws Exception {
    var known = known(corpus, plan, context);
    var classes = classes(corpus, known);
    var labels = new HashMap<String, Integer>();
    known.forEach((clip, label) -> {
      if (classes.contains(label)) {
        labels.put(clip.id().toString(), classes.indexOf(label));
      }
    });
    var hosted = FeatureModel.named(plan.model()).orElseThrow();
    var talks = CorpusTalks.read(corpus, library, context::stopIfCancelled);
    var labelled =
        talks.clips().stream().filter(clip -> labels.containsKey(clip.id().toString())).toList();
    var felt =
        ratings.known(
            corpus,
            hosted.tellsValence() ? labelled : List.<Clip>of(),
            null,
            List.of(Measure.VALENCE));
    var describer = new ClipDescriber(corpus, extractors, media, context.home());
    var sources =
        describer.sources(
            choice,
            talks.clips(),
            JobProgress.ofFeatures(context, 0, SENSES_SHARE * .8, talks.clips().size()));
    var usual = MultimodalPlan.usual(plan.model(), plan.size());
    var learning = usual.withSeed(plan.seed()).withMissing(choice.missing());
    var described =
        describer.describe(
            sources,
            hosted.reads(),
            talks.clips(),
            JobProgress.ofFeatures(
                context, SENSES_SHARE * .8, SENSES_SHARE * .2, talks.clips().size()));
    var folder = trained.folder(run.id());
    var learned =
        new MultimodalTraining(
                plan.epochs() == null ? learning : learning.withEpochs(plan.epochs()), Device.cpu())
            .run(
                talks.talks(),
                new Taught(labels, valences(felt)),
                classes,
                described,
                folder,
                new Heard(context));
    var summary = summary(plan, learned);
    var card = FeatureCard.read(folder);
    summary.put("missing", card.missing());
    summary.put("bestEpoch", card.bestEpoch());
    summary.put("choosing", card.choosing());
    if (hosted.reads() == FeatureModel.Reads.TURNS) {
      summary.put("conversations", talks.talks().stream().filter(t -> t.length() > 1).count());
    }
    if (RatingCard.isIn(folder)) {
      summary.put("sources", felt.from());
      summary.put("ratings", RatingCard.read(folder).figures());
    }
    summary.put("clips", talks.clips().size());
    summary.put("features", shown(described));
    return told(learned, summary);
  }

  private static Map<String, Double> valences(WholeRatings.Known felt) {
    var valences = new HashMap<String, Double>();
    felt.clips()
        .forEach((clip, rated) -> {
          var valence = rated.get(Measure.VALENCE);
          if (valence != null) {
            valences.put(clip.toString(), valence);
          }
        });
    return valences;
  }

  /// Cells are searched on labelled clips alone, whatever conversation they are of.
  private Outcome searchStructure(
      Run run, CorpusId corpus, TrainPlan plan, FeatureChoice choice, JobContext context)
      throws Exception {
    var known = known(corpus, plan, context);
    var classes = classes(corpus, known);
    var clips = known.keySet().stream().filter(clip -> classes.contains(known.get(clip))).toList();
    var folder = trained.folder(run.id());
    var learning = new StructureLearning(plan, choice, context);
    var described =
        learning.described(new ClipDescriber(corpus, extractors, media, context.home()), clips);
    try (var senses = sight.open(context.home())) {
      var lessons = lessons(clips, classes, known);
      var learned = learning.learn(lessons, classes, described, senses, folder);
      var summary = summary(plan, learned);
      summary.putAll(StructureLearning.found(folder));
      summary.put("clips", clips.size());
      summary.put("features", shown(described));
      return told(learned, summary);
    }
  }

  /// What a model was shown, and of how many clips.
  private record Shown(String modality, String extractor, String set, int dim, int clips) {}

  private static List<Shown> shown(DescribedClips described) {
    var shown = new ArrayList<Shown>();
    for (int s = 0; s < described.sources().size(); s++) {
      var source = described.sources().get(s);
      var card = source.card();
      shown.add(
          new Shown(card.name(), card.extractor(), source.set(), card.dim(), described.count(s)));
    }
    return shown;
  }

  /// Labels that enough clips have, in the order of the scheme.
  private List<String> classes(CorpusId corpus, Map<Clip, String> known) {
    var classes =
        catalogue.schemeOf(corpus).labels().stream()
            .map(Label::id)
            .filter(label -> known.values().stream().filter(label::equals).count() >= FEWEST)
            .toList();
    if (classes.size() < 2) {
      throw new InvalidValueException(
          "A model needs two labels with %s clips each to learn from, but only %s have them.",
          FEWEST, classes.size());
    }
    return classes;
  }

  private static Outcome told(RecognitionFolder learned, Map<String, Object> summary) {
    var figures = Objects.requireNonNull(learned.figures(), "of a model that tells labels apart");
    summary.put("figures", figures);
    return new Outcome(
        Sentence.of(
            "Learned from %s clips. Of %s held back it tells %s rightly; mean recall of labels %s.",
            figures.learnedFrom(),
            figures.heldOut(),
            Math.round(figures.accuracy() * figures.heldOut()),
            "%.2f".formatted(figures.uar())),
        JsonMapper.shared().writeValueAsString(summary));
  }

  /// Clips whose label is known, in the order of the corpus.
  private Map<Clip, String> known(CorpusId corpus, TrainPlan plan, JobContext context) {
    var labels = PseudoJobPlan.DEFAULT.with(plan.agreed(), plan.voters());
    var known = new LinkedHashMap<Clip, String>();
    for (var member : pool.read(corpus, labels, context::stopIfCancelled).members()) {
      if (member.truth() != null) {
        known.put(member.clip(), member.truth());
      }
    }
    return known;
  }

  private static Map<String, Object> summary(TrainPlan plan, RecognitionFolder learned) {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", plan.model());
    summary.put("size", plan.size());
    summary.put("stage", plan.stage());
    summary.put("classes", learned.classes());
    summary.put("temperature", learned.temperature());
    summary.put("weights", learned.hash());
    summary.put("startedFrom", learned.startedFrom());
    return summary;
  }

  /// An epoch as the journal keeps it.
  private record Epoch(
      int epoch,
      int epochs,
      double loss,
      double rate,
      @Nullable Double accuracy,
      @Nullable Double uar) {}

  /// Passes on how training goes; each epoch enters the journal with the mean of its losses.
  private static final class Heard implements RecognitionWatch {
    private final JobContext context;
    private int epoch = 0;
    private int steps = 0; // of the epoch
    private double sum = 0; // of their losses

    Heard(JobContext context) {
      this.context = context;
    }

    /// The mean of the last epoch; none if all had been learned before.
    OptionalDouble loss() {
      return steps == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / steps);
    }

    @Override
    public void looked(int clips, int of) {
      context.report(
          SENSES_SHARE * clips / of, Sentence.of("faces and sounds: %s of %s clips", clips, of));
    }

    @Override
    public void step(RecognitionStep step) {
      if (step.epoch() != epoch) {
        epoch = step.epoch();
        steps = 0;
        sum = 0;
      }
      steps++;
      sum += step.loss();
      if (steps == step.steps() / step.epochs()) {
        var figures = step.figures();
        context.journal(
            epoch,
            new Epoch(
                epoch,
                step.epochs(),
                sum / steps,
                step.rate(),
                figures == null ? null : figures.accuracy(),
                figures == null ? null : figures.uar()));
      }
      context.report(
          SENSES_SHARE + LEARNING_SHARE * step.step() / step.steps(),
          Sentence.of("learning: epoch %s of %s", step.epoch(), step.epochs()));
    }

    @Override
    public boolean cancelled() {
      return context.cancelled();
    }
  }
}
