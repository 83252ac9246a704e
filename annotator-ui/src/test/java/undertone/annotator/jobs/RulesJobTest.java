package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.rule.ClipReading;
import undertone.corpora.rule.Reads;
import undertone.corpora.rule.Rule;
import undertone.corpora.rule.Rules;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.features.Extractors;
import undertone.engine.recognition.Senses;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.RefinementMethod;

/// What was written down once, voting on every clip.
class RulesJobTest extends OpenHouse {

  @Test
  void a_rule_votes_where_it_finds_what_it_looks_for_and_counts_for_nothing_yet() throws Exception {
    var corpus = faces(4);
    var clips = clipsOf(corpus);
    write(clips.get(0), corpus, "She smiles.");
    write(clips.get(1), corpus, "A smile, then tears.");
    write(clips.get(2), corpus, "Tears.");
    rule(corpus, "smiles", "smil*", "happiness");
    rule(corpus, "tears", "tears", "sadness");
    settle(corpus, clips.get(0), "happiness");
    settle(corpus, clips.get(1), "sadness");

    var found = work(corpus);

    assertThat(held(corpus, "rule:smiles"))
        .isEqualTo(Map.of(clips.get(0), "happiness", clips.get(1), "happiness"));
    assertThat(get(Voting.class).standing(clips.get(0))).isEmpty();
    assertThat(found.path("votes").asInt()).isEqualTo(4);
    var smiles = found.at("/rules/0");
    assertThat(smiles.path("name").asString()).isEqualTo("smiles");
    assertThat(smiles.path("coverage").asDouble()).isEqualTo(.5);
    assertThat(smiles.path("overlap").asDouble()).isEqualTo(.25);
    assertThat(smiles.path("conflict").asDouble()).isEqualTo(.25);
    assertThat(smiles.path("right").asInt()).isEqualTo(1);
    assertThat(smiles.path("judged").asInt()).isEqualTo(2);
    assertThat(work(corpus).path("changed").asInt()).isZero();
  }

  @Test
  void what_a_rule_no_longer_says_is_taken_back_and_so_are_the_votes_of_one_that_is_gone()
      throws Exception {
    var corpus = faces(2);
    var clips = clipsOf(corpus);
    write(clips.get(0), corpus, "She smiles.");
    write(clips.get(1), corpus, "Tears.");
    rule(corpus, "smiles", "smiles", "happiness");
    rule(corpus, "tears", "tears", "sadness");
    work(corpus);

    rule(corpus, "smiles", "grins", "happiness");
    get(Rules.class).withdraw(corpus, "tears", null);
    var found = work(corpus);

    assertThat(found.path("withdrawn").asInt()).isEqualTo(2);
    assertThat(held(corpus, "rule:smiles")).isEmpty();
    assertThat(held(corpus, "rule:tears")).isEmpty();
  }

  @Test
  void who_is_only_called_like_a_rule_keeps_its_votes() throws Exception {
    var corpus = faces(1);
    var clip = clipsOf(corpus).getFirst();
    write(clip, corpus, "She smiles.");
    rule(corpus, "smiles", "smil*", "happiness");
    var imported = get(Voting.class).machine(corpus, VoterKind.MACHINE, "rule:brought").id();
    get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip, imported, CandidateSet.of("sadness")));

    work(corpus);

    assertThat(held(corpus, "rule:brought")).isEqualTo(Map.of(clip, "sadness"));
  }

  @Test
  void owners_write_and_try_rules_and_see_what_each_is_worth() throws Exception {
    var corpus = faces(2);
    var clips = clipsOf(corpus);
    write(clips.get(0), corpus, "She smiles.");
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/rules".formatted(corpus);
    var typed =
        Map.of("reads", "CAPTION", "looksFor", List.of("smil*"), "labels", List.of("happiness"));

    var tried = owner.post(path + "/try", typed).json();
    assertThat(tried.path("speaksOf").asInt()).isEqualTo(1);
    assertThat(
            owner
                .put(
                    path + "/smiles",
                    Map.of(
                        "reads", "CAPTION", "looksFor", List.of("smil*"), "labels", List.of("a|b")))
                .status())
        .isEqualTo(400);
    owner.put(path + "/smiles", typed);
    assertThat(owner.get(path).json().at("/0/figures").isNull()).isTrue();
    work(corpus);

    var rules = owner.get(path).json();
    assertThat(rules.at("/0/rule/name").asString()).isEqualTo("smiles");
    assertThat(rules.at("/0/counts").asBoolean()).isFalse();
    assertThat(rules.at("/0/figures/coverage").asDouble()).isEqualTo(.5);
  }

  @Test
  void a_label_model_hears_rules_that_count_nowhere_else() throws Exception {
    var corpus = faces(60);
    var clips = clipsOf(corpus);
    var texts = List.of("She smiles and beams, teeth shown.", "Tears, a sob, lips down.");
    for (int i = 0; i < clips.size(); i++) {
      write(clips.get(i), corpus, texts.get(i % 2));
    }
    rule(corpus, "smiles", "smil*", "happiness");
    rule(corpus, "beams", "beam*", "happiness");
    rule(corpus, "teeth", "teeth", "happiness");
    rule(corpus, "tears", "tears", "sadness");
    rule(corpus, "sobs", "sob*", "sadness");
    work(corpus);
    // one person who took the first for sad: against three rules
    var ada = get(Voting.class).machine(corpus, VoterKind.MACHINE, "ada").id();
    get(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clips.get(0), ada, CandidateSet.of("sadness")));

    var refined = refine(corpus, RefinementMethod.LABEL_MODEL);

    assertThat(refined.path("clips").asInt()).isEqualTo(60);
    // what rules say stands in no candidate set
    assertThat(refined.path("flagged").asInt()).isEqualTo(1);
    assertThat(get(OpenProposals.class).moves(corpus).stream().map(m -> m.from() + ">" + m.to()))
        .containsExactlyInAnyOrder(">sadness", ">happiness", "sadness>happiness");
    assertThatThrownBy(() -> refine(corpus, RefinementMethod.DAWID_SKENE))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("found 1"); // ada
  }

  @Test
  void a_corpus_without_rules_is_told_so() {
    var corpus = faces(1);

    assertThatThrownBy(() -> work(corpus))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("This corpus has no rules yet; write one first.");
  }

  private JsonNode refine(CorpusId corpus, RefinementMethod method) throws Exception {
    var runs = get(Runs.class);
    var usual = RefinePlan.DEFAULT;
    var plan =
        new RefinePlan(
            method,
            usual.voters(),
            usual.faces(),
            usual.epochs(),
            usual.folds(),
            usual.delta(),
            usual.noiseThreshold(),
            usual.seed(),
            false,
            usual.init(),
            null,
            null,
            null,
            null,
            CorrectionRules.USUAL);
    var written = JsonMapper.shared().writeValueAsString(plan);
    var id = runs.queue(RunKind.REFINE, corpus, written, 0, "test", null).id();
    runs.begin(id, "test");
    try (var extractors = new Extractors(new NoMedia())) {
      var job =
          new RefineJob(
              get(Catalogue.class),
              get(Library.class),
              get(Voting.class),
              get(Captioning.class),
              get(Proposals.class),
              runs,
              get(MediaStore.class),
              extractors,
              new Describers(extractors, get(DescribingModels.class), _ -> _ -> Senses.NONE),
              get(EarlierRefinements.class),
              get(Curation.class),
              get(Clock.class));
      var outcome =
          job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  private void settle(CorpusId corpus, ClipId clip, String label) {
    var curator = member(corpus, CorpusRole.CURATOR).id();
    get(Curation.class).settleOpen(UUID.randomUUID(), corpus, clip, curator, label, "");
  }

  private CorpusId faces(int clips) {
    var corpus = corpus(clips);
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    return corpus;
  }

  private void rule(CorpusId corpus, String name, String looksFor, String label) {
    get(Rules.class)
        .write(
            corpus,
            new Rule(name, Reads.CAPTION, List.of(looksFor), List.of(), CandidateSet.of(label)),
            null);
  }

  private JsonNode work(CorpusId corpus) throws Exception {
    var runs = get(Runs.class);
    var id = runs.queue(RunKind.RULES, corpus, "{}", 0, "test", null).id();
    var job =
        new RulesJob(
            get(Catalogue.class),
            get(Library.class),
            get(Voting.class),
            get(Rules.class),
            get(ClipReading.class));
    assertThat(runs.begin(id, "test")).isTrue();
    var outcome =
        job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
    runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
    return JsonMapper.shared().readTree(outcome.summary());
  }

  private Map<ClipId, String> held(CorpusId corpus, String voter) {
    var voting = get(Voting.class);
    var id =
        voting.votersOf(corpus).stream()
            .filter(v -> v.name().equals(voter))
            .findFirst()
            .orElseThrow();
    return voting.heldBy(id.id(), clipsOf(corpus)).values().stream()
        .collect(Collectors.toMap(Vote::clip, vote -> vote.candidates().first().orElseThrow()));
  }

  private void write(ClipId clip, CorpusId corpus, String words) {
    var writer = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), clip, writer, "en", words);
  }
}
