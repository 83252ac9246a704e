package undertone.engine.fusion;

import java.util.List;

/// What a run learned.
///
/// @param folds in their order
public record FusionResult(List<Fold> folds) {

  /// One network.
  ///
  /// @param epoch its best, counted from 1
  /// @param held of the clips it did not see, at that epoch
  /// @param aside of the clips that took no part, at that epoch
  public record Fold(int epoch, FusionAnswers held, FusionAnswers aside) {}

  public FusionResult {
    folds = List.copyOf(folds);
  }

  /// What all networks together say of the clips that took no part: scores and valences are
  /// averaged.
  public FusionAnswers aside() {
    return FusionAnswers.mean(folds.stream().map(Fold::aside).toList());
  }

  /// Each clip that was learned from, by the one network that did not see it. The epoch was chosen
  /// on these very clips, so figures on them flatter a little; the organisers call them Train&Val.
  public FusionAnswers held() {
    return FusionAnswers.together(folds.stream().map(Fold::held).toList());
  }
}
