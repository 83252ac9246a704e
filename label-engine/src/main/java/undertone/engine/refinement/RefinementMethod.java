package undertone.engine.refinement;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.engine.aggregation.AggregationMethod;
import undertone.models.pico.PartialLoss;

/// The methods a corpus or a table can be refined with, by the names of screens, REST and benches.
public enum RefinementMethod {
  /// IRNet: PiCO that corrects its own noisy sets (Lian et al. 2022).
  IRNET,
  /// A plain look at the features, corrected by confirmed clips: seconds.
  TRUSTED {
    @Override
    Refinement refinement(RefinementRecipe recipe) {
      return new OutOfFoldRefinement(Learner.PLAIN, true);
    }

    @Override
    public boolean trains() {
      return false;
    }
  },
  /// The votes alone: the rival of every method that looks at clips.
  MAJORITY {
    @Override
    Refinement refinement(RefinementRecipe recipe) {
      return new MajorityRefinement();
    }

    @Override
    public boolean looks() {
      return false;
    }

    @Override
    public boolean trains() {
      return false;
    }
  },
  /// A confusion matrix per voter.
  DAWID_SKENE {
    @Override
    AggregationMethod votesOnly() {
      return AggregationMethod.DAWID_SKENE;
    }
  },
  /// Ability of voters, difficulty of clips.
  GLAD {
    @Override
    AggregationMethod votesOnly() {
      return AggregationMethod.GLAD;
    }
  },
  /// Voters and spammers.
  MACE {
    @Override
    AggregationMethod votesOnly() {
      return AggregationMethod.MACE;
    }
  },
  /// Voters as rules that may abstain.
  LABEL_MODEL {
    @Override
    AggregationMethod votesOnly() {
      return AggregationMethod.LABEL_MODEL;
    }
  },
  /// Labels that a plain look at the features confidently contradicts.
  CONFIDENT_LEARNING {
    @Override
    Companion companion() {
      return Companion.CONFIDENT_LEARNING;
    }
  },
  /// Voters and a plain look at the features, weighed against each other.
  CROWDLAB {
    @Override
    Companion companion() {
      return Companion.CROWDLAB;
    }
  },
  /// Contrast and prototypes, sets left alone (Wang et al. 2022).
  PICO {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.correcting(false);
    }
  },
  /// PiCO that doubts whole clips in place of correcting sets (Wang et al. 2023).
  PICOPLUS {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CE, Targets.RELIABLE, plan.learning().contrastWeight())
          .correcting(false);
    }
  },
  /// Labels outside a set let in by degrees (Xu et al. 2023).
  ALIM {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CE, Targets.MITIGATED, plan.learning().contrastWeight())
          .correcting(false);
    }
  },
  /// Own probabilities as targets, step by step (Lv et al. 2020).
  PRODEN {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CE, Targets.OWN, 0).correcting(false);
    }
  },
  /// Own probabilities of the last pass as importance weights (Feng et al. 2020).
  RC {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CE, Targets.LAST_PASS, 0).correcting(false);
    }
  },
  /// PRODEN whose noisy sets are corrected as it learns, by its own probabilities and κ.
  PRODEN_CORRECTED {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return PRODEN.named(plan).correcting(true);
    }
  },
  /// RC whose noisy sets are corrected as it learns, by its own probabilities and κ.
  RC_CORRECTED {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return RC.named(plan).correcting(true);
    }
  },
  /// Forward correction: a network is held to what voters, as confirmed clips know them, would have
  /// said (Patrini et al. 2017; Hendrycks et al. 2018).
  FORWARD {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CE, Targets.FORWARD, plan.learning().contrastWeight())
          .correcting(false);
    }
  },
  /// The set as a whole (Feng et al. 2020).
  CC {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.CC, Targets.FIXED, 0).correcting(false);
    }
  },
  /// Both sides of the set, leveraged (Wen et al. 2021).
  LWS {
    @Override
    RefinementPlan named(RefinementPlan plan) {
      return plan.learning(PartialLoss.LWS, Targets.FIXED, 0).correcting(false);
    }
  };

  private static final int FEWEST_WEIGHED = 3; // of two voters none can be told to be the better

  /// @param recipe what is joined to this method
  Refinement refinement(RefinementRecipe recipe) {
    var votesOnly = votesOnly();
    if (votesOnly != null) {
      return new VoteRefinement(this, votesOnly);
    }
    if (companion() != null) {
      return new OutOfFoldRefinement(Learner.PLAIN, false, companion(), null);
    }
    var inFolds =
        new OutOfFoldRefinement(
            Learner.NETWORK, recipe.trusted(), recipe.beside(), recipe.pixels());
    return (input, plan, checkpoints, listener) ->
        inFolds.run(input, recipe.named(named(plan)), checkpoints, listener);
  }

  /// How votes are brought together if nothing else is looked at; null = clips are.
  @Nullable AggregationMethod votesOnly() {
    return null;
  }

  /// What weighs votes against a plain look; null = the method has its own way.
  @Nullable Companion companion() {
    return null;
  }

  /// How many named voters it needs; 0 = a crowd without names will do.
  public int voters() {
    return votesOnly() != null ? FEWEST_WEIGHED : companion() == null ? 0 : companion().voters();
  }

  /// The plan as this method has it.
  RefinementPlan named(RefinementPlan plan) {
    return plan;
  }

  /// Whether it looks at clips, and so has folds.
  public boolean looks() {
    return votesOnly() == null;
  }

  /// Whether it trains networks, and so has epochs.
  public boolean trains() {
    return looks() && companion() == null;
  }

  /// Whether it trains networks that need to be told nothing but sets: pictures of a benchmark have
  /// no voters.
  boolean learnsFromSetsAlone() {
    return trains() && this != FORWARD;
  }

  /// Whether it trains networks whose classification loss can be another.
  public boolean choosesLoss() {
    return trains() && this != PICOPLUS;
  }

  /// Whether it trains networks that correct sets as they learn.
  public boolean corrects() {
    return this == IRNET || this == PRODEN_CORRECTED || this == RC_CORRECTED;
  }

  /// Whether it corrects sets by a margin; others that correct go by κ.
  public boolean hasMargin() {
    return this == IRNET;
  }

  /// As it is typed: `irnet`.
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming the methods there are
  public static RefinementMethod of(String written) {
    return Arrays.stream(values())
        .filter(m -> m.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no method \"%s\"; choose one of %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(RefinementMethod::written)
                            .collect(Collectors.joining(", ")))));
  }
}
