package undertone.corpora.clip;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;

/// What a list of clips is narrowed to; a null field does not narrow.
///
/// @param label the leading label
/// @param decided true = settled by a curator, false = not
/// @param voted true = at least one vote, false = none
/// @param minNoise only clips whose newest noise probability is at least this
/// @param words part of the name, text, speaker or conversation
/// @param distress marked as distressing, or reported by annotators and not decided yet
/// @param apart a label: one voter puts it first and another does not; two labels joined by a
///   vertical bar: one voter puts the one first and another the other; [#ANY]: people differ; one
///   of [Beside], as written
/// @param against name of a voter who puts another label first than most
/// @param missed the leading label is not among so many labels, 1 to [#MOST_MISSED], that the
///   newest run to judge the corpus holds most probable; a clip or a label that it did not know is
///   left out
/// @param rejected true = a curator has rejected a proposal for it, and it stays so; false = none
public record ClipFilter(
    @Nullable Modality modality,
    @Nullable ClipState state,
    @Nullable String label,
    @Nullable String split,
    @Nullable Boolean decided,
    @Nullable Boolean voted,
    @Nullable Double minNoise,
    @Nullable String words,
    @Nullable Distress distress,
    @Nullable String apart,
    @Nullable String against,
    @Nullable Integer missed,
    @Nullable Boolean rejected) {

  /// No scheme has more labels that a leading one could be missed among.
  public static final int MOST_MISSED = 1_000;

  /// Whatever the labels people are apart on.
  public static final String ANY = "*";

  /// What voters can be apart on beside labels.
  public enum Beside {
    VALENCE,
    AROUSAL,
    INTENSITY,
    CERTAINTY,
    /// Two voters or more followed the clip in time, alike or not.
    TRACES;

    /// As it stands in a filter: an asterisk, which no label begins with, and the word.
    public String written() {
      return ANY + name().toLowerCase(Locale.ROOT);
    }

    /// What a filter asks; empty if it asks about labels.
    public static Optional<Beside> of(@Nullable String apart) {
      return Arrays.stream(values()).filter(beside -> beside.written().equals(apart)).findFirst();
    }
  }

  /// What is known of how hard a clip is to bear.
  public enum Distress {
    MARKED,
    REPORTED
  }

  /// A filter that asks nothing about runs.
  public ClipFilter(
      @Nullable Modality modality,
      @Nullable ClipState state,
      @Nullable String label,
      @Nullable String split,
      @Nullable Boolean decided,
      @Nullable Boolean voted,
      @Nullable Double minNoise,
      @Nullable String words,
      @Nullable Distress distress,
      @Nullable String apart,
      @Nullable String against) {
    this(
        modality, state, label, split, decided, voted, minNoise, words, distress, apart, against,
        null, null);
  }

  /// A filter that asks nothing about single votes.
  public ClipFilter(
      @Nullable Modality modality,
      @Nullable ClipState state,
      @Nullable String label,
      @Nullable String split,
      @Nullable Boolean decided,
      @Nullable Boolean voted,
      @Nullable Double minNoise,
      @Nullable String words) {
    this(modality, state, label, split, decided, voted, minNoise, words, null, null, null);
  }

  public static final ClipFilter ALL =
      new ClipFilter(null, null, null, null, null, null, null, null);

  /// This filter, whatever the leading label.
  public ClipFilter withoutLabel() {
    return new ClipFilter(
        modality, state, null, split, decided, voted, minNoise, words, distress, apart, against,
        missed, rejected);
  }
}
