package undertone.engine.frames;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import undertone.engine.recognition.BestEpoch;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionStep;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.SensesReader;
import undertone.engine.recognition.Warmth;
import undertone.engine.recognition.WholeFiles;
import undertone.engine.refinement.Streams;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FrameBatch;
import undertone.models.hosting.FrameNetwork;
import undertone.models.pico.MomentumSgd;

/// Teaches a model to tell classes apart frame by frame, and to follow what tracks tell it of:
/// every frame of a clip carries the clip's label, and valence, arousal and units that are known at
/// its time. What no clip tells teaches nothing, and the model says nothing of it.
///
/// Clips fall into three parts, whole groups each: those that teach, those that choose the best
/// epoch by the score of the ABAW challenges, and those that figures are of, which choose nothing
/// but the temperature.
public final class FrameTraining {
  private static final int FRAMES_IN_MEMORY = 100_000; // 2 KB each
  private static final int FEWEST_FRAMES = 4; // of a clip
  private static final float MOST_WEIGHT = 8; // of a rare class

  // of a rare unit that is active, as published
  private static final float LEAST_UNIT_WEIGHT = .25f;
  private static final float MOST_UNIT_WEIGHT = 20;

  private final FrameCourse plan;
  private final SensesReader senses;
  private final Device device;

  public FrameTraining(FrameCourse plan, SensesReader senses, Device device) {
    this.plan = plan;
    this.senses = senses;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and lessons was stopped.
  ///
  /// @param classes names, by the labels of the lessons
  /// @param folder of this run
  /// @throws IllegalArgumentException if too few clips have a label and a face, or a label names no
  ///   class
  /// @throws CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<FrameLesson> lessons, List<String> classes, Path folder, RecognitionWatch watch)
      throws IOException, InterruptedException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.whole(folder);
    }
    mustBeLabelled(lessons, classes);
    var seen = seen(lessons, watch);
    var parts = FrameParts.of(plan, seen);
    if (parts.teaching().size() < 2) {
      throw new IllegalArgumentException(
          "Learning needs two clips that teach, but was given %d."
              .formatted(parts.teaching().size()));
    }
    var heads = FrameHeads.of(parts.teaching());
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var network =
          plan.hosted()
              .network(
                  plan.size(),
                  classes.size(),
                  heads.outputs(),
                  manager,
                  new Streams(plan.seed()).of("first weights"));
      var best = new BestEpoch(arrays(network), manager);
      new Lessons(network, parts.teaching(), classes.size(), heads, manager)
          .run(
              folder,
              "%s\n%s\n%s".formatted(classes, heads, written(parts)),
              best,
              epoch -> {
                var exam = FrameExam.of(network, parts.choosing(), classes.size(), heads, manager);
                best.offer(epoch, exam.score(), exam.logLoss());
                return figures(exam, classes.size(), parts, 0);
              },
              watch);
      best.restore();
      var exam = FrameExam.of(network, parts.heldOut(), classes.size(), heads, manager);
      new FrameCard(heads, exam.figures(), best.epoch(), parts.choosing().size()).write(folder);
      var done =
          RecognitionFolder.keep(
              folder,
              arrays(network),
              plan.model(),
              plan.size(),
              classes,
              Warmth.of(exam.said(), exam.labels()),
              taught(parts),
              figures(exam, classes.size(), parts, lessons.size() - seen.size()));
      Checkpoint.in(folder, "").drop();
      return done;
    }
  }

  private static void mustBeLabelled(List<FrameLesson> lessons, List<String> classes) {
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

  /// The lessons whose face is to be seen. The more there are, the fewer frames of each are kept.
  private List<Taught> seen(List<FrameLesson> lessons, RecognitionWatch watch)
      throws InterruptedException {
    int side = plan.hosted().side(plan.size());
    int most = Math.max(FEWEST_FRAMES, FRAMES_IN_MEMORY / Math.max(1, lessons.size()));
    var seen = new ArrayList<Taught>();
    for (int i = 0; i < lessons.size(); i++) {
      if (watch.cancelled()) {
        throw new CancellationException("Training was cancelled while its clips were read.");
      }
      var lesson = lessons.get(i);
      try {
        senses
            .of(lesson.clip())
            .faces()
            .ifPresent(film -> seen.add(new Taught(lesson, GreyFilm.of(film, side, most))));
      } catch (IOException _) {
        // told to whoever asks for an opinion on it
      }
      watch.looked(i + 1, lessons.size());
    }
    return seen;
  }

  /// Clips in the order in which they are met, and all that is known of them.
  private static String written(FrameParts parts) {
    var all = new StringBuilder();
    for (var part : List.of(parts.teaching(), parts.choosing(), parts.heldOut())) {
      for (var clip : part) {
        var lesson = clip.lesson();
        all.append(lesson.clip().clip()).append('=').append(lesson.label());
        lesson.tracks().forEach(track -> all.append(' ').append(track.hashCode()));
        all.append('\n');
      }
      all.append('\n');
    }
    return all.toString();
  }

  static Map<String, NDArray> arrays(FrameNetwork network) {
    var arrays = new LinkedHashMap<>(network.weights());
    arrays.putAll(network.statistics());
    return arrays;
  }

  /// Clips whose labels it was told, to learn from or to choose by.
  private static List<String> taught(FrameParts parts) {
    return Stream.concat(parts.teaching().stream(), parts.choosing().stream())
        .filter(clip -> clip.lesson().labelled())
        .map(clip -> clip.lesson().clip().clip())
        .toList();
  }

  private static RecognitionFigures figures(
      FrameExam exam, int classes, FrameParts parts, int nothing) {
    return RecognitionFigures.of(
        exam.said(), exam.labels(), classes, parts.teaching().size(), nothing, parts.note());
  }

  /// What is measured when an epoch has ended.
  private interface Exam {
    RecognitionFigures after(int epoch);
  }

  /// The descent: epochs of steps, and a checkpoint after each epoch. What an epoch draws hangs on
  /// the seed and the epoch alone, so a training that goes on from a checkpoint ends with the very
  /// weights of one that was never interrupted.
  private final class Lessons {
    private final FrameNetwork network;
    private final List<Taught> clips;
    private final List<List<FrameTruth>> truths;
    private final FrameHeads heads;
    private final NDManager manager;
    private final NDArray classWeights; // [K]
    private final NDArray unitWeights; // [A]

    Lessons(
        FrameNetwork network,
        List<Taught> clips,
        int classes,
        FrameHeads heads,
        NDManager manager) {
      this.network = network;
      this.clips = clips;
      this.heads = heads;
      this.manager = manager;
      truths = clips.stream().map(heads::truths).toList();
      classWeights = manager.create(classWeights(classes));
      unitWeights = manager.create(unitWeights());
    }

    /// The largest class over the class, within bounds, by the frames that are met.
    private float[] classWeights(int classes) {
      var met = new int[classes];
      int most = 1;
      for (var clip : clips) {
        if (clip.lesson().labelled()) {
          int label = clip.lesson().label();
          met[label] += Math.min(plan.frames(), clip.film().size());
          most = Math.max(most, met[label]);
        }
      }
      var weights = new float[classes];
      for (int k = 0; k < classes; k++) {
        weights[k] = Math.min(MOST_WEIGHT, (float) most / Math.max(1, met[k]));
      }
      return weights;
    }

    /// Frames in which a unit is not active over those in which it is, within bounds.
    private float[] unitWeights() {
      var weights = new float[heads.outputs()];
      for (int a = 0; a < weights.length; a++) {
        int active = 0;
        int not = 0;
        for (var film : truths) {
          for (var truth : film) {
            int state = a < truth.units().size() ? truth.units().get(a) : -1;
            active += state == 1 ? 1 : 0;
            not += state == 0 ? 1 : 0;
          }
        }
        weights[a] =
            Math.clamp((float) not / Math.max(1, active), LEAST_UNIT_WEIGHT, MOST_UNIT_WEIGHT);
      }
      return weights;
    }

    /// Learns, from the last checkpoint on if the folder has one. The caller holds the turn.
    ///
    /// @param basis what, beside the plan, tells this training from others
    void run(Path folder, String basis, BestEpoch best, Exam exam, RecognitionWatch watch)
        throws IOException {
      var purpose = WholeFiles.hash((plan + "\n" + basis).getBytes(StandardCharsets.UTF_8));
      var checkpoint = Checkpoint.in(folder, purpose);
      var descent = new AdamW(network.weights(), 0, _ -> 1, AdamW.Memory.USUAL, _ -> false);
      int first = checkpoint.restore(best.all(), descent) + 1;
      for (int epoch = first; epoch <= plan.epochs(); epoch++) {
        var random = new Streams(plan.seed()).of("epoch " + epoch);
        manager.getEngine().setRandomSeed(random.nextInt()); // of what is dropped
        double rate = MomentumSgd.cosine(plan.learningRate(), epoch - 1, plan.epochs());
        var batches = batches(random);
        for (int s = 1; s <= batches.size(); s++) {
          if (watch.cancelled()) {
            throw new CancellationException(
                "Training was cancelled in epoch %d of %d.".formatted(epoch, plan.epochs()));
          }
          double loss = step(batches.get(s - 1), random, epoch);
          descent.step(rate);
          watch.step(
              new RecognitionStep(
                  epoch,
                  plan.epochs(),
                  (epoch - 1) * batches.size() + s,
                  plan.epochs() * batches.size(),
                  loss,
                  rate,
                  s == batches.size() ? exam.after(epoch) : null));
        }
        checkpoint.keep(epoch, best.all(), descent);
      }
    }

    /// Clips in a drawn order; one that is left over alone waits for the next epoch, for batch
    /// normalisation would take from it what its frames have in common.
    private List<List<Integer>> batches(SplittableRandom random) {
      var order = IntStream.range(0, clips.size()).toArray();
      Streams.shuffle(order, random);
      var batches = new ArrayList<List<Integer>>();
      for (int from = 0; from < order.length; from += plan.batch()) {
        int to = Math.min(order.length, from + plan.batch());
        if (to - from > 1 || batches.isEmpty()) {
          batches.add(IntStream.range(from, to).mapToObj(i -> order[i]).toList());
        }
      }
      return batches;
    }

    private double step(List<Integer> places, SplittableRandom random, int epoch) {
      var faces = new ArrayList<byte[]>();
      var films = new ArrayList<Integer>();
      var told = new ArrayList<FrameTruth>();
      for (int place : places) {
        var film = clips.get(place).film();
        int length = Math.min(plan.frames(), film.size());
        int from = random.nextInt(film.size() - length + 1);
        boolean mirrored = random.nextBoolean();
        for (int t = from; t < from + length; t++) {
          faces.add(mirrored ? film.mirrored(t) : film.face(t));
        }
        films.add(length);
        told.addAll(truths.get(place).subList(from, from + length));
      }
      int side = clips.getFirst().film().side();
      try (var _ = new NDScope()) {
        var batch =
            new FrameBatch(
                FrameTensors.faces(faces, side, manager),
                films,
                FrameTensors.expressions(told, manager),
                FrameTensors.numbers(told, FrameTruth::valence, manager),
                FrameTensors.numbers(told, FrameTruth::arousal, manager),
                FrameTensors.units(told, heads.outputs(), manager),
                classWeights,
                unitWeights);
        try (var gradients = new Gradients()) {
          var loss = network.loss(batch);
          gradients.backward(loss);
          float value = loss.getFloat();
          if (!Float.isFinite(value)) {
            throw new ArithmeticException(
                "The loss became %s in epoch %d; lower the rate of %s."
                    .formatted(value, epoch, plan.learningRate()));
          }
          return value;
        }
      }
    }
  }
}
