package undertone.annotator.jobs;

import ai.djl.Device;
import java.util.LinkedHashMap;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.features.Extractors;

/// Brings all clips of a corpus, and the moments of long ones, into the space that its captions
/// were learned in, those that came since included.
public final class EmbedJob implements Job {
  private static final double FEATURES_SHARE = .4; // of the progress bar

  private final Library library;
  private final MediaStore media;
  private final Extractors extractors;

  EmbedJob(Library library, MediaStore media, Extractors extractors) {
    this.library = library;
    this.media = media;
    this.extractors = extractors;
  }

  @Override
  public RunKind kind() {
    return RunKind.EMBED;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var folder = new SpaceFolder(context.home().spaces(corpus));
    var serving = CaptionSpaces.mustServe(folder);
    var layout = folder.layout(serving.space());
    var read =
        CorpusNumbers.read(
            corpus, layout.faces(), library, media, extractors, context, FEATURES_SHARE);
    try (var space = folder.space(serving.space(), Device.cpu())) {
      var next = new SpaceFolder.Serving(serving.space(), run.id().toString());
      int embedded = CaptionJob.embed(folder, next, space, layout, read);
      int moments =
          new CorpusMoments(folder, next, space, layout)
              .embed(read, media, extractors, context, FEATURES_SHARE);
      folder.serve(next);
      var summary = new LinkedHashMap<String, Object>();
      summary.put("embedded", embedded);
      summary.put("moments", moments);
      summary.put("without", read.clips().size() - embedded);
      summary.put("space", serving.space());
      return new Outcome(
          Sentence.of("%s clips are found by what they look and sound like.", embedded),
          JsonMapper.shared().writeValueAsString(summary));
    }
  }
}
