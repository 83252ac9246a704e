package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Modality;
import undertone.corpora.Sentence;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.demo.DemoCorpus;
import undertone.corpora.demo.DemoVoices;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaRemix;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.corruption.ClipCorruption;
import undertone.engine.corruption.ClipCorruption.Source;
import undertone.engine.corruption.CorruptedFolder;
import undertone.engine.corruption.NoisePool;

/// Writes the films and sounds of a corpus anew into a folder, with speech of others under them and
/// their pictures blurred, as the tracks called NOISE of the MER challenges have it. Nothing of the
/// corpus changes.
public final class CorruptJob implements Job {
  private static final int PAGE = 500; // clips
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Library library;
  private final MediaStore media;
  private final MediaDecoder decoder;
  private final MediaRemix remix;

  CorruptJob(Library library, MediaStore media, MediaDecoder decoder, MediaRemix remix) {
    this.library = library;
    this.media = media;
    this.decoder = decoder;
    this.remix = remix;
  }

  @Override
  public RunKind kind() {
    return RunKind.CORRUPT;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var plan = JsonMapper.shared().readValue(run.plan(), CorruptPlan.class);
    var clips = sources(run.corpus().orElseThrow());
    context.report(0, Sentence.of("reading the noise"));
    var pool = NoisePool.open(noise(plan, context), decoder);
    var corruption = new ClipCorruption(pool, decoder, remix, run.seed());
    var progress =
        new JobProgress(
            context,
            0,
            1,
            0,
            clips.size(),
            (done, all) -> Sentence.of("made worse: %s of %s clips", done, all));
    ClipCorruption.Tally tally;
    try (var folder = CorruptedFolder.open(Path.of(plan.folder()), run.seed(), pool)) {
      tally = corruption.corrupt(clips, folder, progress);
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("written", tally.written());
    summary.put("kept", tally.kept());
    summary.put("skipped", tally.skipped());
    summary.put("furthestDb", tally.furthestDb());
    summary.put("folder", plan.folder());
    return new Outcome(
        Sentence.of(
            "%s clips written, %s were there, %s left out.",
            tally.written(), tally.kept(), tally.skipped().size()),
        JsonMapper.shared().writeValueAsString(summary));
  }

  private static Path noise(CorruptPlan plan, JobContext context) throws IOException {
    if (plan.noise() != null) {
      return Path.of(plan.noise());
    }
    var voices = context.folder().resolve("voices");
    DemoVoices.write(voices, DemoCorpus.SEED);
    return voices;
  }

  private List<Source> sources(CorpusId corpus) {
    var sources = new ArrayList<Source>();
    var names = new HashMap<String, String>();
    for (var page = page(corpus, -1); !page.isEmpty(); ) {
      for (var clip : page) {
        if (clip.modality() == Modality.VIDEO || clip.modality() == Modality.AUDIO) {
          var name = ClipNames.of(clip.name());
          var other = names.put(name, clip.name());
          if (other != null) {
            throw new InvalidValueException(
                "The clips %s and %s would both be written as %s; give one of them another name.",
                other, clip.name(), name);
          }
          var file = media.path(clip.mediaHash().orElseThrow());
          sources.add(new Source(name, file, clip.modality() == Modality.VIDEO));
        }
      }
      page = page(corpus, page.getLast().position());
    }
    if (sources.isEmpty()) {
      throw new InvalidValueException("This corpus has no film or sound that could be made worse.");
    }
    return sources;
  }

  private List<Clip> page(CorpusId corpus, long after) {
    return library.page(corpus, READY, after, PAGE);
  }
}
