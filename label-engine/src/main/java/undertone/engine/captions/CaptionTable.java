package undertone.engine.captions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.caption.Region;

/// Captions of clips with their sentences, each sentence once: clips that the same is said of are
/// positives for each other.
public final class CaptionTable {
  private static final List<Region> REGIONS = Arrays.asList(Region.values());

  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> sentences = new ArrayList<>();
  private final List<CaptionedClip> captions = new ArrayList<>();

  /// @param clip row in the inputs
  public void add(int clip, VoteCaptions.Told told) {
    captions.add(
        new CaptionedClip(
            clip,
            number(told.global()),
            number(told.summary()),
            told.locals().stream()
                .map(local ->
                    new CaptionedClip.Local(
                        REGIONS.indexOf(local.region()), number(local.sentence())))
                .toList()));
  }

  private int number(String sentence) {
    return known.computeIfAbsent(
        sentence,
        said -> {
          sentences.add(said);
          return sentences.size() - 1;
        });
  }

  /// In the order in which they were added.
  public List<CaptionedClip> captions() {
    return List.copyOf(captions);
  }

  /// By the numbers that captions name them by.
  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}
