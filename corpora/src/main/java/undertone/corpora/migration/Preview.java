package undertone.corpora.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;

/// What a change of the label scheme would touch. Nothing has happened yet.
///
/// @param base number of the newest change, to be named when carrying it out
/// @param clips on which anything reads otherwise
/// @param votes standing votes that read otherwise
/// @param golds gold labels that read otherwise
/// @param goldsLost of them, those that no longer name one label
/// @param decisions standing decisions that read otherwise
/// @param decisionsLost of them, those that no longer name one label: their clips are open again
/// @param proposals open proposals that speak of changed labels and are set aside
/// @param proposalsBack proposals set aside earlier that are open again
/// @param examples at most ten clips
public record Preview(
    int base,
    long clips,
    long votes,
    long golds,
    long goldsLost,
    long decisions,
    long decisionsLost,
    long proposals,
    long proposalsBack,
    List<Example> examples) {

  /// A clip before and after.
  public record Example(
      long clip,
      String name,
      List<VoteRead> votes,
      @Nullable WordRead gold,
      @Nullable WordRead decision) {}

  public record VoteRead(String voter, CandidateSet before, CandidateSet after) {}

  /// @param after null if it no longer names one label
  public record WordRead(@Nullable String before, @Nullable String after) {}
}
