package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import undertone.corpora.ClipId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.caption.Captioning;
import undertone.engine.captions.CaptionReader;
import undertone.engine.features.ClipSource;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.SecondOpinion;
import undertone.engine.voters.FaceExpressionVoter;

/// What the house knows of clips beside votes and features: what is written of them, and what the
/// expression network says of their faces.
final class SecondOpinions {
  private static final int PAGE = 1000;

  private final Captioning captioning;
  private final Extractors extractors;

  SecondOpinions(Captioning captioning, Extractors extractors) {
    this.captioning = captioning;
    this.extractors = extractors;
  }

  /// @param sources of the clips, in their order
  /// @param faces how faces are described; the network speaks where it is part of that
  /// @throws JobCancelledException if the progress asks to stop
  List<SecondOpinion> of(
      List<ClipId> clips,
      List<ClipSource> sources,
      LabelScheme scheme,
      FaceDescription faces,
      FeatureCache cache,
      FeatureProgress progress)
      throws IOException, InterruptedException {
    try {
      var opinions =
          new ArrayList<>(
              FaceExpressionVoter.secondOpinion(
                  faces, extractors.expression(), cache, sources, scheme, progress));
      var captions = captions(clips);
      if (captions.stream().anyMatch(said -> !said.isEmpty())) {
        var labels = scheme.labels().stream().map(Label::id).toList();
        opinions.add(CaptionReader.secondOpinion(captions, labels, cache, progress));
      }
      return opinions;
    } catch (CancellationException e) {
      throw new JobCancelledException(e);
    }
  }

  /// What was written of each clip, all voters and places together, by language.
  private List<Map<String, String>> captions(List<ClipId> clips) {
    var found = new ArrayList<Map<String, String>>();
    for (int from = 0; from < clips.size(); from += PAGE) {
      var page = clips.subList(from, Math.min(clips.size(), from + PAGE));
      var written = captioning.standing(page);
      for (var clip : page) {
        var texts = new TreeMap<String, String>();
        written
            .getOrDefault(clip, List.of())
            .forEach(caption ->
                texts.merge(
                    CaptionReader.read(caption.language()),
                    caption.text(),
                    (one, other) -> one + " " + other));
        found.add(texts);
      }
    }
    return found;
  }
}
