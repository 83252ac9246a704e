package undertone.engine.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import undertone.models.StateDict;
import undertone.models.nas.CnnStream;
import undertone.models.nas.CrossEntropy;
import undertone.models.nas.DeepStream;
import undertone.models.nas.Genotype;
import undertone.models.nas.LstmStream;
import undertone.models.nas.RnnStream;
import undertone.models.nas.TwoStreamConfig;
import undertone.models.nas.TwoStreamConfig.Fusion;
import undertone.models.nas.TwoStreams;

/// What hears the class of an utterance and learns from scratch.
sealed interface SpeechNet {

  Collection<NDArray> weights();

  /// `[B,K]`
  NDArray logits(SpeechBatch batch, boolean training);

  /// What it learns by.
  NDArray loss(SpeechBatch batch);

  /// How many numbers learn.
  default long size() {
    return weights().stream().mapToLong(NDArray::size).sum();
  }

  /// Both streams of a genotype, joined as it says.
  static SpeechNet of(Genotype genotype, SpeechPlan plan, int classes, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    var streams = genotype.streams();
    return both(
        CnnStream.found(
            plan.cnn(classes), Objects.requireNonNull(streams.handcrafted()), manager, random),
        RnnStream.found(plan.rnn(classes), Objects.requireNonNull(streams.deep()), manager, random),
        plan,
        Fusion.valueOf(genotype.fusion().toUpperCase(Locale.ROOT)),
        classes,
        manager,
        random);
  }

  /// Cells of nothing but separable convolutions, alone.
  static SpeechNet cnn(SpeechPlan plan, int classes, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return new OfMaps(CnnStream.found(plan.cnn(classes), FixedCells.CNN, manager, random));
  }

  /// An LSTM, alone.
  static SpeechNet lstm(SpeechPlan plan, int classes, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return new OfSequences(new LstmStream(plan.rnn(classes), manager, random));
  }

  /// Both of these side by side.
  static SpeechNet fixed(SpeechPlan plan, int classes, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return both(
        CnnStream.found(plan.cnn(classes), FixedCells.CNN, manager, random),
        new LstmStream(plan.rnn(classes), manager, random),
        plan,
        Fusion.CONCAT,
        classes,
        manager,
        random);
  }

  private static OfBoth both(
      CnnStream maps,
      DeepStream sequences,
      SpeechPlan plan,
      Fusion fusion,
      int classes,
      NDManager manager,
      SplittableRandom random) {
    var config = new TwoStreamConfig(maps.features(), plan.width(), plan.joined(), classes, fusion);
    return new OfBoth(maps, sequences, new TwoStreams(config, manager, random));
  }

  /// The stream of spectrograms with a head of its own.
  record OfMaps(CnnStream stream) implements SpeechNet {
    @Override
    public Collection<NDArray> weights() {
      return stream.weights().weights().values();
    }

    @Override
    public NDArray logits(SpeechBatch batch, boolean training) {
      return stream.logits(batch.maps(), training);
    }

    @Override
    public NDArray loss(SpeechBatch batch) {
      return CrossEntropy.of(logits(batch, true), batch.classes());
    }
  }

  /// A stream of sequences with a head of its own.
  record OfSequences(DeepStream stream) implements SpeechNet {
    @Override
    public Collection<NDArray> weights() {
      return stream.weights().weights().values();
    }

    @Override
    public NDArray logits(SpeechBatch batch, boolean training) {
      return stream.logits(batch.sequences(), batch.there(), training);
    }

    @Override
    public NDArray loss(SpeechBatch batch) {
      return CrossEntropy.of(logits(batch, true), batch.classes());
    }
  }

  /// Two streams and what they tell each other; their own heads stay aside.
  record OfBoth(CnnStream maps, DeepStream sequences, TwoStreams joint) implements SpeechNet {
    private static final float DROPOUT = .3f;

    @Override
    public Collection<NDArray> weights() {
      var weights = new ArrayList<>(withoutHead(maps.weights()));
      weights.addAll(withoutHead(sequences.weights()));
      weights.addAll(joint.weights().weights().values());
      return weights;
    }

    private static List<NDArray> withoutHead(StateDict stream) {
      return stream.weights().entrySet().stream()
          .filter(entry -> !entry.getKey().startsWith("classifier"))
          .map(Map.Entry::getValue)
          .toList();
    }

    @Override
    public NDArray logits(SpeechBatch batch, boolean training) {
      return told(batch, training).together();
    }

    @Override
    public NDArray loss(SpeechBatch batch) {
      return TwoStreams.loss(told(batch, true), batch.classes());
    }

    private TwoStreams.Told told(SpeechBatch batch, boolean training) {
      var seen = dropped(maps.features(batch.maps(), training), training);
      var heard = dropped(sequences.features(batch.sequences(), batch.there(), training), training);
      var present = seen.getManager().ones(new Shape(seen.getShape().get(0), 2));
      return joint.told(seen, heard, present);
    }

    private static NDArray dropped(NDArray read, boolean training) {
      return Dropout.dropout(read, DROPOUT, training).head();
    }
  }
}
