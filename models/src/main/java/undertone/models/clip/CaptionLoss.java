package undertone.models.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import undertone.models.Constant;

/// Contrast between clips and captions.
///
/// Letters: B clips, M texts, vectors of length 1 in D dimensions, scale s, logits `z_ij = s <v_i,
/// t_j>`.
///
/// Source: Radford et al. 2021, *CLIP*, fig. 3; Zhai et al. 2023, *SigLIP*, algorithm 1; both as
/// OpenCLIP's `loss.py` computes them. Several positives, the uncertain band and the
/// region-attended form are our reconstruction of EmoCapCLIP.
public final class CaptionLoss {
  /// Where the scale starts: 1/0.07.
  public static final double FIRST_SCALE = 1 / 0.07;

  /// What the scale may grow to.
  public static final double LARGEST_SCALE = 100;

  /// Where scale and bias start in the sigmoid form.
  public static final double FIRST_SIGMOID_SCALE = 10;

  public static final double FIRST_SIGMOID_BIAS = -10;

  /// How sharply a sentence picks its regions.
  public static final double REGION_TEMPERATURE = 0.07;

  private static final float NEVER = -1e9f; // as a logit: its share of a softmax is 0

  private CaptionLoss() {}

  /// @param clips v `[B,D]`
  /// @param texts t `[M,D]`
  /// @param scale s, no axes or one
  /// @return z `[B,M]`
  public static NDArray logits(NDArray clips, NDArray texts, NDArray scale) {
    return clips.matMul(texts.transpose()).mul(scale);
  }

  /// Each clip finds its texts among all and each text its clips: `L = (L_vt + L_tv)/2`, `L_vt =
  /// -(1/B) Σ_ij Q_ij log softmax_j(z_ij)`, `L_tv = -(1/M) Σ_ji Q'_ji log softmax_i(z_ij)`, Q' the
  /// columns of Q scaled to sum to 1.
  ///
  /// Banded pairs stand in no denominator and get no gradient. Q = identity is plain CLIP.
  ///
  /// @param logits z `[B,M]`
  /// @return no axes, nats
  public static NDArray contrastive(NDArray logits, CaptionPairs pairs) {
    var shape = shape(logits, pairs);
    var manager = logits.getManager();
    var counted = logits.add(manager.create(pairs.band(0, NEVER), shape)); // [B,M]
    var ofClips = manager.create(pairs.ofClips(), shape); // Q [B,M]
    var ofTexts = manager.create(pairs.ofTexts(), shape); // Q' in the places of Q [B,M]
    var clipsToTexts =
        counted.logSoftmax(1).mul(ofClips).sum().div(Constant.beside(logits, -2.0 * pairs.clips()));
    var textsToClips =
        counted.logSoftmax(0).mul(ofTexts).sum().div(Constant.beside(logits, -2.0 * pairs.texts()));
    return clipsToTexts.add(textsToClips);
  }

  /// Every pair is a question of its own, which suits small batches: `L = -(1/B) Σ_ij log
  /// sigmoid(y_ij (z_ij + b))`, y = 1 where Q says so and -1 elsewhere; banded pairs are no
  /// question.
  ///
  /// @param logits z + b `[B,M]`
  public static NDArray sigmoid(NDArray logits, CaptionPairs pairs) {
    var shape = shape(logits, pairs);
    var manager = logits.getManager();
    var signs = pairs.ofClips();
    for (int at = 0; at < signs.length; at++) {
      signs[at] = signs[at] > 0 ? 1 : -1;
    }
    var asked = logits.mul(manager.create(signs, shape)); // y z [B,M]
    // log sigmoid(x) = log softmax(x, 0), which no x overflows
    var both = NDArrays.stack(new NDList(asked, asked.zerosLike()), -1); // [B,M,2]
    var said = both.logSoftmax(-1).get("...,0"); // [B,M]
    return said.mul(manager.create(pairs.band(1, 0), shape))
        .sum()
        .div(Constant.beside(logits, -pairs.clips()));
  }

  /// Cosines of sentences with clips, each clip seen through the sentence: its regions weighed by
  /// how well they fit, `w_m = softmax_m(<u_m,q>/0.07)`, `v|q = norm(Σ_m w_m u_m)`.
  ///
  /// With [#contrastive] and [CaptionPairs#owned] this is the local contrast of regions and
  /// sentences. Our form, in the spirit of fine-grained CLIP variants.
  ///
  /// @param regions u `[B,P,D]`, unit length
  /// @param sentences q `[J,D]`, unit length
  /// @return `<v|q, q>` `[B,J]`
  public static NDArray attended(NDArray regions, NDArray sentences) {
    var shape = regions.getShape();
    long b = shape.get(0);
    long p = shape.get(1);
    long d = shape.get(2);
    long j = sentences.getShape().get(0);
    var fits =
        regions
            .reshape(b * p, d)
            .matMul(sentences.transpose())
            .reshape(b, p, j)
            .transpose(0, 2, 1); // [B,J,P]
    var weights = fits.div(Constant.beside(regions, REGION_TEMPERATURE)).softmax(2); // [B,J,P]
    // <Σ w u, q> = Σ w <u,q>, so only its length is still to be divided by; of that the square is
    // Σ w_m w_n <u_m,u_n>, and no vector [B,J,D] has to be made
    var along = weights.mul(fits).sum(new int[] {2}); // [B,J]
    var alike = regions.matMul(regions.transpose(0, 2, 1)); // <u_m,u_n> [B,P,P]
    var square = weights.matMul(alike).mul(weights).sum(new int[] {2}); // [B,J]
    return along.div(square.maximum(Constant.beside(regions, 1e-24)).sqrt());
  }

  private static Shape shape(NDArray logits, CaptionPairs pairs) {
    var shape = new Shape(pairs.clips(), pairs.texts());
    if (!logits.getShape().equals(shape)) {
      throw new IllegalArgumentException(
          "The logits have the shape %s but the targets are for %d clips and %d texts."
              .formatted(logits.getShape(), pairs.clips(), pairs.texts()));
    }
    return shape;
  }
}
