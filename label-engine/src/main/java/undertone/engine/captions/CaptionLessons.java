package undertone.engine.captions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.captiontext.CaptionText;

/// Captions of a corpus as training takes them: sentences, each once, and captions that name them.
///
/// A free caption is split into its parts; what somebody has written at the places of the structure
/// is taken as it is.
public final class CaptionLessons {
  private final Map<String, Integer> numbers = new LinkedHashMap<>(); // by sentence
  private final List<CaptionedClip> captions = new ArrayList<>();

  /// What one voter wrote of one clip in one language.
  ///
  /// @param clip row of the clip
  public record Written(int clip, Map<Place, String> texts) {
    public Written {
      texts = Map.copyOf(texts);
    }
  }

  private CaptionLessons() {}

  public static CaptionLessons of(List<Written> written) {
    var lessons = new CaptionLessons();
    written.forEach(lessons::add);
    return lessons;
  }

  private void add(Written written) {
    var texts = new HashMap<Place, String>();
    var free = written.texts().get(Place.FREE);
    if (free != null) {
      texts.putAll(CaptionText.structured(free));
    }
    written
        .texts()
        .forEach((place, text) -> {
          if (place.level() != CaptionLevel.FREE) {
            texts.put(place, text);
          }
        });
    int global = CaptionedClip.NONE;
    int summary = CaptionedClip.NONE;
    var locals = new ArrayList<CaptionedClip.Local>();
    var places =
        texts.keySet().stream()
            .filter(place -> !texts.getOrDefault(place, "").isBlank())
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    for (var place : places) {
      int sentence = number(texts.getOrDefault(place, "").strip());
      switch (place.level()) {
        case GLOBAL -> global = sentence;
        case SUMMARY -> summary = sentence;
        case LOCAL -> {
          // the words of a region are its number, whatever order the regions have
          locals.add(new CaptionedClip.Local(String.valueOf(place.region()).hashCode(), sentence));
        }
        case FREE -> throw new IllegalStateException("Bug: a free caption was not split.");
      }
    }
    if (!places.isEmpty()) {
      captions.add(new CaptionedClip(written.clip(), global, summary, locals));
    }
  }

  private int number(String sentence) {
    return numbers.computeIfAbsent(sentence, _ -> numbers.size());
  }

  /// Each sentence once, in the order of its number.
  public List<String> sentences() {
    return List.copyOf(numbers.keySet());
  }

  public List<CaptionedClip> captions() {
    return List.copyOf(captions);
  }
}
