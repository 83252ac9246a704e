package undertone.engine.bench;

import org.jspecify.annotations.Nullable;
import undertone.engine.features.FaceDescription;
import undertone.engine.pseudo.PseudoPlan;
import undertone.engine.refinement.PixelEncoder;

/// What `bench pseudo` is asked.
///
/// @param slice the table
/// @param labelled share of the clips to learn from that keep their labels, 0..1
/// @param faces how faces are described
/// @param encoder what reads the faces themselves; null = features are read
/// @param kept confidence from which a label of the pool counts as kept, 0..1
/// @param plan of the method; its seed draws the labelled clips too
public record PseudoBenchOptions(
    TableSlice slice,
    double labelled,
    FaceDescription faces,
    @Nullable PixelEncoder encoder,
    double kept,
    PseudoPlan plan) {
  public PseudoBenchOptions {
    if (!(labelled > 0 && labelled <= 1)) {
      throw new IllegalArgumentException(
          "--labelled is a share over 0 and up to 1, but is %s.".formatted(labelled));
    }
    plan.mustHoldTogether();
    if (slice.isMat() && encoder != null) {
      throw new IllegalArgumentException(
          "%s holds numbers and no pictures; leave --encoder out.".formatted(slice.data()));
    }
  }
}
