package undertone.annotator.jobs;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.captions.PromptVoter;
import undertone.engine.voters.FaceExpressionVoter;

/// Tells models of this house, language models and opinions brought in apart.
public final class VoterFamilies {
  private static final Map<RunKind, VoterFamily> RUNS =
      Map.of(RunKind.VOTE, VoterFamily.MODEL, RunKind.LLM, VoterFamily.LANGUAGE_MODEL);

  private final Voting voting;
  private final Runs runs;
  private final ModelEndpoints endpoints;
  private final TrainedModels trained;

  VoterFamilies(Voting voting, Runs runs, ModelEndpoints endpoints, TrainedModels trained) {
    this.voting = voting;
    this.runs = runs;
    this.endpoints = endpoints;
    this.trained = trained;
  }

  /// The machines of a corpus, in the order of their names.
  public Map<VoterId, VoterFamily> of(CorpusId corpus) {
    var known = byRuns(corpus);
    // A run that was broken off names nobody, yet its votes stand.
    var asked = endpoints.all().stream().map(LlmDoor::voter).collect(Collectors.toSet());
    var learned = trained.of(corpus);
    var families = new LinkedHashMap<VoterId, VoterFamily>();
    for (var voter : voting.votersOf(corpus)) {
      if (voter.kind() == VoterKind.MACHINE) {
        families.put(voter.id(), family(voter, known, asked, learned));
      }
    }
    return families;
  }

  private static VoterFamily family(
      Voter voter,
      Map<VoterId, VoterFamily> known,
      Set<String> asked,
      TrainedModels.Shelf learned) {
    return switch (voter.name()) {
      case PseudoPool.VOTER -> VoterFamily.SPREAD;
      case FaceExpressionVoter.NAME, PromptVoter.NAME -> VoterFamily.MODEL;
      default ->
          asked.contains(voter.name())
              ? VoterFamily.LANGUAGE_MODEL
              : learned.holds(voter.name())
                  ? VoterFamily.MODEL
                  : known.getOrDefault(voter.id(), VoterFamily.BROUGHT_IN);
    };
  }

  private Map<VoterId, VoterFamily> byRuns(CorpusId corpus) {
    var families = new HashMap<VoterId, VoterFamily>();
    RUNS.forEach((kind, family) -> {
      for (var run : runs.of(corpus, kind)) {
        long voter =
            JsonMapper.shared().readTree(run.summary().orElse("{}")).path("voter").asLong(0);
        if (voter != 0) {
          families.put(new VoterId(voter), family);
        }
      }
    });
    return families;
  }
}
