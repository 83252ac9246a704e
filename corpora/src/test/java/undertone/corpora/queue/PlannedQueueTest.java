package undertone.corpora.queue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.Cue;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class PlannedQueueTest {

  private static final Duration LEASE = Duration.ofMinutes(30);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void fifty_annotators_at_once_keep_every_pass_within_its_overlap_and_gold_beside_it(
      Furnished house) throws Exception {
    var corpus = transcribed(house, 24, 2);
    gold(house, clipsOf(house, corpus).subList(0, 8));
    plan(house, corpus, new AnnotationPlan(0, 0, 3, 4, false, null));
    var queue = house.get(WorkQueue.class);

    var handedOut = new ConcurrentLinkedQueue<Lease>();
    var jobs = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 50; i++) {
      var voter = voter(house, corpus, "voter " + i);
      jobs.add(() -> {
        var mine = new HashSet<ClipId>();
        while (true) {
          var lease = queue.next(corpus.id(), voter, Set.copyOf(mine), LEASE);
          if (lease.isEmpty()) {
            return null;
          }
          assertThat(mine.add(lease.get().clip())).as("one clip once a day").isTrue();
          handedOut.add(lease.get());
          queue.finish(lease.get().clip(), voter, lease.get().cue(), LeaseState.DONE, "");
        }
      });
    }
    try (var threads = Executors.newFixedThreadPool(50)) {
      for (var job : threads.invokeAll(jobs)) {
        job.get();
      }
    }

    for (var cue : List.of(Cue.WORDS, Cue.ALL)) {
      var times =
          handedOut.stream()
              .filter(l -> l.cue() == cue && !l.gold())
              .collect(groupingBy(Lease::clip, counting()));
      assertThat(times.values()).as("%s", cue).allMatch(n -> n <= (cue.single() ? 3 : 2));
      assertThat(times).as("%s", cue).hasSize(24);
    }
    assertThat(handedOut.stream().filter(Lease::gold)).isNotEmpty();
    var open =
        house
            .get(JdbcClient.class)
            .sql("select distinct open_slots from clip where corpus_id = ?")
            .param(corpus.id().value())
            .query(Integer.class)
            .list();
    assertThat(open).as("gold takes no slot of whole clips").containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void one_clip_in_so_many_is_gold_each_once_and_the_same_way_whenever_it_is_asked(
      Furnished house) {
    var corpus = corpus(house, 60, 1);
    var golden = clipsOf(house, corpus).subList(0, 6);
    gold(house, golden);
    // somebody else has taken the gold clips: they are drawn all the same
    var other = voter(house, corpus, "other");
    golden.forEach(
        clip -> house.get(WorkQueue.class).finish(clip, other, Cue.ALL, LeaseState.DONE, ""));
    plan(house, corpus, new AnnotationPlan(0, 0, 0, 5, false, null));
    var ada = voter(house, corpus, "ada");

    var leases = everything(house, corpus, ada);

    var gold = leases.stream().filter(Lease::gold).map(Lease::clip).toList();
    assertThat(gold).hasSize(6).doesNotHaveDuplicates().isSubsetOf(golden);
    for (int stretch = 0; stretch < 6; stretch++) {
      assertThat(leases.subList(5 * stretch, 5 * stretch + 5).stream().filter(Lease::gold))
          .as("stretch %s", stretch)
          .hasSize(1);
    }
    assertThat(leases).hasSize(60);

    var schedule = GoldSchedule.of(corpus.id(), ada, Cue.ALL);
    for (int n = 0; n < 30; n++) {
      assertThat(leases.get(n).gold()).isEqualTo(schedule.due(n, 5));
    }
  }

  @ParameterizedTest
  @MethodSource("houses")
  void neither_order_nor_what_waits_tells_gold_clips_from_others(Furnished house) {
    var corpus = corpus(house, 40, 1);
    var clips = clipsOf(house, corpus);
    gold(house, clips.subList(30, 40));
    var other = voter(house, corpus, "other");
    clips
        .subList(30, 40)
        .forEach(
            clip -> house.get(WorkQueue.class).finish(clip, other, Cue.ALL, LeaseState.DONE, ""));
    plan(house, corpus, new AnnotationPlan(0, 0, 0, 4, false, null));
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus, "ada");

    var mine = new HashSet<ClipId>();
    int backwards = 0;
    long waiting = queue.waitingFor(corpus.id(), ada);
    ClipId last = null;
    boolean sawGold = false;
    for (int n = 0; n < 20; n++) {
      var lease = queue.next(corpus.id(), ada, Set.copyOf(mine), LEASE).orElseThrow();
      long left = queue.waitingFor(corpus.id(), ada);
      assertThat(left).as("a clip less, gold or not").isEqualTo(waiting - 1);
      waiting = left;
      boolean back = last != null && lease.clip().value() < last.value();
      backwards += back && !lease.gold() ? 1 : 0;
      sawGold |= lease.gold();
      last = lease.clip();
      mine.add(last);
    }
    assertThat(sawGold).isTrue();
    assertThat(backwards).as("ordinary clips jump about too").isGreaterThan(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_gold_clip_that_ran_out_or_was_passed_over_frees_no_slot(Furnished house) {
    var corpus = corpus(house, 12, 1);
    gold(house, clipsOf(house, corpus));
    plan(house, corpus, new AnnotationPlan(0, 0, 0, 3, false, null));
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus, "ada");
    var mine = new HashSet<ClipId>();
    Lease gold;
    do {
      gold = queue.next(corpus.id(), ada, Set.copyOf(mine), Duration.ofMillis(-1)).orElseThrow();
      mine.add(gold.clip());
    } while (!gold.gold());

    // finds the lease overdue, and may be the same clip again, now as one like any other
    var next = queue.next(corpus.id(), ada, Set.copyOf(mine), LEASE).orElseThrow();
    int taken = next.clip().equals(gold.clip()) && !next.gold() ? 1 : 0;
    assertThat(queue.hasSlot(corpus.id(), gold.clip(), Cue.ALL)).isEqualTo(taken == 0);
    assertThat(slots(house, gold.clip())).isEqualTo(1 - taken);
    queue.reopen(gold.clip(), ada, Cue.ALL, LEASE);
    queue.finish(gold.clip(), ada, Cue.ALL, LeaseState.SKIPPED, "");
    assertThat(slots(house, gold.clip())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void nobody_gets_two_passes_of_a_clip_on_one_day_nor_the_whole_before_a_part(Furnished house) {
    var corpus = transcribed(house, 2, 1);
    plan(house, corpus, new AnnotationPlan(0, 0, 1, 0, false, null));
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");

    assertThat(everything(house, corpus, ada)).extracting(Lease::cue).containsOnly(Cue.WORDS);
    assertThat(everything(house, corpus, ada)).as("on the same day").isEmpty();

    aDayLater(house, ada);
    var next = everything(house, corpus, ada);
    assertThat(next).hasSize(2).extracting(Lease::cue).containsOnly(Cue.ALL);

    plan(house, corpus, new AnnotationPlan(0, 0, 2, 0, false, null));
    var queue = house.get(WorkQueue.class);
    clipsOf(house, corpus).forEach(clip -> queue.finish(clip, ben, Cue.ALL, LeaseState.DONE, ""));
    aDayLater(house, ben);
    assertThat(everything(house, corpus, ben)).as("the whole was seen first").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void other_passes_go_to_those_who_know_nothing_of_the_clip_first(Furnished house) {
    var corpus = transcribed(house, 4, 1);
    var clips = clipsOf(house, corpus);
    plan(house, corpus, new AnnotationPlan(0, 0, 1, 0, false, null));
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus, "ada");
    queue.finish(clips.get(0), ada, Cue.WORDS, LeaseState.DONE, "");
    queue.finish(clips.get(1), ada, Cue.WORDS, LeaseState.DONE, "");
    var ben = voter(house, corpus, "ben");
    queue.finish(clips.get(2), ben, Cue.WORDS, LeaseState.DONE, "");
    queue.finish(clips.get(3), ben, Cue.WORDS, LeaseState.DONE, "");
    aDayLater(house, ada);

    var order = everything(house, corpus, ada).stream().map(Lease::clip).toList();

    assertThat(order).containsExactly(clips.get(2), clips.get(3), clips.get(0), clips.get(1));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_pass_or_gold_without_clips_for_it_is_refused_in_plain_words(Furnished house) {
    var corpus = corpus(house, 2, 1);

    assertThatThrownBy(() -> plan(house, corpus, new AnnotationPlan(0, 1, 0, 0, false, null)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("has sound");
    assertThatThrownBy(() -> plan(house, corpus, new AnnotationPlan(0, 0, 1, 0, false, null)))
        .hasMessageContaining("transcript");
    assertThatThrownBy(() -> plan(house, corpus, new AnnotationPlan(0, 0, 0, 5, false, null)))
        .hasMessageContaining("gold label");
    assertThatThrownBy(() -> new AnnotationPlan(0, 0, 0, 2, false, null))
        .hasMessageContaining("3 to 1000");
    assertThat(house.get(AnnotationPlans.class).of(corpus.id())).isEqualTo(AnnotationPlan.PLAIN);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void whoever_listens_is_asked_about_after_whoever_speaks_and_only_where_somebody_may(
      Furnished house) {
    var corpus = corpus(house, 4, 1);
    var listening = new AnnotationPlan(0, 0, 0, 1, 0, false, null, Context.AROUND);
    assertThatThrownBy(() -> plan(house, corpus, listening))
        .hasMessageContaining("turn of a conversation");
    var alone = clipsOf(house, corpus).getFirst();
    house
        .get(JdbcClient.class)
        .sql("update clip set conversation = 'talk' where corpus_id = ? and id <> ?")
        .params(corpus.id().value(), alone.value())
        .update();
    plan(house, corpus, listening);
    var ada = voter(house, corpus, "ada");
    var ben = voter(house, corpus, "ben");

    assertThat(everything(house, corpus, ada)).extracting(Lease::cue).containsOnly(Cue.ALL);
    assertThat(everything(house, corpus, ada)).as("on the same day").isEmpty();
    gold(house, clipsOf(house, corpus));
    // the densest there is: of any three places in a row one is due
    plan(house, corpus, new AnnotationPlan(0, 0, 0, 1, 3, false, null, Context.AROUND));
    var listened = everything(house, corpus, ben);

    assertThat(listened).hasSize(3).extracting(Lease::cue).containsOnly(Cue.LISTENER);
    assertThat(listened).noneMatch(lease -> lease.clip().equals(alone));
    assertThat(listened).as("gold says nothing of who listens").noneMatch(Lease::gold);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void whoever_was_asked_about_a_listener_has_seen_the_whole_clip(Furnished house) {
    var corpus = transcribed(house, 2, 1);
    house
        .get(JdbcClient.class)
        .sql("update clip set conversation = 'talk' where corpus_id = ?")
        .param(corpus.id().value())
        .update();
    plan(house, corpus, new AnnotationPlan(0, 0, 2, 1, 0, false, null, Context.AROUND));
    var ada = voter(house, corpus, "ada");
    var queue = house.get(WorkQueue.class);
    clipsOf(house, corpus)
        .forEach(clip -> queue.finish(clip, ada, Cue.LISTENER, LeaseState.DONE, ""));
    aDayLater(house, ada);

    assertThat(everything(house, corpus, ada)).extracting(Lease::cue).containsOnly(Cue.ALL);
  }

  private static List<Lease> everything(Furnished house, Corpus corpus, VoterId voter) {
    var queue = house.get(WorkQueue.class);
    var leases = new ArrayList<Lease>();
    while (true) {
      var lease = queue.next(corpus.id(), voter, Set.of(), LEASE);
      if (lease.isEmpty()) {
        return leases;
      }
      leases.add(lease.get());
      queue.finish(lease.get().clip(), voter, lease.get().cue(), LeaseState.DONE, "");
    }
  }

  /// Clips with sound in them nobody can hear: all they have is a picture and a transcript.
  private static Corpus transcribed(Furnished house, int clips, int overlap) {
    var corpus = corpus(house, clips, overlap);
    house
        .get(JdbcClient.class)
        .sql("update clip set modality = 'VIDEO' where corpus_id = ?")
        .param(corpus.id().value())
        .update();
    return corpus;
  }

  private static void gold(Furnished house, List<ClipId> clips) {
    for (var clip : clips) {
      house
          .get(JdbcClient.class)
          .sql(
              "insert into gold_label (clip_id, corpus_id, label, source) select id, corpus_id,"
                  + " 'anger', 'test' from clip where id = ?")
          .param(clip.value())
          .update();
    }
  }

  private static void plan(Furnished house, Corpus corpus, AnnotationPlan plan) {
    house.get(AnnotationPlans.class).put(corpus.id(), plan);
  }

  private static void aDayLater(Furnished house, VoterId voter) {
    house
        .get(JdbcClient.class)
        .sql("update lease set touched_at = ? where voter_id = ?")
        .params(Instant.now().minus(Duration.ofHours(25)).atOffset(ZoneOffset.UTC), voter.value())
        .update();
  }

  private static int slots(Furnished house, ClipId clip) {
    return house
        .get(JdbcClient.class)
        .sql("select open_slots from clip where id = ?")
        .param(clip.value())
        .query(Integer.class)
        .single();
  }

  private static VoterId voter(Furnished house, Corpus corpus, String name) {
    return house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, name).id();
  }
}
