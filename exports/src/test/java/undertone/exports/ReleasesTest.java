package undertone.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorporaRoom;
import undertone.corpora.Cue;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.Meaning;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.OpenProposals;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.segment.Segment;
import undertone.corpora.segment.Segments;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class ReleasesTest {

  private static final ReleaseProgress SILENT = (_, _) -> {};
  private static ConfigurableApplicationContext house;

  @SpringBootApplication(proxyBeanMethods = false)
  @Import(CorporaRoom.class)
  static class House {}

  @TempDir private Path folder;
  private Corpus corpus;
  private List<ClipId> clips;
  private Releases releases;

  @BeforeAll
  static void furnish() {
    house =
        new SpringApplicationBuilder(House.class)
            .properties(
                "spring.datasource.url=jdbc:h2:mem:releases;DB_CLOSE_DELAY=-1",
                "spring.jpa.open-in-view=false",
                "spring.main.banner-mode=off",
                "logging.level.root=warn")
            .run();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @BeforeEach
  void three_clips_with_two_voters() {
    corpus =
        house
            .getBean(Catalogue.class)
            .create("Release " + UUID.randomUUID(), scheme("anger", "disgust", "fear"), "en");
    var jdbc = house.getBean(JdbcClient.class);
    for (int i = 0; i < 3; i++) {
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content, split,
                has_audio, vote_count, open_slots, wanted, created_at, version)
              values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, ?, false, 0, 2, true,
                current_timestamp, 0)
              """)
          .params(
              corpus.id().value(),
              "clip-" + i,
              i,
              "He said \"no\",\nthen left.",
              i == 0 ? "test" : "train")
          .update();
    }
    clips =
        jdbc.sql("select id from clip where corpus_id = ? order by position")
            .param(corpus.id().value())
            .query((row, _) -> new ClipId(row.getLong(1)))
            .list();
    vote("ada", clips.get(0), "anger", "disgust");
    vote("ben", clips.get(0), "anger");
    vote("ada", clips.get(1), "fear");
    vote("ben", clips.get(1), "anger");
    releases =
        new Releases(
            folder,
            house.getBean(Catalogue.class),
            house.getBean(Library.class),
            house.getBean(Voting.class),
            house.getBean(ReferenceTraces.class),
            house.getBean(JdbcTemplate.class),
            Clock.systemUTC());
  }

  @Test
  void a_release_carries_what_was_said_of_stretches_and_along_the_clip() throws IOException {
    var vote = house.getBean(Voting.class).standing(clips.get(0)).getFirst();
    house
        .getBean(Segments.class)
        .write(
            vote.id(),
            List.of(
                new Segment(
                    UUID.randomUUID(),
                    500_000,
                    1_250_000,
                    Meaning.ONE_OF,
                    CandidateSet.of("disgust"),
                    CandidateSet.NONE,
                    null,
                    null,
                    "A sneer.",
                    "en")));
    house
        .getBean(Traces.class)
        .write(
            vote.id(),
            List.of(new Trace(Axis.VALENCE, new long[] {40_000, 80_000}, new float[] {0.5f, -1})));

    releases.create(corpus.id(), "parts", ReleasePolicy.DEFAULT, null, SILENT);

    var lines = Files.readAllLines(releases.place(corpus.id(), "parts").resolve("data.jsonl"));
    var said =
        JsonMapper.shared().readValue(lines.getFirst(), ReleasedClip.class).lineage().votes();
    assertThat(said.getFirst().segments())
        .singleElement()
        .satisfies(part -> {
          assertThat(part.startSeconds()).isEqualTo(0.5);
          assertThat(part.candidates()).containsExactly("disgust");
          assertThat(part.caption()).isEqualTo("A sneer.");
        });
    assertThat(said.getFirst().traces())
        .containsExactly(
            new ReleasedClip.ReleasedTrace(
                "VALENCE",
                25,
                Arrays.asList(null, 0.5f, -1f),
                List.of(List.of(0.04, 0.5), List.of(0.08, -1.0)),
                null,
                null));
    assertThat(said.getLast().segments()).isEmpty();
  }

  @Test
  void a_release_carries_the_parts_a_curator_settled_with_who_said_them() throws IOException {
    var vote = house.getBean(Voting.class).standing(clips.get(0)).getFirst();
    house
        .getBean(Traces.class)
        .write(
            vote.id(),
            List.of(new Trace(Axis.VALENCE, new long[] {0, 40_000}, new float[] {0.5f, -1})));
    var sneer =
        new Segment(
            UUID.randomUUID(),
            500_000,
            1_250_000,
            Meaning.ONE_OF,
            CandidateSet.of("disgust"),
            CandidateSet.NONE,
            null,
            null,
            null,
            null);
    house
        .getBean(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus.id(),
            clips.get(0),
            person("Kim"),
            CandidateSet.of("disgust"),
            new SettledParts(
                List.of(new SettledParts.TakenSegment(sneer, vote.voter(), true)),
                List.of(new SettledParts.TakenTrace(vote.id(), Axis.VALENCE, vote.voter())),
                List.of(new SettledParts.TakenCaption("A sneer.", "eo", vote.voter(), false))),
            "");

    releases.create(corpus.id(), "settled", ReleasePolicy.DEFAULT, null, SILENT);

    var place = releases.place(corpus.id(), "settled");
    var lines = Files.readAllLines(place.resolve("data.jsonl"));
    var first = JsonMapper.shared().readValue(lines.getFirst(), ReleasedClip.class);
    var curator = Objects.requireNonNull(first.lineage().curator());
    var parts = Objects.requireNonNull(curator.parts());
    var name = first.lineage().votes().getFirst().voter();
    assertThat(parts.segments())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.segment().startSeconds()).isEqualTo(0.5);
          assertThat(s.segment().candidates()).containsExactly("disgust");
          assertThat(s.by()).isEqualTo(name);
          assertThat(s.edited()).isTrue();
        });
    assertThat(parts.traces())
        .containsExactly(
            new ReleasedClip.SettledTrace(
                new ReleasedClip.ReleasedTrace(
                    "VALENCE",
                    25,
                    Arrays.asList(0.5f, -1f),
                    List.of(List.of(0.0, 0.5), List.of(0.04, -1.0)),
                    null,
                    null),
                name));
    assertThat(Files.readString(place.resolve("clips.csv")))
        .contains("caption:eo")
        .contains("A sneer.");
    assertThat(lines.getLast()).doesNotContain("\"parts\"");
  }

  @Test
  void a_settled_rating_leaves_in_place_of_the_mean_and_the_mean_where_none_is_settled()
      throws Exception {
    rate("ada", clips.get(0), .2, .4);
    rate("ben", clips.get(0), .6, null);
    rate("ada", clips.get(1), -.5, null);
    var ben = voter("ben");
    house
        .getBean(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus.id(),
            clips.get(0),
            person("Kim"),
            CandidateSet.of("anger"),
            SettledParts.NONE.rated(
                new SettledParts.TakenRating(new ClipRating(-.1, null, 1.0), List.of(ben))),
            "");

    releases.create(corpus.id(), "rated", ReleasePolicy.DEFAULT, null, SILENT);

    var place = releases.place(corpus.id(), "rated");
    var table = Files.readString(place.resolve("clips.csv"));
    assertThat(table.lines().findFirst().orElseThrow()).endsWith(",valence,arousal,intensity");
    assertThat(table).contains(",-0.1,0.4,1.0\n").contains(",-0.5,,\n");
    var first =
        JsonMapper.shared()
            .readValue(
                Files.readAllLines(place.resolve("data.jsonl")).getFirst(), ReleasedClip.class);
    assertThat(first.settledRating())
        .isEqualTo(
            new ReleasedClip.SettledRating(
                -.1, null, 1.0, List.of(first.lineage().votes().getLast().voter())));
    assertThat(first.lineage().votes()).extracting(v -> v.valence()).containsExactly(.2, .6);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var row =
            statement.executeQuery(
                "select valence, arousal, intensity from read_parquet('"
                    + place.resolve("huggingface/data/test.parquet")
                    + "')")) {
      assertThat(row.next()).isTrue();
      assertThat(List.of(row.getDouble(1), row.getDouble(2), row.getDouble(3)))
          .containsExactly(-.1, .4, 1.0);
    }
    releases.rebuild(corpus.id(), "rated", folder.resolve("rated again"));
  }

  @Test
  void tables_of_clips_that_nobody_rated_have_no_columns_for_it() throws IOException {
    releases.create(corpus.id(), "unrated", ReleasePolicy.DEFAULT, null, SILENT);

    var place = releases.place(corpus.id(), "unrated");
    assertThat(Files.readString(place.resolve("clips.csv"))).doesNotContain("valence");
    assertThat(Files.readString(place.resolve("data.jsonl"))).doesNotContain("valence");
  }

  private void rate(String voter, ClipId clip, double valence, @Nullable Double arousal) {
    house
        .getBean(Voting.class)
        .cast(
            new Ballot(
                UUID.randomUUID(),
                clip,
                voter(voter),
                Meaning.ONE_OF,
                CandidateSet.of("anger"),
                CandidateSet.NONE,
                null,
                null,
                valence,
                arousal));
  }

  @Test
  void a_release_says_the_lag_of_each_voter_and_shifts_only_when_asked_and_beside()
      throws IOException {
    var ada = voter("ada");
    for (int clip = 0; clip < 3; clip++) {
      house
          .getBean(ReferenceTraces.class)
          .set(corpus.id(), clips.get(clip), List.of(waves(clip, 0)), null, null);
      var vote =
          house
              .getBean(Voting.class)
              .cast(Ballot.of(UUID.randomUUID(), clips.get(clip), ada, CandidateSet.of("disgust")));
      house.getBean(Traces.class).write(vote.id(), List.of(waves(clip, 2)));
    }
    var policy = ReleasePolicy.DEFAULT;

    releases.create(corpus.id(), "raw", policy, null, SILENT);
    releases.create(
        corpus.id(),
        "shifted",
        new ReleasePolicy(policy.decisions(), policy.minVotes(), null, false, null, true),
        null,
        SILENT);

    var raw = traceOf("raw");
    var shifted = traceOf("shifted");
    var lag = Objects.requireNonNull(raw.lag());
    assertThat(lag.seconds()).isEqualTo(2);
    assertThat(lag.clips()).isEqualTo(3);
    assertThat(raw.shifted()).isNull();
    assertThat(shifted.series()).isEqualTo(raw.series());
    assertThat(shifted.events()).isEqualTo(raw.events());
    assertThat(shifted.shifted()).isEqualTo(raw.series().subList(50, raw.series().size()));
  }

  private ReleasedClip.ReleasedTrace traceOf(String release) throws IOException {
    var lines = Files.readAllLines(releases.place(corpus.id(), release).resolve("data.jsonl"));
    return JsonMapper.shared()
        .readValue(lines.getFirst(), ReleasedClip.class)
        .lineage()
        .votes()
        .stream()
        .flatMap(v -> v.traces().stream())
        .findFirst()
        .orElseThrow();
  }

  /// Two slow waves over twenty seconds, another pair for each number, seen so many seconds later.
  private static Trace waves(int number, double lag) {
    int steps = (int) (20 * Trace.SERIES_HZ);
    var micros = new long[steps];
    var values = new float[steps];
    for (int i = 0; i < steps; i++) {
      double t = i / Trace.SERIES_HZ - lag;
      micros[i] = Math.round(i / Trace.SERIES_HZ * 1e6);
      values[i] = (float) (0.4 * Math.sin(t * (1 + 0.2 * number)) + 0.4 * Math.sin(t / 1.7));
    }
    return new Trace(Axis.VALENCE, micros, values);
  }

  @Test
  void votes_on_a_single_cue_come_along_only_when_asked_for_and_never_count() throws IOException {
    house
        .getBean(Voting.class)
        .cast(
            Ballot.of(
                UUID.randomUUID(), clips.get(0), voter("cem"), CandidateSet.of("fear", "disgust")),
            Cue.VOICE,
            false,
            null);
    var policy = ReleasePolicy.DEFAULT;

    releases.create(corpus.id(), "plain", policy, null, SILENT);
    releases.create(
        corpus.id(),
        "cues",
        new ReleasePolicy(policy.decisions(), policy.minVotes(), null, false, true, null),
        null,
        SILENT);

    var plain = Files.readString(releases.place(corpus.id(), "plain").resolve("data.jsonl"));
    assertThat(plain).contains("\"cue\":\"ALL\"").doesNotContain("VOICE", "cueVotes", "cem");
    var line =
        Files.readAllLines(releases.place(corpus.id(), "cues").resolve("data.jsonl")).getFirst();
    var told = JsonMapper.shared().readValue(line, ReleasedClip.class);
    assertThat(told.lineage().cueVotes())
        .singleElement()
        .satisfies(vote -> {
          assertThat(vote.cue()).isEqualTo("VOICE");
          assertThat(vote.candidates()).containsExactly("fear", "disgust");
        });
    assertThat(told.candidates()).containsExactly("anger", "disgust");
    assertThat(told.soft().get("anger")).isEqualTo(0.75);
  }

  @Test
  void a_line_from_before_there_were_cues_is_read_and_written_as_it_was() {
    var before =
        """
        {"voter":"ada","kind":"PERSON","revision":1,"meaning":"ONE_OF","candidates":["anger"],\
        "excluded":[],"certainty":null,"tally":{},"segments":[],"traces":[],"castAt":"t"}\
        """;

    var read = JsonMapper.shared().readValue(before, ReleasedClip.ReleasedVote.class);

    assertThat(JsonMapper.shared().writeValueAsString(read)).isEqualTo(before);
    assertThat(read.ofToday().cue()).isEqualTo("ALL");
    var policy =
        "{\"decisions\":\"CURATOR_ONLY\",\"minVotes\":1,\"split\":null,\"labelledOnly\":false}";
    var kept = JsonMapper.shared().readValue(policy, ReleasePolicy.class);
    assertThat(JsonMapper.shared().writeValueAsString(kept)).isEqualTo(policy);
  }

  @Test
  void a_release_says_why_each_label_is_what_it_is() throws IOException {
    var kim = person("Kim");
    propose(clips.get(1), "fear");
    var proposal =
        house.getBean(OpenProposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 1).getFirst();
    house.getBean(Curation.class).accept(UUID.randomUUID(), proposal.id(), kim, "voice shakes");

    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    var lines = Files.readAllLines(releases.place(corpus.id(), "v1").resolve("data.jsonl"));
    var settled = JsonMapper.shared().readValue(lines.get(1), ReleasedClip.class);
    assertThat(settled.label()).isEqualTo("fear");
    assertThat(settled.labelSource()).isEqualTo(LabelSource.CURATOR);
    assertThat(settled.lineage().votes()).extracting("voter").containsExactly("ada", "ben");
    assertThat(settled.lineage().run()).isNotNull();
    assertThat(settled.lineage().curator()).extracting("curator").isEqualTo("Kim");
    var majority = JsonMapper.shared().readValue(lines.get(0), ReleasedClip.class);
    assertThat(majority.label()).isEqualTo("anger");
    assertThat(majority.labelSource()).isEqualTo(LabelSource.MAJORITY);
    assertThat(majority.soft())
        .containsExactly(Map.entry("anger", 0.75), Map.entry("disgust", 0.25));
  }

  @Test
  void a_release_carries_what_the_runs_behind_it_said_of_themselves() throws IOException {
    propose(clips.get(0), "disgust"); // nobody decides on it
    propose(clips.get(1), "fear");
    var proposal =
        house.getBean(OpenProposals.class).review(corpus.id(), ReviewFilter.ALL, 0, 1).getFirst();
    assertThat(proposal.clip()).isEqualTo(clips.get(1));
    house
        .getBean(Runs.class)
        .end(
            proposal.run(),
            RunState.DONE,
            Sentence.of("Done."),
            "{\"report\":{\"moves\":[{\"from\":\"anger\",\"to\":\"fear\",\"clips\":1}]}}");
    house
        .getBean(Curation.class)
        .accept(UUID.randomUUID(), proposal.id(), person("Kim"), "voice shakes");

    var release = releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    var path = "runs/run-%d.json".formatted(proposal.run().value());
    var place = releases.place(corpus.id(), "v1");
    var said = JsonMapper.shared().readTree(Files.readString(place.resolve(path)));
    assertThat(said.at("/report/moves/0/to").asString()).isEqualTo("fear");
    var manifest = releases.manifestOf(release);
    assertThat(manifest.runs()).extracting(Manifest.RunEntry::report).containsExactly(path);
    assertThat(manifest.files()).extracting(Manifest.FileEntry::path).contains(path);
    assertThat(
            JsonMapper.shared()
                .readValue(Files.readString(place.resolve("manifest.json")), Manifest.class))
        .isEqualTo(manifest);
    var again = releases.rebuild(corpus.id(), "v1", folder.resolve("again"));
    assertThat(again).isEqualTo(manifest);
  }

  @Test
  void a_manifest_from_before_runs_had_reports_is_read_and_written_as_it_was() {
    var before =
        "{\"run\":3,\"kind\":\"REFINE\",\"seed\":7,\"codeVersion\":\"1\",\"dataHash\":\"\",\"plan\":\"{}\"}";

    var read = JsonMapper.shared().readValue(before, Manifest.RunEntry.class);

    assertThat(read.report()).isNull();
    assertThat(JsonMapper.shared().writeValueAsString(read)).isEqualTo(before);
  }

  @Test
  void tied_votes_leave_without_a_label_rather_than_with_a_guess() throws IOException {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    var lines = Files.readAllLines(releases.place(corpus.id(), "v1").resolve("data.jsonl"));
    var tied = JsonMapper.shared().readValue(lines.get(1), ReleasedClip.class);
    assertThat(tied.label()).isNull();
    assertThat(tied.candidates()).containsExactlyInAnyOrder("anger", "fear");
  }

  @Test
  void the_table_opens_with_any_csv_reader_and_keeps_line_breaks() throws IOException {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    var file = releases.place(corpus.id(), "v1").resolve("clips.csv");
    try (var rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      assertThat(rows.getRecords())
          .hasSize(2)
          .first()
          .satisfies(r -> assertThat(r.get("text")).isEqualTo("He said \"no\",\nthen left."))
          .satisfies(r -> assertThat(r.get("candidates")).isEqualTo("anger|disgust"));
    }
  }

  @Test
  void duckdb_reads_candidates_soft_labels_and_lineage_from_the_parquet() throws Exception {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    var parquet = releases.place(corpus.id(), "v1").resolve("huggingface/data/test.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select label, label_name, candidates[2], soft_label[1], lineage from '%s'"
                    .formatted(parquet))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isZero();
      assertThat(row.getString(2)).isEqualTo("anger");
      assertThat(row.getString(3)).isEqualTo("disgust");
      assertThat(row.getDouble(4)).isEqualTo(0.75);
      assertThat(row.getString(5)).contains("\"voter\":\"ada\"");
    }
  }

  @Test
  void captions_are_released_with_their_place_and_the_free_text_stands_in_the_table()
      throws IOException {
    var captioning = house.getBean(Captioning.class);
    var ada = voter("ada");
    var clip = clips.get(0);
    captioning.write(
        UUID.randomUUID(), clip, ada, new Place(CaptionLevel.LOCAL, Region.EYES), "en", "Wide.");
    captioning.write(
        UUID.randomUUID(), clip, ada, new Place(CaptionLevel.SUMMARY, null), "en", "Fear.");
    captioning.write(UUID.randomUUID(), clip, ada, "en", "She looks up, afraid.");

    releases.create(corpus.id(), "words", ReleasePolicy.DEFAULT, null, SILENT);

    var place = releases.place(corpus.id(), "words");
    assertThat(Files.readString(place.resolve("data.jsonl")))
        .contains(
            """
            {"text":"She looks up, afraid.","language":"en","level":"FREE","by":"ada"},\
            {"text":"Wide.","language":"en","level":"LOCAL","region":"EYES","by":"ada"},\
            {"text":"Fear.","language":"en","level":"SUMMARY","by":"ada"}\
            """);
    assertThat(Files.readString(place.resolve("clips.csv")))
        .contains("She looks up, afraid.")
        .doesNotContain("Wide.", "Fear.");
  }

  @Test
  void a_rebuilt_release_has_the_same_bytes_whatever_happened_since() throws IOException {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);
    vote("ada", clips.get(1), "anger");
    house
        .getBean(Captioning.class)
        .write(UUID.randomUUID(), clips.get(0), voter("ada"), "en", "A frown.");

    var rebuilt = folder.resolve("again");
    releases.rebuild(corpus.id(), "v1", rebuilt);

    var original = releases.place(corpus.id(), "v1");
    try (var files = Files.walk(original)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(rebuilt.resolve(original.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void a_difference_names_the_clip_and_the_reason() {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);
    vote("cem", clips.get(1), "fear");
    vote("cem", clips.get(2), "fear");
    releases.create(corpus.id(), "v2", ReleasePolicy.DEFAULT, null, SILENT);

    var differences = releases.diff(corpus.id(), "v1", "v2");

    assertThat(differences).extracting(Difference::clip).containsExactly("clip-1", "clip-2");
    assertThat(differences.getFirst().reasons())
        .anySatisfy(r -> assertThat(r).startsWith("label none → fear (majority of 3 votes)"));
    assertThat(differences.getLast().reasons()).containsExactly("new in the later release");
  }

  @Test
  void a_finished_release_is_never_overwritten() {
    releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT);

    assertThatThrownBy(
            () -> releases.create(corpus.id(), "v1", ReleasePolicy.DEFAULT, null, SILENT))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("choose another name");
  }

  private static LabelScheme scheme(String... ids) {
    return new LabelScheme(
        "release-test",
        1,
        "Test",
        List.of(ids).stream()
            .map(id ->
                new Label(
                    id, Map.of("en", id), Map.of(), "#888", id, "", List.of(), null, null, null))
            .toList());
  }

  private VoterId voter(String name) {
    return house.getBean(Voting.class).machine(corpus.id(), VoterKind.MACHINE, name).id();
  }

  private void vote(String voter, ClipId clip, String... candidates) {
    house
        .getBean(Voting.class)
        .cast(Ballot.of(UUID.randomUUID(), clip, voter(voter), CandidateSet.of(candidates)));
  }

  private void propose(ClipId clip, String label) {
    var run =
        house.getBean(Runs.class).queue(RunKind.REFINE, corpus.id(), "{}", 7, "test", null).id();
    house
        .getBean(Proposals.class)
        .publish(
            run,
            corpus.id(),
            List.of(new Estimate(clip, 0.4, false, Map.of(label, 0.9))),
            List.of(
                new NewProposal(
                    clip,
                    ProposalKind.CORRECT,
                    label,
                    "anger",
                    CandidateSet.of(label),
                    0.9,
                    0.4,
                    0.5,
                    new Evidence(Map.of(), Map.of(), 0, List.of(), 2, 1, 1, 0, List.of(), true))));
  }

  private static AccountId person(String name) {
    var people = house.getBean(People.class);
    var invite = people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1));
    return people.accept(invite.secret(), name + UUID.randomUUID(), name, "hash", "en").id();
  }
}
