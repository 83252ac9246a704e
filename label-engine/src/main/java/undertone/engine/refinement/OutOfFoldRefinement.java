package undertone.engine.refinement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.models.TrainingTurn;
import undertone.models.pico.PicoConfig;

/// Refinement out of fold: something learns from candidate sets of clips; every clip is then judged
/// by what never saw it, and that opinion is weighed against the votes.
///
/// Source: with networks that correct their own sets this is IRNet (Lian et al. 2022,
/// arXiv:2211.04774).
public final class OutOfFoldRefinement implements Refinement {
  private final Learner learner;
  private final boolean trusted;
  private final @Nullable Companion companion;
  private final @Nullable PixelEncoder pixels;

  /// @param learner what looks at the clips
  /// @param trusted whether confirmed clips correct what looks and votes say
  OutOfFoldRefinement(Learner learner, boolean trusted) {
    this(learner, trusted, null, null);
  }

  /// @param companion what weighs votes and looks instead; null = the model of voters
  /// @param pixels what reads the faces of the input; null = its features are looked at
  OutOfFoldRefinement(
      Learner learner,
      boolean trusted,
      @Nullable Companion companion,
      @Nullable PixelEncoder pixels) {
    this.learner = learner;
    this.trusted = trusted && companion == null;
    this.companion = companion;
    this.pixels = pixels;
  }

  @Override
  public RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener) {
    return new Run(input, plan, checkpoints, listener).toTheEnd();
  }

  /// One run. Rows are clips in the order of their ids, whatever the order of the input.
  private final class Run {
    private final RefinementInput input;
    private final RefinementPlan plan;
    private final Checkpoints checkpoints;
    private final RunListener listener;
    private final Streams streams;
    private final int[] order; // row -> clip of the input
    private final List<RefinementClip> clips; // by row
    private final VoteTable votes;
    private final int[] settled; // [N] confirmed label, -1 = none
    private final @Nullable ClipPictures faces; // by row; null = no network looks at them
    private final byte[] dataHash;
    private final List<String> like; // by row: what each clip is told, and what it looks like
    private final @Nullable EarlierRun earlier; // null = from scratch
    private final int[] rowNow; // of the earlier run's clips; -1 = gone, or told something else
    private @Nullable VotersBeforehand voters; // null = not asked about yet
    private double[] done = {}; // share of each piece of each fold, 0..1
    private @Nullable RuntimeException failure; // the first one of any fold

    Run(RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener) {
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
      votes = new VoteTable(input.labels(), clips);
      settled =
          clips.stream()
              .mapToInt(
                  clip -> clip.confirmed() == null ? -1 : input.labels().indexOf(clip.confirmed()))
              .toArray();
      faces = pixels == null ? null : mustHaveFaces().of(order);
      dataHash = hashOfData();
      like = IntStream.range(0, clips.size()).mapToObj(this::hashOf).toList();
      earlier = EarlierRun.of(checkpoints);
      rowNow = earlier == null ? new int[0] : earlier.rowNow(clips, like);
    }

    RefinementResult toTheEnd() {
      if (clips.isEmpty()) {
        throw new IllegalArgumentException("There are no clips to refine.");
      }
      if (companion != null) { // before an hour of learning, not after
        NamedVotes.mustSuffice(companion.written(), companion.voters(), clips);
      }
      if (earlier != null) {
        mustGoOn(earlier);
      }
      var fold =
          earlier == null
              ? Folds.of(groups(), plan.folds(), streams.of("folds"))
              : earlier.folds(clips, streams.of("folds"));
      int folds = earlier == null ? Arrays.stream(fold).max().orElse(0) + 1 : earlier.folds();
      int pieces = learner.pieces(plan);
      done = new double[folds * pieces];
      try (var turn = TrainingTurn.take(plan.threads())) {
        var placed = placed();
        var features = placed.rows;
        var sight = sight(features);
        if (learner.goesOn()) {
          var known = EarlierRun.known(earlier, clips, fold, settled, like);
          checkpoints.write(Ground.PIECE, ground(placed.space, sight, folds, known).encode());
        }
        var held =
            IntStream.range(0, folds)
                .mapToObj(f -> new HeldFold(features, sight, fold, f, pieces))
                .toList();
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / plan.threads());
        turn.each(
            done.length,
            Math.min(done.length, atOnce),
            p -> workOrStop(held.get(p / pieces), p % pieces));
        var verdicts = held.stream().map(HeldFold::verdict).toArray(FoldVerdict[]::new);
        var correction =
            trusted
                ? new TrustedCorrection(features, votes, settled, fold, groups(), others(), streams)
                : null;
        return new Outcomes(input.labels(), clips, votes, settled, plan)
            .of(fold, verdicts, correction, companion, hashOfAll());
      }
    }

    private void mustGoOn(EarlierRun from) {
      if (!learner.goesOn()) {
        checkpoints.mustStartFromScratch("A plain look at the features");
      }
      int classes = input.labels().size();
      var net =
          faces == null || pixels == null
              ? PicoConfig.frozenFeatures(from.space().components(), classes)
              : Sight.faces(faces, pixels).net(classes);
      from.mustFit(input.labels(), plan, input.features().width(), net.toString());
    }

    private ClipPictures mustHaveFaces() {
      if (input.faces() == null) {
        throw new IllegalArgumentException(
            "Bug: networks were to read the faces of clips and were given none.");
      }
      return input.faces();
    }

    private Sight sight(float[][] features) {
      return faces == null || pixels == null
          ? Sight.features(features)
          : Sight.faces(faces, pixels);
    }

    private FeatureSpace.Placed placed() {
      return earlier == null
          ? FeatureSpace.place(input.features(), order, plan.components(), streams.of("axes"))
          : new FeatureSpace.Placed(earlier.space(), earlier.space().of(input.features(), order));
    }

    private Ground ground(FeatureSpace space, Sight sight, int folds, List<Ground.Known> known) {
      return new Ground(
          startedFrom(),
          input.labels(),
          Ground.way(plan),
          sight.net(input.labels().size()).toString(),
          plan.folds(),
          folds,
          plan.members(),
          plan.components(),
          space,
          known);
    }

    /// Hash of all that what is learned hangs on.
    private byte[] startedFrom() {
      var of =
          new RunHash()
              .add(dataHash)
              .add(learner + (pixels == null ? "" : " " + pixels))
              .add(plan.toString());
      return (earlier == null ? of : of.add(earlier.hash())).bytes();
    }

    /// What others say of the clips, by row.
    private List<double[][]> others() {
      return input.opinions().stream()
          .map(opinion -> opinion.preferences(order, input.labels().size()))
          .toList();
    }

    private List<String> groups() {
      return clips.stream().map(RefinementClip::group).toList();
    }

    /// Where one piece fails, the others are not worth their hours.
    private void workOrStop(HeldFold fold, int piece) {
      try {
        fold.work(piece);
      } catch (RuntimeException e) {
        throw first(e);
      }
    }

    private synchronized RuntimeException first(RuntimeException e) {
      failure = failure == null ? e : failure;
      return failure;
    }

    /// One fold: as it was left by an earlier, interrupted run, else learned now, piece by piece.
    private final class HeldFold {
      private final float[][] features;
      private final Sight sight;
      private final int[] fold;
      private final int held;
      private final int pieces;
      private int left; // pieces to be done
      private Learner.@Nullable FoldWork work;
      private @Nullable FoldVerdict verdict;

      HeldFold(float[][] features, Sight sight, int[] fold, int held, int pieces) {
        this.features = features;
        this.sight = sight;
        this.fold = fold;
        this.held = held;
        this.pieces = pieces;
        left = pieces;
      }

      void work(int piece) {
        var open = open();
        if (open != null) {
          open.work(piece);
          endAfterLast(open);
        }
        heard(held * pieces + piece, 1);
      }

      FoldVerdict verdict() {
        return Objects.requireNonNull(verdict, "Bug: a fold was not judged.");
      }

      /// @return null where everything was done by an earlier run
      private synchronized Learner.@Nullable FoldWork open() {
        if (work == null && verdict == null) {
          verdict =
              checkpoints
                  .read(piece())
                  .flatMap(b -> FoldVerdict.decode(b, startedFrom()))
                  .orElse(null);
          if (verdict == null) {
            mayGoOn();
            work = learner.open(material(), fold, held, streams, this::heardOf);
          }
        }
        return work;
      }

      private synchronized void endAfterLast(Learner.FoldWork open) {
        left--;
        if (left > 0) {
          return;
        }
        var learned = open.end();
        var of = startedFrom();
        if (learner.goesOn()) { // before the verdict, which says that the fold is done
          checkpoints.write(FoldState.piece(held), learned.state().encode(of));
        }
        checkpoints.write(piece(), learned.verdict().encode(of));
        verdict = learned.verdict();
        work = null;
      }

      private String piece() {
        return "fold-%d.bin".formatted(held + 1);
      }

      private Learner.Material material() {
        var start = starting(features, sight);
        return new Learner.Material(
            features,
            sight,
            start.sets,
            plan.learning().targets() == Targets.FORWARD
                ? beforehand(start, fold).without(held)
                : start.confidence,
            start.settled,
            plan,
            earlier == null ? null : new Learner.Before(earlier.fold(held), rowNow));
      }

      private void heardOf(int member, PicoTraining.Epoch epoch, CandidateTable table) {
        int first = Schedules.firstEpoch(plan.learning().epochs(), earlier != null);
        heard(
            held * pieces + member - 1,
            share(epoch.number(), first),
            report(held, member, epoch, table));
        mayGoOn();
      }
    }

    /// What every fold starts from.
    private Learner.Material starting(float[][] features, Sight sight) {
      var sets = startingSets();
      var believed = plan.learning().start().confidence(sets, votes, input.labels(), clips);
      return new Learner.Material(features, sight, sets, believed, isSettled(), plan, null);
    }

    private synchronized VotersBeforehand beforehand(Learner.Material start, int[] fold) {
      if (voters == null) {
        int folds = IntStream.of(fold).max().orElse(0) + 1;
        var rejected = RefinementClip.rejected(clips, input.labels());
        voters = new VotersBeforehand(start, votes, settled, rejected, fold, folds);
      }
      return voters;
    }

    /// Of the epochs that are trained, 0..1.
    private double share(int epoch, int first) {
      return (double) (epoch - first + 1) / (plan.learning().epochs() - first + 1);
    }

    private EpochReport report(
        int held, int member, PicoTraining.Epoch epoch, CandidateTable table) {
      return new EpochReport(
          held + 1,
          member,
          epoch.number(),
          plan.learning().epochs(),
          epoch.loss(),
          epoch.classLoss(),
          epoch.contrastLoss(),
          epoch.insideShare(),
          epoch.correcting(),
          epoch.flagged(),
          table.changedSets());
    }

    /// S⁰, or the one label a curator settled.
    private boolean[][] startingSets() {
      var sets = new boolean[clips.size()][];
      for (int i = 0; i < sets.length; i++) {
        sets[i] = votes.sets()[i].clone();
        if (settled[i] >= 0) {
          Arrays.fill(sets[i], false);
          sets[i][settled[i]] = true;
        }
      }
      return sets;
    }

    private boolean[] isSettled() {
      var is = new boolean[settled.length];
      for (int i = 0; i < is.length; i++) {
        is[i] = settled[i] >= 0;
      }
      return is;
    }

    /// Pieces are done side by side; the listener hears of one thing at a time.
    private synchronized void heard(int piece, double share, EpochReport... epochs) {
      for (var epoch : epochs) {
        listener.epoch(epoch);
      }
      done[piece] = share;
      listener.progress(share());
    }

    private double share() {
      return Arrays.stream(done).average().orElse(0);
    }

    private synchronized void mayGoOn() {
      if (failure != null) {
        throw failure;
      }
      if (listener.cancelled()) {
        throw new RunCancelledException(share());
      }
    }

    private String hashOf(int row) {
      var hash = new RunHash();
      clips.get(row).addTo(hash);
      return RunHash.hex(addLooks(hash, row).bytes());
    }

    /// Of all that the run was told: what networks learn from, and opinions that are weighed after
    /// them. Checkpoints hang on the former alone, so a new caption costs no network.
    private String hashOfAll() {
      var hash = new RunHash().add(dataHash);
      for (int row = 0; row < order.length; row++) {
        for (var opinion : input.opinions()) {
          opinion.addTo(hash, order[row]);
        }
      }
      return RunHash.hex(input.opinions().isEmpty() ? dataHash : hash.bytes());
    }

    private byte[] hashOfData() {
      var hash = new RunHash().add(input.labels().toString());
      for (int row = 0; row < order.length; row++) {
        clips.get(row).addTo(hash);
        addLooks(hash, row);
      }
      return hash.bytes();
    }

    private RunHash addLooks(RunHash hash, int row) {
      if (faces != null) {
        faces.addTo(hash, row);
      }
      return hash.add(input.features().row(order[row]));
    }
  }
}
