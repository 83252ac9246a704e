package undertone.corpora.plan;

import undertone.corpora.Cue;

/// Which clips have a cue, as conditions on a row `c` of `clip`. They hold no words of anybody's.
public final class CueSql {

  private CueSql() {}

  /// Whether the clip has the cue at all. A text has nothing but words, so its words alone are the
  /// whole clip.
  public static String has(Cue cue) {
    return switch (cue) {
      case ALL -> "true";
      case FACE -> "c.modality in ('VIDEO', 'IMAGE')";
      case VOICE -> "c.has_audio = true";
      case WORDS ->
          "(c.modality <> 'TEXT' and c.text_content is not null and c.text_content <> '')";
      case LISTENER -> "c.conversation is not null";
    };
  }

  /// Whether the clip has the cue, and a copy that holds it alone where one is needed.
  public static String ready(Cue cue) {
    return switch (cue) {
      case ALL -> "true";
      case WORDS, LISTENER -> has(cue);
      case FACE, VOICE ->
          "("
              + has(cue)
              + " and (c.modality = 'IMAGE' or exists (select 1 from cue_copy k where k.hash ="
              + " c.media_hash and k.cue = '"
              + cue
              + "' and k.made = true)))";
    };
  }
}
