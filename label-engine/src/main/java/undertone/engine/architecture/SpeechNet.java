package undertone.engine.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.norm.Dropout;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import undertone.models.nas.CnnStream;
import undertone.models.nas.CrossEntropy;
import undertone.models.nas.DeepStream;
import undertone.models.nas.Genotype;
import undertone.models.nas.JoinedStreams;
import undertone.models.nas.LstmStream;
import undertone.models.nas.RnnStream;
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
  static OfBoth of(Genotype genotype, SpeechPlan plan, StreamForm form, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    var streams = genotype.streams();
    return both(
        CnnStream.found(
            plan.cnn(form), Objects.requireNonNull(streams.handcrafted()), manager, random),
        RnnStream.found(plan.rnn(form), Objects.requireNonNull(streams.deep()), manager, random),
        plan,
        Fusion.valueOf(genotype.fusion().toUpperCase(Locale.ROOT)),
        form,
        manager,
        random);
  }

  /// Cells of nothing but separable convolutions, alone.
  static SpeechNet cnn(SpeechPlan plan, StreamForm form, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return new OfMaps(CnnStream.found(plan.cnn(form), FixedCells.CNN, manager, random));
  }

  /// An LSTM, alone.
  static SpeechNet lstm(SpeechPlan plan, StreamForm form, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return new OfSequences(new LstmStream(plan.rnn(form), manager, random));
  }

  /// Both of these side by side.
  static SpeechNet fixed(SpeechPlan plan, StreamForm form, NDManager manager) {
    var random = new SplittableRandom(plan.seed());
    return both(
        CnnStream.found(plan.cnn(form), FixedCells.CNN, manager, random),
        new LstmStream(plan.rnn(form), manager, random),
        plan,
        Fusion.CONCAT,
        form,
        manager,
        random);
  }

  private static OfBoth both(
      CnnStream maps,
      DeepStream sequences,
      SpeechPlan plan,
      Fusion fusion,
      StreamForm form,
      NDManager manager,
      SplittableRandom random) {
    int joined = plan.space().joined();
    return new OfBoth(
        JoinedStreams.of(
            maps, sequences, plan.width(), joined, form.classes(), fusion, manager, random));
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

  /// Two streams and what they tell each other.
  record OfBoth(JoinedStreams streams) implements SpeechNet {
    private static final float DROPOUT = .3f;

    @Override
    public Collection<NDArray> weights() {
      return streams.weights().values();
    }

    /// Everything that has to be kept, by name.
    Map<String, NDArray> arrays() {
      var arrays = new LinkedHashMap<>(streams.weights());
      arrays.putAll(streams.statistics());
      return arrays;
    }

    @Override
    public NDArray logits(SpeechBatch batch, boolean training) {
      return told(batch, training).together();
    }

    @Override
    public NDArray loss(SpeechBatch batch) {
      return TwoStreams.loss(told(batch, true), batch.classes(), batch.present());
    }

    private TwoStreams.Told told(SpeechBatch batch, boolean training) {
      var seen = dropped(streams.maps().features(batch.maps(), training), training);
      var heard =
          dropped(
              streams.sequences().features(batch.sequences(), batch.there(), training), training);
      return streams.joint().told(seen, heard, batch.present());
    }

    private static NDArray dropped(NDArray read, boolean training) {
      return Dropout.dropout(read, DROPOUT, training).head();
    }
  }
}
