package undertone.annotator.jobs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.FeatureCache;
import undertone.engine.recognition.DescribedFolder;
import undertone.engine.recognition.DescribingModel;
import undertone.engine.search.VectorModel;

/// Lets a model that learned on a corpus, or was brought in, read every clip and keeps what its
/// head reads, so that whatever takes features can take these, by the model's name.
///
/// What is kept lies beside all other features, by content and weights: begun again, a run finds
/// what it had read, and clips that came since are all that is left to read. Where clips lie by it
/// is kept for the search too, which takes that over in one step when the run has read them all.
public final class DescribeJob implements Job {
  private static final int PAGE = 256;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Library library;
  private final MediaStore media;
  private final DescribingModels models;
  private final Describers describers;

  DescribeJob(Library library, MediaStore media, DescribingModels models, Describers describers) {
    this.library = library;
    this.media = media;
    this.models = models;
    this.describers = describers;
  }

  @Override
  public RunKind kind() {
    return RunKind.DESCRIBE;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), DescribePlan.class);
    var place = models.mustRead(corpus, plan);
    try (var opened = describers.open(plan.model(), place, context.home())) {
      return describe(run, corpus, opened.models().getFirst(), context);
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }

  private Outcome describe(Run run, CorpusId corpus, DescribingModel model, JobContext context)
      throws Exception {
    var features =
        new ClipFeatures(
            List.of(model), new FeatureCache(context.home().features()), CorpusNumbers.THREADS);
    var searched =
        new DescribedFolder(context.home().described(corpus))
            .begin(
                new DescribedFolder.Serving(model.id(), run.id().toString(), model.readsWords()));
    boolean comparable = model.dim() <= VectorModel.MOST_NUMBERS; // the index takes no longer ones
    int total = Math.toIntExact(library.count(corpus, READY));
    int clips = 0;
    int described = 0;
    var unreadable = new TreeMap<String, String>();
    long after = -1;
    while (true) {
      context.stopIfCancelled();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        break;
      }
      var progress =
          new JobProgress(
              context,
              0,
              1,
              clips,
              Math.max(total, clips + page.size()),
              (done, all) -> Sentence.of("describing: %s of %s clips", done, all));
      var read =
          features.numbers(
              page.stream().map(clip -> ClipSources.of(clip, media)).toList(), progress);
      described += described(read, page, comparable ? searched : null);
      unreadable.putAll(read.unreadable());
      clips += page.size();
      after = page.getLast().position();
    }
    if (comparable) {
      searched.serve();
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("model", model.id());
    summary.put("clips", clips);
    summary.put("described", described);
    summary.put("without", clips - described - unreadable.size());
    summary.put("unreadable", unreadable);
    summary.put("dim", model.dim());
    summary.put("taught", model.taught().size());
    return new Outcome(
        Sentence.of(
            "%s of %s clips described by %s; %s show nothing that it reads, %s cannot be read.",
            described, clips, model.id(), clips - described - unreadable.size(), unreadable.size()),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private static int described(
      ClipNumbers read, List<Clip> page, DescribedFolder.@Nullable Growing searched)
      throws IOException {
    var extractor = read.extractors().getFirst();
    int described = 0;
    for (int c = 0; c < page.size(); c++) {
      var vector = read.of(extractor, c);
      if (vector != null) {
        if (searched != null) {
          searched.add(page.get(c).id(), vector);
        }
        described++;
      }
    }
    return described;
  }
}
