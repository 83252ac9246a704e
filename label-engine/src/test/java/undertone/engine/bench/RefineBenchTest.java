package undertone.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.engine.bench.RefineBenchOptions.PlanChanges;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.NoMedia;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.RefinementClip;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

class RefineBenchTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy");

  @TempDir Path folder = Path.of("");

  /// 120 lines of text in 30 scenes; the words give the truth away, the machine errs in a fifth.
  @BeforeEach
  void table() throws IOException {
    var random = new Random(2);
    var rows = new ArrayList<String>();
    rows.add(
        "clip,text,split,label,scene,speaker,candidates:guess,ranked:model,votes:anger,votes:fear,"
            + "votes:joy");
    for (int i = 0; i < 120; i++) {
      int truth = random.nextInt(3);
      int said = random.nextInt(5) == 0 ? (truth + 1) % 3 : truth;
      int second = (said + 1 + random.nextInt(2)) % 3;
      var crowd = new int[] {1, 1, 1};
      crowd[said] = 5;
      rows.add(
          "c%03d,%d %d,%s,%s,scene%d,s%d,%s,%s|%s,%d,%d,%d"
              .formatted(
                  i,
                  truth,
                  random.nextInt(1000),
                  i % 4 == 0 ? "valid" : "train",
                  LABELS.get(truth),
                  i / 4,
                  i % 6,
                  LABELS.get(said),
                  LABELS.get(said),
                  LABELS.get(second),
                  crowd[0],
                  crowd[1],
                  crowd[2]));
    }
    Files.write(folder.resolve("clips.csv"), rows);
  }

  /// What a test asks for; all else as usual.
  private static final class Asked {
    List<String> voters = List.of("guess");
    int topK = 2;
    int sampleVotes;
    int minVotes = 1;
    @Nullable String split;
    int limit;
    @Nullable String group;
    int gold;
    GoldPolicy policy = GoldPolicy.RANDOM;
    PlanChanges changes = new PlanChanges(8, 0, null, null, CorrectionRules.USUAL);
    @Nullable Path scheme;
    String method = "irnet";
    int annotators;
    boolean ofGold;
    Start start = Start.VOTES;
    long seed;
  }

  private RefineBenchOptions options(Consumer<Asked> change) {
    var asked = new Asked();
    change.accept(asked);
    return new RefineBenchOptions(
        folder,
        null,
        asked.voters,
        asked.topK,
        asked.sampleVotes,
        asked.minVotes,
        asked.split,
        asked.limit,
        asked.group,
        asked.gold,
        asked.policy,
        asked.scheme,
        asked.method,
        new Annotators(asked.annotators, .45, .85, asked.ofGold),
        asked.start,
        FaceDescription.HOG,
        asked.changes,
        asked.seed);
  }

  private RefineBenchOptions options() {
    return options(_ -> {});
  }

  private RefineBenchOptions crowd(int sample, int least, long seed) {
    return options(asked -> {
      asked.voters = List.of("votes");
      asked.sampleVotes = sample;
      asked.minVotes = least;
      asked.seed = seed;
    });
  }

  private static BenchTable read(RefineBenchOptions options) {
    return BenchTable.read(options);
  }

  private static List<CandidateSet> sets(BenchTable table) {
    return table.clips().stream().map(RefinementClip::candidates).toList();
  }

  @Test
  void only_the_voters_that_count_are_heard() {
    assertThat(sets(read(options()))).allMatch(set -> set.size() == 1);
    var ranked = read(options(a -> a.voters = List.of("model")));
    assertThat(sets(ranked)).allMatch(set -> set.size() == 2);
    assertThat(
            sets(
                read(
                    options(a -> {
                      a.voters = List.of("model");
                      a.topK = 1;
                    }))))
        .allMatch(set -> set.size() == 1);
    assertThat(read(options(a -> a.voters = List.of())).clips())
        .allMatch(clip -> clip.ballots().size() == 5); // guess, model and three labels of the crowd
  }

  @Test
  void a_voter_the_table_does_not_have_is_named() {
    assertThatThrownBy(() -> read(options(a -> a.voters = List.of("gues"))))
        .hasMessageContaining("gues")
        .hasMessageContaining("guess, model, votes");
  }

  @Test
  void few_votes_of_the_crowd_are_drawn_by_the_seed_and_rare_labels_left_out() {
    assertThat(sets(read(crowd(0, 1, 0)))).allMatch(set -> set.size() == 3);
    assertThat(sets(read(crowd(0, 2, 0)))).allMatch(set -> set.size() == 1);

    var three = read(crowd(3, 1, 0));
    assertThat(three.clips()).allMatch(clip -> clip.voters() == 3);
    assertThat(sets(read(crowd(3, 1, 0)))).isEqualTo(sets(three));
    assertThat(sets(read(crowd(3, 1, 1)))).isNotEqualTo(sets(three));
    assertThat(read(crowd(3, 2, 0)).clips())
        .allMatch(clip -> clip.ballots().stream().allMatch(ballot -> ballot.times() >= 2));
  }

  @Test
  void a_limit_keeps_the_shares_of_the_gold_labels() {
    var all = goldCounts(read(options()));
    var some = goldCounts(read(options(a -> a.limit = 60)));

    assertThat(some.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    some.forEach((label, count) ->
        assertThat(2.0 * count).isCloseTo((double) all.getOrDefault(label, 0), offset(2.0)));
    assertThat(read(options(a -> a.limit = 60)).rows())
        .isEqualTo(read(options(a -> a.limit = 60)).rows());
  }

  private static Map<String, Integer> goldCounts(BenchTable table) {
    var counts = new HashMap<String, Integer>();
    table.rows().forEach(row -> counts.merge(String.valueOf(row.gold()), 1, Integer::sum));
    return counts;
  }

  @Test
  void a_split_leaves_the_others_out() {
    assertThat(read(options(a -> a.split = "valid")).rows())
        .hasSize(30)
        .allMatch(row -> "valid".equals(row.split()));
  }

  @Test
  void clips_are_grouped_by_speaker_unless_another_column_is_named() {
    assertThat(groups(read(options()))).hasSize(6);
    assertThat(groups(read(options(a -> a.group = "scene")))).hasSize(30);
    assertThatThrownBy(() -> read(options(a -> a.group = "seen")))
        .hasMessageContaining("No clip has a column \"seen\"");
  }

  private static Set<String> groups(BenchTable table) {
    var groups = new HashSet<String>();
    table.clips().forEach(clip -> groups.add(clip.group()));
    return groups;
  }

  @Test
  void revealed_gold_comes_in_whole_groups_and_is_not_measured() throws Exception {
    var table =
        revealed(asked -> {
          asked.group = "scene";
          asked.gold = 18;
        });

    var confirmed = table.clips().stream().filter(clip -> clip.confirmed() != null).toList();
    assertThat(confirmed).hasSize(20); // five scenes of four
    assertThat(confirmed).noneMatch(clip -> table.truths().containsKey(clip.id()));
    var groups = new HashSet<String>();
    confirmed.forEach(clip -> groups.add(clip.group()));
    assertThat(groups).hasSize(5);
    assertThat(table.truths()).hasSize(100);
  }

  @Test
  void gold_chosen_actively_comes_in_whole_groups_and_the_same_twice() throws Exception {
    Consumer<Asked> active =
        asked -> {
          asked.group = "scene";
          asked.gold = 18;
          asked.policy = GoldPolicy.ACTIVE;
        };

    var table = revealed(active);

    var confirmed = table.clips().stream().filter(clip -> clip.confirmed() != null).toList();
    assertThat(confirmed.size()).isBetween(18, 26);
    var groups = new HashMap<String, Integer>();
    confirmed.forEach(clip -> groups.merge(clip.group(), 1, Integer::sum));
    assertThat(groups.values()).allMatch(clips -> clips == 4);
    assertThat(revealed(active).truths()).isEqualTo(table.truths());
    assertThat(
            revealed(
                    a -> {
                      active.accept(a);
                      a.policy = GoldPolicy.RANDOM;
                    })
                .truths())
        .isNotEqualTo(table.truths());
  }

  private BenchTable revealed(Consumer<Asked> change) throws Exception {
    var options = options(change);
    var described = DescribedTable.read(options, true, eyes(Optional.empty()));
    return described.revealing(described.choose(options, _ -> true)).table();
  }

  @Test
  void a_policy_nobody_wrote_is_refused() {
    assertThatThrownBy(() -> GoldPolicy.of("greedy")).hasMessageContaining("random or active");
  }

  @Test
  void a_curve_measures_every_point_on_the_same_clips_and_reveals_none_of_them() throws Exception {
    var bench = new RefineBench(eyes(Optional.empty()));
    var picture = folder.resolve("curve.png");

    var report =
        bench.curve(
            options(_ -> {}),
            new CurvePlan(
                List.of("trusted", "majority"),
                List.of(0, 40),
                List.of(GoldPolicy.RANDOM, GoldPolicy.ACTIVE),
                picture));

    var points = points(report);
    assertThat(points).hasSize(6); // none confirmed once for both policies
    assertThat(points).allMatch(point -> point.containsKey("confirmed"));
    assertThat(points.stream().map(point -> String.valueOf(point.get("accuracyBefore"))).distinct())
        .hasSize(1);
    assertThat(points.getLast().get("confirmed")).isEqualTo(40);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isPositive();
  }

  @Test
  void a_grown_corpus_is_refined_anew_and_by_going_on_and_both_are_held_against_what_was_said()
      throws Exception {
    var report =
        new RefineBench(eyes(Optional.empty())).growth(options(a -> a.group = "scene"), 10);

    var figures = figures(report);
    assertThat(figures.get("newClips")).isEqualTo(12); // three scenes of four
    for (var way : List.of("goingOn", "scratch")) {
      assertThat(figures.get(way))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsKeys("aurocNoise", "sameLabel", "proposals", "sameProposal");
    }
  }

  @Test
  void a_method_without_networks_cannot_go_on() throws Exception {
    var bench = new RefineBench(eyes(Optional.empty()));

    assertThatThrownBy(() -> bench.growth(options(a -> a.method = "majority"), 10))
        .hasMessageContaining("start it from scratch");
    assertThatThrownBy(() -> bench.growth(options(), 120)).hasMessageContaining("1 to 119");
  }

  private static List<Map<?, ?>> points(Map<String, Object> report) {
    var points = new ArrayList<Map<?, ?>>();
    if (figures(report).get("curve") instanceof List<?> found) {
      for (var point : found) {
        if (point instanceof Map<?, ?> figures) {
          points.add(figures);
        }
      }
    }
    return points;
  }

  @Test
  void another_loss_is_learned_from_and_folds_are_as_asked() throws Exception {
    var usual = figures(bench(options()));
    var other =
        figures(
            bench(
                options(a ->
                    a.changes =
                        new PlanChanges(8, 0, PartialLoss.SCE, null, CorrectionRules.USUAL))));
    var folds =
        figures(
            bench(
                options(
                    a -> a.changes = new PlanChanges(8, 3, null, null, CorrectionRules.USUAL))));

    assertThat(withoutClock(other)).isNotEqualTo(withoutClock(usual));
    assertThat(withoutClock(folds)).isNotEqualTo(withoutClock(usual));
    assertThatThrownBy(() ->
            bench(
                options(a -> {
                  a.method = "trusted";
                  a.changes = new PlanChanges(0, 0, PartialLoss.SCE, null, CorrectionRules.USUAL);
                })))
        .hasMessageContaining("no loss to choose");
    assertThatThrownBy(() -> new PlanChanges(0, 1, null, null, CorrectionRules.USUAL))
        .hasMessageContaining("--folds");
    assertThatThrownBy(() -> PartialLoss.of("huber")).hasMessageContaining("choose one of ce");
  }

  @Test
  void a_scheme_says_which_classes_there_are_and_what_words_mean() {
    var shipped = Path.of("../config/schemes/ekman7.yaml");

    var table = read(options(asked -> asked.scheme = shipped));

    assertThat(table.scheme().labels())
        .extracting(Label::id)
        .hasSize(7)
        .contains("happiness", "neutral")
        .doesNotContain("joy");
    assertThat(table.truths().values()).contains("happiness").doesNotContain("joy");
    assertThat(read(options()).scheme().labels()).hasSize(3);
  }

  @Test
  void a_bench_says_what_it_measured_and_the_same_twice() throws Exception {
    var first = bench(options());
    var second = bench(options());

    assertThat(first)
        .containsEntry("bench", "refine")
        .containsEntry("method", "irnet")
        .containsEntry("clips", 120)
        .containsEntry("classes", 3)
        .containsKeys("wallSeconds", "peakRssMb", "device", "threads", "seed", "data");
    var figures = figures(first);
    assertThat(figures)
        .containsKeys(
            "accuracyBefore",
            "accuracyAfter",
            "truthMissingBefore",
            "truthMissingAfter",
            "aurocNoise",
            "aurocGivenLabel",
            "aurocFirstWrong",
            "aurocVoteEntropy",
            "reviewTop10LiftWrong",
            "flagPrecision",
            "flagRecall",
            "flaggedShare",
            "reviewTop10Lift",
            "ece",
            "perClass",
            "featureSeconds",
            "learnSeconds");
    assertThat((Double) figures.get("aurocNoise")).isGreaterThan(.9); // the words tell the truth
    assertThat(withoutClock(figures(second))).isEqualTo(withoutClock(figures));
  }

  @Test
  void believing_the_votes_changes_no_first_choice() throws Exception {
    var figures = figures(bench(options(a -> a.method = "majority")));

    assertThat(figures.get("accuracyAfter")).isEqualTo(figures.get("accuracyBefore"));
    assertThat(figures.get("truthMissingAfter")).isEqualTo(figures.get("truthMissingBefore"));
  }

  @Test
  void where_a_table_has_no_votes_annotators_look_at_its_gold_labels() {
    var table =
        read(
            options(a -> {
              a.annotators = 5;
              a.ofGold = true;
            }));

    assertThat(table.simulatedAnnotators()).isEqualTo(5);
    int right = 0;
    int said = 0;
    for (var clip : table.clips()) {
      if (table.truths().containsKey(clip.id())) {
        assertThat(clip.ballots()).hasSize(5).allMatch(ballot -> ballot.held().size() == 1);
        said += 5;
        right +=
            (int)
                clip.ballots().stream()
                    .filter(b -> b.held().contains(table.truths().get(clip.id())))
                    .count();
      }
    }
    assertThat((double) right / said).isBetween(.55, .75); // .45 to .85 evenly
  }

  @Test
  void an_anonymous_crowd_is_played_by_annotators_where_a_method_must_know_who_voted()
      throws Exception {
    Consumer<Asked> crowd =
        asked -> {
          asked.voters = List.of("votes");
          asked.method = "dawid-skene";
        };
    var report = bench(options(crowd));

    assertThat(report).containsEntry("simulatedAnnotators", 10).containsEntry("clips", 120);
    assertThat(read(options(crowd)).clips())
        .allMatch(clip -> clip.ballots().size() == 7 && clip.voters() == 7); // who really voted
    assertThat(
            read(options(
                    crowd.andThen(a -> {
                      a.annotators = 4;
                      a.sampleVotes = 3;
                    })))
                .clips())
        .allMatch(clip -> clip.ballots().size() == 3)
        .allMatch(
            clip -> clip.ballots().stream().allMatch(b -> b.voter().matches("annotator-0[1-4]")));
    assertThat(bench(options(crowd.andThen(a -> a.method = "majority"))))
        .doesNotContainKey("simulatedAnnotators");
    assertThat(bench(options(crowd.andThen(a -> a.method = "crowdlab"))))
        .containsEntry("simulatedAnnotators", 10);
    assertThat(read(options(a -> a.start = Start.DAWID_SKENE)).simulatedAnnotators()).isZero();
  }

  @Test
  void a_method_nobody_wrote_is_refused() {
    assertThatThrownBy(() -> bench(options(a -> a.method = "guessing")))
        .hasMessageContaining("choose one of irnet, trusted, majority");
  }

  @Test
  void confirmed_clips_cannot_correct_a_method_that_looks_at_nothing() {
    assertThatThrownBy(() -> bench(options(a -> a.method = "majority+trusted")))
        .hasMessageContaining("looks at no clip");
  }

  @Test
  void the_gold_label_is_no_voter() {
    assertThatThrownBy(() -> bench(options(a -> a.voters = List.of("label"))))
        .hasMessageContaining("no voter \"label\"");
  }

  @Test
  void numbers_below_their_least_are_refused() {
    assertThatThrownBy(() -> options(a -> a.topK = 0)).hasMessageContaining("--top-k");
    assertThatThrownBy(() -> options(a -> a.limit = -1)).hasMessageContaining("--limit");
    assertThatThrownBy(() -> options(a -> a.minVotes = 0)).hasMessageContaining("--min-votes");
  }

  @Test
  void figures_with_a_trained_network_name_what_it_may_have_learned_from() throws Exception {
    var fair = bench(options());
    var trained = new RefineBench(eyes(Optional.of("digits of the bench"))).run(options());

    assertThat(fair).containsEntry("features", "hog").doesNotContainKey("featuresMaySeen");
    assertThat(trained).containsEntry("featuresMaySeen", List.of("digits of the bench"));
  }

  private Map<String, Object> bench(RefineBenchOptions options) throws Exception {
    return new RefineBench(eyes(Optional.empty())).run(options);
  }

  private BenchEyes eyes(Optional<String> mayHaveSeen) throws IOException {
    return new BenchEyes(
        List.of(new DigitFeatures(mayHaveSeen)),
        FacePictures.open(new NoMedia()),
        new FeatureCache(folder.resolve("cache")));
  }

  private static Map<String, Object> figures(Map<String, Object> report) {
    var figures = new HashMap<String, Object>();
    if (report.get("metrics") instanceof Map<?, ?> metrics) {
      metrics.forEach((name, value) -> figures.put(String.valueOf(name), value));
    }
    return figures;
  }

  private static Map<String, @Nullable Object> withoutClock(Map<String, Object> figures) {
    var rest = new HashMap<String, @Nullable Object>(figures);
    rest.keySet().removeIf(name -> name.endsWith("Seconds"));
    return rest;
  }
}
