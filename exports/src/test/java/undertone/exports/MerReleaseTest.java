package undertone.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.CorporaRoom;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Meaning;
import undertone.corpora.caption.Captioning;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.challenge.OpenSet;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.importing.MerImporter;
import undertone.corpora.importing.MerOrder;
import undertone.corpora.importing.MerReport;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class MerReleaseTest {

  private static ConfigurableApplicationContext house;

  @SpringBootApplication(proxyBeanMethods = false)
  @Import(CorporaRoom.class)
  static class House {}

  @TempDir private Path folder;
  private Releases releases;

  @BeforeAll
  static void furnish() {
    house =
        new SpringApplicationBuilder(House.class)
            .properties(
                "spring.datasource.url=jdbc:h2:mem:mer-releases;DB_CLOSE_DELAY=-1",
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
  void open_the_shelf() {
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
  void labels_leave_as_their_classes_and_what_has_none_is_counted() throws IOException {
    var corpus = corpus("ekman7", "a.mp4", "b.mp4", "c.mp4", "d.mp4");
    vote(corpus, "a.mp4", Meaning.ONE_OF, "happiness");
    vote(corpus, "b.mp4", Meaning.ONE_OF, "disgust", "anger");
    vote(corpus, "d.mp4", Meaning.ONE_OF, "fear");

    var manifest = release(corpus, "v1", MerTrack.MER2024_SEMI, Map.of("fear", "worried"));

    assertThat(text(corpus, "v1", "labels.csv")).isEqualTo("name,discrete\na,happy\nd,worried\n");
    var mer = mer(manifest);
    assertThat(mer.track()).isEqualTo("mer2024-semi");
    assertThat(mer.words())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "anger", "angry",
                "fear", "worried",
                "happiness", "happy",
                "neutral", "neutral",
                "sadness", "sad",
                "surprise", "surprise"));
    assertThat(mer.clips()).isEqualTo(2);
    assertThat(mer.unlabelled()).isEqualTo(1);
    assertThat(mer.leftOut()).isEqualTo(Map.of("disgust", 1L));
    assertThat(manifest.files()).extracting(Manifest.FileEntry::path).contains("mer/labels.csv");
    assertThat(manifest.policy().mer()).isNotNull();
    assertThat(releases.rebuild(corpus, "v1", folder.resolve("again"))).isEqualTo(manifest);
  }

  @Test
  void the_file_of_a_later_track_is_called_as_its_organisers_ask() throws IOException {
    var corpus = corpus("mer6", "a.mp4");
    vote(corpus, "a.mp4", Meaning.ONE_OF, "worry");

    release(corpus, "v1", MerTrack.MER2025_SEMI, null);

    assertThat(text(corpus, "v1", "submission.csv")).isEqualTo("name,discrete\na,worried\n");
  }

  @Test
  void labels_without_a_class_end_a_release_that_wants_every_label() {
    var corpus = corpus("ekman7", "a.mp4");

    assertThatThrownBy(() -> create(corpus, "v1", MerTrack.MER2024_SEMI, null, true))
        .isInstanceOf(ReleaseException.class)
        .hasMessageStartingWith("These labels are no class of MER: fear, disgust.");
    assertThat(releases.of(corpus)).isEmpty();
  }

  @Test
  void words_that_are_no_class_or_go_with_no_label_are_refused() {
    var corpus = corpus("mer6", "a.mp4");

    assertThatThrownBy(
            () -> create(corpus, "v1", MerTrack.MER2024_SEMI, Map.of("worry", "glum"), false))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("\"glum\" is no class of MER");
    assertThatThrownBy(
            () -> create(corpus, "v1", MerTrack.MER2024_OV, Map.of("joy", "glad"), false))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("no label \"joy\"");
    assertThatThrownBy(
            () -> create(corpus, "v1", MerTrack.MER2024_OV, Map.of("worry", "a, b"), false))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("\"a, b\" cannot stand in an open set");
    assertThatThrownBy(
            () -> create(corpus, "v1", MerTrack.MER2026_PREFER, Map.of("worry", "a1"), false))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("mer2026-prefer hold descriptions and no labels");
  }

  @Test
  void two_clips_of_one_name_are_refused() {
    var corpus = corpus("mer6", "a.mp4", "a.wav");
    vote(corpus, "a.mp4", Meaning.ONE_OF, "worry");
    vote(corpus, "a.wav", Meaning.ONE_OF, "worry");

    assertThatThrownBy(() -> release(corpus, "v1", MerTrack.MER2024_SEMI, null))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("a.mp4 and a.wav would both be called a;");
  }

  @Test
  void open_sets_hold_all_of_a_blend_but_only_the_first_of_a_doubt() throws IOException {
    var corpus = corpus("mer6", "a.mp4", "b.mp4");
    vote(corpus, "a.mp4", Meaning.ALL_OF, "surprise", "happiness", "other");
    vote(corpus, "b.mp4", Meaning.ONE_OF, "sadness", "worry");

    var manifest = release(corpus, "v1", MerTrack.MER2024_OV, Map.of("happiness", "joyful"));

    assertThat(text(corpus, "v1", "openset.csv"))
        .isEqualTo("name,openset\na,\"['joyful', 'surprise']\"\nb,['sadness']\n");
    assertThat(mer(manifest).leftOut()).isEqualTo(Map.of("other", 1L));
    release(corpus, "v2", MerTrack.MER2026_OV, null);
    assertThat(
            OpenSetTable.read(file(corpus, "v2", "labels-openset.npz"), OpenSet.Dialect.LISTED)
                .rows())
        .extracting(OpenSetTable.Row::words)
        .containsExactly(List.of("happiness", "surprise"), List.of("sadness"));
  }

  @Test
  void valence_is_the_mean_of_the_traces_over_the_clip() throws IOException {
    var corpus = corpus("mer6", "a.mp4", "b.mp4");
    vote(corpus, "a.mp4", Meaning.ONE_OF, "sadness");
    vote(corpus, "b.mp4", Meaning.ONE_OF, "sadness");
    house
        .getBean(JdbcClient.class)
        .sql("update clip set duration_micros = 4000000 where corpus_id = ?")
        .param(corpus.value())
        .update();
    var vote = house.getBean(Voting.class).standing(clip(corpus, "a.mp4")).getFirst();
    house
        .getBean(Traces.class)
        .write(
            vote.id(),
            List.of(new Trace(Axis.VALENCE, new long[] {0, 1_000_000}, new float[] {0.5f, -0.5f})));

    var manifest = release(corpus, "v1", MerTrack.MER2023_MULTI, null);

    assertThat(text(corpus, "v1", "labels.csv"))
        .isEqualTo("name,discrete,valence\na,sad,-1.25\nb,sad,\n"); // 5 * (0.5 - 3 * 0.5) / 4
    assertThat(mer(manifest).withoutValence()).isEqualTo(1);
  }

  @Test
  void who_rated_the_whole_clip_is_taken_at_their_word_and_their_trace_only_else()
      throws IOException {
    var corpus = corpus("mer6", "a.mp4");
    vote(corpus, "a.mp4", "ada", .4, Meaning.ONE_OF, "happiness");
    level(corpus, "a.mp4", -.9f); // of the same voter, who says .4 of the whole
    vote(corpus, "a.mp4", "ben", .8, Meaning.ONE_OF, "happiness");

    release(corpus, "v1", MerTrack.MER2023_MULTI, null);

    assertThat(text(corpus, "v1", "labels.csv")).isEqualTo("name,discrete,valence\na,happy,3.0\n");
  }

  @Test
  void what_a_curator_settled_of_the_whole_clip_is_its_valence_whatever_voters_say()
      throws IOException {
    var corpus = corpus("mer6", "a.mp4");
    vote(corpus, "a.mp4", "ada", .4, Meaning.ONE_OF, "happiness");
    level(corpus, "a.mp4", -.9f);
    var vote = house.getBean(Voting.class).standing(clip(corpus, "a.mp4")).getFirst();
    var people = house.getBean(People.class);
    var invite = people.invite(InstanceRole.MEMBER, null, null, "", null, Duration.ofHours(1));
    house
        .getBean(Curation.class)
        .settle(
            UUID.randomUUID(),
            corpus,
            clip(corpus, "a.mp4"),
            people.accept(invite.secret(), "kim" + UUID.randomUUID(), "Kim", "hash", "en").id(),
            CandidateSet.of("happiness"),
            new SettledParts(
                List.of(),
                List.of(new SettledParts.TakenTrace(vote.id(), Axis.VALENCE, vote.voter())),
                List.of(),
                new SettledParts.TakenRating(new ClipRating(.1, null, null), List.of())),
            "");

    release(corpus, "v1", MerTrack.MER2023_MULTI, null);

    assertThat(text(corpus, "v1", "labels.csv")).isEqualTo("name,discrete,valence\na,happy,0.5\n");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MER2026_PREFER")
  void what_leaves_and_comes_into_another_corpus_leaves_it_with_the_same_bytes(MerTrack track)
      throws IOException {
    var names = new String[] {"s_1.mp4", "s_2.mp4", "s_3.mp4", "s_4.mp4"};
    var one = corpus("mer6", names);
    vote(one, "s_1.mp4", Meaning.ALL_OF, "worry", "anger", "surprise");
    vote(one, "s_2.mp4", Meaning.ONE_OF, "happiness", "surprise");
    vote(one, "s_3.mp4", Meaning.ONE_OF, "neutral");
    level(one, "s_1.mp4", -0.05f);
    level(one, "s_2.mp4", 0.85f);
    level(one, "s_3.mp4", 0);
    describe(one, "s_1.mp4", "他说“不”，\n然后走了。", "皱眉, \"不\"");
    release(one, "v1", track, null);

    var other = corpus("mer6", names);
    for (var file : files(one).keySet()) {
      var report =
          house
              .getBean(MerImporter.class)
              .run(
                  new MerOrder(
                      other,
                      file(one, "v1", file),
                      "first",
                      false,
                      null,
                      null,
                      2,
                      Map.of(),
                      null,
                      null,
                      false));
      assertThat(report.refused()).isZero();
    }
    release(other, "v1", track, null);

    assertThat(files(one)).hasSize(3);
    assertThat(files(other)).isEqualTo(files(one));
  }

  @Test
  void pairs_of_descriptions_leave_as_most_prefer_and_come_back_with_the_same_bytes()
      throws IOException {
    var one = corpus("mer6", "s_1.mp4", "s_2.mp4");
    var table = folder.resolve("track3.csv");
    var head = "name,a1,a2,preference\n";
    var pairs = List.of("s_2,\"她笑了, 很轻\",Laughs.,", "s_1,Weeps.,\"Says \"\"no\"\".\",", "s_1,B,C,");
    var answers =
        List.of(List.of("a1", "a2", "a1"), List.of("a1", "a1", "a2"), List.of("a2", "a2", "a2"));
    for (int voter = 0; voter < answers.size(); voter++) {
      var lines = new StringBuilder(head);
      for (int i = 0; i < pairs.size(); i++) {
        lines.append(pairs.get(i)).append(answers.get(voter).get(i)).append('\n');
      }
      Files.writeString(table, lines);
      assertThat(bring(one, table, "person " + voter).written()).isEqualTo(3);
    }
    assertThat(bring(one, table, "person 2").unchanged()).isEqualTo(3);

    var manifest = release(one, "v1", MerTrack.MER2026_PREFER, null);

    var released = file(one, "v1", "preferences.csv");
    assertThat(Files.readString(released))
        .isEqualTo(
            head + "s_1,Weeps.,\"Says \"\"no\"\".\",a2\ns_1,B,C,a2\ns_2,\"她笑了, 很轻\",Laughs.,a1\n");
    assertThat(mer(manifest).clips()).isEqualTo(3);
    assertThat(mer(manifest).words()).isEmpty();
    var other = corpus("mer6", "s_1.mp4", "s_2.mp4");
    assertThat(bring(other, released, "majority").refused()).isZero();
    release(other, "v1", MerTrack.MER2026_PREFER, null);
    assertThat(files(other)).isEqualTo(files(one));
  }

  @Test
  void of_a_pair_that_nothing_is_preferred_of_most_often_both_are_the_same() throws IOException {
    var corpus = corpus("mer6", "s_1.mp4");
    var table = folder.resolve("track3.csv");
    Files.writeString(table, "name,a1,a2,preference\ns_1,A,B,a1\n");
    bring(corpus, table, "kim");
    Files.writeString(table, "name,a1,a2,preference\ns_1,A,B,a2\n");
    bring(corpus, table, "lea");

    release(corpus, "v1", MerTrack.MER2026_PREFER, null);

    assertThat(text(corpus, "v1", "preferences.csv"))
        .isEqualTo("name,a1,a2,preference\ns_1,A,B,same\n");
  }

  @Test
  void a_clip_with_preferences_alone_leaves_by_the_default_policy_and_by_stricter_ones()
      throws IOException {
    var corpus = corpus("mer6", "s_1.mp4", "s_2.mp4");
    var table = folder.resolve("track3.csv");
    Files.writeString(table, "name,a1,a2,preference\ns_1,A,B,a1\n");
    bring(corpus, table, "kim");
    var track = new MerExport(MerTrack.MER2026_PREFER, null, null);
    var strict = new ReleasePolicy(DecisionPolicy.CURATOR_ONLY, 3, null, true, null, null);

    for (var policy : Map.of("usual", ReleasePolicy.DEFAULT, "strict", strict).entrySet()) {
      releases.create(
          corpus, policy.getKey(), policy.getValue().withMer(track), null, (_, _) -> {});
      assertThat(text(corpus, policy.getKey(), "preferences.csv"))
          .isEqualTo("name,a1,a2,preference\ns_1,A,B,a1\n");
    }
  }

  private static MerReport bring(CorpusId corpus, Path file, String voter) {
    return house
        .getBean(MerImporter.class)
        .run(new MerOrder(corpus, file, voter, false, null, null, 2, Map.of(), null, null, false));
  }

  private Map<String, List<Byte>> files(CorpusId corpus) throws IOException {
    var contents = new TreeMap<String, List<Byte>>();
    try (var files = Files.list(releases.place(corpus, "v1").resolve("mer"))) {
      for (var file : files.toList()) {
        var bytes = Files.readAllBytes(file);
        var boxed = new ArrayList<Byte>();
        for (byte b : bytes) {
          boxed.add(b);
        }
        contents.put(file.getFileName().toString(), boxed);
      }
    }
    return contents;
  }

  private Manifest release(
      CorpusId corpus, String name, MerTrack track, @Nullable Map<String, String> words) {
    return releases.manifestOf(create(corpus, name, track, words, false));
  }

  private Release create(
      CorpusId corpus,
      String name,
      MerTrack track,
      @Nullable Map<String, String> words,
      boolean everyLabel) {
    var policy =
        new ReleasePolicy(DecisionPolicy.CURATOR_ELSE_MAJORITY, 0, null, false, null, null)
            .withMer(new MerExport(track, words, everyLabel));
    return releases.create(corpus, name, policy, null, (_, _) -> {});
  }

  private static Manifest.MerEntry mer(Manifest manifest) {
    var mer = manifest.mer();
    assertThat(mer).isNotNull();
    return Objects.requireNonNull(mer);
  }

  private String text(CorpusId corpus, String release, String file) throws IOException {
    return Files.readString(file(corpus, release, file));
  }

  private Path file(CorpusId corpus, String release, String file) {
    return releases.place(corpus, release).resolve("mer").resolve(file);
  }

  private static CorpusId corpus(String scheme, String... names) {
    var corpus =
        house
            .getBean(Catalogue.class)
            .create("Mer " + UUID.randomUUID(), ShippedSchemes.find(scheme).orElseThrow(), "zh")
            .id();
    for (int i = 0; i < names.length; i++) {
      house
          .getBean(JdbcClient.class)
          .sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, has_audio, vote_count,
                open_slots, wanted, created_at, version)
              values (nextval('row_seq'), ?, ?, ?, 'VIDEO', 'READY', true, 0, 1, true, current_timestamp, 0)
              """)
          .params(corpus.value(), names[i], i)
          .update();
    }
    return corpus;
  }

  private static ClipId clip(CorpusId corpus, String name) {
    return house.getBean(Library.class).byName(corpus, name).orElseThrow().id();
  }

  private static void vote(CorpusId corpus, String name, Meaning meaning, String... candidates) {
    vote(corpus, name, "ada", null, meaning, candidates);
  }

  private static void vote(
      CorpusId corpus,
      String name,
      String voter,
      @Nullable Double valence,
      Meaning meaning,
      String... candidates) {
    var voting = house.getBean(Voting.class);
    voting.cast(
        new Ballot(
            UUID.randomUUID(),
            clip(corpus, name),
            voting.machine(corpus, VoterKind.MACHINE, voter).id(),
            meaning,
            CandidateSet.of(candidates),
            CandidateSet.NONE,
            null,
            null,
            valence,
            null));
  }

  private static void level(CorpusId corpus, String name, float valence) {
    var vote = house.getBean(Voting.class).standing(clip(corpus, name)).getFirst();
    house
        .getBean(Traces.class)
        .write(vote.id(), List.of(new Trace(Axis.VALENCE, new long[] {0}, new float[] {valence})));
  }

  private static void describe(CorpusId corpus, String name, String text, String caption) {
    var clip = clip(corpus, name);
    house
        .getBean(JdbcClient.class)
        .sql("update clip set text_content = ?, language = 'zh' where id = ?")
        .params(text, clip.value())
        .update();
    house
        .getBean(Captioning.class)
        .write(
            UUID.randomUUID(),
            clip,
            house.getBean(Voting.class).machine(corpus, VoterKind.MACHINE, "ada").id(),
            "zh",
            caption);
  }
}
