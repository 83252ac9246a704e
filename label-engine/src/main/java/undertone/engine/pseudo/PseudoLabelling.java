package undertone.engine.pseudo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.engine.augmentation.PictureViews;
import undertone.engine.captions.ConformalSets;
import undertone.engine.metrics.CalibrationError;
import undertone.engine.metrics.WeightedF1;
import undertone.engine.refinement.Checkpoints;
import undertone.engine.refinement.ClipPictures;
import undertone.engine.refinement.FeatureSpace;
import undertone.engine.refinement.FeatureTable;
import undertone.engine.refinement.Folds;
import undertone.engine.refinement.Neighbourhood;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.PixelViews;
import undertone.engine.refinement.RunCancelledException;
import undertone.engine.refinement.RunHash;
import undertone.engine.refinement.RunListener;
import undertone.engine.refinement.SoftRegression;
import undertone.engine.refinement.Streams;
import undertone.engine.refinement.ViewSource;
import undertone.models.EncoderConfig;
import undertone.models.TrainingTurn;
import undertone.models.pico.FeatureEncoderConfig;

/// Spreads labels: one network per fold of the labelled clips, each taught by the others' labels
/// and the whole pool, calibrated on the fold it did not see. The pool is told what all of them say
/// on average.
public final class PseudoLabelling {
  private static final int NEIGHBOURS = 10;
  private static final int CALIBRATION_BINS = 15;
  private static final double RIDGE = 30;
  private static final int LOOKING_AT_ONCE = 2; // networks of pictures; each wants some memory

  private final @Nullable PixelEncoder pixels;

  /// Networks read features.
  public PseudoLabelling() {
    this(null);
  }

  /// @param pixels what reads the faces of the input; null = features are read
  public PseudoLabelling(@Nullable PixelEncoder pixels) {
    this.pixels = pixels;
  }

  /// @param checkpoints networks that are done are kept there, and not trained again
  /// @throws RunCancelledException if the listener says so
  public PseudoResult run(
      PseudoInput input, PseudoPlan plan, Checkpoints checkpoints, RunListener listener) {
    if (plan.prior() == Prior.CUSTOM && plan.shares().size() != input.labels().size()) {
      throw new IllegalArgumentException(
          "The prior has %d shares and the scheme %d labels; give one share for each of %s."
              .formatted(plan.shares().size(), input.labels().size(), input.labels()));
    }
    mustFit(input.labels(), plan);
    return new Run(input, plan, checkpoints, listener).toTheEnd();
  }

  private static void mustFit(List<String> labels, PseudoPlan plan) {
    var perLabel = plan.perLabel();
    if (!labels.containsAll(perLabel.given().keySet())) {
      throw new IllegalArgumentException(
          "Thresholds are given for %s, and the labels are %s."
              .formatted(perLabel.given().keySet(), labels));
    }
    plan.mustHoldTogether();
  }

  /// One run. Rows are clips in the order of their ids, whatever the order of the input.
  private final class Run {
    private final PseudoInput input;
    private final PseudoPlan plan;
    private final Checkpoints checkpoints;
    private final RunListener listener;
    private final Streams streams;
    private final int[] order; // row -> clip of the input
    private final List<PseudoClip> clips; // by row
    private final int[] truth; // by row, -1 = none
    private final int[] labelled; // rows
    private final int[] pool; // rows that teach without a label
    private final int[] asked; // rows without a label
    private final int classes;
    private final double[] done; // share of each network
    private final String dataHash;
    private final String labelsHash; // what all methods begin with is kept once

    Run(PseudoInput input, PseudoPlan plan, Checkpoints checkpoints, RunListener listener) {
      this.input = input;
      this.plan = plan;
      this.checkpoints = checkpoints;
      this.listener = listener;
      streams = new Streams(plan.seed());
      order =
          IntStream.range(0, input.clips().size())
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> input.clips().get(i).id()))
              .mapToInt(Integer::intValue)
              .toArray();
      clips = IntStream.of(order).mapToObj(input.clips()::get).toList();
      classes = input.labels().size();
      truth =
          clips.stream()
              .mapToInt(clip -> clip.label() == null ? -1 : input.labels().indexOf(clip.label()))
              .toArray();
      labelled = IntStream.range(0, truth.length).filter(row -> truth[row] >= 0).toArray();
      asked = IntStream.range(0, truth.length).filter(row -> truth[row] < 0).toArray();
      pool = IntStream.of(asked).filter(row -> clips.get(row).teaches()).toArray();
      done =
          new double[(plan.method() == PseudoMethod.SUPERVISED ? 1 : 2) * plan.learning().folds()];
      dataHash = dataHash(plan);
      labelsHash = dataHash(plan.by(PseudoMethod.SUPERVISED));
    }

    private String dataHash(PseudoPlan plan) {
      var hash = new RunHash().add(plan.toString());
      for (int row = 0; row < truth.length; row++) {
        var clip = clips.get(row);
        hash.add(clip.id()).add(clip.group()).add(Objects.requireNonNullElse(clip.label(), ""));
        hash.add(input.features().row(order[row]));
        if (pixels != null) {
          faces().addTo(hash, order[row]);
        }
      }
      return RunHash.hex(eyes(hash).bytes());
    }

    /// Networks that read features add nothing, so what was kept of them before others read
    /// pictures still serves.
    private RunHash eyes(RunHash hash) {
      return pixels == null ? hash : hash.add(pixels.written());
    }

    private ClipPictures faces() {
      return Objects.requireNonNull(
          input.faces(), "Bug: a network of pixels was given no pictures.");
    }

    PseudoResult toTheEnd() {
      var fold = folds();
      int folds = Arrays.stream(fold).max().orElse(0) + 1;
      var alone = new NetworkSaid[folds];
      var said = new NetworkSaid[folds];
      var modalities = new ArrayList<Modality>();
      try (var turn = TrainingTurn.take()) {
        var features = placed(modalities);
        var own = List.copyOf(modalities);
        int processors = Runtime.getRuntime().availableProcessors();
        int most = pixels == null ? processors : Math.min(processors, LOOKING_AT_ONCE);
        int atOnce = Math.min(folds, most);
        turn.each(folds, atOnce, f -> alone[f] = fold(features, own, fold, f, null));
        var labels = judged(fold, alone);
        if (plan.method() == PseudoMethod.SUPERVISED || pool.length == 0) {
          return result(features, own, fold, alone, labels, ThresholdKind.NONE);
        }
        var thresholds =
            plan.perLabel().before(input.labels(), plan.threshold(), labels.p, truths());
        turn.each(
            folds,
            atOnce,
            f ->
                said[f] =
                    fold(
                        features,
                        own,
                        fold,
                        f,
                        new SemiTraining.Before(
                            labels.temperature, alone[f].logits(pool), thresholds)));
        return result(features, own, fold, said, labels, plan.thresholdKind());
      }
    }

    /// Fold of each labelled clip. A network must be judged by groups it never saw, unless there is
    /// one group only.
    private int[] folds() {
      var groups = IntStream.of(labelled).mapToObj(row -> clips.get(row).group()).toList();
      var apart =
          groups.stream().distinct().count() > 1
              ? groups
              : IntStream.of(labelled).mapToObj(row -> clips.get(row).id()).toList();
      return Folds.of(apart, plan.learning().folds(), streams.of("folds"));
    }

    /// Each modality in a space of its own, which sees no label `[N,C]`.
    ///
    /// @param modalities takes up where each lies now
    private float[][] placed(List<Modality> modalities) {
      var all = new float[truth.length][0];
      for (var modality : input.modalities()) {
        var columns = new float[truth.length][];
        for (int row = 0; row < columns.length; row++) {
          columns[row] =
              Arrays.copyOfRange(
                  input.features().row(order[row]), modality.from(), modality.until());
        }
        var rows = IntStream.range(0, columns.length).toArray();
        var placed =
            FeatureSpace.of(
                FeatureTable.of(columns),
                rows,
                plan.learning().components(),
                streams.of("space " + modality.name()));
        int from = all[0].length;
        for (int row = 0; row < all.length; row++) {
          var wider = Arrays.copyOf(all[row], from + placed[row].length);
          System.arraycopy(placed[row], 0, wider, from, placed[row].length);
          all[row] = wider;
        }
        modalities.add(new Modality(modality.name(), from, all[0].length));
      }
      return all;
    }

    /// What the network of a fold says of all clips but those it learned from.
    ///
    /// @param before null = labels alone teach
    private NetworkSaid fold(
        float[][] features,
        List<Modality> modalities,
        int[] fold,
        int held,
        SemiTraining.@Nullable Before before) {
      var name =
          "spread-%s-%s-%d"
              .formatted(
                  (before == null ? labelsHash : dataHash).substring(0, 16),
                  before == null ? "labels" : "pool",
                  held);
      int part = before == null ? held : plan.learning().folds() + held;
      var judged =
          IntStream.concat(
                  IntStream.of(asked),
                  IntStream.range(0, labelled.length)
                      .filter(i -> fold[i] == held)
                      .map(i -> labelled[i]))
              .sorted()
              .toArray();
      var kept = checkpoints.read(name);
      if (kept.isPresent()) {
        heard(part, 1);
        return said(judged, kept.get());
      }
      var learned =
          IntStream.range(0, labelled.length)
              .filter(i -> fold[i] != held)
              .map(i -> labelled[i])
              .toArray();
      try (var views = views(features, modalities);
          var training =
              new SemiTraining(
                  views,
                  encoder(features[0].length),
                  learned,
                  Arrays.stream(learned).map(row -> truth[row]).toArray(),
                  pool,
                  classes,
                  plan,
                  new Streams(streams.of("fold " + held).nextLong()),
                  before,
                  share -> heard(part, share))) {
        training.run();
        var piece = training.packed(judged);
        checkpoints.write(name, piece);
        return said(judged, piece);
      }
    }

    private ViewSource views(float[][] features, List<Modality> modalities) {
      if (pixels == null) {
        return new ModalityViews(features, modalities, plan.views());
      }
      var faces = faces().of(order);
      var pictures = faces.pictures();
      return new PixelViews(new PictureViews(pictures, pictures.normalisation(), 1), faces);
    }

    private EncoderConfig encoder(int width) {
      return pixels == null
          ? new FeatureEncoderConfig(width, plan.learning().hidden())
          : pixels.of(faces().pictures().side());
    }

    private NetworkSaid said(int[] judged, byte[] piece) {
      return NetworkSaid.read(piece, judged, truth.length, pool.length, classes);
    }

    private synchronized void heard(int piece, double share) {
      done[piece] = share;
      listener.progress(Arrays.stream(done).sum() / done.length);
      if (listener.cancelled()) {
        throw new RunCancelledException(Arrays.stream(done).sum() / done.length);
      }
    }

    /// What networks say of labelled clips they had not seen.
    private static final class Unseen {
      final double temperature;
      final double[][] p; // calibrated [L][K]
      final int[] called; // [L]
      final double weightedF1;

      Unseen(double[][] logits, int[] truths, int classes) {
        temperature = Calibration.temperature(logits, truths);
        p =
            Arrays.stream(logits)
                .map(row -> Calibration.softmax(row, temperature))
                .toArray(double[][]::new);
        called = Arrays.stream(p).mapToInt(Threshold::best).toArray();
        weightedF1 = WeightedF1.of(called, truths, classes);
      }

      double error(int[] truths) {
        var said = new double[truths.length];
        var right = new boolean[truths.length];
        for (int i = 0; i < truths.length; i++) {
          said[i] = p[i][called[i]];
          right[i] = called[i] == truths[i];
        }
        return CalibrationError.of(said, right, CALIBRATION_BINS);
      }
    }

    private Unseen judged(int[] fold, NetworkSaid[] said) {
      var unseen = new double[labelled.length][];
      Arrays.setAll(unseen, i -> said[fold[i]].logits(labelled[i]));
      return new Unseen(unseen, truths(), classes);
    }

    private int[] truths() {
      return Arrays.stream(labelled).map(row -> truth[row]).toArray();
    }

    private PseudoResult result(
        float[][] features,
        List<Modality> modalities,
        int[] fold,
        NetworkSaid[] said,
        Unseen byLabelsAlone,
        ThresholdKind threshold) {
      var unseen = judged(fold, said);
      var truths = truths();
      var sets = ConformalSets.fit(unseen.p, truths, plan.missed());
      var judged = new ArrayList<PseudoResult.Judged>();
      for (int i = 0; i < truths.length; i++) {
        judged.add(
            new PseudoResult.Judged(
                clips.get(labelled[i]).id(),
                truths[i],
                unseen.called[i],
                unseen.p[i][unseen.called[i]]));
      }
      var alone = modalities.size() < 2 ? List.<int[]>of() : alone(features, modalities);
      var near = new int[truth.length][0];
      var cosines = new float[truth.length][0];
      if (asked.length > 0) {
        Neighbourhood.find(unit(features), asked, labelled, NEIGHBOURS, near, cosines);
      }
      var labels = new ArrayList<PseudoLabel>();
      for (int row : asked) {
        labels.add(label(row, said, unseen.temperature, sets, alone, near[row], cosines[row]));
      }
      return new PseudoResult(
          input.labels(),
          labels,
          judged,
          said.length,
          alone.size(),
          unseen.temperature,
          unseen.error(truths),
          unseen.weightedF1,
          byLabelsAlone.weightedF1,
          networks(said, threshold),
          dataHash);
    }

    private PseudoResult.Networks networks(NetworkSaid[] said, ThresholdKind threshold) {
      var thresholds = new double[classes];
      for (var one : said) {
        var asked = one.thresholds();
        Arrays.setAll(thresholds, c -> thresholds[c] + asked[c] / said.length);
      }
      return new PseudoResult.Networks(
          RunHash.hex(eyes(new RunHash().add(plan.toString())).bytes()),
          Arrays.stream(said).map(NetworkSaid::hash).toList(),
          threshold,
          threshold == ThresholdKind.NONE ? List.of() : Arrays.stream(thresholds).boxed().toList(),
          said.length * NetworkSaid.LOOKS);
    }

    private PseudoLabel label(
        int row,
        NetworkSaid[] said,
        double temperature,
        ConformalSets sets,
        List<int[]> alone,
        int[] near,
        float[] cosines) {
      var p = mean(said, row, temperature);
      var raw = mean(said, row, 1);
      int label = Threshold.best(p);
      int place = Arrays.binarySearch(pool, row); // negative: it was kept out of learning
      double confidence = p[label];
      double second =
          IntStream.range(0, classes)
              .filter(c -> c != label)
              .mapToDouble(c -> p[c])
              .max()
              .orElse(0);
      double entropy = -Arrays.stream(p).filter(q -> q > 0).map(q -> q * Math.log(q)).sum();
      int agreeing =
          (int)
              Arrays.stream(said).filter(fold -> Threshold.best(fold.logits(row)) == label).count();
      var neighbours = new ArrayList<PseudoLabel.Near>();
      int like = 0;
      for (int k = 0; k < near.length; k++) {
        neighbours.add(new PseudoLabel.Near(clips.get(near[k]).id(), cosines[k]));
        like += truth[near[k]] == label ? 1 : 0;
      }
      return new PseudoLabel(
          clips.get(row).id(),
          Arrays.stream(p).boxed().toList(),
          Arrays.stream(raw).boxed().toList(),
          label,
          confidence,
          confidence - second,
          entropy,
          agreeing,
          (int) alone.stream().filter(by -> by[row] == label).count(),
          Arrays.stream(said).mapToInt(fold -> fold.looks(row, label)).sum(),
          place < 0
              ? 0
              : (int) Arrays.stream(said).filter(fold -> fold.taught(place, label)).count(),
          neighbours,
          like,
          candidates(p, label, sets.propose(p)));
    }

    private double[] mean(NetworkSaid[] said, int row, double temperature) {
      var mean = new double[classes];
      for (var fold : said) {
        var p = Calibration.softmax(fold.logits(row), temperature);
        for (int c = 0; c < classes; c++) {
          mean[c] += p[c] / said.length;
        }
      }
      return mean;
    }

    /// Most probable first; never without the most probable.
    private static List<Integer> candidates(double[] p, int label, BitSet set) {
      set.set(label);
      return set.stream().boxed().sorted(Comparator.comparingDouble((Integer c) -> -p[c])).toList();
    }

    /// What each modality alone would call the clips `[M][N]`.
    private List<int[]> alone(float[][] features, List<Modality> modalities) {
      var targets = new double[truth.length][classes];
      var importance = new double[truth.length];
      for (int row : labelled) {
        targets[row][truth[row]] = 1;
        importance[row] = 1;
      }
      return modalities.stream()
          .map(modality -> {
            var columns =
                Arrays.stream(features)
                    .map(row -> Arrays.copyOfRange(row, modality.from(), modality.until()))
                    .toArray(float[][]::new);
            var look = SoftRegression.fit(columns, labelled, targets, importance, RIDGE);
            return Arrays.stream(columns).mapToInt(row -> Threshold.best(look.of(row))).toArray();
          })
          .toList();
    }

    private static float[][] unit(float[][] rows) {
      return Arrays.stream(rows)
          .map(row -> {
            double squares = 0;
            for (float value : row) {
              squares += (double) value * value;
            }
            var unit = row.clone();
            float length = (float) Math.max(Math.sqrt(squares), 1e-12);
            for (int c = 0; c < unit.length; c++) {
              unit[c] /= length;
            }
            return unit;
          })
          .toArray(float[][]::new);
    }
  }
}
