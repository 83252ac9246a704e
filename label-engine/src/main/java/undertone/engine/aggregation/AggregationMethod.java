package undertone.engine.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The methods votes can be brought together with, by the names of screens, REST and benches.
public enum AggregationMethod {
  /// Most votes.
  MAJORITY {
    @Override
    public Aggregator aggregator(long seed) {
      return new Majority();
    }
  },
  /// A confusion matrix per voter.
  DAWID_SKENE {
    @Override
    public Aggregator aggregator(long seed) {
      return new DawidSkene(DawidSkeneConfig.DEFAULT);
    }
  },
  /// Ability of voters, difficulty of items.
  GLAD {
    @Override
    public Aggregator aggregator(long seed) {
      return new Glad(GladConfig.DEFAULT);
    }
  },
  /// Voters and spammers.
  MACE {
    @Override
    public Aggregator aggregator(long seed) {
      return new Mace(MaceConfig.DEFAULT.withSeed(seed));
    }
  },
  /// Rules that may abstain; classes are as common as they are among the votes.
  LABEL_MODEL {
    @Override
    public Aggregator aggregator(long seed) {
      return votes ->
          new LabelModel(LabelModelConfig.DEFAULT.withSeed(seed).withBalance(balance(votes)))
              .aggregate(votes);
    }
  };

  public abstract Aggregator aggregator(long seed);

  /// A class nobody says is still possible.
  private static List<Double> balance(Votes votes) {
    var mass = new double[votes.classes()];
    Arrays.fill(mass, 1);
    for (int p = 0; p < votes.size(); p++) {
      mass[votes.label(p)] += votes.weight(p);
    }
    double all = Arrays.stream(mass).sum();
    return Arrays.stream(mass).mapToObj(share -> share / all).toList();
  }

  /// As it is typed: `dawid-skene`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static AggregationMethod of(String written) {
    return Arrays.stream(values())
        .filter(m -> m.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no method \"%s\" for votes; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(AggregationMethod::written)
                            .collect(Collectors.joining(", ")))));
  }
}
