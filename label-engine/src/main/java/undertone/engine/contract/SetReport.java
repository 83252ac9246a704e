package undertone.engine.contract;

import java.util.List;
import java.util.Map;

/// What a data set holds and all that is wrong with it.
///
/// @param clips rows of the table that can be read
/// @param conversations that hold two clips or more
/// @param labels how many clips have each label; of values nothing
/// @param splits how many clips each split has, "" = none
public record SetReport(
    long clips,
    long conversations,
    Map<String, Long> labels,
    Map<String, Long> splits,
    List<OfModality> modalities,
    List<Fault> faults) {

  /// @param present clips that have it
  /// @param missing clips that lack it, none of which is a fault
  /// @param steps of the shortest, the middle and the longest clip that has it; 0 where clips have
  ///   nothing but a vector of the whole
  /// @param missingSteps share of steps that are missing within clips that have it
  public record OfModality(
      String name,
      String extractor,
      int dim,
      long present,
      long missing,
      Lengths steps,
      double missingSteps) {}

  /// @param median the middle one, of two the lower
  public record Lengths(int shortest, int median, int longest) {}

  public SetReport {
    labels = Map.copyOf(labels);
    splits = Map.copyOf(splits);
    modalities = List.copyOf(modalities);
    faults = List.copyOf(faults);
  }

  /// Whether nothing is wrong.
  public boolean fine() {
    return faults.isEmpty();
  }
}
