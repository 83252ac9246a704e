package undertone.annotator.jobs;

import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.engine.features.Extractors;
import undertone.engine.voters.FaceExpressionVoter;

/// @param model that votes, by the name of its voter
public record VotePlan(String model) {

  /// The face expression network.
  public static final VotePlan FACE_EXPRESSION = new VotePlan(FaceExpressionVoter.NAME);

  public VotePlan {
    if (!FaceExpressionVoter.NAME.equals(model)) {
      throw new InvalidValueException(
          "There is no model \"%s\" that votes; there is %s.", model, FaceExpressionVoter.NAME);
    }
  }

  /// Refuses what the model cannot do.
  ///
  /// @param scheme whose labels it would vote for
  /// @throws InvalidValueException if it knows too few of them, or is not in this build
  public void mustSuit(LabelScheme scheme) {
    if (!Extractors.haveFaceNetworks()) {
      throw new InvalidValueException(
          "The face network is not part of this build; build again with npm and a network to have"
              + " it.");
    }
    if (!FaceExpressionVoter.knows(scheme)) {
      throw new InvalidValueException(
          "The face network tells apart %s; this label scheme has fewer than two of them.",
          String.join(", ", FaceExpressionVoter.expressions()));
    }
  }
}
