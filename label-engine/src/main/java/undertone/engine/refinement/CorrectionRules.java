package undertone.engine.refinement;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a network that corrects noisy sets goes about it, whatever it looks at: the cases of the
/// published code.
///
/// @param views which must agree before a clip is declared noisy (`augmentation_type`)
/// @param update what a corrected row believes of its new label (`correct_update`)
/// @param deletion whether the weakest old candidate goes when a new one comes
/// @param byRatio whether the classifier's likelihood ratio decides, against κ, in place of the
///   margin by which the best label outside leads
public record CorrectionRules(
    PixelPlan.Agreeing views, PixelPlan.Update update, boolean deletion, boolean byRatio) {

  /// Two weak views by margin, nothing deleted: what the authors used.
  public static final CorrectionRules USUAL =
      new CorrectionRules(PixelPlan.Agreeing.CASE3, PixelPlan.Update.CASE3, false, false);

  /// As it is typed; what is left out is usual.
  ///
  /// @param views `case1` to `case6`
  /// @param update `case1` to `case3`
  /// @param threshold `margin` or `ratio`
  /// @throws IllegalArgumentException naming what there is
  public static CorrectionRules of(
      @Nullable String views,
      @Nullable String update,
      @Nullable Boolean deletion,
      @Nullable String threshold) {
    if (threshold != null && !threshold.equals("margin") && !threshold.equals("ratio")) {
      throw new IllegalArgumentException(
          "Sets are corrected by margin or by ratio, but not by \"%s\".".formatted(threshold));
    }
    return new CorrectionRules(
        views == null ? USUAL.views : of(PixelPlan.Agreeing.values(), views),
        update == null ? USUAL.update : of(PixelPlan.Update.values(), update),
        deletion == null ? USUAL.deletion : deletion,
        "ratio".equals(threshold));
  }

  private static <E extends Enum<E>> E of(E[] cases, String written) {
    return Arrays.stream(cases)
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(cases)
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")))));
  }
}
