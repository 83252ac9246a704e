package undertone.corpora.queue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.Midnight;
import undertone.corpora.VoterId;
import undertone.corpora.plan.AnnotationPlans;

/// Hands out clips: in each pass each to as many annotators as the corpus wants, to nobody twice,
/// and never to one too many, however many ask at once.
///
/// A clip counts its slots. Taking one happens under the clip's row lock; whoever finds a row
/// locked moves on to the next clip instead of waiting. Gold clips that are mixed in take no slot:
/// they are handed out beside what the corpus wants of them.
///
/// Distressing clips are handed to one annotator up to the corpus' budget a day, and never to
/// whoever asked to be spared.
@Service
@Transactional
public class WorkQueue {

  private static final int FIRST_LOOK = 4;
  private static final int LOOK_AHEAD = 24;
  private static final int MOST_RECLAIMED = 50;

  private final AnnotationPlans plans;
  private final LeaseRows leases;
  private final Slots slots;
  private final OpenClips clips;
  private final Exposure exposure;
  private final JdbcClient jdbc;
  private final Clock clock;

  WorkQueue(
      AnnotationPlans plans,
      LeaseRows leases,
      Slots slots,
      OpenClips clips,
      Exposure exposure,
      JdbcClient jdbc,
      Clock clock) {
    this.plans = plans;
    this.leases = leases;
    this.slots = slots;
    this.clips = clips;
    this.exposure = exposure;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// The next clip for an annotator, or none when nothing is left for them now.
  ///
  /// @param holding clips the annotator's browser has already; an open lease it does not know of
  ///   (after a reload, say) is handed out again first
  public Optional<Lease> next(
      CorpusId corpus, VoterId voter, Set<ClipId> holding, Duration validFor) {
    var now = clock.instant();
    reclaim(corpus, now);
    var expiresAt = now.plus(validFor);
    boolean calm = exposure.spared(voter);
    for (var forgotten : leases.forgotten(corpus, voter, holding)) {
      if (isBearable(forgotten, corpus, voter, calm, now)) {
        var lease = forgotten.lease();
        leases.renew(lease, lease.gold(), expiresAt, now);
        return leases.find(lease.clip(), voter, lease.cue());
      }
    }
    var plan = plans.of(corpus);
    // Clips the annotator knows nothing of first: better that others judge the other cues.
    for (boolean fresh : plan.passesApart().isEmpty() ? List.of(false) : List.of(true, false)) {
      for (var cue : plan.passes()) {
        var taken = next(new Asking(corpus, voter, plan, cue, fresh, calm, now, expiresAt));
        if (taken.isPresent()) {
          return taken;
        }
      }
    }
    return Optional.empty();
  }

  /// Records that an annotator answered or passed over a clip. An answer that comes after the lease
  /// ran out still counts.
  public void finish(ClipId clip, VoterId voter, Cue cue, LeaseState outcome, String reason) {
    slots.lock(clip);
    var now = clock.instant();
    var before =
        leases.find(clip, voter, cue).orElseGet(() -> open(clip, voter, cue, LeaseState.EXPIRED));
    leases.end(before, outcome, reason, now);
    slots.take(clip, cue, slotsOf(before, outcome) - slotsOf(before, before.state()));
  }

  /// Gives a clip back to the annotator who had answered it, to answer again.
  public void reopen(ClipId clip, VoterId voter, Cue cue, Duration validFor) {
    slots.lock(clip);
    var now = clock.instant();
    var before =
        leases.find(clip, voter, cue).orElseGet(() -> open(clip, voter, cue, LeaseState.EXPIRED));
    leases.renew(before, before.gold(), now.plus(validFor), now);
    slots.take(clip, cue, slotsOf(before, LeaseState.OPEN) - slotsOf(before, before.state()));
  }

  /// Keeps what an annotator is shown of the conversation around a clip. What they have seen once
  /// they have seen.
  public void showed(Lease lease, Context context) {
    var seen = lease.context();
    if (seen == null || !seen.covers(context)) {
      leases.show(lease, context);
    }
  }

  /// The lease of a clip an annotator has or had in a pass.
  @Transactional(readOnly = true)
  public Optional<Lease> leaseOf(ClipId clip, VoterId voter, Cue cue) {
    return leases.find(clip, voter, cue);
  }

  /// Everything an annotator was ever handed of a clip, in whichever pass, the newest first.
  @Transactional(readOnly = true)
  public List<Lease> leasesOf(ClipId clip, VoterId voter) {
    return leases.of(clip, voter);
  }

  /// Of some clips, those of which an annotator is still to judge a single cue: what is said in
  /// them must not be known to them before.
  @Transactional(readOnly = true)
  public Set<ClipId> stillByCue(CorpusId corpus, VoterId voter, Collection<ClipId> among) {
    var plan = plans.of(corpus);
    if (plan.singleCues().isEmpty() || among.isEmpty()) {
      return Set.of();
    }
    var now = clock.instant();
    var asking = new Asking(corpus, voter, plan, Cue.ALL, false, false, now, now);
    return Set.copyOf(clips.stillByCue(asking, among));
  }

  /// Whether one more annotator could have a clip in a pass.
  @Transactional(readOnly = true)
  public boolean hasSlot(CorpusId corpus, ClipId clip, Cue cue) {
    return slots.open(clip, cue, cue.apart() ? plans.of(corpus).overlap(cue) : 0);
  }

  /// How many clips an annotator has answered.
  @Transactional(readOnly = true)
  public long answered(VoterId voter) {
    return jdbc.sql("select count(*) from lease where voter_id = ? and state = 'DONE'")
        .param(voter.value())
        .query(Long.class)
        .single();
  }

  /// How many clips an annotator has answered since a moment.
  @Transactional(readOnly = true)
  public long answeredSince(VoterId voter, Instant moment) {
    return jdbc.sql(
            // An answer taken back is in the ledger still, but its clip lies open again.
            """
            select count(distinct v.clip_id) from vote v
            join lease l on l.clip_id = v.clip_id and l.voter_id = v.voter_id and l.cue = v.cue
            where v.voter_id = ? and v.cast_at >= ? and v.withdrawn = false and l.state = 'DONE'
            """)
        .params(voter.value(), Timestamp.from(moment))
        .query(Long.class)
        .single();
  }

  /// How many clips could still be handed to an annotator.
  @Transactional(readOnly = true)
  public long waitingFor(CorpusId corpus, VoterId voter) {
    var now = clock.instant();
    boolean calm = exposure.spared(voter) || exposure.spent(corpus, voter, now);
    return clips.count(new Asking(corpus, voter, plans.of(corpus), Cue.ALL, false, calm, now, now));
  }

  /// Why an annotator for whom there is no next clip gets none of those that are left; none when
  /// nothing is left.
  @Transactional(readOnly = true)
  public Optional<HeldBack> heldBack(CorpusId corpus, VoterId voter) {
    var now = clock.instant();
    boolean spared = exposure.spared(voter);
    if (!spared && !exposure.spent(corpus, voter, now)) {
      return Optional.empty();
    }
    var plan = plans.of(corpus);
    boolean left =
        plan.passes().stream()
            .map(cue -> new Asking(corpus, voter, plan, cue, false, false, now, now))
            .anyMatch(asking -> !clips.page(asking, -1, Long.MAX_VALUE, 1).isEmpty());
    return left ? Optional.of(spared ? HeldBack.ASKED : HeldBack.ENOUGH_TODAY) : Optional.empty();
  }

  /// What was handed out today already may come again, after a reload say: it is no other clip.
  private boolean isBearable(
      LeaseRows.Forgotten forgotten, CorpusId corpus, VoterId voter, boolean calm, Instant now) {
    if (!forgotten.distressing()) {
      return true;
    }
    boolean today = !forgotten.touchedAt().isBefore(Midnight.before(now));
    return !calm && (today || exposure.bears(corpus, voter, now));
  }

  private Optional<Lease> next(Asking asking) {
    if (!asking.plan().mixesGold()) {
      long cursor = leases.cursor(asking.voter(), asking.cue());
      return takeCalled(asking)
          .or(() -> take(asking, cursor, Long.MAX_VALUE))
          .or(() -> take(asking, -1, cursor));
    }
    lockVoter(asking);
    long handedOut = leases.handedOut(asking.voter(), asking.cue());
    var schedule = GoldSchedule.of(asking.corpus(), asking.voter(), asking.cue());
    var gold =
        schedule.due(handedOut, asking.plan().goldEvery())
            ? takeGold(asking, schedule, handedOut)
            : Optional.<Lease>empty();
    if (gold.isPresent()) {
      return gold;
    }
    long start = schedule.start(handedOut, clips.lastPosition(asking));
    return takeCalled(asking)
        .or(() -> take(asking, start, Long.MAX_VALUE))
        .or(() -> take(asking, -1, start));
  }

  private Optional<Lease> takeCalled(Asking asking) {
    for (var candidate : clips.called(asking, LOOK_AHEAD)) {
      if ((!candidate.distressing() || bears(asking)) && tryTake(asking, candidate.clip())) {
        return leases.find(candidate.clip(), asking.voter(), asking.cue());
      }
    }
    return Optional.empty();
  }

  // A gold clip in a pass that is over would give itself away.
  private Optional<Lease> takeGold(Asking asking, GoldSchedule schedule, long handedOut) {
    var pool = clips.gold(asking);
    if (pool.isEmpty() || clips.page(asking, -1, Long.MAX_VALUE, 1).isEmpty()) {
      return Optional.empty();
    }
    var chosen = pool.get(schedule.choice(handedOut, pool.size()));
    if (chosen.distressing() && !bears(asking)) {
      return takeGold(asking.calmly(), schedule, handedOut);
    }
    var clip = chosen.clip();
    leases.insert(
        asking.corpus(),
        asking.voter(),
        clip,
        asking.cue(),
        true,
        LeaseState.OPEN,
        asking.expiresAt(),
        asking.now());
    return leases.find(clip, asking.voter(), asking.cue());
  }

  // The first few clips in order: one of them is free nearly always. Where all of them are being
  // taken, a crowd wants the same ones; from then on each annotator begins at another place of what
  // comes next, or all would queue up for the same clip again.
  private Optional<Lease> take(Asking asking, long after, long upTo) {
    long from = after;
    int most = FIRST_LOOK;
    boolean bears = false; // asked once: nobody can spend the budget until this transaction ends
    while (true) {
      var candidates = clips.page(asking, from, upTo, most);
      for (var candidate : most == FIRST_LOOK ? candidates : spread(candidates, asking.voter())) {
        if (candidate.distressing() && !bears) {
          bears = bears(asking);
          if (!bears) {
            return take(asking.calmly(), from, upTo);
          }
        }
        if (tryTake(asking, candidate.clip())) {
          return leases.find(candidate.clip(), asking.voter(), asking.cue());
        }
      }
      if (candidates.size() < most) {
        return Optional.empty();
      }
      from = candidates.getLast().position();
      most = LOOK_AHEAD;
    }
  }

  private boolean bears(Asking asking) {
    return exposure.bears(asking.corpus(), asking.voter(), asking.now());
  }

  private static List<OpenClips.Candidate> spread(
      List<OpenClips.Candidate> candidates, VoterId voter) {
    var turned = new ArrayList<>(candidates);
    Collections.rotate(turned, Long.hashCode(voter.value()) % LOOK_AHEAD);
    return turned;
  }

  private boolean tryTake(Asking asking, ClipId clip) {
    if (!slots.lockIfOpen(clip, asking.cue(), asking.overlap())) {
      return false; // somebody was faster
    }
    var before = leases.find(clip, asking.voter(), asking.cue());
    if (!isStillFree(asking, clip, before)) {
      return false; // the same annotator in a second window was faster
    }
    if (before.isEmpty()) {
      leases.insert(
          asking.corpus(),
          asking.voter(),
          clip,
          asking.cue(),
          false,
          LeaseState.OPEN,
          asking.expiresAt(),
          asking.now());
    } else {
      leases.renew(before.get(), false, asking.expiresAt(), asking.now());
    }
    slots.take(clip, asking.cue(), 1);
    return true;
  }

  /// Without other passes the annotator's own lease tells it all.
  private boolean isStillFree(Asking asking, ClipId clip, Optional<Lease> before) {
    return asking.plan().passesApart().isEmpty()
        ? before.isEmpty() || before.get().state() == LeaseState.EXPIRED
        : clips.allows(asking, clip);
  }

  private void reclaim(CorpusId corpus, Instant now) {
    for (var lease : leases.overdue(corpus, now, MOST_RECLAIMED)) {
      // Skip what somebody else is working on; it is reclaimed by the next one who asks.
      if (slots.lockIfFree(lease.clip()) && leases.expire(lease, now)) {
        slots.take(lease.clip(), lease.cue(), -slotsOf(lease, LeaseState.OPEN));
      }
    }
  }

  private Lease open(ClipId clip, VoterId voter, Cue cue, LeaseState state) {
    var now = clock.instant();
    leases.insert(corpusOf(clip), voter, clip, cue, false, state, now, now);
    return leases.find(clip, voter, cue).orElseThrow();
  }

  // Two windows of one annotator that ask at once would else both be due a gold clip. An update
  // that changes nothing: unlike "for update", it lets votes that point to the voter through.
  private void lockVoter(Asking asking) {
    jdbc.sql("update voter set kind = kind where id = ?").param(asking.voter().value()).update();
  }

  private CorpusId corpusOf(ClipId clip) {
    return new CorpusId(
        jdbc.sql("select corpus_id from clip where id = ?")
            .param(clip.value())
            .query(Long.class)
            .single());
  }

  private static int slotsOf(Lease lease, LeaseState state) {
    return switch (state) {
      case OPEN, DONE -> lease.gold() ? 0 : 1;
      case SKIPPED, EXPIRED -> 0;
    };
  }
}
