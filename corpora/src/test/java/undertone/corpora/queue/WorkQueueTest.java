package undertone.corpora.queue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static undertone.corpora.HouseOnBothDatabases.account;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.ClipId;
import undertone.corpora.Cue;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.VoterId;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class WorkQueueTest {

  private static final Duration LEASE = Duration.ofMinutes(30);

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void fifty_annotators_at_once_never_get_one_clip_too_often(Furnished house) throws Exception {
    var corpus = corpus(house, 20, 3);
    var queue = house.get(WorkQueue.class);
    var voting = house.get(Voting.class);
    var voters = new ArrayList<VoterId>();
    for (int i = 0; i < 50; i++) {
      voters.add(voting.machine(corpus.id(), VoterKind.MACHINE, "voter " + i).id());
    }

    var handedOut = new ConcurrentLinkedQueue<ClipId>();
    var jobs = new ArrayList<Callable<Void>>();
    for (var voter : voters) {
      jobs.add(() -> {
        var mine = new HashSet<ClipId>();
        while (true) {
          var lease = queue.next(corpus.id(), voter, Set.copyOf(mine), LEASE);
          if (lease.isEmpty()) {
            return null;
          }
          assertThat(mine.add(lease.get().clip())).as("never twice to one annotator").isTrue();
          handedOut.add(lease.get().clip());
        }
      });
    }
    try (var threads = Executors.newFixedThreadPool(50)) {
      for (var job : threads.invokeAll(jobs)) {
        job.get();
      }
    }

    var times = handedOut.stream().collect(groupingBy(c -> c, counting()));
    assertThat(times).hasSize(20);
    assertThat(times.values()).allMatch(n -> n <= 3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_sent_to_the_front_comes_first_and_once_to_each(Furnished house) {
    var corpus = corpus(house, 6, 2);
    var queue = house.get(WorkQueue.class);
    var clips = clipsOf(house, corpus);
    var ada = voter(house, corpus.id(), "ada");
    var ben = voter(house, corpus.id(), "ben");
    var kim = account(house);

    int called = house.get(Calls.class).call(corpus.id(), List.of(clips.get(4), clips.get(2)), kim);

    assertThat(called).isEqualTo(2);
    var first = queue.next(corpus.id(), ada, Set.of(), LEASE).orElseThrow().clip();
    var second = queue.next(corpus.id(), ada, Set.of(first), LEASE).orElseThrow().clip();
    var third = queue.next(corpus.id(), ada, Set.of(first, second), LEASE).orElseThrow().clip();
    assertThat(List.of(first, second)).containsExactly(clips.get(2), clips.get(4));
    assertThat(third).isNotIn(first, second);
    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE).orElseThrow().clip())
        .isEqualTo(clips.get(2));
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_clip_with_all_its_answers_takes_one_more_when_it_is_sent_to_the_front(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var queue = house.get(WorkQueue.class);
    var clip = clipsOf(house, corpus).getFirst();
    var ada = voter(house, corpus.id(), "ada");
    var ben = voter(house, corpus.id(), "ben");
    var _ = queue.next(corpus.id(), ada, Set.of(), LEASE).orElseThrow();
    queue.finish(clip, ada, Cue.ALL, LeaseState.DONE, "");
    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE)).isEmpty();

    house.get(Calls.class).call(corpus.id(), List.of(clip), account(house));

    assertThat(queue.next(corpus.id(), ada, Set.of(), LEASE)).isEmpty();
    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_lease_that_ran_out_is_handed_to_somebody_else(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus.id(), "ada");
    var ben = voter(house, corpus.id(), "ben");

    var first = queue.next(corpus.id(), ada, Set.of(), Duration.ofMillis(-1)).orElseThrow();

    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE).map(Lease::clip))
        .contains(first.clip());
    assertThat(queue.next(corpus.id(), ada, Set.of(), LEASE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_skipped_clip_goes_to_somebody_else_and_not_to_the_same_annotator(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus.id(), "ada");
    var ben = voter(house, corpus.id(), "ben");

    var lease = queue.next(corpus.id(), ada, Set.of(), LEASE).orElseThrow();
    queue.finish(lease.clip(), ada, Cue.ALL, LeaseState.SKIPPED, "no face");

    assertThat(queue.next(corpus.id(), ada, Set.of(), LEASE)).isEmpty();
    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void after_a_reload_the_open_lease_comes_back_first(Furnished house) {
    var corpus = corpus(house, 3, 1);
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus.id(), "ada");

    var lease = queue.next(corpus.id(), ada, Set.of(), LEASE).orElseThrow();

    assertThat(queue.next(corpus.id(), ada, Set.of(), LEASE).orElseThrow().clip())
        .isEqualTo(lease.clip());
    assertThat(queue.next(corpus.id(), ada, Set.of(lease.clip()), LEASE).orElseThrow().clip())
        .isNotEqualTo(lease.clip());
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_wider_overlap_opens_answered_clips_for_others(Furnished house) {
    var corpus = corpus(house, 1, 1);
    var queue = house.get(WorkQueue.class);
    var ada = voter(house, corpus.id(), "ada");
    var ben = voter(house, corpus.id(), "ben");
    queue.finish(clipsOf(house, corpus).getFirst(), ada, Cue.ALL, LeaseState.DONE, "");
    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE)).isEmpty();

    house.get(undertone.corpora.corpus.Catalogue.class).plan(corpus.id(), 2, LEASE);

    assertThat(queue.next(corpus.id(), ben, Set.of(), LEASE)).isPresent();
  }

  private static VoterId voter(Furnished house, undertone.corpora.CorpusId corpus, String name) {
    return house.get(Voting.class).machine(corpus, VoterKind.MACHINE, name).id();
  }
}
