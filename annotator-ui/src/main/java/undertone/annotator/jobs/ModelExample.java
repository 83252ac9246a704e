package undertone.annotator.jobs;

import java.util.List;

/// A clip on which a model that has learned shows what it does.
///
/// @param clip its number
/// @param name as people call it
/// @param rows pictures beneath one another, each of the clip's frames side by side
/// @param frames in every row
/// @param weight how much each stretch of the clip counts for what the model says, 0..1, in order;
///   empty where it says nothing
/// @param said label it puts first; empty where it says nothing
public record ModelExample(
    long clip, String name, List<Row> rows, int frames, List<Double> weight, String said) {
  /// Where a run keeps them, below its folder.
  public static final String FOLDER = "examples";

  /// The list of them in that folder.
  public static final String LIST = "examples.json";

  public ModelExample {
    rows = List.copyOf(rows);
    weight = List.copyOf(weight);
  }

  /// What a row of pictures shows.
  public enum Shows {
    /// What the model was shown, whole.
    ORIGINAL,
    /// What it was shown, the rest hidden.
    MASKED,
    /// What it made of it.
    FILLED
  }

  /// @param picture name of the file
  public record Row(Shows shows, String picture) {}

  /// As the file holds them.
  public record All(List<ModelExample> examples) {
    public All {
      examples = List.copyOf(examples);
    }
  }
}
