package undertone.engine.refinement;

/// What looks at clips: learns from candidate sets of some folds and judges the clips of another.
enum Learner {
  /// Networks on frozen features: PiCO, IRNet and their kin, as the plan says.
  NETWORK {
    @Override
    FoldVerdict fold(Material material, int[] fold, int held, Streams streams, Heard heard) {
      return new FoldTraining(material).run(fold, held, streams, heard);
    }
  },
  /// Softmax regression on vote shares: seconds, and hard to mislead.
  PLAIN {
    @Override
    FoldVerdict fold(Material material, int[] fold, int held, Streams streams, Heard heard) {
      return PlainLook.fold(material, fold, held);
    }
  };

  /// @param fold of each clip `[N]`
  /// @param held the fold to judge; nothing may be learned from it
  abstract FoldVerdict fold(Material material, int[] fold, int held, Streams streams, Heard heard);

  /// What there is to learn from.
  static final class Material {
    final float[][] features; // [N,C]
    final boolean[][] sets; // [N,K], a settled clip holds its one label
    final float[][] confidence; // [N,K] to start from
    final boolean[] settled; // [N]
    final RefinementPlan plan;

    Material(
        float[][] features,
        boolean[][] sets,
        float[][] confidence,
        boolean[] settled,
        RefinementPlan plan) {
      this.features = features;
      this.sets = sets;
      this.confidence = confidence;
      this.settled = settled;
      this.plan = plan;
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
