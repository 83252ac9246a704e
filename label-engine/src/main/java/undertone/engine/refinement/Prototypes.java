package undertone.engine.refinement;

/// One centre per class on the unit sphere, moved by momentum towards the clips believed to be of
/// it.
///
/// Source: PiCO, eq. 6. Kept in Java arrays: a few thousand numbers, read by every clip.
final class Prototypes {
  private final float[][] centres; // [K,d]
  private final boolean[] touched; // [K] centres that have seen a clip
  private final double momentum;

  /// All centres at zero.
  Prototypes(int classes, int embedding, double momentum) {
    this(new float[classes][embedding], new boolean[classes], momentum);
  }

  Prototypes(float[][] centres, boolean[] touched, double momentum) {
    this.centres = centres;
    this.touched = touched;
    this.momentum = momentum;
  }

  float[][] centres() {
    return centres;
  }

  boolean[] touched() {
    return touched;
  }

  /// Softmax of cosines over the centres that have been touched, without a temperature `[K]`; 0 for
  /// the others, which would otherwise look like a neutral choice. All 1/K while none is touched.
  float[] scores(float[] embeddings, int row) {
    var cosines = cosines(embeddings, row);
    var scores = new float[centres.length];
    double sum = 0;
    for (int k = 0; k < centres.length; k++) {
      double weight = touched[k] ? Math.exp(cosines[k]) : 0;
      scores[k] = (float) weight;
      sum += weight;
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] = sum > 0 ? (float) (scores[k] / sum) : 1f / scores.length;
    }
    return scores;
  }

  /// Likeness of one row to each centre `[K]`.
  float[] cosines(float[] embeddings, int row) {
    int d = centres[0].length;
    var cosines = new float[centres.length];
    for (int k = 0; k < cosines.length; k++) {
      double cosine = 0;
      for (int e = 0; e < d; e++) {
        cosine += (double) embeddings[row * d + e] * centres[k][e];
      }
      cosines[k] = (float) cosine;
    }
    return cosines;
  }

  /// μ ← γ μ + (1−γ) z for each clip of a batch in order, then every centre back to length 1.
  ///
  /// @param embeddings `[B,d]`, row after row
  void follow(float[] embeddings, int[] labels) {
    int d = centres[0].length;
    for (int i = 0; i < labels.length; i++) {
      var centre = centres[labels[i]];
      touched[labels[i]] = true;
      for (int e = 0; e < d; e++) {
        centre[e] = (float) (momentum * centre[e] + (1 - momentum) * embeddings[i * d + e]);
      }
    }
    for (var centre : centres) {
      double square = 0;
      for (float value : centre) {
        square += (double) value * value;
      }
      double length = Math.max(Math.sqrt(square), 1e-12);
      for (int e = 0; e < d; e++) {
        centre[e] = (float) (centre[e] / length);
      }
    }
  }
}
