package undertone.engine.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.models.Adam;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.abaw.FaceMaps;
import undertone.models.abaw.FrameLabels;
import undertone.models.abaw.FrameLoss;
import undertone.models.abaw.FrameScore;
import undertone.models.abaw.TwoAspectConfig;
import undertone.models.abaw.TwoAspectConfig.Aspects;
import undertone.models.abaw.TwoAspectNet;
import undertone.models.pico.MomentumSgd;

/// Trains expression, valence and arousal and action units together on some faces, and scores them
/// on films of others.
///
/// Everything learns: the pictures' network, the attention, the heads and how far each task smooths
/// over time.
public record FrameTrial(FramePlan plan, FaceStills learned, FaceStills measured, int classes) {
  private static final int UNITS = ActionUnits.ALL.size();
  private static final float MOST_WEIGHT = 8; // of a rare expression

  /// What a network came to.
  ///
  /// @param p score of the multi-task challenge, 0..3
  /// @param expression mean F1 over classes
  /// @param valence CCC
  /// @param arousal CCC
  /// @param units mean F1 over action units
  /// @param smoothing u of expressions: how much the frame before counts
  /// @param seconds of learning and measuring, on the clock
  public record Outcome(
      double p,
      double expression,
      double valence,
      double arousal,
      double units,
      double smoothing,
      double seconds) {}

  private record Nets(FaceMaps maps, TwoAspectNet tasks) {
    List<NDArray> weights() {
      var weights = new ArrayList<>(maps.weights().weights().values());
      weights.addAll(tasks.weights().weights().values());
      return weights;
    }

    TwoAspectNet.Told told(NDArray faces, boolean training) {
      return tasks.told(maps.of(faces, training), training);
    }
  }

  /// Learns and is measured.
  public Outcome of(FrameCase what) {
    long began = System.nanoTime();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) plan.seed());
      var random = new SplittableRandom(plan.seed());
      var small = TwoAspectConfig.small(FaceMaps.CHANNELS);
      var config =
          new TwoAspectConfig(
              small.channels(),
              small.hidden(),
              small.regions(),
              small.width(),
              small.heads(),
              small.forward(),
              classes,
              UNITS,
              what == FrameCase.SIGNS ? Aspects.SIGNS : Aspects.BOTH,
              small.placeDropout(),
              small.encoderDropout(),
              small.firstSmoothing());
      var nets = new Nets(new FaceMaps(manager, random), new TwoAspectNet(config, manager, random));
      learn(nets, told(what), manager);
      return scored(nets, manager, began);
    }
  }

  /// What the network is told of the faces it learns from.
  private List<FrameTruth> told(FrameCase what) {
    var random = new SplittableRandom(plan.seed() + 1);
    var all = new ArrayList<FrameTruth>();
    for (int i = 0; i < learned.size(); i++) {
      var truth = learned.truth(i);
      if (what == FrameCase.PARTIAL || what == FrameCase.COMPLETE) {
        truth = random.nextDouble() < plan.missing() ? truth.withoutExpression() : truth;
        truth = random.nextDouble() < plan.missing() ? truth.withoutAffect() : truth;
        truth = random.nextDouble() < plan.missing() ? truth.withoutUnits() : truth;
      }
      boolean left = what == FrameCase.COMPLETE && !truth.complete();
      all.add(left ? truth.withoutExpression().withoutAffect().withoutUnits() : truth);
    }
    return all;
  }

  private void learn(Nets nets, List<FrameTruth> told, NDManager manager) {
    var adam = new Adam(nets.weights(), 0);
    var random = new SplittableRandom(plan.seed() + 2);
    var met = met(told); // films balance expressions already, so faces are no measure of rarity
    var expressionWeights = expressionWeights(met, manager);
    var all = labels(met, manager);
    var unitWeights = FrameLoss.unitWeights(all.units(), all.unitsKnown());
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      double rate = MomentumSgd.cosine(plan.rate(), epoch, plan.epochs());
      for (int film = 0; film < plan.films(); film++) {
        var places = learned.film(plan.frames(), random);
        var truths = places.stream().map(told::get).toList();
        if (truths.stream().noneMatch(FrameTrial::says)) {
          continue; // nothing to learn by
        }
        try (var _ = new NDScope()) {
          try (var gradients = new Gradients()) {
            var labels = labels(truths, manager);
            var heard = nets.told(faces(learned, places, manager), true);
            gradients.backward(FrameLoss.of(heard, labels, expressionWeights, unitWeights));
          }
          adam.step(rate);
        }
      }
    }
  }

  /// What an epoch of films tells, each frame as often as it is met.
  private List<FrameTruth> met(List<FrameTruth> told) {
    var random = new SplittableRandom(plan.seed() + 3);
    return IntStream.range(0, plan.films())
        .boxed()
        .flatMap(_ -> learned.film(plan.frames(), random).stream())
        .map(told::get)
        .toList();
  }

  private static boolean says(FrameTruth truth) {
    return truth.expression() >= 0 || !truth.units().contains(-1);
  }

  /// The largest class over the class, within bounds.
  private NDArray expressionWeights(List<FrameTruth> told, NDManager manager) {
    var counts = new int[classes];
    int most = 1;
    for (var truth : told) {
      if (truth.expression() >= 0) {
        most = Math.max(most, ++counts[truth.expression()]);
      }
    }
    var weights = new float[classes];
    for (int k = 0; k < classes; k++) {
      weights[k] = Math.min(MOST_WEIGHT, (float) most / Math.max(1, counts[k]));
    }
    return manager.create(weights);
  }

  private static FrameLabels labels(List<FrameTruth> truths, NDManager manager) {
    return FrameLabels.marked(
        FrameTensors.expressions(truths, manager),
        FrameTensors.numbers(truths, FrameTruth::valence, manager),
        FrameTensors.numbers(truths, FrameTruth::arousal, manager),
        FrameTensors.units(truths, UNITS, manager));
  }

  private static NDArray faces(FaceStills stills, List<Integer> places, NDManager manager) {
    return FrameTensors.faces(places.stream().map(stills::face).toList(), FaceStills.SIDE, manager);
  }

  private Outcome scored(Nets nets, NDManager manager, long began) {
    var score = new FrameScore(classes, UNITS);
    var random = new SplittableRandom(0); // all networks meet the same films
    for (int film = 0; film < plan.measured(); film++) {
      var places = measured.film(plan.frames(), random);
      try (var _ = new NDScope()) {
        var told = nets.told(faces(measured, places, manager), false);
        var expressions = told.expression().argMax(1).toLongArray();
        var affect = told.affect().toFloatArray();
        var units = told.units().toFloatArray();
        for (int t = 0; t < places.size(); t++) {
          var truth = measured.truth(places.get(t));
          score.expression((int) expressions[t], truth.expression());
          score.valence(affect[2 * t], truth.valence());
          score.arousal(affect[2 * t + 1], truth.arousal());
          for (int a = 0; a < UNITS; a++) {
            score.unit(a, units[t * UNITS + a] > 0, truth.units().get(a));
          }
        }
      }
    }
    double expression = 0;
    for (int k = 0; k < classes; k++) {
      expression += score.f1OfExpression(k) / classes;
    }
    double units = 0;
    for (int a = 0; a < UNITS; a++) {
      units += score.f1OfUnit(a) / UNITS;
    }
    return new Outcome(
        score.total(),
        expression,
        score.cccOfValence(),
        score.cccOfArousal(),
        units,
        Math.abs(nets.tasks.weights().get("temporal_u.EXPR").getFloat()),
        (System.nanoTime() - began) / 1e9);
  }
}
