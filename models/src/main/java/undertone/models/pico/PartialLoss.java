package undertone.models.pico;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.models.Constant;

/// Classification losses of partial-label learning.
///
/// All take probabilities p `[B,K]` and confidences t `[B,K]` (rows sum to 1, zero outside the
/// candidate set) and give the batch mean. A label with t > 0 counts as a candidate.
///
/// Source: the loss table of IRNet's `loss.py`; GCE's exponent, undefined there, is 0.7.
public enum PartialLoss {
  /// −Σ t log p: PRODEN's and PiCO's loss.
  CE {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.maximum(Constant.beside(p, LEAST)).log().mul(t).sum(ROW).neg().mean();
    }
  },
  /// −log Σ_S p: consistent over the candidate set.
  CC {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.mul(candidates(t)).sum(ROW).maximum(Constant.beside(p, LEAST)).log().neg().mean();
    }
  },
  /// exp(−Σ_S p).
  EXP {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.mul(candidates(t)).sum(ROW).neg().exp().mean();
    }
  },
  /// Leverages both sides of the set: −Σ_S t log p − (1/K) Σ_outside log(1−p).
  LWC {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      var inside = candidates(t);
      var outside = inside.neg().add(1);
      var within = p.add(1e-8f).log().mul(t).mul(inside).sum(ROW);
      var without =
          p.neg()
              .add(1 + 1e-8f)
              .log()
              .mul(outside)
              .sum(ROW)
              .div(Constant.beside(p, (double) p.getShape().get(1)));
      return within.add(without).neg().mean();
    }
  },
  /// Σ |p − t|.
  MAE {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.sub(t).abs().sum(ROW).mean();
    }
  },
  /// Σ (p − t)².
  MSE {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.sub(t).square().sum(ROW).mean();
    }
  },
  /// 6·CE + reverse CE, with p and t kept off zero; for long runs under noise.
  SCE {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      var sureP = p.clip(1e-7f, 1);
      var sureT = t.clip(1e-4f, 1);
      var forward = sureP.log().mul(sureT).sum(ROW).neg().mean();
      var reverse = sureT.log().mul(sureP).sum(ROW).neg().mean();
      return forward.mul(Constant.beside(p, 6)).add(reverse);
    }
  },
  /// Σ t (1 − p^r)/r with r = 0.7: between CE (r → 0) and MAE (r = 1).
  GCE {
    @Override
    public NDArray of(NDArray p, NDArray t) {
      return p.maximum(Constant.beside(p, LEAST))
          .pow(Constant.beside(p, 0.7))
          .neg()
          .add(1)
          .div(Constant.beside(p, 0.7))
          .mul(t)
          .sum(ROW)
          .mean();
    }
  },
  /// Σ_S w ψ(z) + Σ_outside w ψ(−z) with ψ(a) = 1/(1+e^a) on logits z, w the softmax of z on each
  /// side of the set (Wen et al. 2021, LWS with β = 1).
  LWS {
    @Override
    public NDArray ofLogits(NDArray logits, NDArray t) {
      var inside = candidates(t);
      var outside = inside.neg().add(1);
      var p = logits.softmax(1).stopGradient(); // the weights carry no gradient
      var within = share(p, inside).mul(sigmoid(logits.neg())).sum(ROW);
      var without = share(p, outside).mul(sigmoid(logits)).sum(ROW);
      return within.add(without).mean();
    }

    @Override
    public NDArray of(NDArray p, NDArray t) {
      return ofLogits(p.maximum(Constant.beside(p, LEAST)).log(), t);
    }
  };

  private static final int[] ROW = {1};
  // a probability that underflowed to 0 would make 0 · log 0 = NaN of a label nobody asked about
  private static final float LEAST = 1e-20f;

  /// @throws IllegalArgumentException naming the losses there are
  public static PartialLoss of(String written) {
    return Arrays.stream(values())
        .filter(l -> l.name().equalsIgnoreCase(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no loss \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(l -> l.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")))));
  }

  /// The scalar loss.
  public abstract NDArray of(NDArray p, NDArray t);

  /// The same from logits `[B,K]`, where a loss asks for them.
  public NDArray ofLogits(NDArray logits, NDArray t) {
    return of(logits.softmax(1), t);
  }

  /// p on one side of the set, summing to 1; 0 where that side is empty.
  private static NDArray share(NDArray p, NDArray side) {
    var mass = p.mul(side);
    return mass.div(mass.sum(ROW, true).maximum(Constant.beside(p, LEAST)));
  }

  private static NDArray sigmoid(NDArray a) {
    return Activation.sigmoid(a);
  }

  private static NDArray candidates(NDArray t) {
    return t.gt(0).toType(DataType.FLOAT32, false); // targets carry no gradient
  }
}
