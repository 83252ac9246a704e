package undertone.corpora.challenge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The tracks whose files can be scored here.
public enum MerTrack {
  MER2023_MULTI(Answer.CLASS_AND_VALENCE, false, 0),
  MER2023_NOISE(Answer.CLASS_AND_VALENCE, false, 0),
  MER2023_SEMI(Answer.CLASS, true, 0),
  MER2024_SEMI(Answer.CLASS, true, 0),
  MER2024_NOISE(Answer.CLASS, true, 0),
  MER2024_OV(Answer.OPEN_SET, true, 0),
  MER2025_SEMI(Answer.CLASS, true, 20_000),
  MER2025_OV(Answer.OPEN_SET, true, 20_000),
  MER2026_CROSS(Answer.CLASS, true, 20_000),
  MER2026_OV(Answer.OPEN_SET, true, 20_000),
  MER2026_PREFER(Answer.PREFERENCE, false, 0);

  /// What is said of a clip.
  public enum Answer {
    CLASS,
    CLASS_AND_VALENCE,
    OPEN_SET,
    PREFERENCE
  }

  private final Answer answer;
  private final boolean pool;
  private final int candidates;

  MerTrack(Answer answer, boolean pool, int candidates) {
    this.answer = answer;
    this.pool = pool;
    this.candidates = candidates;
  }

  /// As people write it: `mer2024-semi`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<MerTrack> find(String code) {
    return Arrays.stream(values()).filter(t -> t.code().equalsIgnoreCase(code)).findFirst();
  }

  public Answer answer() {
    return answer;
  }

  /// Whether the clips that are scored lie hidden in a larger pool, of which all are predicted.
  public boolean hidesItsClips() {
    return pool;
  }

  /// How many clips the organisers have predicted; 0 = those that are scored, or not known.
  public int candidates() {
    return candidates;
  }

  /// How the organisers want the file to be called; empty = as one likes.
  public String fileName() {
    return answer == Answer.CLASS && candidates > 0 ? "submission.csv" : "";
  }

  /// Whether the files of the track may say valence.
  public boolean takesValence() {
    return answer == Answer.CLASS_AND_VALENCE || this == MER2023_SEMI;
  }

  /// How an open set is written in this year's files.
  public OpenSet.Dialect dialect() {
    return this == MER2024_OV ? OpenSet.Dialect.QUOTED : OpenSet.Dialect.LISTED;
  }
}
