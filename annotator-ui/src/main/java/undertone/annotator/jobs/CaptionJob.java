package undertone.annotator.jobs;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.captions.CaptionEpoch;
import undertone.engine.captions.CaptionLessons;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.CaptionSpace;
import undertone.engine.captions.CaptionStudy;
import undertone.engine.captions.ClipInputs;
import undertone.engine.captions.ClipKind;
import undertone.engine.captions.NumberLayout;
import undertone.engine.captions.Sentences;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.features.Extractors;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;

/// Learns from the captions of a corpus what its clips look and sound like in words, so that a
/// description finds clips of which nobody has written anything, and in long clips the moment.
///
/// It serves the search only if, on captioned clips held back from it, captions find their clips
/// beyond doubt more often than chance would.
public final class CaptionJob implements Job {
  private static final double FEATURES_SHARE = .3; // of the progress bar
  private static final double LEARNING_SHARE = .2; // each of the two
  private static final double MOMENTS_FROM = FEATURES_SHARE + 2 * LEARNING_SHARE;
  private static final int HIDDEN = 128;
  private static final int THREADS = 1; // its matrices are small: two would wait for each other
  private static final int JOURNAL_OF_ALL = 10_000; // numbers of the second learning's entries
  private static final double OFTEN = .1; // share of captions from which a language counts

  private final Library library;
  private final Captioning captioning;
  private final MediaStore media;
  private final Extractors extractors;

  CaptionJob(Library library, Captioning captioning, MediaStore media, Extractors extractors) {
    this.library = library;
    this.captioning = captioning;
    this.media = media;
    this.extractors = extractors;
  }

  @Override
  public RunKind kind() {
    return RunKind.CAPTION;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), CaptionPlan.class);
    var read =
        CorpusNumbers.read(
            corpus, plan.faces(), library, media, extractors, context, FEATURES_SHARE);
    var written = written(read.clips(), context);
    var rows = written.captions().stream().mapToInt(w -> w.clip()).distinct().toArray();
    var layout = NumberLayout.of(plan.faces(), read.numbers(), rows);
    var lessons =
        CaptionLessons.of(
            written.captions().stream()
                .filter(w -> layout.row(read.numbers(), w.clip()) != null)
                .toList());
    int captioned = (int) lessons.captions().stream().mapToInt(c -> c.clip()).distinct().count();
    if (captioned < CaptionStudy.LEAST_CLIPS) { // said here too, where it is known in Chinese
      throw new InvalidValueException(
          "Captions of %s clips or more are needed to learn from; %s have one.",
          CaptionStudy.LEAST_CLIPS, captioned);
    }
    var material = material(read, layout, lessons, written.encoder(context));
    var recipe = plan.recipe(lessons.captions().size());
    var study = new CaptionStudy(plan.seed(), THREADS, Device.cpu());
    var proof = study.proof(material, recipe, heard(context, recipe, FEATURES_SHARE, 0));
    var folder = new SpaceFolder(context.home().spaces(corpus));
    int embedded;
    try (var space =
        study.space(
            material,
            recipe,
            heard(context, recipe, FEATURES_SHARE + LEARNING_SHARE, JOURNAL_OF_ALL))) {
      folder.keep(space, layout);
      folder.keepCut(space.modelId(), proof.cut());
      var serving = new SpaceFolder.Serving(space.modelId(), run.id().toString());
      embedded = embed(folder, serving, space, layout, read);
      int moments = 0;
      if (proof.holds()) {
        moments =
            new CorpusMoments(folder, serving, space, layout)
                .embed(read, media, extractors, context, MOMENTS_FROM);
        folder.serve(serving);
      }
      var summary = new LinkedHashMap<String, Object>();
      summary.put("captions", lessons.captions().size());
      summary.put("captionedClips", captioned);
      summary.put("sentences", lessons.sentences().size());
      summary.put("embedded", embedded);
      summary.put("moments", moments);
      summary.put("without", read.clips().size() - embedded);
      summary.put("proof", proof);
      summary.put("serves", proof.holds());
      summary.put("sentenceEncoder", space.sentenceEncoder());
      summary.put("space", space.modelId());
      summary.put("epochs", recipe.descent().epochs());
      summary.put("local", recipe.contrast().local().written());
      return new Outcome(
          Sentence.of(
              proof.holds()
                  ? "Learned from captions of %s clips; descriptions now find %s clips by what they"
                      + " look and sound like."
                  : "Learned from captions of %s clips, but finds others no better than chance;"
                      + " search goes on without it (%s clips).",
              captioned,
              embedded),
          JsonMapper.shared().writeValueAsString(summary));
    }
  }

  /// Keeps where each clip lies of which something is known.
  ///
  /// @return how many
  static int embed(
      SpaceFolder folder,
      SpaceFolder.Serving serving,
      CaptionSpace space,
      NumberLayout layout,
      CorpusNumbers read)
      throws Exception {
    var known = new ArrayList<ClipId>();
    var rows = new ArrayList<float[]>();
    for (int i = 0; i < read.clips().size(); i++) {
      var row = layout.row(read.numbers(), i);
      if (row != null) {
        known.add(read.clips().get(i).id());
        rows.add(row);
      }
    }
    var vectors = space.embedClips(ClipInputs.of(rows.toArray(float[][]::new)));
    var byClip = new LinkedHashMap<ClipId, float[]>();
    IntStream.range(0, vectors.length).forEach(i -> byClip.put(known.get(i), vectors[i]));
    folder.keep(serving, byClip);
    return known.size();
  }

  /// What was written of the clips, and how much of it is Chinese.
  private record AllWritten(List<CaptionLessons.Written> captions, double chinese) {

    /// The encoder that reads most of it. The Chinese one makes something of English too.
    TextEncoder encoder(JobContext context) {
      var cache = new FeatureCache(context.home().features());
      return chinese >= OFTEN ? SentenceEncoder.chinese(cache) : SentenceEncoder.english(cache);
    }
  }

  private record Hand(VoterId voter, String language) {}

  private AllWritten written(List<Clip> clips, JobContext context) {
    var all = new ArrayList<CaptionLessons.Written>();
    int chinese = 0;
    for (int i = 0; i < clips.size(); i++) {
      context.stopIfCancelled();
      var byHand = new LinkedHashMap<Hand, Map<Place, String>>();
      for (var caption : captioning.standing(clips.get(i).id())) {
        byHand
            .computeIfAbsent(hand(caption), _ -> new HashMap<>())
            .put(caption.place(), caption.text());
      }
      for (var one : byHand.entrySet()) {
        all.add(new CaptionLessons.Written(i, one.getValue()));
        chinese += one.getKey().language().equals("zh") ? 1 : 0;
      }
    }
    return new AllWritten(all, all.isEmpty() ? 0 : (double) chinese / all.size());
  }

  private static Hand hand(Caption caption) {
    return new Hand(caption.voter(), Locale.forLanguageTag(caption.language()).getLanguage());
  }

  private static CaptionStudy.Material material(
      CorpusNumbers read, NumberLayout layout, CaptionLessons lessons, TextEncoder encoder)
      throws Exception {
    var vectors =
        encoder.encode(lessons.sentences()).stream()
            .map(vector -> vector.numbers())
            .toArray(float[][]::new);
    return new CaptionStudy.Material(
        new ClipKind.Features(layout.width(), HIDDEN),
        ClipInputs.of(
            read.clips().size(),
            row -> Objects.requireNonNull(layout.row(read.numbers(), row), "a captioned clip")),
        read.clips().stream().map(CaptionJob::group).toList(),
        new Sentences(encoder.model().id().value(), vectors),
        lessons.captions());
  }

  private static String group(Clip clip) {
    return clip.conversation().or(clip::speaker).orElse(clip.id().toString());
  }

  private static Consumer<CaptionEpoch> heard(
      JobContext context, CaptionRecipe recipe, double from, int seq) {
    return epoch -> {
      context.stopIfCancelled();
      context.journal(seq + epoch.epoch(), new Heard(epoch, seq == 0));
      context.report(
          from + LEARNING_SHARE * epoch.epoch() / recipe.descent().epochs(),
          Sentence.of("learning"));
    };
  }

  /// An epoch as the journal keeps it.
  ///
  /// @param proof whether this is the learning that is measured, without the clips held back
  record Heard(
      int epoch,
      int epochs,
      double loss,
      double globalLoss,
      double summaryLoss,
      double localLoss,
      double minedPerClip,
      double scale,
      boolean proof) {
    Heard(CaptionEpoch of, boolean proof) {
      this(
          of.epoch(),
          of.epochs(),
          of.loss(),
          of.globalLoss(),
          of.summaryLoss(),
          of.localLoss(),
          of.minedPerClip(),
          of.scale(),
          proof);
    }
  }
}
