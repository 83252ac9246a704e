package undertone.engine.refinement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepeatabilityTest {
  private static final RefinementPlan PLAN =
      RefinementPlan.DEFAULT.withSeed(7).withEpochs(4).withFolds(3, 2);
  private static final NoisyGaussians CORPUS = NoisyGaussians.draw(120, 20, 4, .6, .3, .2, 5);

  private static final RefinementResult USUAL = run(CORPUS.input(), PLAN);

  private static RefinementResult run(RefinementInput input, RefinementPlan plan) {
    return new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(input, plan, Checkpoints.inMemory(), RunListener.SILENT);
  }

  @Test
  void the_same_run_twice_says_the_same_to_the_last_digit() {
    var again = run(CORPUS.input(), PLAN);

    assertThat(again.facts().modelHash()).isEqualTo(USUAL.facts().modelHash());
    assertThat(again).isEqualTo(USUAL);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {
        "TRUSTED",
        "PICO",
        "PICOPLUS",
        "ALIM",
        "FORWARD",
        "PRODEN",
        "PRODEN_CORRECTED",
        "RC_CORRECTED",
        "RC",
        "CC",
        "LWS"
      })
  void every_method_that_learns_from_clips_repeats_itself(RefinementMethod method) {
    var refinement = RefinementRecipe.ofCorpus(method, null, null, null).refinement();
    var one = refinement.run(CORPUS.input(), PLAN, Checkpoints.inMemory(), RunListener.SILENT);
    var two = refinement.run(CORPUS.input(), PLAN, Checkpoints.inMemory(), RunListener.SILENT);

    assertThat(two).isEqualTo(one);
  }

  // Nothing of one process (order of hashes, warm caches, what PyTorch did before) reaches the
  // next.
  @Test
  void processes_say_the_same_to_the_last_byte_whether_killed_in_between_or_not(
      @TempDir Path folder) throws Exception {
    var whole = folder.resolve("whole");
    var killed = folder.resolve("killed");

    var usual = RefiningProcess.toTheEnd(RefinementMethod.IRNET, whole);
    RefiningProcess.killed(RefinementMethod.IRNET, killed, 5);
    var learned = learned(killed.resolve("checkpoints"));
    assertThat(learned).doesNotContainKey("fold-5.bin");
    assertThat(killed.resolve("found")).doesNotExist();
    var resumed = RefiningProcess.toTheEnd(RefinementMethod.IRNET, killed);

    assertThat(learned(killed.resolve("checkpoints"))).containsAllEntriesOf(learned).hasSize(5);
    assertThat(new String(usual, UTF_8)).contains("onHidden=", "noiseProbability=", "1 ");
    assertThat(resumed).isEqualTo(usual);
  }

  /// When each fold was put down; how many are there at once depends on the cores.
  private static Map<String, FileTime> learned(Path checkpoints) throws IOException {
    var learned = new TreeMap<String, FileTime>();
    if (Files.exists(checkpoints)) {
      try (var pieces = Files.newDirectoryStream(checkpoints, "fold-*.bin")) {
        for (var piece : pieces) {
          learned.put(piece.getFileName().toString(), Files.getLastModifiedTime(piece));
        }
      }
    }
    return learned;
  }

  // An engine works on runs in a pool of threads, and PyTorch keeps some of its state per thread.
  @Test
  void runs_on_two_other_threads_at_once_say_the_same() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(() -> run(CORPUS.input(), PLAN));
      var other = threads.submit(() -> run(CORPUS.input(), PLAN));

      assertThat(one.get()).isEqualTo(USUAL);
      assertThat(other.get()).isEqualTo(USUAL);
    }
  }

  @Test
  void the_order_of_the_input_does_not_matter() {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < CORPUS.clips(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    var rows = new float[order.size()][];
    var clips = new ArrayList<RefinementClip>();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = CORPUS.input().features().row(order.get(i));
      clips.add(CORPUS.input().clips().get(order.get(i)));
    }
    var shuffled = new RefinementInput(CORPUS.input().labels(), clips, FeatureTable.of(rows));

    assertThat(run(shuffled, PLAN)).isEqualTo(USUAL);
  }

  @Test
  void another_seed_trains_other_networks() {
    var other = run(CORPUS.input(), PLAN.withSeed(8));

    assertThat(other.facts().dataHash()).isEqualTo(USUAL.facts().dataHash());
    assertThat(other.facts().modelHash()).isNotEqualTo(USUAL.facts().modelHash());
    assertThat(other.clips()).isNotEqualTo(USUAL.clips());
  }

  /// Asks to stop in the middle of a fold, and remembers which folds it saw trained.
  private static final class Stopping implements RunListener {
    private final int fold;
    private final Set<Integer> trained = new HashSet<>();
    private boolean stop;

    Stopping(int fold) {
      this.fold = fold;
    }

    @Override
    public void epoch(EpochReport report) {
      trained.add(report.fold());
      stop |= report.fold() == fold && report.epoch() == 2;
    }

    @Override
    public boolean cancelled() {
      return stop;
    }
  }

  @Test
  void a_cancelled_run_goes_on_from_its_checkpoints_as_if_nothing_had_happened() {
    var checkpoints = Checkpoints.inMemory();
    assertThatThrownBy(() ->
            new OutOfFoldRefinement(Learner.NETWORK, false)
                .run(CORPUS.input(), PLAN, checkpoints, new Stopping(3)))
        .isInstanceOf(RunCancelledException.class);

    var unfinished =
        IntStream.rangeClosed(1, 3)
            .filter(f -> checkpoints.read("fold-%d.bin".formatted(f)).isEmpty())
            .boxed()
            .toList();
    var rest = new Stopping(99);
    var resumed =
        new OutOfFoldRefinement(Learner.NETWORK, false)
            .run(CORPUS.input(), PLAN, checkpoints, rest);

    assertThat(rest.trained).contains(3).hasSameElementsAs(unfinished);
    assertThat(resumed).isEqualTo(USUAL);
  }

  @Test
  void checkpoints_of_another_plan_or_broken_ones_are_trained_again() {
    var checkpoints = Checkpoints.inMemory();
    new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(CORPUS.input(), PLAN.withSeed(1), checkpoints, RunListener.SILENT);
    checkpoints.write("fold-2.bin", new byte[] {0, 0, 0, 1, 0, 0});

    var listener = new Stopping(99);
    var result =
        new OutOfFoldRefinement(Learner.NETWORK, false)
            .run(CORPUS.input(), PLAN, checkpoints, listener);

    assertThat(listener.trained).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(result).isEqualTo(USUAL);
  }

  @Test
  void progress_never_falls_and_ends_at_one() {
    var heard = new ArrayList<Double>();
    new OutOfFoldRefinement(Learner.NETWORK, false)
        .run(
            CORPUS.input(),
            PLAN,
            Checkpoints.inMemory(),
            new RunListener() {
              @Override
              public void progress(double share) {
                heard.add(share);
              }
            });

    assertThat(heard).isSorted().last().isEqualTo(1.0);
    assertThat(Optional.of(heard.getFirst()))
        .hasValueSatisfying(share -> assertThat(share).isPositive());
  }
}
