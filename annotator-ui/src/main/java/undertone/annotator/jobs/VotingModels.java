package undertone.annotator.jobs;

import java.io.IOException;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.engine.voters.VotingModel;

/// Models that can vote.
interface VotingModels {

  /// The model of a plan, for the labels of a scheme.
  ///
  /// @throws undertone.corpora.InvalidValueException if it cannot vote on them, or is not there
  /// @throws IOException if what it learned cannot be read
  VotingModel open(VotePlan plan, CorpusId corpus, LabelScheme scheme, HomeFolder home)
      throws IOException, InterruptedException;
}
