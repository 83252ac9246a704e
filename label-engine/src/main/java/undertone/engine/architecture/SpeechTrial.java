package undertone.engine.architecture;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import undertone.engine.metrics.Accuracy;
import undertone.engine.metrics.ClassRecall;
import undertone.engine.metrics.WeightedF1;
import undertone.models.TrainingTurn;
import undertone.models.nas.Genotype;

/// One speaker is left out: structures are searched and trained on all others and measured on that
/// one.
///
/// @param learned places of all others
/// @param measured places of the speaker
public record SpeechTrial(
    SpeechPlan plan, SpeechClips clips, List<Integer> learned, List<Integer> measured) {

  public SpeechTrial {
    learned = List.copyOf(learned);
    measured = List.copyOf(measured);
    if (learned.size() < 2 || measured.isEmpty()) {
      throw new IllegalArgumentException(
          "A trial needs utterances of one speaker and of others, but there are %d and %d."
              .formatted(measured.size(), learned.size()));
    }
  }

  /// What a network came to on the speaker it never heard.
  ///
  /// @param war share that is right (WA)
  /// @param uar recall averaged over classes (UA)
  /// @param f1 weighted
  /// @param parameters numbers that learned
  /// @param seconds on the clock, of training from scratch and measuring
  public record Outcome(double war, double uar, double f1, long parameters, double seconds) {}

  /// Leaves a speaker out.
  public static SpeechTrial without(String speaker, SpeechClips clips, SpeechPlan plan) {
    var measured = clips.of(speaker);
    var learned =
        IntStream.range(0, clips.utterances().size())
            .boxed()
            .filter(place -> !clips.utterances().get(place).speaker().equals(speaker))
            .toList();
    return new SpeechTrial(plan, clips, learned, measured);
  }

  /// What a search finds.
  public Genotype searched() {
    return new StructureSearch(plan).over(clips, learned);
  }

  /// The best that was drawn by lot.
  public Genotype drawn() {
    return new RandomStructures(plan).over(clips, learned);
  }

  /// A structure, trained from scratch.
  public Outcome of(Genotype structure) {
    return trained(manager -> SpeechNet.of(structure, plan, clips.form(), manager));
  }

  /// A network that nobody searched.
  public Outcome of(Rival rival) {
    return trained(manager ->
        switch (rival) {
          case CNN -> SpeechNet.cnn(plan, clips.form(), manager);
          case LSTM -> SpeechNet.lstm(plan, clips.form(), manager);
          case FIXED -> SpeechNet.fixed(plan, clips.form(), manager);
        });
  }

  private Outcome trained(Function<NDManager, SpeechNet> network) {
    long began = System.nanoTime();
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) plan.seed());
      var net = network.apply(manager);
      var training = new SpeechTraining(net, SpeechBatches.of(clips, learned), plan, manager);
      training.learn(learned, plan.epochs());
      var guesses = training.guesses(measured);
      var truths = measured.stream().mapToInt(clips::label).toArray();
      return new Outcome(
          Accuracy.of(guesses, truths),
          ClassRecall.of(guesses, truths, clips.classes()),
          WeightedF1.of(guesses, truths, clips.classes()),
          net.size(),
          (System.nanoTime() - began) / 1e9);
    }
  }
}
