package undertone.annotator.jobs;

import undertone.corpora.InvalidValueException;

/// @param folder with `clips.csv`, or bare media
/// @param topK how many labels of a ranking become the candidate set
public record ImportPlan(String folder, int topK) {
  public ImportPlan {
    if (topK < 1) {
      throw new InvalidValueException("At least one label of a ranking must count.");
    }
  }
}
