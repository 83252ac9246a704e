package undertone.corpora.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.Cue;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Midnight;
import undertone.corpora.VoterId;
import undertone.corpora.care.Caring;
import undertone.corpora.care.Wishes;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.vote.Voting;

class ExposureTest {

  private static final Duration LEASE = Duration.ofMinutes(30);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void fifty_windows_of_one_annotator_never_get_more_distressing_clips_than_a_day_allows(
      Furnished house) throws Exception {
    var corpus = corpus(house, 60, 50);
    distress(house, clipsOf(house, corpus).subList(0, 40));
    house.get(Caring.class).limit(corpus.id(), 7);
    var ada = ada(house);
    var seat = seat(house, corpus, ada);
    var queue = house.get(WorkQueue.class);

    var jobs = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 50; i++) {
      jobs.add(() -> {
        queue
            .next(corpus.id(), seat, Set.copyOf(clipsOf(house, corpus)), LEASE)
            .ifPresent(l -> queue.finish(l.clip(), seat, l.cue(), LeaseState.DONE, ""));
        return null;
      });
    }
    try (var threads = Executors.newFixedThreadPool(50)) {
      for (var job : threads.invokeAll(jobs)) {
        job.get();
      }
    }

    assertThat(handedOut(house, seat, true)).isEqualTo(7);
    assertThat(handedOut(house, seat, false)).as("the others still come").isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_day_is_one_day_in_however_many_corpora_and_the_next_one_begins_anew(Furnished house) {
    var ada = ada(house);
    var here = corpus(house, 5, 1);
    var there = corpus(house, 5, 1);
    for (var corpus : List.of(here, there)) {
      distress(house, clipsOf(house, corpus));
      house.get(Caring.class).limit(corpus.id(), 3);
    }

    assertThat(everything(house, here, seat(house, here, ada))).hasSize(3);
    assertThat(everything(house, there, seat(house, there, ada))).isEmpty();
    assertThat(house.get(WorkQueue.class).heldBack(there.id(), seat(house, there, ada)))
        .contains(HeldBack.ENOUGH_TODAY);

    yesterday(house, seat(house, here, ada));
    assertThat(everything(house, there, seat(house, there, ada))).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void whoever_asks_to_be_spared_is_handed_the_other_clips_only(Furnished house) {
    var corpus = corpus(house, 6, 1);
    var clips = clipsOf(house, corpus);
    distress(house, List.of(clips.get(0), clips.get(3)));
    var ada = ada(house);
    var seat = seat(house, corpus, ada);
    var queue = house.get(WorkQueue.class);
    // one lay on the desk already when she asked
    var open = queue.next(corpus.id(), seat, Set.of(), LEASE).orElseThrow();
    assertThat(open.clip()).isEqualTo(clips.get(0));
    house.get(Caring.class).wish(ada, new Wishes(true, 45));

    assertThat(queue.waitingFor(corpus.id(), seat)).isEqualTo(4);
    assertThat(everything(house, corpus, seat))
        .containsExactly(clips.get(1), clips.get(2), clips.get(4), clips.get(5));
    assertThat(queue.heldBack(corpus.id(), seat)).contains(HeldBack.ASKED);

    house.get(Caring.class).wish(ada, Wishes.USUAL);
    assertThat(queue.heldBack(corpus.id(), seat)).isEmpty();
    assertThat(everything(house, corpus, seat)).containsExactly(clips.get(0), clips.get(3));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void no_budget_is_no_limit_and_where_nothing_is_distressing_nothing_is_held_back(
      Furnished house) {
    var corpus = corpus(house, 25, 1);
    var seat = seat(house, corpus, ada(house));
    distress(house, clipsOf(house, corpus));
    house.get(Caring.class).limit(corpus.id(), 0);

    assertThat(everything(house, corpus, seat)).hasSize(25);
    assertThat(house.get(WorkQueue.class).heldBack(corpus.id(), seat)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_on_the_desk_comes_back_after_a_reload_though_the_day_is_full(Furnished house) {
    var corpus = corpus(house, 2, 1);
    distress(house, clipsOf(house, corpus));
    house.get(Caring.class).limit(corpus.id(), 1);
    var seat = seat(house, corpus, ada(house));
    var queue = house.get(WorkQueue.class);

    var lease = queue.next(corpus.id(), seat, Set.of(), LEASE).orElseThrow();

    assertThat(queue.next(corpus.id(), seat, Set.of(), LEASE).map(Lease::clip))
        .contains(lease.clip());
    assertThat(queue.next(corpus.id(), seat, Set.of(lease.clip()), LEASE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void gold_clips_that_are_mixed_in_keep_to_the_budget_too(Furnished house) {
    var corpus = corpus(house, 30, 1);
    var clips = clipsOf(house, corpus);
    distress(house, clips.subList(0, 20));
    clips.forEach(clip ->
        house
            .get(JdbcClient.class)
            .sql(
                "insert into gold_label (clip_id, corpus_id, label, source) select id, corpus_id,"
                    + " 'anger', 'test' from clip where id = ?")
            .param(clip.value())
            .update());
    house.get(AnnotationPlans.class).put(corpus.id(), new AnnotationPlan(0, 0, 0, 3, false, null));
    house.get(Caring.class).limit(corpus.id(), 4);
    var seat = seat(house, corpus, ada(house));

    assertThat(everything(house, corpus, seat)).hasSize(14);
    assertThat(handedOut(house, seat, true)).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void reports_wait_for_a_curator_and_are_answered_by_the_decision(Furnished house) {
    var corpus = corpus(house, 1, 2);
    var clip = clipsOf(house, corpus).getFirst();
    var caring = house.get(Caring.class);
    var ada = seat(house, corpus, ada(house));
    var ben = seat(house, corpus, ada(house));

    caring.report(corpus.id(), clip, ada);
    caring.report(corpus.id(), clip, ada);
    caring.report(corpus.id(), clip, ben);
    assertThat(caring.reports(clip)).isEqualTo(2);

    caring.mark(clip, false);
    assertThat(caring.reports(clip)).isZero();
    caring.report(corpus.id(), clip, ada);
    assertThat(caring.reports(clip)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_budget_or_a_reminder_out_of_bounds_is_refused_in_plain_words(Furnished house) {
    var corpus = corpus(house, 1, 1);

    assertThat(house.get(Caring.class).budget(corpus.id())).isEqualTo(20);
    assertThat(house.get(Caring.class).of(ada(house))).isEqualTo(Wishes.USUAL);
    assertThatThrownBy(() -> house.get(Caring.class).limit(corpus.id(), -1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("distressing clips a day");
    assertThatThrownBy(() -> new Wishes(false, 3)).hasMessageContaining("5 to 240 minutes");
  }

  private static List<ClipId> everything(Furnished house, Corpus corpus, VoterId voter) {
    var queue = house.get(WorkQueue.class);
    var clips = new ArrayList<ClipId>();
    while (true) {
      var lease = queue.next(corpus.id(), voter, Set.of(), LEASE);
      if (lease.isEmpty()) {
        return clips;
      }
      clips.add(lease.get().clip());
      queue.finish(lease.get().clip(), voter, Cue.ALL, LeaseState.DONE, "");
    }
  }

  private static void distress(Furnished house, List<ClipId> clips) {
    clips.forEach(clip -> house.get(Caring.class).mark(clip, true));
  }

  private static long handedOut(Furnished house, VoterId voter, boolean distressing) {
    return house
        .get(JdbcClient.class)
        .sql(
            "select count(*) from lease l join clip c on c.id = l.clip_id where l.voter_id = ? and"
                + " c.distressing = ?")
        .params(voter.value(), distressing)
        .query(Long.class)
        .single();
  }

  private static void yesterday(Furnished house, VoterId voter) {
    var late = Midnight.before(Clock.systemUTC().instant()).minusSeconds(1);
    house
        .get(JdbcClient.class)
        .sql("update lease set touched_at = ? where voter_id = ?")
        .params(late.atOffset(ZoneOffset.UTC), voter.value())
        .update();
  }

  private static AccountId ada(Furnished house) {
    var people = house.get(People.class);
    var invite =
        people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofDays(1)).secret();
    return people.accept(invite, "ada-" + UUID.randomUUID(), "Ada", "hash", "en").id();
  }

  private static VoterId seat(Furnished house, Corpus corpus, AccountId account) {
    return house.get(Voting.class).person(corpus.id(), account, "Ada").id();
  }
}
