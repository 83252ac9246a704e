package undertone.corpora.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Context;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;

/// How the clips of a corpus are handed out, besides how many annotators see each whole clip.
///
/// @param face how many annotators judge each clip by its picture alone; 0 for no such pass
/// @param voice by its sound alone
/// @param words by its transcript alone
/// @param listener how many say of each turn of a conversation what whoever listens feels
/// @param goldEvery one gold clip in so many hand-outs; 0 for none
/// @param feedback whether an annotator is told the gold label after answering
/// @param goldSplit gold clips are of this split; null for all there are
/// @param context which turns of a conversation stand beside a whole clip
public record AnnotationPlan(
    int face,
    int voice,
    int words,
    int listener,
    int goldEvery,
    boolean feedback,
    @Nullable String goldSplit,
    Context context) {

  /// Whole clips only, no gold, with the turns around them.
  public static final AnnotationPlan PLAIN = new AnnotationPlan(0, 0, 0, 0, false, null);

  public static final int MOST_ANNOTATORS = 100;

  /// Denser, and an annotator works for the gold more than for the corpus.
  public static final int DENSEST_GOLD = 3;

  public static final int SPARSEST_GOLD = 1000;

  public AnnotationPlan {
    for (int overlap : new int[] {face, voice, words, listener}) {
      if (overlap < 0 || overlap > MOST_ANNOTATORS) {
        throw new InvalidValueException(
            "A pass has 0..%s annotators for each clip, not %s.", MOST_ANNOTATORS, overlap);
      }
    }
    if (goldEvery != 0 && (goldEvery < DENSEST_GOLD || goldEvery > SPARSEST_GOLD)) {
      throw new InvalidValueException(
          "One gold clip comes in %s to %s clips, or none at all (0), not one in %s.",
          DENSEST_GOLD, SPARSEST_GOLD, goldEvery);
    }
  }

  /// A plan under which the turns around a clip are seen, and nobody is asked about listeners.
  public AnnotationPlan(
      int face, int voice, int words, int goldEvery, boolean feedback, @Nullable String goldSplit) {
    this(face, voice, words, 0, goldEvery, feedback, goldSplit, Context.AROUND);
  }

  /// How many annotators judge each clip in a pass that stands apart.
  ///
  /// @throws IllegalArgumentException for whole clips, whose number is the corpus' own
  public int overlap(Cue cue) {
    return switch (cue) {
      case FACE -> face;
      case VOICE -> voice;
      case WORDS -> words;
      case LISTENER -> listener;
      case ALL -> throw new IllegalArgumentException("Bug: the corpus knows its own overlap.");
    };
  }

  /// The passes in the order in which an annotator works through them: whoever has seen the whole
  /// clip can no longer judge a part of it alone. Who speaks comes before who listens.
  public List<Cue> passes() {
    var passes = new ArrayList<>(singleCues());
    passes.add(Cue.ALL);
    if (listener > 0) {
      passes.add(Cue.LISTENER);
    }
    return passes;
  }

  /// Passes whose votes stand apart from the clips' labels.
  public List<Cue> passesApart() {
    return passes().stream().filter(Cue::apart).toList();
  }

  /// Single cues with a pass of their own: where there are any, clips are withheld in part.
  public List<Cue> singleCues() {
    return List.of(Cue.FACE, Cue.VOICE, Cue.WORDS).stream().filter(c -> overlap(c) > 0).toList();
  }

  public boolean mixesGold() {
    return goldEvery > 0;
  }
}
