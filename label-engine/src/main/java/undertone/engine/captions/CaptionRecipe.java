package undertone.engine.captions;

import java.util.Arrays;
import java.util.Locale;

/// How clips and captions are learned.
///
/// @param hidden width of a layer that sentences pass first, 0 = none
/// @param width numbers of a vector in the common space
public record CaptionRecipe(Descent descent, Contrast contrast, int hidden, int width) {

  /// How weights move.
  ///
  /// @param epochs over all captions
  /// @param batch captions per step
  /// @param rate first learning rate of the clips' network
  /// @param projectionRate of the sentences' layers
  /// @param decay of weights, not of biases
  public record Descent(int epochs, int batch, double rate, double projectionRate, double decay) {
    public Descent {
      if (epochs < 1 || batch < 2 || !(rate > 0) || !(projectionRate > 0) || !(decay >= 0)) {
        throw new IllegalArgumentException(
            "Training needs epochs, a batch of 2 and positive rates but was given %d, %d, %s and %s (decay %s)."
                .formatted(epochs, batch, rate, projectionRate, decay));
      }
    }
  }

  /// What a step asks.
  public enum Form {
    /// Each clip for its texts among all of the batch, each text for its clips.
    SOFTMAX,
    /// Each pair for itself.
    SIGMOID
  }

  /// How local sentences are held against clips.
  public enum Local {
    /// One sentence per clip and step, drawn anew, against the vector of the whole clip.
    SAMPLED,
    /// All of them, each against what it chooses among vectors of the clip's parts.
    ATTENDED;

    /// As it is typed: `attended`.
    public String written() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException naming the forms there are
    public static Local of(String written) {
      return Arrays.stream(values())
          .filter(form -> form.written().equals(written))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "Local sentences are learned sampled or attended, not \"%s\"."
                      .formatted(written)));
    }
  }

  /// What is held against what.
  ///
  /// @param globalWeight of the contrast of global sentences, 0 = left out
  /// @param summaryWeight of that of summaries
  /// @param localWeight of that of local sentences
  /// @param mining of positives
  /// @param miningFrom first epoch with mining
  /// @param local how local sentences are held against clips
  public record Contrast(
      Form form,
      double globalWeight,
      double summaryWeight,
      double localWeight,
      PositiveMining mining,
      int miningFrom,
      Local local) {
    /// With local sentences as usual.
    public Contrast(
        Form form,
        double globalWeight,
        double summaryWeight,
        double localWeight,
        PositiveMining mining,
        int miningFrom) {
      this(form, globalWeight, summaryWeight, localWeight, mining, miningFrom, Local.SAMPLED);
    }

    public Contrast {
      if (!(globalWeight + summaryWeight + localWeight > 0)) {
        throw new IllegalArgumentException("At least one level of captions must be learned.");
      }
    }
  }

  /// The small version: half a million weights, minutes on a processor.
  ///
  /// Nothing is mined: on drawn faces mode AND found whole captions .032 less often at once and
  /// .077 less often among the first ten, since an accepted pair that belongs to another expression
  /// is learned as a full positive.
  public static CaptionRecipe small() {
    return new CaptionRecipe(
        new Descent(15, 128, 1e-3, 5e-4, .05),
        new Contrast(Form.SIGMOID, 1, 1, .5, PositiveMining.usual(PositiveMining.Mode.OFF), 4),
        0,
        256);
  }

  public CaptionRecipe with(Descent descent) {
    return new CaptionRecipe(descent, contrast, hidden, width);
  }

  public CaptionRecipe with(Contrast contrast) {
    return new CaptionRecipe(descent, contrast, hidden, width);
  }

  /// With another form of the contrast.
  public CaptionRecipe with(Form form) {
    return with(
        new Contrast(
            form,
            contrast.globalWeight,
            contrast.summaryWeight,
            contrast.localWeight,
            contrast.mining,
            contrast.miningFrom,
            contrast.local));
  }

  /// With another form of the local contrast.
  public CaptionRecipe with(Local local) {
    return with(
        new Contrast(
            contrast.form,
            contrast.globalWeight,
            contrast.summaryWeight,
            contrast.localWeight,
            contrast.mining,
            contrast.miningFrom,
            local));
  }

  /// With the usual mining of another mode.
  public CaptionRecipe with(PositiveMining.Mode mode) {
    return with(
        new Contrast(
            contrast.form,
            contrast.globalWeight,
            contrast.summaryWeight,
            contrast.localWeight,
            PositiveMining.usual(mode),
            contrast.miningFrom,
            contrast.local));
  }

  public CaptionRecipe withEpochs(int epochs) {
    return with(
        new Descent(epochs, descent.batch, descent.rate, descent.projectionRate, descent.decay));
  }
}
