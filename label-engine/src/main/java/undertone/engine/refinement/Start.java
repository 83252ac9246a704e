package undertone.engine.refinement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.engine.aggregation.DawidSkene;
import undertone.engine.aggregation.DawidSkeneConfig;

/// What a network believes of the labels of a candidate set before it has learned anything.
public enum Start {
  /// In proportion to the votes.
  VOTES {
    @Override
    float[][] confidence(
        boolean[][] sets, VoteTable votes, List<String> labels, List<RefinementClip> clips) {
      return CandidateTable.fromVotes(sets, votes.mass());
    }
  },
  /// All labels of a set alike, as published.
  UNIFORM {
    @Override
    float[][] confidence(
        boolean[][] sets, VoteTable votes, List<String> labels, List<RefinementClip> clips) {
      return CandidateTable.fromVotes(sets, new float[sets.length][labels.size()]);
    }
  },
  /// By who voted: the posterior of Dawid and Skene.
  DAWID_SKENE {
    @Override
    float[][] confidence(
        boolean[][] sets, VoteTable votes, List<String> labels, List<RefinementClip> clips) {
      NamedVotes.mustSuffice(written(), RefinementMethod.DAWID_SKENE.voters(), clips);
      var named = NamedVotes.inParts(labels, clips).votes();
      var posterior = new DawidSkene(DawidSkeneConfig.DEFAULT).aggregate(named).posterior();
      return CandidateTable.fromPosterior(sets, posterior);
    }
  };

  abstract float[][] confidence(
      boolean[][] sets, VoteTable votes, List<String> labels, List<RefinementClip> clips);

  /// As it is typed: `dawid-skene`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming the ways there are
  public static Start of(String written) {
    return Arrays.stream(values())
        .filter(s -> s.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Networks cannot start from \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(Start::written)
                            .collect(Collectors.joining(", ")))));
  }
}
