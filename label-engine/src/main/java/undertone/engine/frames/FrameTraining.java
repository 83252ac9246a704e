package undertone.engine.frames;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.SensesReader;
import undertone.engine.refinement.Streams;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FrameBatch;
import undertone.models.hosting.FrameNetwork;

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
    FrameSchool.mustBeLabelled(lessons, classes);
    var seen = seen(lessons, watch);
    var parts =
        FrameParts.of(plan.heldOut(), plan.choosing(), plan.seed(), seen, TaughtFace::lesson);
    FrameSchool.mustTeach(parts);
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
      var pupil = new Lessons(network, parts.teaching(), classes.size(), heads, manager);
      return new FrameSchool<>(plan.terms(), parts, classes, heads)
          .run(pupil, lessons.size() - seen.size(), folder, watch, manager);
    }
  }

  /// The lessons whose face is to be seen. The more there are, the fewer frames of each are kept.
  private List<TaughtFace> seen(List<FrameLesson> lessons, RecognitionWatch watch)
      throws InterruptedException {
    int side = plan.hosted().side(plan.size());
    int most = Math.max(FEWEST_FRAMES, FRAMES_IN_MEMORY / Math.max(1, lessons.size()));
    var seen = new ArrayList<TaughtFace>();
    for (int i = 0; i < lessons.size(); i++) {
      if (watch.cancelled()) {
        throw new CancellationException("Training was cancelled while its clips were read.");
      }
      var lesson = lessons.get(i);
      try {
        senses
            .of(lesson.clip())
            .faces()
            .ifPresent(film -> seen.add(new TaughtFace(lesson, GreyFilm.of(film, side, most))));
      } catch (IOException _) {
        // told to whoever asks for an opinion on it
      }
      watch.looked(i + 1, lessons.size());
    }
    return seen;
  }

  static Map<String, NDArray> arrays(FrameNetwork network) {
    var arrays = new LinkedHashMap<>(network.weights());
    arrays.putAll(network.statistics());
    return arrays;
  }

  /// A network and the films it learns from, one lesson a film.
  private final class Lessons implements FrameSchool.Pupil<TaughtFace> {
    private final FrameNetwork network;
    private final List<TaughtFace> clips;
    private final List<List<FrameTruth>> truths;
    private final FrameHeads heads;
    private final NDManager manager;
    private final NDArray classWeights; // [K]
    private final NDArray unitWeights; // [A]

    Lessons(
        FrameNetwork network,
        List<TaughtFace> clips,
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
          met[label] += Math.min(plan.frames(), clip.size());
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

    @Override
    public Map<String, NDArray> weights() {
      return network.weights();
    }

    @Override
    public Map<String, NDArray> arrays() {
      return FrameTraining.arrays(network);
    }

    /// Clips in a drawn order; one that is left over alone waits for the next epoch, for batch
    /// normalisation would take from it what its frames have in common.
    @Override
    public List<List<Integer>> steps(SplittableRandom random) {
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

    @Override
    public double learn(List<Integer> step, SplittableRandom random, int epoch) {
      var faces = new ArrayList<byte[]>();
      var films = new ArrayList<Integer>();
      var told = new ArrayList<FrameTruth>();
      for (int place : step) {
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
          return loss.getFloat();
        }
      }
    }

    @Override
    public FrameSaid says(TaughtFace clip) {
      return FrameSaid.of(network, clip.film(), manager);
    }
  }
}
