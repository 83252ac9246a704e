package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.WordingHelp;
import undertone.corpora.media.MediaStore;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.queue.Calls;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.corpora.wording.Offers;
import undertone.corpora.wording.Outcome;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.PromptVoter;
import undertone.engine.features.Extractors;

/// What was learned from captions finds clips of which nobody wrote anything.
class CaptionJobTest extends OpenHouse {
  private static final int CAPTIONED = 120;
  private static final int CLIPS = 150;
  private static final int SHORT_SOUNDS = 80;

  /// What is said, and how that looks: no word is in both.
  private record Scene(String said, String seen) {}

  private static final List<Scene> SCENES =
      List.of(
          new Scene("I am furious, get out!", "The brows are drawn together."),
          new Scene("This rotten smell is revolting.", "The nose is wrinkled."),
          new Scene("Grandmother died last night.", "The lip corners hang down."),
          new Scene("We have won the lottery!", "The cheeks are lifted in a broad grin."),
          new Scene("There is a burglar downstairs.", "The eyes are wide, the mouth stretched."),
          new Scene("The train leaves at noon.", "The face is at rest."));

  private static Scene scene(int clip) {
    return SCENES.get(clip % SCENES.size());
  }

  @Test
  void a_description_finds_clips_without_captions_once_captions_were_learned_from()
      throws Exception {
    var corpus = corpusOfScenes();
    var clips = clipsOf(corpus);
    for (int i = 0; i < CAPTIONED; i++) {
      write(corpus, clips.get(i), scene(i).seen());
    }
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    await(() -> search(kim, corpus, "x").at("/progress/whole").asBoolean());

    var found = work(corpus, RunKind.CAPTION);

    assertThat(found.path("captionedClips").asInt()).isEqualTo(CAPTIONED);
    assertThat(found.path("embedded").asInt()).isEqualTo(CLIPS);
    assertThat(found.path("serves").asBoolean()).as(found.toString()).isTrue();
    await(() -> seen(kim, corpus, "a wrinkled nose").size() >= 20);
    var uncaptioned = // of the first twenty, those that nobody described
        seen(kim, corpus, "a wrinkled nose").stream()
            .limit(20)
            .filter(clip -> clips.indexOf(clip) >= CAPTIONED)
            .toList();
    assertThat(uncaptioned).isNotEmpty();
    assertThat(uncaptioned)
        .allSatisfy(clip -> assertThat(scene(clips.indexOf(clip))).isEqualTo(SCENES.get(1)));

    // a clip that comes later is placed without learning anew
    add(corpus, CLIPS, SCENES.get(1));
    var placed = work(corpus, RunKind.EMBED);
    assertThat(placed.path("embedded").asInt()).isEqualTo(CLIPS + 1);
    var late = clipsOf(corpus).getLast();
    await(() -> seen(kim, corpus, "a wrinkled nose").contains(late));

    // the search can go back to what the first run left, and forth again
    var owner = browserOf(member(corpus, CorpusRole.OWNER));
    var first = get(Runs.class).of(corpus, RunKind.CAPTION).getFirst();
    assertThat(kim.post("/api/v1/runs/%s/serve".formatted(first.id()), Map.of()).status())
        .isEqualTo(403);
    assertThat(owner.post("/api/v1/runs/%s/serve".formatted(first.id()), Map.of()).status())
        .isEqualTo(200);
    await(() -> !seen(kim, corpus, "a wrinkled nose").contains(late));
    assertThat(seen(kim, corpus, "a wrinkled nose")).isNotEmpty();
    var second = get(Runs.class).of(corpus, RunKind.EMBED).getFirst();
    owner.post("/api/v1/runs/%s/serve".formatted(second.id()), Map.of());
    await(() -> seen(kim, corpus, "a wrinkled nose").contains(late));

    // what was learned votes on clips of which nobody said anything, in curators' eyes at first
    var voted = vote(corpus);
    assertThat(voted.path("votes").asInt()).as(voted.toString()).isEqualTo(CLIPS + 1);
    assertThat(voted.path("probation").asBoolean()).isTrue();
    assertThat(voted.path("calibrated").asBoolean()).isFalse();
    assertThat(vote(corpus).path("changed").asInt()).isZero();
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, PromptVoter.NAME).id();
    var held = get(Voting.class).heldBy(voter, clipsOf(corpus));
    assertThat(
            clipsOf(corpus).subList(CAPTIONED, CLIPS).stream()
                .filter(clip -> scene(clips.indexOf(clip)).equals(SCENES.get(1)))
                .map(clip -> Objects.requireNonNull(held.get(clip)).candidates().labels()))
        .isNotEmpty()
        .allMatch(labels -> labels.contains("disgust"));
  }

  private JsonNode vote(CorpusId corpus) throws Exception {
    var runs = get(Runs.class);
    var plan = JsonMapper.shared().writeValueAsString(VotePlan.CAPTION_SPACE);
    var id = runs.queue(RunKind.VOTE, corpus, plan, 0, "test", null).id();
    VotingModels models =
        (_, of, scheme, home) ->
            EngineRoom.captionSpace(of, scheme, get(Library.class), get(PseudoLabels.class), home);
    var job =
        new VoteJob(
            get(Catalogue.class),
            get(Library.class),
            get(Voting.class),
            get(FrameTracks.class),
            get(MediaStore.class),
            models);
    var outcome =
        job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
    return JsonMapper.shared().readTree(outcome.summary());
  }

  @Test
  void an_owner_says_how_sentences_about_parts_of_a_face_teach() {
    var corpus = corpus(1);
    var kim = browserOf(member(corpus, CorpusRole.OWNER));
    var path = api(corpus, "/runs/caption");

    assertThat(kim.post(path, Map.of("local", "whole")).detail())
        .isEqualTo("Local sentences are learned sampled or attended, not \"whole\".");
    assertThat(kim.post(path, Map.of()).status()).isEqualTo(202);
    var usual = get(Runs.class).of(corpus, RunKind.CAPTION).getFirst();
    assertThat(JsonMapper.shared().readValue(usual.plan(), CaptionPlan.class).local())
        .isEqualTo(CaptionRecipe.Local.SAMPLED);
    var run = new RunId(kim.post(path, Map.of("local", "attended")).json().path("id").asLong());
    var plan = get(Runs.class).find(run).orElseThrow().plan();
    assertThat(JsonMapper.shared().readValue(plan, CaptionPlan.class).local())
        .isEqualTo(CaptionRecipe.Local.ATTENDED);
  }

  @Test
  void captions_that_taught_nothing_do_not_vote() {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    var kim = browserOf(member(corpus, CorpusRole.OWNER));

    var refused = kim.post(api(corpus, "/runs/vote"), Map.of("model", PromptVoter.NAME));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("learn from captions first");
  }

  @Test
  void words_that_others_found_for_clips_alike_are_offered_and_what_becomes_of_them_is_kept()
      throws Exception {
    var corpus = corpusOfScenes();
    var clips = clipsOf(corpus);
    for (int i = 0; i < CAPTIONED; i++) {
      write(corpus, clips.get(i), scene(i).seen());
    }
    var curator = member(corpus, CorpusRole.CURATOR);
    var kim = browserOf(curator);
    var ada = browserOf(member(corpus, CorpusRole.ANNOTATOR));
    var clip = clips.get(CAPTIONED + 1); // nobody described it
    get(Calls.class).call(corpus, List.of(clip), curator.id());
    var handOut = ada.post(api(corpus, "/queue/next"), Map.of("holding", List.of())).json();
    assertThat(handOut.at("/clip/id").asString()).isEqualTo(clip.toString());
    assertThat(inReview(kim, corpus, clip).path("learned").asBoolean()).isFalse();
    work(corpus, RunKind.CAPTION);
    await(() -> search(kim, corpus, "x").at("/progress/whole").asBoolean());
    await(() -> seen(kim, corpus, "a wrinkled nose").size() >= 20);

    // at the desk: off unless the corpus says so, and after words of one's own if it says so
    assertThat(atDesk(ada, corpus, clip, "A sniff.").status()).isEqualTo(400);
    get(Catalogue.class).offerWordings(corpus, WordingHelp.AFTER_DRAFT);
    assertThat(atDesk(ada, corpus, clip, " ").status()).isEqualTo(400);
    var offered = atDesk(ada, corpus, clip, "A sniff.").json().path("offered");
    assertThat(offered.valueStream()).isNotEmpty();
    assertThat(offered.valueStream()).allSatisfy(o -> assertThat(o.path("by").isNull()).isTrue());
    var nose = named(offered, "The nose is wrinkled.");
    var answer =
        Map.of(
            "clientId", UUID.randomUUID(),
            "leaseId", handOut.at("/lease/id").asLong(),
            "meaning", "CANNOT_TELL",
            "candidates", List.of(),
            "excluded", List.of(),
            "caption", Map.of("text", "A sniff. The nose is wrinkled.", "language", "en"),
            "wordings", List.of(Map.of("offer", nose, "taken", true)));
    var answered = ada.post(api(corpus, "/clips/%s/votes".formatted(clip)), answer);
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    assertThat(get(Offers.class).outcomes(corpus)).containsEntry(Outcome.TAKEN, 1L);

    // under review: whose words they are is told, and one changed becomes the curator's caption
    var other = clips.get(CAPTIONED + 2);
    var review = inReview(kim, corpus, other).path("offered");
    var lips = named(review, "The lip corners hang down.");
    assertThat(review.get(0).path("by").asString()).isEqualTo("writer");
    var taken =
        kim.post(
            api(corpus, "/clips/%s/review/wordings/%s/take".formatted(other, lips)),
            Map.of("clientId", UUID.randomUUID(), "text", "The lips hang."));
    assertThat(taken.status()).isEqualTo(204);
    assertThat(get(Captioning.class).standing(other))
        .singleElement()
        .satisfies(caption -> assertThat(caption.text()).isEqualTo("The lips hang."));
    assertThat(get(Offers.class).outcomes(corpus)).containsEntry(Outcome.EDITED, 1L);
  }

  /// @return the number of the offer
  private static long named(JsonNode offered, String text) {
    return offered
        .valueStream()
        .filter(o -> o.path("text").asString().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("\"%s\" is not in %s".formatted(text, offered)))
        .path("id")
        .asLong();
  }

  private static Visitor.Answer atDesk(
      Visitor visitor, CorpusId corpus, ClipId clip, String draft) {
    return visitor.post(
        api(corpus, "/clips/%s/wordings".formatted(clip)),
        Map.of("draft", draft, "language", "en"));
  }

  private static JsonNode inReview(Visitor visitor, CorpusId corpus, ClipId clip) {
    return visitor
        .post(api(corpus, "/clips/%s/review/wordings".formatted(clip)), Map.of("language", "en"))
        .json();
  }

  private static String api(CorpusId corpus, String path) {
    return "/api/v1/corpora/" + corpus + path;
  }

  @Test
  void a_description_finds_the_moment_inside_a_long_clip() throws Exception {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    for (int i = 0; i < SHORT_SOUNDS; i++) {
      Tones.add(get(JdbcClient.class), corpus, i, 2, Tones.KINDS.get(i % Tones.KINDS.size()));
    }
    var clips = clipsOf(corpus);
    for (int i = 0; i < SHORT_SOUNDS; i++) {
      write(corpus, clips.get(i), Tones.KINDS.get(i % Tones.KINDS.size()).said());
    }
    var hum = Tones.KINDS.get(0);
    var hiss = Tones.KINDS.get(1);
    Tones.add(get(JdbcClient.class), corpus, SHORT_SOUNDS, 8, hum, hiss); // four seconds each
    var film = clipsOf(corpus).getLast();
    vote(corpus, film, "anger");
    var kim = browserOf(member(corpus, CorpusRole.CURATOR));
    await(() -> search(kim, corpus, "x").at("/progress/whole").asBoolean());

    var found = work(corpus, RunKind.CAPTION);

    assertThat(found.path("serves").asBoolean()).as(found.toString()).isTrue();
    assertThat(found.path("moments").asInt()).isEqualTo(7); // of the long one alone
    await(() -> seen(kim, corpus, hiss.said()).contains(film));
    var hissing = hit(kim, corpus, hiss.said(), film);
    var humming = hit(kim, corpus, hum.said(), film);
    assertThat(hissing.path("startMicros").asLong()).isGreaterThanOrEqualTo(3_000_000);
    assertThat(humming.path("endMicros").asLong()).isLessThanOrEqualTo(5_000_000);
    assertThat(search(kim, corpus, hiss.said()).at("/progress/entries").asInt())
        .isEqualTo(2 * SHORT_SOUNDS + 1); // moments are no clips
    // the vote on the clip holds for its moments
    await(() -> hit(kim, corpus, hiss.said() + "&label=anger", film).has("startMicros"));
    assertThat(hit(kim, corpus, hiss.said() + "&label=anger", film).path("startMicros").asLong())
        .isGreaterThanOrEqualTo(3_000_000);
    assertThat(seen(kim, corpus, hiss.said() + "&annotated=false")).doesNotContain(film);

    // a clip that is short by now has no moments any more once clips are placed again
    get(JdbcClient.class)
        .sql("update clip set duration_micros = 2500000 where id = ?")
        .params(film.value())
        .update();
    assertThat(work(corpus, RunKind.EMBED).path("moments").asInt()).isZero();
    await(() -> hit(kim, corpus, hiss.said(), film).path("startMicros").isNull());
    assertThat(seen(kim, corpus, hum.said())).contains(film);
  }

  @Test
  void captions_that_fit_no_clip_leave_the_search_as_it_was() throws Exception {
    var corpus = corpusOfScenes();
    var clips = clipsOf(corpus);
    var random = new Random(5);
    for (int i = 0; i < CAPTIONED; i++) {
      write(corpus, clips.get(i), scene(random.nextInt(SCENES.size())).seen());
    }

    var found = work(corpus, RunKind.CAPTION);

    assertThat(found.path("serves").asBoolean()).as(found.toString()).isFalse();
    assertThatThrownBy(() -> work(corpus, RunKind.EMBED))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("learn from captions first");
  }

  @Test
  void a_corpus_with_few_captions_is_told_how_many_it_takes() {
    var corpus = corpusOfScenes();
    write(corpus, clipsOf(corpus).getFirst(), "The face is at rest.");

    assertThatThrownBy(() -> work(corpus, RunKind.CAPTION))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("Captions of 40 clips or more are needed to learn from; 1 have one.");
  }

  // ---

  private JsonNode work(CorpusId corpus, RunKind kind) throws Exception {
    var runs = get(Runs.class);
    var plan =
        kind == RunKind.CAPTION
            ? JsonMapper.shared().writeValueAsString(CaptionPlan.DEFAULT)
            : "{}";
    var id = runs.queue(kind, corpus, plan, 0, "test", null).id();
    var library = get(Library.class);
    var media = get(MediaStore.class);
    try (var extractors = new Extractors(new Tones())) {
      var job =
          kind == RunKind.CAPTION
              ? new CaptionJob(library, get(Captioning.class), media, extractors)
              : new EmbedJob(library, media, extractors);
      runs.begin(id, "cpu");
      var outcome =
          job.work(runs.find(id).orElseThrow(), new JobContext(id, runs, get(HomeFolder.class)));
      runs.end(id, RunState.DONE, outcome.message(), outcome.summary());
      return JsonMapper.shared().readTree(outcome.summary());
    }
  }

  private CorpusId corpusOfScenes() {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    for (int i = 0; i < CLIPS; i++) {
      add(corpus, i, scene(i));
    }
    return corpus;
  }

  private void add(CorpusId corpus, int position, Scene scene) {
    get(JdbcClient.class)
        .sql(
            """
            insert into clip (id, corpus_id, name, position, modality, state, text_content,
              has_audio, vote_count, open_slots, wanted, created_at, version, speaker)
            values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, false, 0, 2, true,
              current_timestamp, 0, ?)
            """)
        .params(
            corpus.value(),
            "line-%03d".formatted(position),
            position,
            "%s %d".formatted(scene.said(), position),
            "speaker " + position)
        .update();
  }

  private void vote(CorpusId corpus, ClipId clip, String label) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Voting.class).cast(Ballot.of(UUID.randomUUID(), clip, voter, CandidateSet.of(label)));
  }

  private static JsonNode hit(Visitor visitor, CorpusId corpus, String words, ClipId clip) {
    return search(visitor, corpus, words)
        .path("found")
        .valueStream()
        .filter(hit -> hit.at("/clip/id").asLong() == clip.value())
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  private void write(CorpusId corpus, ClipId clip, String text) {
    var voter = get(Voting.class).machine(corpus, VoterKind.MACHINE, "writer").id();
    get(Captioning.class).write(UUID.randomUUID(), clip, voter, "en", text);
  }

  /// @param words and after an ampersand filters
  private static JsonNode search(Visitor visitor, CorpusId corpus, String words) {
    var parts = words.split("&", 2);
    return visitor
        .get(
            "/api/v1/corpora/%s/search?limit=200&words=%s"
                    .formatted(corpus, URLEncoder.encode(parts[0], StandardCharsets.UTF_8))
                + (parts.length == 1 ? "" : "&" + parts[1]))
        .json();
  }

  /// Clips that were found by what they look and sound like, the best first.
  private static List<ClipId> seen(Visitor visitor, CorpusId corpus, String words) {
    return search(visitor, corpus, words)
        .path("found")
        .valueStream()
        .filter(hit -> hit.path("ranks").has("seen"))
        .sorted((a, b) -> a.at("/ranks/seen").asInt() - b.at("/ranks/seen").asInt())
        .map(hit -> new ClipId(hit.at("/clip/id").asLong()))
        .toList();
  }
}
