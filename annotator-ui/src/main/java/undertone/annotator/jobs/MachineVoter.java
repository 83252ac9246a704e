package undertone.annotator.jobs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.VoterId;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// How machines vote: what one holds already gets no new vote, what it holds otherwise supersedes.
final class MachineVoter {

  private MachineVoter() {}

  /// The machine voter of a name, made at its first vote.
  ///
  /// @throws InvalidValueException if the name is that of somebody who is no model
  static Voter of(Voting voting, CorpusId corpus, String name) {
    return machine(voting.machine(corpus, VoterKind.MACHINE, name));
  }

  /// The machine voter of a name; if its first vote makes it, its votes count for nothing until it
  /// is let in.
  ///
  /// @throws InvalidValueException if the name is that of somebody who is no model
  static Voter onProbation(Voting voting, CorpusId corpus, String name) {
    return machine(voting.machineOnProbation(corpus, name));
  }

  private static Voter machine(Voter voter) {
    if (voter.kind() != VoterKind.MACHINE) {
      throw new InvalidValueException(
          "Somebody called \"%s\" votes in this corpus who is no model; the model cannot vote"
              + " beside them under the same name.",
          voter.name());
    }
    return voter;
  }

  /// What a voter holds among the standing votes of a clip.
  static @Nullable Vote own(List<Vote> standing, VoterId voter) {
    return standing.stream().filter(v -> v.voter().equals(voter)).findFirst().orElse(null);
  }

  /// Casts what a voter holds of a clip, unless it stands already.
  ///
  /// @param occasion what the vote comes from, such as a run; within one, nothing is cast twice
  /// @param own what it held before
  /// @return whether a vote was cast
  static boolean cast(
      Voting voting,
      Object occasion,
      ClipId clip,
      VoterId voter,
      @Nullable Vote own,
      CandidateSet held) {
    if (stands(own, held)) {
      return false;
    }
    voting.cast(Ballot.of(clientId(occasion, clip, own, held), clip, voter, held));
    return true;
  }

  /// Casts what a voter holds of several clips, together, leaving out what stands already.
  ///
  /// @param own what it held before
  /// @return how many votes were cast
  static int castAll(
      Voting voting,
      Object occasion,
      VoterId voter,
      Map<ClipId, Vote> own,
      Map<ClipId, CandidateSet> held) {
    return voting.castAll(ballots(occasion, voter, own, held));
  }

  /// What a voter holds of several clips and did not hold before.
  ///
  /// @param own what it held before
  static List<Ballot> ballots(
      Object occasion, VoterId voter, Map<ClipId, Vote> own, Map<ClipId, CandidateSet> held) {
    return held.entrySet().stream()
        .filter(e -> !stands(own.get(e.getKey()), e.getValue()))
        .map(e -> {
          var id = clientId(occasion, e.getKey(), own.get(e.getKey()), e.getValue());
          return Ballot.of(id, e.getKey(), voter, e.getValue());
        })
        .toList();
  }

  /// Takes back, together, what a voter held of several clips.
  static void withdrawAll(Voting voting, Object occasion, VoterId voter, Map<ClipId, Vote> own) {
    var ids = new LinkedHashMap<ClipId, UUID>();
    own.forEach((clip, vote) -> ids.put(clip, clientId(occasion, clip, vote, CandidateSet.NONE)));
    voting.withdrawAll(voter, ids);
  }

  private static boolean stands(@Nullable Vote own, CandidateSet held) {
    return own != null && own.meaning() == Meaning.ONE_OF && own.candidates().equals(held);
  }

  /// The same vote on the same occasion has the same id, should two engines cast it.
  static UUID clientId(Object occasion, ClipId clip, @Nullable Vote before, CandidateSet held) {
    var named =
        "%s %s %d %s"
            .formatted(occasion, clip, before == null ? 0 : before.revision(), held.written());
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8));
  }
}
