package undertone.engine.insights;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the voters of a corpus agree, and where they do not.
///
/// @param clips clips with a vote
/// @param several of these, clips with votes of two or more
/// @param votes standing votes, each person of a crowd one
/// @param withMachines whether machines count among the voters of `figures`, because no clip has
///   votes of two people
/// @param anonymous whether some voters are a crowd without names
/// @param figures all statistics over all labels
/// @param labels how far voters agree on each label
/// @param apart `[K,K]`: clips on which one voter put the row's label first and another the
///   column's; symmetric, the diagonal counts clips on which two agree
/// @param voters each voter beside the rest
/// @param pairs each pair of named voters who judged something together, κ
/// @param time per period in which votes were cast: how often they agree with the others' votes
/// @param curation what settling changed; null = nothing is settled
public record AgreementReport(
    List<String> labelIds,
    int clips,
    int several,
    long votes,
    boolean withMachines,
    boolean anonymous,
    List<Figure> figures,
    List<Figure> labels,
    List<List<Integer>> apart,
    List<VoterReport> voters,
    List<Pair> pairs,
    List<Period> time,
    @Nullable Curation curation) {

  public AgreementReport {
    labelIds = List.copyOf(labelIds);
    figures = List.copyOf(figures);
    labels = List.copyOf(labels);
    apart = List.copyOf(apart);
    voters = List.copyOf(voters);
    pairs = List.copyOf(pairs);
    time = List.copyOf(time);
  }

  /// Two voters.
  ///
  /// @param a index of one among `voters`
  /// @param b index of the other, higher
  public record Pair(int a, int b, Figure kappa) {}

  /// Votes of one stretch of days.
  ///
  /// @param from first day, ISO, `2026-11-01`
  /// @param votes cast in it
  /// @param agreement share of the other votes on the same clips that say the same, 0..1; null = no
  ///   other votes
  /// @param setSize mean number of labels held
  public record Period(String from, int votes, @Nullable Double agreement, double setSize) {}

  /// Agreement on settled clips, before and after.
  ///
  /// @param clips settled clips with votes
  /// @param before Krippendorff's α of first choices as they stand
  /// @param after the same when whoever held the settled label possible counts as saying it
  /// @param held share of votes that held the settled label possible
  /// @param first share of votes that put it first
  public record Curation(int clips, Figure before, Figure after, double held, double first) {}
}
