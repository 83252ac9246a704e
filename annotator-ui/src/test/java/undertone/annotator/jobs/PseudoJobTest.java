package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import undertone.annotator.Visitor;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.Runs;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.pseudo.LabelThresholds;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// Labels of some clips, spread over others.
class PseudoJobTest extends LearningHouse {
  private static final int CLIPS = 90;
  private static final List<String> LABELS = List.of("anger", "happiness", "sadness");
  private static final List<List<String>> LINES =
      List.of(
          List.of(
              "I am furious with you", "This makes me so angry", "You enrage me", "I hate this"),
          List.of("What a wonderful day", "I am so happy", "This is delightful", "I love it here"),
          List.of(
              "I feel so alone", "She is gone and I weep", "My heart is broken", "I am so sad"));

  private final PseudoJobPlan plan = plan(.6, false);

  @Test
  void what_networks_are_sure_of_comes_before_the_curators_and_what_is_settled_stays()
      throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);

    var found = work(corpus, plan);

    var open = open(corpus);
    assertThat(found.path("labelled").asInt()).isEqualTo(45);
    assertThat(found.path("pool").asInt()).isEqualTo(45);
    assertThat(open).hasSize(found.path("proposals").asInt()).isNotEmpty();
    assertThat(open).allMatch(p -> p.kind() == ProposalKind.PSEUDO_LABEL);
    var truth = truths(corpus);
    long right = open.stream().filter(p -> p.label().equals(truth.get(p.clip()))).count();
    assertThat((double) right / open.size()).as(found.toString()).isGreaterThan(.7);
    assertThat(open).noneMatch(p -> clipsOf(corpus).indexOf(p.clip()) < 45);
  }

  @Test
  void a_case_tells_how_many_networks_agree_and_names_labelled_neighbours() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    work(corpus, plan);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var path = "/api/v1/corpora/%s/proposals".formatted(corpus);

    var first = kim.get(path + "?kind=PSEUDO_LABEL&size=1").json().get(0);
    var shown = kim.get(path + "/" + first.path("id").asString()).json();

    assertThat(shown.path("facts").valueStream().map(f -> f.path("key").asString()))
        .contains("evidence.folds", "evidence.looks", "evidence.neighbours", "evidence.unvoted");
    assertThat(shown.path("neighbours").size()).isPositive();
    assertThat(shown.path("after").size()).isEqualTo(7);
  }

  @Test
  void a_case_and_the_list_of_labels_tell_how_the_run_came_to_a_label() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var run = run(corpus, plan);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    var path = "/api/v1/corpora/%s/proposals".formatted(corpus);
    var first = kim.get(path + "?kind=PSEUDO_LABEL&size=1").json().get(0);

    var kept = kim.get(path + "/" + first.path("id").asString()).json().path("spread");

    assertThat(kept.path("run").asLong()).isEqualTo(run.value());
    assertThat(kept.path("round").asInt()).isEqualTo(1);
    assertThat(kept.path("method").asString()).isEqualTo("fixmatch");
    assertThat(kept.path("planHash").asString()).hasSize(64);
    assertThat(kept.path("networks").valueStream().map(JsonNode::asString))
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.length() == 64);
    assertThat(kept.path("dataHash").asString())
        .isEqualTo(get(Runs.class).find(run).orElseThrow().dataHash().orElseThrow());
    assertThat(kept.path("confidence").asDouble())
        .isEqualTo(first.path("probability").asDouble())
        .isNotEqualTo(kept.path("rawConfidence").asDouble());
    assertThat(kept.path("thresholdKind").asString()).isEqualTo("FIXED");
    assertThat(kept.path("threshold").asDouble()).isEqualTo(.95);
    assertThat(kept.path("ofLooks").asInt()).isEqualTo(12);
    assertThat(kept.path("looks").asInt()).isBetween(1, 12);
    assertThat(kept.path("taught").asInt()).isBetween(0, 3);
    assertThat(kept.has("replaces")).isFalse();
    var listed = kim.get("/api/v1/runs/%s/pseudo-labels".formatted(run)).json();
    assertThat(listed.valueStream())
        .allMatch(one -> one.path("basis").isNull() == !one.path("truth").isNull());
  }

  @Test
  void a_label_knows_whose_word_it_took_the_place_of_and_which_runs_learned_from_it()
      throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var first = run(corpus, plan);
    var second = run(corpus, plan(0, false));
    var accepted = open(corpus).getFirst();
    get(Curation.class).accept(UUID.randomUUID(), accepted.id(), curator(corpus), "");
    var third = run(corpus, plan);

    var kept = get(PseudoLabels.class);
    var clip = accepted.clip();
    var said = Objects.requireNonNull(kept.bases(second, List.of(clip)).get(clip));

    assertThat(said.round()).isEqualTo(2);
    assertThat(said.replaces()).isEqualTo(first.value());
    assertThat(said.teaches()).containsExactly(third.value());
    assertThat(kept.bases(third, List.of(clip))).isEmpty(); // there it is a label like any other
  }

  @Test
  void what_is_kept_of_a_label_leaves_with_it_in_a_release() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var run = run(corpus, plan(0, false));
    int accepted = open(corpus).size();
    acceptAll(corpus);

    get(Releases.class).create(corpus, "v1", ReleasePolicy.DEFAULT, null, (_, _) -> {});

    var folder = get(Releases.class).place(corpus, "v1");
    var lines =
        Files.readAllLines(folder.resolve("data.jsonl")).stream()
            .map(JsonMapper.shared()::readTree)
            .filter(line -> line.path("labelSource").asString().equals("PSEUDO"))
            .toList();
    assertThat(lines).hasSize(accepted).isNotEmpty();
    assertThat(lines)
        .allSatisfy(line -> {
          var spread = line.at("/lineage/run/spread");
          assertThat(spread.path("run").asLong()).isEqualTo(run.value());
          assertThat(spread.path("networks").size()).isEqualTo(3);
          assertThat(spread.path("confidence").asDouble())
              .isEqualTo(line.at("/lineage/run/probability").asDouble());
        });
    var table = Files.readAllLines(folder.resolve("clips.csv"));
    assertThat(table.getFirst()).contains(",label_confidence");
  }

  @Test
  void what_does_not_pass_is_kept_as_a_set_that_a_machine_votes_for_and_no_second_run_doubles_it()
      throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var strict = plan(1, false);

    var found = work(corpus, strict);
    work(corpus, strict);

    var votes = get(Voting.class).standing(clipsOf(corpus));
    assertThat(found.path("sets").asInt()).isPositive();
    assertThat(votes.values().stream().mapToInt(List::size).sum())
        .isEqualTo(found.path("sets").asInt());
    assertThat(votes.keySet()).noneMatch(clip -> clipsOf(corpus).indexOf(clip) < 45);
    assertThat(open(corpus)).isEmpty();

    // and is nobody's vote against what a later run is sure of
    work(corpus, plan);
    assertThat(open(corpus)).isNotEmpty().allMatch(p -> p.fromLabel().isEmpty());
  }

  @Test
  void clips_that_people_voted_on_are_asked_about_only_if_the_plan_says_so() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var clips = clipsOf(corpus);
    var ada = get(Voting.class).machine(corpus, VoterKind.CROWD, "crowd").id();
    for (var clip : clips.subList(45, 90)) {
      get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, ada, CandidateSet.of("fear")));
    }

    work(corpus, plan);
    assertThat(open(corpus)).isEmpty();

    work(corpus, plan(.6, true));
    assertThat(open(corpus)).isNotEmpty().allMatch(p -> p.fromLabel().orElse("").equals("fear"));
  }

  @Test
  void gates_may_be_changed_afterwards_and_decided_proposals_stay() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var run = run(corpus, plan);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    int before = open(corpus).size();
    var decided = open(corpus).getFirst();
    get(Curation.class).accept(UUID.randomUUID(), decided.id(), curator(corpus), "");

    var strict = put(owner, run, 1.0);
    assertThat(strict.path("proposals").asInt()).isZero();
    assertThat(open(corpus)).isEmpty();

    var loose = put(owner, run, 0);
    assertThat(loose.path("proposals").asInt()).isEqualTo(44).isGreaterThanOrEqualTo(before - 1);
    assertThat(get(Proposals.class).find(decided.id()).orElseThrow().state().name())
        .isEqualTo("ACCEPTED");
    var preview =
        owner
            .post("/api/v1/runs/%s/gates/preview".formatted(run), gates(.9))
            .json()
            .valueStream()
            .mapToInt(one -> one.path("unlabelled").asInt())
            .sum();
    assertThat(preview).isEqualTo(45);
  }

  @Test
  void labels_accepted_unseen_teach_only_once_an_audit_has_proven_them() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var run = run(corpus, plan);
    put(browserOf(member(corpus, CorpusRole.OWNER)), run, 0);
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    acceptAll(corpus);
    var counts = get(PseudoPool.class).count(corpus, plan);
    assertThat(counts.setAside()).isEqualTo(45);
    assertThat(counts.unseen()).isZero();

    var audit = "/api/v1/corpora/%s/audit".formatted(corpus);
    assertThat(kim.post(audit + "/draw", Map.of()).json().path("clips").asInt()).isEqualTo(35);
    assertThat(kim.post(audit + "/draw", Map.of()).json().path("clips").asInt()).isZero();
    var asked = kim.get(audit).json();
    assertThat(asked.toString()).doesNotContain("label\"");
    assertThat(asked.findValues("decidedLabel")).hasSize(35).allMatch(JsonNode::isNull);
    assertThat(asked.findValues("leadingLabel")).hasSize(35).allMatch(JsonNode::isNull);
    var accepted = accepted(run);
    for (var one : asked) {
      var clip = new ClipId(one.at("/clip/id").asLong());
      kim.post(audit + "/" + one.path("id").asString(), Map.of("label", accepted.get(clip)));
    }

    var proven = get(PseudoPool.class).count(corpus, plan);
    assertThat(proven.setAside()).isZero();
    assertThat(proven.unseen()).isEqualTo(10); // those judged are settled by a person now
    assertThat(kim.get(audit + "/figures").json().get(0).path("proven").asBoolean()).isTrue();
  }

  @Test
  void an_audit_that_finds_them_wrong_mends_the_clips_it_judged_and_lets_none_teach()
      throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    run(corpus, plan(0, false));
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    int accepted = open(corpus).size();
    acceptAll(corpus);
    var audit = "/api/v1/corpora/%s/audit".formatted(corpus);
    kim.post(audit + "/draw", Map.of());
    var asked = kim.get(audit).json().get(0);

    kim.post(audit + "/" + asked.path("id").asString(), Map.of("label", "disgust"));

    var clip = new ClipId(asked.at("/clip/id").asLong());
    assertThat(get(Curation.class).standing(clip).orElseThrow().label()).contains("disgust");
    assertThat(get(PseudoPool.class).count(corpus, plan).unseen()).isZero();
    assertThat(kim.get(audit).json().size()).isEqualTo(Math.min(accepted, 35) - 1);

    // what somebody has settled meanwhile is not settled over by a page that stood open
    var late = kim.get(audit).json().get(0);
    var settled = new ClipId(late.at("/clip/id").asLong());
    get(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus,
            settled,
            curator(corpus),
            CandidateSet.of("fear"),
            SettledParts.NONE,
            "");
    var refused = kim.post(audit + "/" + late.path("id").asString(), Map.of("label", "disgust"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(get(Curation.class).standing(settled).orElseThrow().label()).contains("fear");
  }

  @Test
  void a_rejected_label_is_not_proposed_again() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    work(corpus, plan(0, false));
    var rejected = open(corpus).getFirst();
    get(Curation.class).reject(UUID.randomUUID(), rejected.id(), curator(corpus), "");

    work(corpus, plan(0, false));

    assertThat(open(corpus))
        .noneMatch(p -> p.clip().equals(rejected.clip()) && p.label().equals(rejected.label()));
  }

  @Test
  void each_label_may_have_to_reach_what_fits_it_before_it_teaches() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 45);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/pseudo".formatted(corpus);
    var given = Map.of("rule", "given", "given", Map.of("anger", .8));
    var unknown = Map.of("rule", "given", "given", Map.of("glum", .8));

    assertThat(owner.post(path + "/count", Map.of("perLabel", given)).status()).isEqualTo(200);
    assertThat(owner.post(path, Map.of("perLabel", unknown)).detail())
        .isEqualTo("A threshold is given for \"glum\", which is no label of this corpus.");
    assertThat(owner.post(path, Map.of("method", "freematch", "perLabel", given)).detail())
        .isEqualTo(
            "Thresholds of their own for labels go with self-training and fixmatch; freematch has"
                + " none that could be set.");

    var share = Map.of("rule", "share", "value", .5);
    assertThat(owner.post(path, Map.of("prior", "uniform", "perLabel", share)).detail())
        .isEqualTo(
            "Thresholds by share or precision are taken from what networks say and do not go with a"
                + " prior; choose the prior none, or name thresholds.");
    var nothing = new HashMap<String, Object>();
    nothing.put("anger", null);
    assertThat(
            owner
                .post(path, Map.of("perLabel", Map.of("rule", "given", "given", nothing)))
                .status())
        .isEqualTo(400);

    var found = work(corpus, plan.with(LabelThresholds.given(Map.of("anger", .8, "sadness", .7))));
    assertThat(found.at("/thresholds/anger").asDouble()).isEqualTo(.8);
    assertThat(found.at("/thresholds/sadness").asDouble()).isEqualTo(.7);
    assertThat(found.at("/thresholds/happiness").asDouble()).isEqualTo(.95);
  }

  @Test
  void a_plan_may_say_which_shares_the_other_clips_are_believed_to_have() throws Exception {
    var corpus = lines();
    settle(corpus, 0, 12);
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var path = "/api/v1/corpora/%s/runs/pseudo".formatted(corpus);

    assertThat(owner.post(path, Map.of("prior", "custom")).detail())
        .isEqualTo("Shares of labels and the prior custom belong together; give both or neither.");
    assertThat(owner.post(path, Map.of("prior", "custom", "shares", Map.of("glum", .8))).detail())
        .isEqualTo("A share is given for \"glum\", which is no label of this corpus.");
    assertThat(owner.post(path, Map.of("prior", "custom", "shares", Map.of("anger", 7))).detail())
        .isEqualTo("The share of anger must lie over 0 and up to 1 but is 7.0.");

    var written = (ObjectNode) JsonMapper.shared().valueToTree(plan);
    written.put("prior", "CUSTOM");
    written.putObject("shares").putObject("named").put("anger", .9);
    var angry = work(corpus, JsonMapper.shared().treeToValue(written, PseudoJobPlan.class));
    var plain = work(corpus, plan);

    int anger = 0;
    for (var label : angry.get("labels")) {
      if (label.asString().equals("anger")) {
        break;
      }
      anger++;
    }
    assertThat(angry.at("/shares/called/" + anger).asDouble())
        .as("networks are pulled to what is believed")
        .isGreaterThan(plain.at("/shares/called/" + anger).asDouble());
  }

  @Test
  void a_plan_from_before_labels_had_thresholds_of_their_own_is_read() {
    var written = JsonMapper.shared().valueToTree(PseudoJobPlan.DEFAULT);
    ((ObjectNode) written).remove("perLabel");
    ((ObjectNode) written).remove("shares");

    assertThat(JsonMapper.shared().treeToValue(written, PseudoJobPlan.class))
        .isEqualTo(PseudoJobPlan.DEFAULT);
  }

  @Test
  void too_few_labels_are_told_how_many_it_takes() {
    var corpus = lines();
    settle(corpus, 0, 1);

    assertThatThrownBy(() -> work(corpus, plan))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "Labels can be spread once two of them stand on at least 2 clips each, and 1 clips have"
                + " one; settle more clips first.");
  }

  private static PseudoJobPlan plan(double gate, boolean voted) {
    var usual = PseudoJobPlan.DEFAULT;
    return new PseudoJobPlan(
        usual.method(),
        gate,
        usual.agreed(),
        usual.voters(),
        voted,
        true,
        usual.prior(),
        usual.shares(),
        usual.perLabel(),
        usual.faces(),
        null,
        3,
        60,
        1,
        false,
        1);
  }

  /// Clips of three labels in turn, each said in words of its own.
  private CorpusId lines() {
    var corpus = corpus(CLIPS);
    get(Catalogue.class).use(corpus, ShippedSchemes.find("ekman7").orElseThrow());
    var clips = clipsOf(corpus);
    for (int i = 0; i < CLIPS; i++) {
      var words = LINES.get(i % 3);
      get(JdbcClient.class)
          .sql("update clip set text_content = ?, conversation = ? where id = ?")
          .params(words.get(i / 3 % words.size()) + " " + i, "talk " + i, clips.get(i).value())
          .update();
    }
    return corpus;
  }

  private Map<ClipId, String> truths(CorpusId corpus) {
    var truths = new HashMap<ClipId, String>();
    var clips = clipsOf(corpus);
    for (int i = 0; i < CLIPS; i++) {
      truths.put(clips.get(i), LABELS.get(i % 3));
    }
    return truths;
  }

  private void settle(CorpusId corpus, int from, int until) {
    var by = curator(corpus);
    var clips = clipsOf(corpus);
    for (int i = from; i < until; i++) {
      get(Curation.class)
          .settle(
              UUID.randomUUID(),
              corpus,
              clips.get(i),
              by,
              CandidateSet.of(LABELS.get(i % 3)),
              SettledParts.NONE,
              "");
    }
  }

  private AccountId curator(CorpusId corpus) {
    return member(corpus, CorpusRole.CURATOR).id();
  }

  private void acceptAll(CorpusId corpus) {
    get(Curation.class).acceptAll(UUID.randomUUID(), corpus, ReviewFilter.ALL, curator(corpus), "");
  }

  private Map<ClipId, String> accepted(RunId run) {
    var accepted = new HashMap<ClipId, String>();
    get(PseudoLabels.class).of(run).stream()
        .filter(one -> one.truth() == null)
        .forEach(one -> accepted.put(one.clip(), one.label()));
    return accepted;
  }

  private List<Proposal> open(CorpusId corpus) {
    return get(OpenProposals.class).review(corpus, ReviewFilter.ALL, 0, 1000);
  }

  private static Map<String, Object> gates(double least) {
    return Map.of(
        "confidence",
        Collections.nCopies(7, least),
        "folds",
        0,
        "modalities",
        0,
        "neighbours",
        0,
        "machines",
        0);
  }

  private static JsonNode put(Visitor owner, RunId run, double least) {
    return owner.put("/api/v1/runs/%s/gates".formatted(run), gates(least)).json();
  }

  private RunId run(CorpusId corpus, PseudoJobPlan plan) throws Exception {
    return spread(corpus, plan, new Tones());
  }

  private JsonNode work(CorpusId corpus, PseudoJobPlan plan) throws Exception {
    var run = get(Runs.class).find(run(corpus, plan)).orElseThrow();
    return JsonMapper.shared().readTree(run.summary().orElseThrow());
  }
}
