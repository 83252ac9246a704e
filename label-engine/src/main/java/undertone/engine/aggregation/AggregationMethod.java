package undertone.engine.aggregation;

import java.util.Arrays;
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
  /// Rules that may abstain.
  LABEL_MODEL {
    @Override
    public Aggregator aggregator(long seed) {
      return new LabelModel(LabelModelConfig.DEFAULT.withSeed(seed));
    }
  };

  public abstract Aggregator aggregator(long seed);

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
