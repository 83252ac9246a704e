package undertone.engine.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import undertone.engine.recognition.BestEpoch;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.Warmth;
import undertone.engine.recognition.WholeFiles;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.pico.MomentumSgd;

/// What all trainings frame by frame have in common: the descent with a checkpoint after each
/// epoch, the best epoch by the score of the ABAW challenges on clips that choose, figures on clips
/// that are held out, and what is left in the run's folder.
///
/// @param terms of the descent
/// @param parts in which clips teach, choose and are held out
/// @param heads what the network may speak of
record FrameSchool<T extends Taught>(
    Terms terms, FrameParts<T> parts, List<String> classes, FrameHeads heads) {

  /// @param plan everything that tells this training from others, beside its clips
  /// @param learningRate of Adam, at the start of its cosine
  record Terms(
      String plan, String model, String size, int epochs, double learningRate, long seed) {}

  /// A network that learns.
  interface Pupil<T extends Taught> {
    /// What gradients move.
    Map<String, NDArray> weights();

    /// All that is kept of it.
    Map<String, NDArray> arrays();

    /// What an epoch goes through, in steps of some lessons each.
    List<List<Integer>> steps(SplittableRandom random);

    /// Learns one step, but for moving the weights.
    ///
    /// @return the loss
    double learn(List<Integer> step, SplittableRandom random, int epoch);

    /// What it makes of a clip.
    FrameSaid says(T clip);

    /// Told when its weights are final, before it is examined.
    ///
    /// @param bestEpoch whose weights they are
    default void settle(int bestEpoch) throws IOException {}
  }

  static void mustBeLabelled(List<FrameLesson> lessons, List<String> classes) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "Telling classes apart needs two of them but was given %s.".formatted(classes));
    }
    for (var lesson : lessons) {
      if (lesson.label() < FrameLesson.UNLABELLED || lesson.label() >= classes.size()) {
        throw new IllegalArgumentException(
            "Clip %s has the label %d, but the classes are 0..%d."
                .formatted(lesson.clip().clip(), lesson.label(), classes.size() - 1));
      }
    }
  }

  /// @throws IllegalArgumentException if too few clips teach
  static void mustTeach(FrameParts<?> parts) {
    if (parts.teaching().size() < 2) {
      throw new IllegalArgumentException(
          "Learning needs two clips that teach, but was given %d."
              .formatted(parts.teaching().size()));
    }
  }

  /// Learns, from the last checkpoint on if the folder has one. The caller holds the turn.
  ///
  /// @param nothing lessons of whose clip nothing was to be seen
  /// @throws CancellationException if the watch asks to stop
  RecognitionFolder run(
      Pupil<T> pupil, int nothing, Path folder, RecognitionWatch watch, NDManager manager)
      throws IOException {
    var best = new BestEpoch(pupil.arrays(), manager);
    descend(pupil, folder, best, watch, manager);
    best.restore();
    pupil.settle(best.epoch());
    var exam = exam(pupil, parts.heldOut());
    new FrameCard(heads, exam.figures(), best.epoch(), parts.choosing().size()).write(folder);
    var done =
        RecognitionFolder.keep(
            folder,
            pupil.arrays(),
            terms.model,
            terms.size,
            classes,
            Warmth.of(exam.said(), exam.labels()),
            taught(),
            figures(exam, nothing));
    Checkpoint.in(folder, "").drop();
    return done;
  }

  /// What an epoch draws hangs on the seed and the epoch alone, so a training that goes on from a
  /// checkpoint ends with the very weights of one that was never interrupted.
  private void descend(
      Pupil<T> pupil, Path folder, BestEpoch best, RecognitionWatch watch, NDManager manager)
      throws IOException {
    var basis = "%s\n%s\n%s\n%s".formatted(terms.plan, classes, heads, written());
    var checkpoint = Checkpoint.in(folder, WholeFiles.hash(basis.getBytes(StandardCharsets.UTF_8)));
    var descent = new AdamW(pupil.weights(), 0, _ -> 1, AdamW.Memory.USUAL, _ -> false);
    int first = checkpoint.restore(best.all(), descent) + 1;
    for (int epoch = first; epoch <= terms.epochs; epoch++) {
      var random = new Streams(terms.seed).of("epoch " + epoch);
      manager.getEngine().setRandomSeed(random.nextInt()); // of what is dropped
      double rate = MomentumSgd.cosine(terms.learningRate, epoch - 1, terms.epochs);
      var steps = pupil.steps(random);
      for (int s = 1; s <= steps.size(); s++) {
        if (watch.cancelled()) {
          throw new CancellationException(
              "Training was cancelled in epoch %d of %d.".formatted(epoch, terms.epochs));
        }
        double loss = pupil.learn(steps.get(s - 1), random, epoch);
        if (!Double.isFinite(loss)) {
          throw new ArithmeticException(
              "The loss became %s in epoch %d; lower the rate of %s."
                  .formatted(loss, epoch, terms.learningRate));
        }
        descent.step(rate);
        watch.step(
            new RecognitionStep(
                epoch,
                terms.epochs,
                (epoch - 1) * steps.size() + s,
                terms.epochs * steps.size(),
                loss,
                rate,
                s == steps.size() ? chosen(pupil, best, epoch) : null));
      }
      checkpoint.keep(epoch, best.all(), descent);
    }
  }

  private RecognitionFigures chosen(Pupil<T> pupil, BestEpoch best, int epoch) {
    var exam = exam(pupil, parts.choosing());
    best.offer(epoch, exam.score(), exam.logLoss());
    return figures(exam, 0);
  }

  private FrameExam exam(Pupil<T> pupil, List<T> clips) {
    return FrameExam.of(pupil::says, clips, classes.size(), heads);
  }

  private RecognitionFigures figures(FrameExam exam, int nothing) {
    return RecognitionFigures.of(
        exam.said(), exam.labels(), classes.size(), parts.teaching().size(), nothing, parts.note());
  }

  /// Clips whose labels it was told, to learn from or to choose by.
  private List<String> taught() {
    return Stream.concat(parts.teaching().stream(), parts.choosing().stream())
        .filter(clip -> clip.lesson().labelled())
        .map(clip -> clip.lesson().clip().clip())
        .toList();
  }

  private static Map<String, Double> rated(FrameLesson lesson) {
    return lesson.whole().entrySet().stream()
        .collect(Collectors.toMap(one -> one.getKey().name(), Map.Entry::getValue));
  }

  /// Clips in the order in which they are met, and all that is known of them.
  private String written() {
    var all = new StringBuilder();
    for (var part : List.of(parts.teaching(), parts.choosing(), parts.heldOut())) {
      for (var clip : part) {
        var lesson = clip.lesson();
        all.append(lesson.clip().clip()).append('=').append(lesson.label());
        lesson.tracks().forEach(track -> all.append(' ').append(track.hashCode()));
        new TreeMap<>(rated(lesson)).forEach((of, said) -> all.append(' ').append(of).append(said));
        all.append('\n');
      }
      all.append('\n');
    }
    return all.toString();
  }
}
