package undertone.annotator.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.ClipId;

/// What somebody seeks in a corpus.
///
/// @param words a description, or words of it; empty = none
/// @param like a clip whose like is sought; null = none
/// @param labels the clip leads with one of them, or was given it; empty = any
/// @param annotated whether somebody has voted on the clip; null = both
/// @param languages of captions; empty = any
/// @param from the clip came, or its caption was written, then or later; null = ever
/// @param until that was before then; null = until now
/// @param by a model that described the clips, by which alone they are sought; empty = by all ways
///   that there are for texts and for what captions taught
/// @param limit clips at most
public record Asked(
    String words,
    @Nullable ClipId like,
    Set<String> labels,
    @Nullable Boolean annotated,
    Set<String> languages,
    @Nullable Instant from,
    @Nullable Instant until,
    String by,
    int limit) {

  private static final int LAST_YEAR = 9999;

  public Asked {
    words = words.strip();
    by = by.strip();
    labels = Set.copyOf(labels);
    languages = Set.copyOf(languages);
    if (from != null && until != null && !from.isBefore(until)) {
      throw new InvalidRequestException("Nothing lies between %s and %s.", from, until);
    }
  }

  /// What came or was written on these days, each in whole by UTC.
  ///
  /// @param since the first day; null = ever
  /// @param until the last day; null = until now
  /// @param by as [#by]
  public static Asked onDays(
      String words,
      @Nullable ClipId like,
      Set<String> labels,
      @Nullable Boolean annotated,
      Set<String> languages,
      @Nullable LocalDate since,
      @Nullable LocalDate until,
      String by,
      int limit) {
    mustBeDay(since);
    mustBeDay(until);
    return new Asked(
        words,
        like,
        labels,
        annotated,
        languages,
        since == null ? null : since.atStartOfDay(ZoneOffset.UTC).toInstant(),
        until == null ? null : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        by,
        limit);
  }

  private static void mustBeDay(@Nullable LocalDate day) {
    if (day != null && (day.getYear() < 1 || day.getYear() > LAST_YEAR)) {
      throw new InvalidRequestException("A day lies in the years 1 to %s, not %s.", LAST_YEAR, day);
    }
  }

  boolean nothing() {
    return words.isEmpty() && like == null;
  }
}
