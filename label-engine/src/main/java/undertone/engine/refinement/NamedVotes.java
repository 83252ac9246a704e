package undertone.engine.refinement;

import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import undertone.engine.aggregation.Votes;

/// The ballots of named voters, as methods that weigh voters take them.
///
/// @param votes one row per clip
/// @param voters names, in the order of the votes' voters
record NamedVotes(Votes votes, List<String> voters) {

  /// A candidate set is one vote in parts: its labels alike, or, if ordered, the r-th with weight
  /// 1/r.
  static NamedVotes inParts(List<String> labels, List<RefinementClip> clips) {
    var voters = voters(clips);
    var table = new VoteTable(labels, clips);
    var builder = Votes.over(clips.size(), voters.size(), labels.size());
    for (int i = 0; i < clips.size(); i++) {
      for (var cast : table.cast(i)) { // the table numbers voters as we do: by name
        for (int k = 0; k < labels.size(); k++) {
          if (cast.answer[k] > 0) {
            builder.cast(i, cast.voter, k, cast.answer[k] * cast.times);
          }
        }
      }
    }
    return new NamedVotes(builder.build(), voters);
  }

  /// One label a ballot: the first of an ordered set, else the one that most ballots of the clip
  /// hold.
  static NamedVotes firstChoices(List<String> labels, List<RefinementClip> clips) {
    var voters = voters(clips);
    var table = new VoteTable(labels, clips);
    var builder = Votes.over(clips.size(), voters.size(), labels.size());
    for (int i = 0; i < clips.size(); i++) {
      var mass = table.mass()[i];
      for (var cast : table.cast(i)) {
        int best =
            IntStream.range(0, labels.size())
                .reduce(
                    0,
                    (a, b) ->
                        cast.answer[b] > cast.answer[a]
                                || (cast.answer[b] == cast.answer[a] && mass[b] > mass[a])
                            ? b
                            : a);
        for (int time = 0; time < cast.times; time++) {
          builder.cast(i, cast.voter, best);
        }
      }
    }
    return new NamedVotes(builder.build(), voters);
  }

  private static List<String> voters(List<RefinementClip> clips) {
    var names = new TreeSet<String>();
    clips.forEach(clip -> clip.ballots().forEach(ballot -> names.add(ballot.voter())));
    return List.copyOf(names);
  }

  /// @throws VotersMissingException if fewer named people voted than the method needs, or a name
  ///   stands for a crowd
  static void mustSuffice(String method, int least, List<RefinementClip> clips) {
    if (least == 0) {
      return;
    }
    var named = new HashSet<String>();
    boolean crowd = false;
    for (var clip : clips) {
      var here = new HashSet<String>();
      for (var ballot : clip.ballots()) {
        crowd |= ballot.times() > 1 || !here.add(ballot.voter());
        if (!ballot.held().isEmpty()) {
          named.add(ballot.voter());
        }
      }
    }
    if (crowd || named.size() < least) {
      throw new VotersMissingException(method, crowd, least, named.size());
    }
  }
}
