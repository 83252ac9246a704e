package undertone.corpora.vote;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.SchemeHistory;
import undertone.corpora.scheme.SchemePast;

/// Takes votes and says which of them stand. Nothing is ever changed or erased.
@Service
@Transactional
public class Voting {

  private final Votes votes;
  private final Voters voters;
  private final SchemeHistory history;
  private final JdbcTemplate batches;
  private final JdbcClient jdbc;
  private final Clock clock;

  Voting(
      Votes votes,
      Voters voters,
      SchemeHistory history,
      JdbcTemplate batches,
      JdbcClient jdbc,
      Clock clock) {
    this.votes = votes;
    this.voters = voters;
    this.history = history;
    this.batches = batches;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// The voter an account is in a corpus, made at the first vote.
  public Voter person(CorpusId corpus, AccountId account, String displayName) {
    return voters
        .findByCorpusIdAndAccountId(corpus.value(), account.value())
        .orElseGet(() ->
            voters.save(
                new Voter(corpus, VoterKind.PERSON, freeName(corpus, displayName), account)));
  }

  /// A machine or crowd voter by name, made at its first vote.
  public Voter machine(CorpusId corpus, VoterKind kind, String name) {
    return voters
        .findByCorpusIdAndName(corpus.value(), name)
        .orElseGet(() -> voters.save(new Voter(corpus, kind, name, null)));
  }

  /// A machine voter by name; if this makes it, its votes count for nothing until it is let in.
  public Voter machineOnProbation(CorpusId corpus, String name) {
    return voters
        .findByCorpusIdAndName(corpus.value(), name)
        .orElseGet(() -> voters.save(Voter.onProbation(corpus, VoterKind.MACHINE, name)));
  }

  /// Lets a voter's votes count from now on, or no more. Clips it has voted on must be counted
  /// again ([#recount(List)]), which is the caller's, for there may be very many; they are marked
  /// as not counted, so that the next start makes good what the caller could not end.
  public void setProbation(VoterId voter, boolean probation) {
    voters
        .findById(voter.value())
        .orElseThrow(() -> new VoteRefusedException("There is no voter %s.", voter))
        .setProbation(probation);
    jdbc.sql(
            "update clip set council = -1 where id in (select clip_id from vote where voter_id = ?)")
        .param(voter.value())
        .update();
  }

  @Transactional(readOnly = true)
  public List<Voter> votersOf(CorpusId corpus) {
    return voters.findByCorpusIdOrderByName(corpus.value());
  }

  /// Voters of a corpus who have said anything of a clip, be it taken back.
  @Transactional(readOnly = true)
  public Set<VoterId> whoVoted(CorpusId corpus) {
    return jdbc.sql("select distinct voter_id from vote where corpus_id = ?")
        .param(corpus.value())
        .query((row, _) -> new VoterId(row.getLong(1)))
        .set();
  }

  @Transactional(readOnly = true)
  public Optional<Voter> voterOf(CorpusId corpus, AccountId account) {
    return voters.findByCorpusIdAndAccountId(corpus.value(), account.value());
  }

  /// Takes a vote. The same client id again answers with the vote already taken.
  ///
  /// @throws VoteRefusedException if the client id was used for another clip or by another voter
  public Vote cast(Ballot ballot) {
    return cast(ballot, Cue.ALL, false, null);
  }

  /// Takes a vote by one cue, which stands beside what the voter holds of the other cues.
  ///
  /// @param goldCheck whether the clip was handed out to be checked against its gold label
  /// @param context what of the conversation around the clip the voter was shown, where known
  /// @throws VoteRefusedException if the client id was used for another clip or by another voter
  public Vote cast(Ballot ballot, Cue cue, boolean goldCheck, @Nullable Context context) {
    return append(ballot, cue, goldCheck, context, false);
  }

  /// Takes votes on whole clips together: far quicker than one by one, and all or none of them.
  /// Those whose client id is known already are left out.
  ///
  /// @param ballots of any voters, at most one of a voter on a clip
  /// @return how many were taken
  /// @throws VoteRefusedException if there is no such clip, or a client id was used for another
  ///   clip or by another voter
  public int castAll(List<Ballot> ballots) {
    return appendAll(ballots, false);
  }

  /// Takes back what a voter holds of whole clips; the votes stay in the ledger.
  ///
  /// @param clientIds by clip
  public void withdrawAll(VoterId voter, Map<ClipId, UUID> clientIds) {
    appendAll(
        clientIds.entrySet().stream()
            .map(e -> Ballot.of(e.getValue(), e.getKey(), voter, CandidateSet.NONE))
            .toList(),
        true);
  }

  /// Takes back what a voter holds of a whole clip; the votes stay in the ledger.
  public Vote withdraw(UUID clientId, ClipId clip, VoterId voter) {
    return withdraw(clientId, clip, voter, Cue.ALL);
  }

  /// Takes back what a voter holds of a clip by one cue; the votes stay in the ledger.
  public Vote withdraw(UUID clientId, ClipId clip, VoterId voter, Cue cue) {
    var nothing = Ballot.of(clientId, clip, voter, CandidateSet.NONE);
    return append(nothing, cue, false, null, true);
  }

  /// The vote taken under a client id, if any.
  @Transactional(readOnly = true)
  public Optional<Vote> byClientId(UUID clientId) {
    return votes.findByClientId(clientId);
  }

  /// Every vote ever cast on a clip, oldest first.
  @Transactional(readOnly = true)
  public List<Vote> ledger(ClipId clip) {
    return votes.findByClipIdOrderById(clip.value());
  }

  /// Clips of a corpus on which somebody voted at or after a moment.
  @Transactional(readOnly = true)
  public Set<ClipId> castSince(CorpusId corpus, Instant moment) {
    return jdbc.sql("select distinct clip_id from vote where corpus_id = ? and cast_at >= ?")
        .params(corpus.value(), Timestamp.from(moment))
        .query((row, _) -> new ClipId(row.getLong(1)))
        .set();
  }

  /// What each voter holds of a whole clip now, in the words of today's label scheme.
  @Transactional(readOnly = true)
  public List<Vote> standing(ClipId clip) {
    return standing(List.of(clip)).getOrDefault(clip, List.of());
  }

  @Transactional(readOnly = true)
  public Map<ClipId, List<Vote>> standing(Collection<ClipId> clips) {
    var pasts = new HashMap<CorpusId, SchemePast>();
    var read = new HashMap<ClipId, List<Vote>>();
    standingAsCast(clips)
        .forEach((clip, cast) -> {
          var past = pasts.computeIfAbsent(cast.getFirst().corpus(), history::past);
          read.put(clip, read(cast, past));
        });
    return read;
  }

  /// What each voter holds of single cues of clips, in the words of today's label scheme. It stands
  /// beside what is held of the whole clips and never counts among it.
  @Transactional(readOnly = true)
  public Map<ClipId, List<Vote>> standingOfCues(Collection<ClipId> clips) {
    if (clips.isEmpty()) {
      return Map.of();
    }
    return inTodaysWords(votes.standingOfCues(clips.stream().map(ClipId::value).toList()));
  }

  private Map<ClipId, List<Vote>> inTodaysWords(List<Vote> cast) {
    var pasts = new HashMap<CorpusId, SchemePast>();
    return cast.stream()
        .map(v -> v.read(pasts.computeIfAbsent(v.corpus(), history::past).at(v.castAt())))
        .collect(Collectors.groupingBy(Vote::clip));
  }

  /// What voters on probation hold of whole clips, in the words of today's label scheme: for
  /// curators to see, and counted nowhere.
  @Transactional(readOnly = true)
  public Map<ClipId, List<Vote>> onProbation(Collection<ClipId> clips) {
    return clips.isEmpty()
        ? Map.of()
        : inTodaysWords(votes.onProbation(clips.stream().map(ClipId::value).toList()));
  }

  /// What one voter holds of whole clips, on probation or not, in the words of today's label
  /// scheme.
  @Transactional(readOnly = true)
  public Map<ClipId, Vote> heldBy(VoterId voter, Collection<ClipId> clips) {
    return Stream.of(standing(clips), onProbation(clips))
        .flatMap(byClip -> byClip.values().stream().flatMap(List::stream))
        .filter(vote -> vote.voter().equals(voter))
        .collect(Collectors.toMap(Vote::clip, vote -> vote));
  }

  /// What each voter holds of whole clips now, in the words they were cast in.
  @Transactional(readOnly = true)
  public Map<ClipId, List<Vote>> standingAsCast(Collection<ClipId> clips) {
    if (clips.isEmpty()) {
      return Map.of();
    }
    return votes.standing(clips.stream().map(ClipId::value).toList()).stream()
        .collect(Collectors.groupingBy(Vote::clip));
  }

  /// Votes in the words that a label scheme with this past has today.
  public static List<Vote> read(List<Vote> cast, SchemePast past) {
    return cast.stream().map(v -> v.read(past.at(v.castAt()))).toList();
  }

  @Transactional(readOnly = true)
  public Optional<Vote> standing(ClipId clip, VoterId voter) {
    return standing(clip, voter, Cue.ALL);
  }

  /// What a voter holds of a clip by one cue.
  @Transactional(readOnly = true)
  public Optional<Vote> standing(ClipId clip, VoterId voter, Cue cue) {
    return votes
        .findFirstByClipIdAndVoterIdAndCueOrderByRevisionDesc(clip.value(), voter.value(), cue)
        .filter(v -> !v.withdrawn())
        .map(v -> v.read(history.past(v.corpus()).at(v.castAt())));
  }

  private Vote append(
      Ballot ballot, Cue cue, boolean goldCheck, @Nullable Context context, boolean withdrawn) {
    // The clip's row is the lock: two votes on one clip wait for each other, so revisions and
    // counters never race.
    var corpus =
        jdbc.sql("select corpus_id from clip where id = ? for update")
            .param(ballot.clip().value())
            .query(Long.class)
            .optional()
            .map(CorpusId::new)
            .orElseThrow(() -> noClip(ballot.clip()));
    var known = votes.findByClientId(ballot.clientId());
    if (known.isPresent()) {
      return sameOrRefused(known.get(), ballot);
    }
    int revision =
        votes
            .findFirstByClipIdAndVoterIdOrderByRevisionDesc(
                ballot.clip().value(), ballot.voter().value())
            .map(v -> v.revision() + 1)
            .orElse(1);
    var vote =
        votes.saveAndFlush(
            new Vote(
                ballot,
                corpus,
                cue,
                goldCheck,
                context,
                guidelinesInForce(ballot.voter()),
                revision,
                withdrawn,
                clock.instant()));
    recount(ballot.clip());
    return vote;
  }

  private int appendAll(List<Ballot> ballots, boolean withdrawn) {
    var clips = ballots.stream().map(b -> b.clip().value()).distinct().toList();
    if (clips.isEmpty()) {
      return 0;
    }
    // In the order of their numbers, so that two who lock several clips never wait for each other.
    var corpora = new HashMap<Long, CorpusId>();
    jdbc.sql("select id, corpus_id from clip where id in (:clips) order by id for update")
        .param("clips", clips)
        .query(row -> {
          corpora.put(row.getLong(1), new CorpusId(row.getLong(2)));
        });
    var known =
        votes.findByClientIdIn(ballots.stream().map(Ballot::clientId).toList()).stream()
            .collect(Collectors.toMap(Vote::clientId, vote -> vote));
    var revisions = revisions(clips);
    var guidelines = new HashMap<VoterId, Optional<Integer>>();
    var now = clock.instant();
    var fresh = new ArrayList<Vote>();
    for (var ballot : ballots) {
      var corpus = corpora.get(ballot.clip().value());
      if (corpus == null) {
        throw noClip(ballot.clip());
      }
      var same = known.get(ballot.clientId());
      if (same != null) {
        sameOrRefused(same, ballot);
        continue;
      }
      var inForce =
          guidelines.computeIfAbsent(
              ballot.voter(), voter -> Optional.ofNullable(guidelinesInForce(voter)));
      int revision = 1 + revisions.getOrDefault(new Held(ballot.clip(), ballot.voter()), 0);
      fresh.add(
          new Vote(
              ballot,
              corpus,
              Cue.ALL,
              false,
              null,
              inForce.orElse(null),
              revision,
              withdrawn,
              now));
    }
    votes.saveAllAndFlush(fresh);
    recount(fresh.stream().map(Vote::clip).distinct().toList());
    return fresh.size();
  }

  private record Held(ClipId clip, VoterId voter) {}

  /// Newest revision of every voter on every one of these clips.
  private Map<Held, Integer> revisions(List<Long> clips) {
    var revisions = new HashMap<Held, Integer>();
    jdbc.sql(
            "select clip_id, voter_id, max(revision) from vote where clip_id in (:clips)"
                + " group by clip_id, voter_id")
        .param("clips", clips)
        .query(row -> {
          revisions.put(
              new Held(new ClipId(row.getLong(1)), new VoterId(row.getLong(2))), row.getInt(3));
        });
    return revisions;
  }

  private static VoteRefusedException noClip(ClipId clip) {
    return new VoteRefusedException("There is no clip %s.", clip);
  }

  private @Nullable Integer guidelinesInForce(VoterId voter) {
    return jdbc.sql(
            """
            select c.guideline_revision from voter v join corpus c on c.id = v.corpus_id
            where v.id = ? and v.kind = 'PERSON' and c.guideline_revision > 0
            """)
        .param(voter.value())
        .query(Integer.class)
        .optional()
        .orElse(null);
  }

  private static Vote sameOrRefused(Vote known, Ballot ballot) {
    if (!known.clip().equals(ballot.clip()) || !known.voter().equals(ballot.voter())) {
      throw new VoteRefusedException(
          "This answer's id belongs to another answer already; reload the page and answer again.");
    }
    return known;
  }

  /// Counts a clip's standing votes again; whoever writes votes in bulk calls it under the clip's
  /// lock.
  public void recount(ClipId clip) {
    recount(List.of(clip));
  }

  /// Counts the standing votes of several clips again, under their locks: how many there are, which
  /// label leads, how far people are apart, and how far people and machines are.
  public void recount(List<ClipId> clips) {
    var standing = standing(clips);
    var people = of(VoterKind.PERSON, clips);
    var machines = of(VoterKind.MACHINE, clips);
    batches.batchUpdate(
        "update clip set vote_count = ?, leading_label = ?, disagreement = ?, council = ?,"
            + " version = version + 1 where id = ?",
        clips,
        500,
        (row, clip) -> {
          var votes = standing.getOrDefault(clip, List.of());
          row.setInt(1, votes.size());
          row.setString(2, leading(votes));
          row.setInt(3, dissent(votes, people));
          row.setInt(4, (int) Math.round(1000 * Council.of(votes, machines).disagreement()));
          row.setLong(5, clip.value());
        });
  }

  private static int dissent(List<Vote> votes, Set<VoterId> people) {
    return Dissent.degree(
        votes.stream().filter(v -> people.contains(v.voter())).map(Vote::candidates).toList());
  }

  /// The voters of these clips' corpora who are of a kind.
  private Set<VoterId> of(VoterKind kind, List<ClipId> clips) {
    if (clips.isEmpty()) {
      return Set.of();
    }
    return jdbc.sql(
            """
            select id from voter where kind = :kind
              and corpus_id in (select corpus_id from clip where id in (:clips))
            """)
        .param("kind", kind.name())
        .param("clips", clips.stream().map(ClipId::value).toList())
        .query((row, _) -> new VoterId(row.getLong(1)))
        .set();
  }

  /// The label most votes put first, ties by word.
  public static @Nullable String leading(List<Vote> standing) {
    var firsts =
        standing.stream()
            .flatMap(v -> v.candidates().first().stream())
            .collect(Collectors.groupingBy(l -> l, Collectors.counting()));
    return firsts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private String freeName(CorpusId corpus, String wanted) {
    var name = wanted;
    for (int n = 2; voters.findByCorpusIdAndName(corpus.value(), name).isPresent(); n++) {
      name = wanted + " (" + n + ")";
    }
    return name;
  }
}
