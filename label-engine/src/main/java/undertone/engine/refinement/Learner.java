package undertone.engine.refinement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What looks at clips: learns from candidate sets of some folds and judges the clips of another.
enum Learner {
  /// Networks on frozen features or on faces: PiCO, IRNet and their kin, as the plan says.
  NETWORK {
    @Override
    int pieces(RefinementPlan plan) {
      return plan.members();
    }

    @Override
    FoldWork open(Material material, int[] fold, int held, Streams streams, Heard heard) {
      return new FoldTraining(material, fold, held, streams, heard);
    }

    @Override
    boolean goesOn() {
      return true;
    }
  },
  /// Softmax regression on vote shares: seconds, and hard to mislead.
  PLAIN {
    @Override
    int pieces(RefinementPlan plan) {
      return 1;
    }

    @Override
    FoldWork open(Material material, int[] fold, int held, Streams streams, Heard heard) {
      return new FoldWork() {
        @Override
        public void work(int piece) {
          // all of it is done at the end
        }

        @Override
        public Learned end() {
          return new Learned(PlainLook.fold(material, fold, held), new FoldState(List.of()));
        }
      };
    }
  };

  /// How many pieces each fold has.
  abstract int pieces(RefinementPlan plan);

  /// Nothing is learned yet.
  ///
  /// @param fold of each clip `[N]`
  /// @param held the fold to judge; nothing may be learned from it
  abstract FoldWork open(Material material, int[] fold, int held, Streams streams, Heard heard);

  /// Whether what one run has learned can be learned on from by another.
  boolean goesOn() {
    return false;
  }

  /// A fold to be learned and judged, in pieces that share nothing.
  interface FoldWork {
    /// One of them, in any order and thread.
    void work(int piece);

    /// What is said in sum, once every piece is done.
    Learned end();
  }

  /// What is said of a fold, and what was learned to say it.
  record Learned(FoldVerdict verdict, FoldState state) {}

  /// What an earlier run has learned without this fold.
  static final class Before {
    final FoldState state;
    final int[] rowNow; // of each row of then; -1 = what was believed of it is forgotten

    Before(FoldState state, int[] rowNow) {
      this.state = state;
      this.rowNow = rowNow;
    }
  }

  /// What there is to learn from.
  static final class Material {
    final float[][] features; // [N,C]
    final Sight sight; // of networks
    final boolean[][] sets; // [N,K], a settled clip holds its one label
    final float[][] confidence; // [N,K] to start from
    final boolean[] settled; // [N]
    final RefinementPlan plan;
    final @Nullable Before before; // null = from scratch

    Material(
        float[][] features,
        Sight sight,
        boolean[][] sets,
        float[][] confidence,
        boolean[] settled,
        RefinementPlan plan,
        @Nullable Before before) {
      this.features = features;
      this.sight = sight;
      this.sets = sets;
      this.confidence = confidence;
      this.settled = settled;
      this.plan = plan;
      this.before = before;
    }

    boolean isVoted(int clip) {
      for (boolean held : sets[clip]) {
        if (held) {
          return true;
        }
      }
      return false;
    }
  }

  /// Hears about each epoch of each member; may throw to stop.
  interface Heard {
    void epoch(int member, PicoTraining.Epoch epoch, CandidateTable table);
  }
}
