package undertone.models.missing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.BitSet;
import undertone.models.Constant;

/// The three ways in which a step of one modality can be absent from a batch, never mixed:
///
/// - real `[B,T]`, 0 = beyond the end of the clip
/// - kept `[B,T]`, 0 = this step is missing: a dropped frame, no face, an unknown word, or taken
///   away
/// - present `[B]`, 0 = the clip lacks the modality as a whole
///
/// What is kept is real, and a clip that lacks the modality keeps nothing of it.
public final class SequenceMasks {
  private final int steps;
  private final int[] lengths;
  private final BitSet[] kept;
  private final boolean[] present;

  /// A batch of clips whose modality is absent; [#put] says which are not.
  ///
  /// @param clips B
  /// @param steps of the longest (T)
  public SequenceMasks(int clips, int steps) {
    this.steps = steps;
    lengths = new int[clips];
    kept = new BitSet[clips];
    Arrays.setAll(kept, _ -> new BitSet(steps));
    present = new boolean[clips];
  }

  /// Puts in the steps of a clip that has the modality.
  ///
  /// @param steps one for each step up to the clip's end, true = kept
  public void put(int clip, boolean... steps) {
    lacks(clip, steps.length);
    present[clip] = true;
    for (int t = 0; t < steps.length; t++) {
      kept[clip].set(t, steps[t]);
    }
  }

  /// Says that a clip lacks the modality.
  ///
  /// @param length steps it would have, 0 if nobody knows
  public void lacks(int clip, int length) {
    if (length > steps) {
      throw new IllegalArgumentException(
          "Clip %d has %d steps, but this batch ends at %d.".formatted(clip, length, steps));
    }
    lengths[clip] = length;
    kept[clip].clear();
    present[clip] = false;
  }

  /// `[B,T]`, 1 up to the end of each clip.
  public NDArray real(NDManager manager) {
    return create(manager, (clip, t) -> t < lengths[clip]);
  }

  /// `[B,T]`, 1 where a step is there.
  public NDArray kept(NDManager manager) {
    return create(manager, (clip, t) -> kept[clip].get(t));
  }

  /// `[B]`, 1 where a clip has the modality.
  public NDArray present(NDManager manager) {
    var values = new float[present.length];
    for (int clip = 0; clip < values.length; clip++) {
      values[clip] = present[clip] ? 1 : 0;
    }
    return manager.create(values);
  }

  private interface Question {
    boolean holds(int clip, int step);
  }

  private NDArray create(NDManager manager, Question question) {
    var values = new float[lengths.length * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = question.holds(i / steps, i % steps) ? 1 : 0;
    }
    return manager.create(values, new Shape(lengths.length, steps));
  }

  /// The vector of an utterance: the mean of the steps that are kept, zeros where none is.
  ///
  /// @param sequence `[B,T,D]`
  /// @param kept `[B,T]`
  /// @return `[B,D]`
  public static NDArray mean(NDArray sequence, NDArray kept) {
    var mask = kept.expandDims(2);
    var count = mask.sum(new int[] {1}); // [B,1]
    return sequence.mul(mask).sum(new int[] {1}).div(count.maximum(Constant.beside(count, 1)));
  }
}
