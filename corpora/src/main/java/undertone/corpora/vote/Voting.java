package undertone.corpora.vote;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;

/// Takes votes and says which of them stand. Nothing is ever changed or erased.
@Service
@Transactional
public class Voting {

  private final Votes votes;
  private final Voters voters;
  private final JdbcClient jdbc;
  private final Clock clock;

  Voting(Votes votes, Voters voters, JdbcClient jdbc, Clock clock) {
    this.votes = votes;
    this.voters = voters;
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

  @Transactional(readOnly = true)
  public List<Voter> votersOf(CorpusId corpus) {
    return voters.findByCorpusIdOrderByName(corpus.value());
  }

  @Transactional(readOnly = true)
  public Optional<Voter> voterOf(CorpusId corpus, AccountId account) {
    return voters.findByCorpusIdAndAccountId(corpus.value(), account.value());
  }

  /// Takes a vote. The same client id again answers with the vote already taken.
  ///
  /// @throws VoteRefusedException if the client id was used for another clip or by another voter
  public Vote cast(Ballot ballot) {
    return append(ballot, false);
  }

  /// Takes back what a voter holds of a clip; the votes stay in the ledger.
  public Vote withdraw(UUID clientId, ClipId clip, VoterId voter) {
    var nothing =
        new Ballot(
            clientId,
            clip,
            voter,
            Meaning.CANNOT_TELL,
            CandidateSet.NONE,
            CandidateSet.NONE,
            null,
            null,
            null,
            null);
    return append(nothing, true);
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

  /// What each voter holds of a clip now.
  @Transactional(readOnly = true)
  public List<Vote> standing(ClipId clip) {
    return votes.standing(List.of(clip.value()));
  }

  @Transactional(readOnly = true)
  public Map<ClipId, List<Vote>> standing(Collection<ClipId> clips) {
    if (clips.isEmpty()) {
      return Map.of();
    }
    return votes.standing(clips.stream().map(ClipId::value).toList()).stream()
        .collect(Collectors.groupingBy(Vote::clip));
  }

  @Transactional(readOnly = true)
  public Optional<Vote> standing(ClipId clip, VoterId voter) {
    return votes
        .findFirstByClipIdAndVoterIdOrderByRevisionDesc(clip.value(), voter.value())
        .filter(v -> !v.withdrawn());
  }

  private Vote append(Ballot ballot, boolean withdrawn) {
    // The clip's row is the lock: two votes on one clip wait for each other, so revisions and
    // counters never race.
    var corpus =
        jdbc.sql("select corpus_id from clip where id = ? for update")
            .param(ballot.clip().value())
            .query(Long.class)
            .optional()
            .map(CorpusId::new)
            .orElseThrow(() -> new VoteRefusedException("There is no clip %s.", ballot.clip()));
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
    var vote = votes.saveAndFlush(new Vote(ballot, corpus, revision, withdrawn, clock.instant()));
    recount(ballot.clip());
    return vote;
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
    var standing = standing(clip);
    var firsts =
        standing.stream()
            .flatMap(v -> v.candidates().first().stream())
            .collect(Collectors.groupingBy(l -> l, Collectors.counting()));
    var leading =
        firsts.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
            .map(Map.Entry::getKey)
            .orElse(null);
    jdbc.sql(
            "update clip set vote_count = :n, leading_label = :leading, version = version + 1"
                + " where id = :id")
        .param("n", standing.size())
        .param("leading", leading)
        .param("id", clip.value())
        .update();
  }

  private String freeName(CorpusId corpus, String wanted) {
    var name = wanted;
    for (int n = 2; voters.findByCorpusIdAndName(corpus.value(), name).isPresent(); n++) {
      name = wanted + " (" + n + ")";
    }
    return name;
  }
}
