package undertone.engine.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import undertone.models.StateDict;
import undertone.models.TrainingTurn;
import undertone.models.nas.ArchitectureSearch;
import undertone.models.nas.CnnStream;
import undertone.models.nas.CrossEntropy;
import undertone.models.nas.Genotype;
import undertone.models.nas.Operation;
import undertone.models.nas.RnnStream;
import undertone.models.pico.MomentumSgd;

/// Searches the cells of both streams, one after the other, each with a head of its own: weights
/// learn from some speakers, the structure from others.
///
/// In the first fifth of all epochs the structure rests, and a search ends once skips crowd a
/// normal cell: operations without weights learn faster and would win for that alone.
public final class StructureSearch {
  private static final double RESTING = .2; // of the epochs
  private static final int MOST_SKIPS = 2; // of a normal cell
  private static final int FEWEST = 4; // clips, so that each half is a batch

  private final SpeechPlan plan;

  public StructureSearch(SpeechPlan plan) {
    this.plan = plan;
  }

  /// How the search of one stream went.
  private record Course(int epochs, boolean complete, double validLoss) {}

  /// One stream that is searched.
  ///
  /// @param crowded whether its cells have become what no search should end in
  private record Searched(
      StructureStep.Stage stage,
      StateDict weights,
      StateDict architecture,
      BiFunction<SpeechBatch, Boolean, NDArray> logits,
      BooleanSupplier crowded) {}

  /// @param learned places that the search may see
  public Genotype over(SpeechClips clips, List<Integer> learned) {
    return over(SpeechBatches.of(clips, learned), learned, StructureWatch.SILENT);
  }

  /// Each stream is searched on the clips that have it.
  ///
  /// @param learned places that the search may see
  /// @throws IllegalArgumentException if too few of them have a stream
  /// @throws CancellationException if the watch asks to stop
  Genotype over(SpeechBatches batches, List<Integer> learned, StructureWatch watch) {
    long began = System.nanoTime();
    var clips = batches.clips();
    var heard = having(learned, place -> clips.map(place).length > 0, "a sound");
    var known = having(learned, place -> clips.sequence(place).length > 0, "anything known");
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager()) {
      manager.getEngine().setRandomSeed((int) plan.seed());
      var random = new SplittableRandom(plan.seed());
      var cnn = CnnStream.searched(plan.cnn(clips.form()), manager, random);
      var spread = new AtomicReference<>(cnn.derived()); // the last that was not crowded
      var ofMaps =
          search(
              new Searched(
                  StructureStep.Stage.SEARCH_MAPS,
                  cnn.weights(),
                  cnn.architecture(),
                  (batch, training) -> cnn.logits(batch.maps(), training),
                  () -> {
                    var now = cnn.derived();
                    boolean crowded = skips(now) > MOST_SKIPS;
                    if (!crowded) {
                      spread.set(now);
                    }
                    return crowded;
                  }),
              batches,
              Halves.of(clips, heard, plan.seed()),
              manager,
              watch);
      var rnn = RnnStream.searched(plan.rnn(clips.form()), manager, random);
      var ofSequences =
          search(
              new Searched(
                  StructureStep.Stage.SEARCH_SEQUENCES,
                  rnn.weights(),
                  rnn.architecture(),
                  (batch, training) -> rnn.logits(batch.sequences(), batch.there(), training),
                  () -> false),
              batches,
              Halves.of(clips, known, plan.seed()),
              manager,
              watch);
      return Genotype.of(
          plan.seed(),
          Math.max(ofMaps.epochs, ofSequences.epochs),
          ofMaps.complete && ofSequences.complete,
          new Genotype.Streams(spread.get(), rnn.derived()),
          plan.fusion().name().toLowerCase(Locale.ROOT),
          new Genotype.Search(
              (ofMaps.validLoss + ofSequences.validLoss) / 2, (System.nanoTime() - began) / 1e9));
    }
  }

  private static List<Integer> having(List<Integer> places, IntPredicate has, String what) {
    var some = places.stream().filter(has::test).toList();
    if (some.size() < FEWEST) {
      throw new IllegalArgumentException(
          "A search needs %d clips that teach and have %s, but there are %d; settle more of them, or let a model learn that needs no search."
              .formatted(FEWEST, what, some.size()));
    }
    return some;
  }

  static void stopIfCancelled(StructureWatch watch) {
    if (watch.cancelled()) {
      throw new CancellationException("The search was cancelled.");
    }
  }

  static long skips(Genotype.Cnn found) {
    var skip = Operation.SKIP_CONNECT.word();
    return found.normal().stream().filter(edge -> edge.op().equals(skip)).count();
  }

  private Course search(
      Searched stream,
      SpeechBatches batches,
      Halves halves,
      NDManager manager,
      StructureWatch watch) {
    long began = System.nanoTime();
    var search =
        new ArchitectureSearch(
            stream.weights.weights().values(), stream.architecture.weights().values());
    int epochs = plan.searchEpochs();
    int resting = (int) Math.ceil(RESTING * epochs);
    double valid = Double.NaN;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = MomentumSgd.cosine(plan.searchRate(), epoch, epochs);
      long order = 1000 * plan.seed() + epoch;
      var judged = SpeechBatches.shuffled(halves.structure(), plan.batch(), order);
      int step = 0;
      double sum = 0;
      double learned = 0;
      for (var places : SpeechBatches.shuffled(halves.weights(), plan.batch(), order)) {
        stopIfCancelled(watch);
        try (var _ = new NDScope()) {
          if (epoch >= resting) {
            var others = batches.of(judged.get(step % judged.size()), manager);
            sum += search.moveArchitecture(loss(stream.logits, others), plan.architectureRate());
          }
          learned += search.moveWeights(loss(stream.logits, batches.of(places, manager)), rate);
        }
        step++;
      }
      valid = sum / step;
      watch.step(new StructureStep(stream.stage, 0, 0, epoch + 1, epochs, learned / step, null));
      boolean late = plan.seconds() > 0 && (System.nanoTime() - began) / 1e9 > plan.seconds();
      if (late || (epoch >= resting && stream.crowded.getAsBoolean())) {
        return new Course(epoch + 1, !late, valid);
      }
    }
    return new Course(epochs, true, valid);
  }

  private static Supplier<NDArray> loss(
      BiFunction<SpeechBatch, Boolean, NDArray> logits, SpeechBatch batch) {
    return () -> CrossEntropy.of(logits.apply(batch, true), batch.classes());
  }
}
