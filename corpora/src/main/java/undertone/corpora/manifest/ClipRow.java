package undertone.corpora.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One good row: a clip and what the table says of it.
///
/// @param line where the row starts in its file, counted from 1; 0 for a clip found in a folder
/// @param name the clip's id in its corpus, made from `source`
/// @param source relative path of the media with `/`, or an id when the clip is text only
/// @param texts transcript or text by language
/// @param split `train`, `valid`, `test` or `fold:NAME`
/// @param gold the trusted label
/// @param opinions by voter: the NAME of `candidates:NAME` or `ranked:NAME`, or `candidates`
/// @param tally of the anonymous crowd, if anybody voted
/// @param captions by language
/// @param valence as written; the scale is the corpus's own
/// @param distressing whether the table calls the clip hard to bear; false where it says nothing
/// @param metadata all other columns that are not empty, by column name
public record ClipRow(
    long line,
    String name,
    String source,
    Map<String, String> texts,
    @Nullable String split,
    @Nullable String gold,
    Map<String, Opinion> opinions,
    @Nullable Tally tally,
    Map<String, String> captions,
    @Nullable String conversation,
    @Nullable Integer turn,
    @Nullable String speaker,
    @Nullable Long startMicros,
    @Nullable Long endMicros,
    @Nullable Double valence,
    @Nullable Double arousal,
    @Nullable Double intensity,
    boolean distressing,
    Map<String, String> metadata) {

  public ClipRow {
    texts = inOrder(texts);
    opinions = inOrder(opinions);
    captions = inOrder(captions);
    metadata = inOrder(metadata);
  }

  /// A clip of which only the file is known.
  static ClipRow ofFile(String name, String source) {
    return new ClipRow(
        0, name, source, Map.of(), null, null, Map.of(), null, Map.of(), null, null, null, null,
        null, null, null, null, false, Map.of());
  }

  /// A turn of which only is known who has it when; what is said in it stays behind.
  public static ClipRow ofTurn(
      String name,
      @Nullable String conversation,
      @Nullable Integer turn,
      @Nullable String speaker,
      @Nullable Long startMicros,
      @Nullable Long endMicros) {
    return new ClipRow(
        0,
        name,
        name,
        Map.of(),
        null,
        null,
        Map.of(),
        null,
        Map.of(),
        conversation,
        turn,
        speaker,
        startMicros,
        endMicros,
        null,
        null,
        null,
        false,
        Map.of());
  }

  /// The same row at another line.
  public ClipRow atLine(long line) {
    return new ClipRow(
        line,
        name,
        source,
        texts,
        split,
        gold,
        opinions,
        tally,
        captions,
        conversation,
        turn,
        speaker,
        startMicros,
        endMicros,
        valence,
        arousal,
        intensity,
        distressing,
        metadata);
  }

  public Optional<String> text(String language) {
    return Optional.ofNullable(texts.get(language));
  }

  public Optional<Opinion> opinion(String voter) {
    return Optional.ofNullable(opinions.get(voter));
  }

  /// The column by which folds never cut: the conversation, else the speaker.
  public Optional<String> group() {
    return Optional.ofNullable(conversation).or(() -> Optional.ofNullable(speaker));
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
