package undertone.engine.frames;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import undertone.engine.contract.LengthBuckets;
import undertone.engine.contract.Normalisation;
import undertone.engine.multimodal.FeatureCard;
import undertone.engine.multimodal.Gaps;
import undertone.engine.multimodal.Source;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.refinement.Streams;
import undertone.models.Gradients;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.StreamBatch;
import undertone.models.hosting.StreamNetwork;
import undertone.models.missing.MissingSimulator;

/// Teaches a model to tell classes apart and to follow valence and arousal from what extractors say
/// of clips in the course of time: every frame of a clip carries the clip's label, and the valence
/// and arousal that are known at its time. What no clip tells teaches nothing, and the model says
/// nothing of it.
///
/// Clips fall into three parts, whole groups each, before any window is cut: those that teach,
/// those that choose the best epoch and how far valence and arousal are smoothed, and those that
/// figures are of, which choose nothing but the temperature. A window is of one clip, so none
/// reaches from one part into another.
public final class StreamTraining {
  private static final int FRAMES_IN_MEMORY = 60_000; // about 4 KB each
  private static final int FEWEST_FRAMES = 8; // of a clip
  private static final int MOST_FRAMES = 4800; // of a clip: 20 minutes
  private static final List<Integer> WIDE = List.of(0, 1, 2, 4); // frames; what may be smoothed

  private final StreamCourse plan;
  private final Device device;

  public StreamTraining(StreamCourse plan, Device device) {
    this.plan = plan;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and lessons was stopped.
  ///
  /// @param classes names, by the labels of the lessons
  /// @param clips what is known of the lessons' clips
  /// @param folder of this run
  /// @throws IllegalArgumentException if too few clips have a label and anything known of them, or
  ///   a label names no class
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<FrameLesson> lessons,
      List<String> classes,
      StreamedClips clips,
      Path folder,
      RecognitionWatch watch)
      throws IOException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.whole(folder);
    }
    FrameSchool.mustBeLabelled(lessons, classes);
    var known = lessons.stream().filter(one -> clips.known().knows(one.clip().clip())).toList();
    var split =
        FrameParts.of(plan.heldOut(), plan.choosing(), plan.seed(), known, lesson -> lesson);
    FrameSchool.mustTeach(split);
    var scale =
        clips.known().scale(split.teaching().stream().map(one -> one.clip().clip()).toList());
    var scaled = clips.on(scale);
    int most = Math.clamp(FRAMES_IN_MEMORY / known.size(), FEWEST_FRAMES, MOST_FRAMES);
    int stepsOfFrame = plan.hosted().stepsOfFrame(plan.size());
    var parts =
        split.as(lesson ->
            new TaughtStreams(
                lesson, scaled.inStep(lesson.clip().clip(), most, stepsOfFrame).orElseThrow()));
    var heads = FrameHeads.ofAffect(parts.teaching());
    var sources = clips.known().sources();
    var terms =
        new FrameSchool.Terms(
            "%s\n%s\n%s".formatted(plan, sources, scale),
            plan.model(),
            plan.size(),
            plan.epochs(),
            plan.learningRate(),
            plan.seed());
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var network =
          plan.hosted()
              .network(
                  plan.size(),
                  Source.widths(sources),
                  classes.size(),
                  manager,
                  new Streams(plan.seed()).of("first weights"));
      var ear =
          new StreamEar(network, Source.widths(sources), stepsOfFrame, plan.frames(), 0, manager);
      var pupil = new Lessons(ear, most, parts, heads, classes.size(), sources, scale, folder);
      return new FrameSchool<>(terms, parts, classes, heads)
          .run(pupil, lessons.size() - known.size(), folder, watch, manager);
    }
  }

  /// A network and the clips it learns from. A long clip is as many lessons as it has windows side
  /// by side; where they lie is drawn anew in each epoch.
  private final class Lessons implements FrameSchool.Pupil<TaughtStreams> {
    private final StreamNetwork network;
    private final int most; // frames of a clip
    private final FrameParts<TaughtStreams> parts;
    private final List<Integer> places = new ArrayList<>(); // of clips, by lesson
    private final List<List<FrameTruth>> truths;
    private final FrameHeads heads;
    private final int classes;
    private final List<Source> sources;
    private final Normalisation scale;
    private final Path folder;
    private StreamEar ear;

    Lessons(
        StreamEar ear,
        int most,
        FrameParts<TaughtStreams> parts,
        FrameHeads heads,
        int classes,
        List<Source> sources,
        Normalisation scale,
        Path folder) {
      this.network = ear.network();
      this.ear = ear;
      this.most = most;
      this.parts = parts;
      this.heads = heads;
      this.classes = classes;
      this.sources = sources;
      this.scale = scale;
      this.folder = folder;
      truths = parts.teaching().stream().map(heads::truths).toList();
      for (int c = 0; c < parts.teaching().size(); c++) {
        int windows = Math.ceilDiv(parts.teaching().get(c).size(), plan.frames());
        places.addAll(Collections.nCopies(windows, c));
      }
    }

    @Override
    public Map<String, NDArray> weights() {
      return network.weights();
    }

    @Override
    public Map<String, NDArray> arrays() {
      return network.weights();
    }

    /// Clips that are alike in length meet, for the longer are cut to the shortest of a step:
    /// padding would be read like the rest by whatever reads both ways.
    @Override
    public List<List<Integer>> steps(SplittableRandom random) {
      var lengths =
          places.stream()
              .map(place -> Math.min(plan.frames(), parts.teaching().get(place).size()))
              .toList();
      return LengthBuckets.of(lengths, plan.batch(), random.nextLong());
    }

    @Override
    public double learn(List<Integer> step, SplittableRandom random, int epoch) {
      var gaps = new Gaps(new MissingSimulator(plan.seed(), "train", epoch), plan.missing());
      int length = plan.frames();
      for (int lesson : step) {
        length = Math.min(length, parts.teaching().get(places.get(lesson)).size());
      }
      var windows = new ArrayList<StreamWindow>();
      var told = new ArrayList<FrameTruth>();
      for (int lesson : step) {
        var clip = parts.teaching().get(places.get(lesson));
        int from = random.nextInt(clip.size() - length + 1);
        windows.add(without(gaps, clip, StreamWindow.whole(clip.streams(), from, length)));
        told.addAll(truths.get(places.get(lesson)).subList(from, from + length));
      }
      var manager = ear.manager();
      try (var _ = new NDScope()) {
        var batch =
            new StreamBatch(
                StreamWindow.streams(windows, ear.widths(), ear.stepsOfFrame(), manager),
                StreamWindow.present(windows, manager),
                FrameTensors.expressions(told, manager).reshape(step.size(), length),
                FrameTensors.numbers(told, FrameTruth::valence, manager)
                    .reshape(step.size(), length),
                FrameTensors.numbers(told, FrameTruth::arousal, manager)
                    .reshape(step.size(), length));
        try (var gradients = new Gradients()) {
          var loss = network.loss(batch);
          gradients.backward(loss);
          return loss.getFloat();
        }
      }
    }

    private static StreamWindow without(Gaps gaps, TaughtStreams clip, StreamWindow window) {
      var had = new boolean[FeatureModel.MODALITIES.size()];
      for (int m = 0; m < had.length; m++) {
        had[m] = window.present().get(m);
      }
      var stays = gaps.turn(clip.lesson().clip().clip(), had);
      var present = new BitSet();
      for (int m = 0; m < stays.length; m++) {
        present.set(m, stays[m]);
      }
      return new StreamWindow(window.clip(), window.from(), window.length(), present);
    }

    @Override
    public FrameSaid says(TaughtStreams clip) {
      return ear.says(clip.streams());
    }

    /// How far it pays to smooth is chosen on clips that choose; of equals, the least.
    @Override
    public void settle(int bestEpoch) throws IOException {
      var unsmoothed = ear;
      double closest = Double.NEGATIVE_INFINITY;
      for (int wide : WIDE) {
        var tried = unsmoothed.withWide(wide);
        var figures =
            FrameExam.of(
                    (TaughtStreams clip) -> tried.says(clip.streams()),
                    parts.choosing(),
                    classes,
                    heads)
                .figures();
        double concordance =
            of(figures, FrameFigures::valence) + of(figures, FrameFigures::arousal);
        if (concordance > closest) {
          closest = concordance;
          ear = tried;
        }
      }
      new StreamCard(ear.frames(), ear.wide(), most).write(folder);
      new FeatureCard(sources, scale, 1, plan.missing(), bestEpoch, parts.choosing().size())
          .write(folder);
    }

    private static double of(FrameFigures figures, Function<FrameFigures, @Nullable Double> one) {
      var figure = one.apply(figures);
      return figure == null ? 0 : figure;
    }
  }
}
