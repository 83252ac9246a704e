package undertone.engine.multimodal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import undertone.corpora.track.Measure;
import undertone.engine.contract.Dialogue;
import undertone.engine.contract.Normalisation;
import undertone.engine.recognition.BestEpoch;
import undertone.engine.recognition.Checkpoint;
import undertone.engine.recognition.RatingCard;
import undertone.engine.recognition.RatingFigures;
import undertone.engine.recognition.RecognitionFigures;
import undertone.engine.recognition.RecognitionFolder;
import undertone.engine.recognition.RecognitionWatch;
import undertone.engine.recognition.Warmth;
import undertone.engine.refinement.Streams;
import undertone.models.TrainingTurn;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FeatureNetwork;

/// Teaches a model that reads features to tell classes apart, from turns whose labels are known,
/// and valence beside them, if it can and the valence of some of these turns is known. Turns
/// without a label are heard all the same where they stand between others.
///
/// Labelled clips fall into three parts, whole conversations each: those that teach, those that
/// choose the best epoch, and those that figures are of, which choose nothing but the temperature.
public final class MultimodalTraining {
  private static final int PAIRS_UP_TO = 4; // speakers; beyond, networks know same and other
  private static final int ANY = 1 << 20;
  private static final double LEAST = 1e-12; // of a probability

  private final MultimodalPlan plan;
  private final Device device;

  public MultimodalTraining(MultimodalPlan plan, Device device) {
    this.plan = plan;
    this.device = device;
  }

  /// Learns, or goes on where an earlier call with the same plan and clips was stopped.
  ///
  /// @param talks all conversations of the corpus, clips of none as conversations of one turn
  /// @param known of the turns; of those without a label, nothing is taught
  /// @param classes names, by these places
  /// @param clips what is known of the turns
  /// @param folder of this run
  /// @throws IllegalArgumentException if too few clips have a label and anything known of them
  /// @throws java.util.concurrent.CancellationException if the watch asks to stop
  public RecognitionFolder run(
      List<Dialogue> talks,
      Taught known,
      List<String> classes,
      DescribedClips clips,
      Path folder,
      RecognitionWatch watch)
      throws IOException {
    if (RecognitionFolder.isFinished(folder)) {
      return RecognitionFolder.whole(folder);
    }
    var labels = known.labels();
    var labelled =
        talks.stream()
            .flatMap(talk -> talk.turns().stream())
            .filter(turn -> labels.containsKey(turn.name()))
            .toList();
    var described = labelled.stream().filter(turn -> clips.knows(turn.name())).toList();
    var parts = Parts.of(plan, described, labels);
    var taught = taught(known, parts);
    var reads = plan.hosted().reads();
    var read = clips.as(reads);
    var scale = read.scale(parts.teaching().keySet());
    int people = talks.stream().mapToInt(Dialogue::people).max().orElse(1);
    int speakers = people > PAIRS_UP_TO ? ANY : people;
    var batches = new TurnBatches(read.on(scale), reads, speakers);
    var all = TurnExaminer.parts(talks, reads);
    var lessons = having(all, parts.teaching());
    if (reads == FeatureModel.Reads.STEPS && lessons.size() < 2) { // a batch has a spread
      throw new IllegalArgumentException(
          "Learning needs two clips that teach, but was given %d.".formatted(lessons.size()));
    }
    try (var _ = TrainingTurn.take();
        var manager = NDManager.newBaseManager(device)) {
      var network =
          plan.hosted()
              .network(
                  plan.size(),
                  Source.widths(clips.sources()),
                  speakers,
                  new FeatureModel.Tells(classes.size(), !taught.valences().isEmpty()),
                  manager,
                  new Streams(plan.seed()).of("first weights"));
      var best = new BestEpoch(arrays(network), manager);
      var examiner = new TurnExaminer(network, batches, reads, manager);
      var choosing = having(all, parts.choosing());
      new Course(plan, network, batches, lessons, taught, manager)
          .run(
              folder,
              "%s\n%s\n%s\n%s".formatted(clips.sources(), talks, parts, scale) + rated(taught),
              best,
              epoch -> {
                var said = answers(examiner.probabilities(choosing), parts.choosing());
                var figures = figures(said, parts.choosing(), classes.size(), parts, 0);
                best.offer(epoch, figures.weightedF1(), logLoss(said, parts.choosing()));
                return figures;
              },
              watch);
      best.restore();
      var said = answers(examiner.probabilities(having(all, parts.heldOut())), parts.heldOut());
      card(clips.sources(), scale, speakers, best, parts).write(folder);
      if (!taught.valences().isEmpty()) {
        rate(examiner, all, known.of(parts.heldOut()), taught, best, parts).write(folder);
      }
      var done =
          RecognitionFolder.keep(
              folder,
              arrays(network),
              plan.model(),
              plan.size(),
              classes,
              Warmth.of(said, List.copyOf(parts.heldOut().values())),
              taught(parts),
              figures(
                  said,
                  parts.heldOut(),
                  classes.size(),
                  parts,
                  labelled.size() - described.size()));
      Checkpoint.in(folder, "").drop();
      return done;
    }
  }

  private Taught taught(Taught known, Parts parts) {
    return plan.hosted().tellsValence()
        ? known.of(parts.teaching())
        : new Taught(parts.teaching(), Map.of());
  }

  private static String rated(Taught taught) {
    return taught.valences().isEmpty() ? "" : "\n" + taught.valences();
  }

  /// How well it tells valence, on those of the clips that figures are of whose valence is known.
  private static RatingCard rate(
      TurnExaminer examiner,
      List<Dialogue> all,
      Taught heldOut,
      Taught taught,
      BestEpoch best,
      Parts parts) {
    var felt = examiner.valences(having(all, heldOut.labels()));
    var said = new ArrayList<double[]>();
    var truths = new ArrayList<Map<Measure, Double>>();
    heldOut
        .valences()
        .forEach((clip, valence) -> {
          said.add(new double[] {Objects.requireNonNull(felt.get(clip)), 0});
          truths.add(Map.of(Measure.VALENCE, valence));
        });
    return new RatingCard(
        List.of(Measure.VALENCE.name()),
        RatingFigures.of(said, truths, taught.valences().size(), 0, parts.note()),
        best.epoch(),
        parts.choosing().size());
  }

  private FeatureCard card(
      List<Source> sources, Normalisation scale, int speakers, BestEpoch best, Parts parts) {
    return new FeatureCard(
        sources, scale, speakers, plan.missing(), best.epoch(), parts.choosing().size());
  }

  static Map<String, NDArray> arrays(FeatureNetwork network) {
    var arrays = new LinkedHashMap<>(network.weights());
    arrays.putAll(network.statistics());
    return arrays;
  }

  /// Clips whose labels it was told, to learn from or to choose by.
  private static List<String> taught(Parts parts) {
    var taught = new ArrayList<>(parts.teaching().keySet());
    taught.addAll(parts.choosing().keySet());
    return taught;
  }

  private static List<Dialogue> having(List<Dialogue> talks, Map<String, Integer> labels) {
    return talks.stream()
        .filter(talk -> talk.turns().stream().anyMatch(turn -> labels.containsKey(turn.name())))
        .toList();
  }

  private static RecognitionFigures figures(
      List<double[]> said, Map<String, Integer> labels, int classes, Parts parts, int nothing) {
    return RecognitionFigures.of(
        said,
        List.copyOf(labels.values()),
        classes,
        parts.teaching().size(),
        nothing,
        parts.note());
  }

  private static List<double[]> answers(Map<String, double[]> said, Map<String, Integer> labels) {
    var answers = new ArrayList<double[]>();
    for (var clip : labels.keySet()) {
      var answer = said.get(clip);
      if (answer == null) {
        throw new IllegalStateException("Bug: nothing was said of clip %s.".formatted(clip));
      }
      answers.add(answer);
    }
    return answers;
  }

  private static double logLoss(List<double[]> said, Map<String, Integer> labels) {
    double loss = 0;
    int i = 0;
    for (int label : labels.values()) {
      loss -= Math.log(Math.max(LEAST, said.get(i++)[label]));
    }
    return loss;
  }
}
