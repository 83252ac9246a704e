package undertone.annotator.jobs;

import undertone.corpora.LabelScheme;
import undertone.engine.features.FeatureCache;
import undertone.engine.voters.VotingModel;

/// Models that can vote.
interface VotingModels {

  /// The model of a plan, for the labels of a scheme.
  ///
  /// @throws undertone.corpora.InvalidValueException if it cannot vote on them, or is not there
  VotingModel open(VotePlan plan, LabelScheme scheme, FeatureCache cache);
}
