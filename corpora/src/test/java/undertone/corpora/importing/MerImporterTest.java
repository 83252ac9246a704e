package undertone.corpora.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.Meaning;
import undertone.corpora.caption.Captioning;
import undertone.corpora.challenge.ChallengeFileException;
import undertone.corpora.challenge.ClassScores;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.challenge.Preference;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.preference.Preferences;
import undertone.corpora.preference.StandingPreference;
import undertone.corpora.scheme.ShippedSchemes;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class MerImporterTest {

  @TempDir private Path folder;

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void labels_become_votes_of_the_named_voter_with_their_valence(Furnished house)
      throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav", "c.wav");
    var file = file("labels.csv", "name,discrete,valence\nb,worried,-1.25\na,happy,0.25\n");

    var report = run(house, order(corpus, file));

    assertThat(report.message().english())
        .isEqualTo("2 rows: 2 written, 0 said what was there already, 0 say nothing, 0 refused.");
    assertThat(report.labels()).isEqualTo(Map.of("happy", "happiness", "worried", "worry"));
    var vote = votes(house, corpus, "b.wav").getFirst();
    assertThat(vote.candidates()).isEqualTo(CandidateSet.of("worry"));
    assertThat(vote.meaning()).isEqualTo(Meaning.ONE_OF);
    var trace = house.get(Traces.class).of(vote.id()).getFirst();
    assertThat(trace.axis()).isEqualTo(Axis.VALENCE);
    assertThat(trace.value(0)).isEqualTo(-0.25f);
    assertThat(house.get(Voting.class).votersOf(corpus))
        .singleElement()
        .satisfies(voter -> {
          assertThat(voter.name()).isEqualTo("mer");
          assertThat(voter.kind()).isEqualTo(VoterKind.MACHINE);
        });
    assertThat(clip(house, corpus, "b.wav").leadingLabel()).contains("worry");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void the_same_file_twice_changes_nothing_and_another_adds_revisions(Furnished house)
      throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav");
    var file = file("labels.csv", "name,discrete,valence\na,happy,0.3\nb,sad,\n");
    run(house, order(corpus, file));

    var again = run(house, order(corpus, file));
    assertThat(again.written()).isZero();
    assertThat(again.unchanged()).isEqualTo(2);

    file("labels.csv", "name,discrete,valence\na,happy,1\nb,sad,\n");
    var changed = run(house, order(corpus, file));
    assertThat(changed.written()).isEqualTo(1);
    assertThat(house.get(Voting.class).ledger(clip(house, corpus, "a.wav").id())).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_dry_run_says_what_does_not_match_and_why_and_writes_nothing(Furnished house)
      throws IOException {
    var corpus = corpus(house, "ekman7", "a.wav", "b.wav", "b.mp4");
    var file =
        file(
            "labels.csv",
            "name,discrete\na,happy\nb,sad\nb.mp4,sad\nnobody,sad\na.wav,sad\nc,worried\nd,glum\n");

    var report = run(house, dry(order(corpus, file)));

    assertThat(report.dryRun()).isTrue();
    assertThat(report.rows()).isEqualTo(7);
    assertThat(report.written()).isEqualTo(2);
    assertThat(report.refused()).isEqualTo(5);
    assertThat(report.faults())
        .extracting(RowFault::message)
        .containsExactlyInAnyOrder(
            "labels.csv, line 8, column discrete: \"glum\" is no class; did you mean sad?",
            "labels.csv, line 7, column discrete: no label of the corpus is the class \"worried\";"
                + " say which one is.",
            "labels.csv, line 3, column name: 2 clips of the corpus may be called \"b\".",
            "labels.csv, line 5, column name: no clip of the corpus is called \"nobody\".",
            "labels.csv, line 6, column name: clip a.wav has a row already, line 2.");
    assertThat(house.get(Voting.class).votersOf(corpus)).isEmpty();
    assertThat(votes(house, corpus, "a.wav")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void labels_become_gold_when_asked_with_the_mapping_that_is_given(Furnished house)
      throws IOException {
    var corpus = corpus(house, "ekman7", "a.wav");
    var file = file("labels.csv", "name,discrete\na,worried\n");
    var order =
        new MerOrder(
            corpus, file, "mer", true, null, null, 2, Map.of("worried", "fear"), null, null, false);

    assertThat(run(house, order).written()).isEqualTo(1);
    assertThat(run(house, order).unchanged()).isEqualTo(1);

    assertThat(house.get(Library.class).goldOf(clip(house, corpus, "a.wav").id())).contains("fear");
    assertThat(votes(house, corpus, "a.wav")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void scores_become_the_best_classes_in_falling_order(Furnished house) throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav");
    var file = folder.resolve("scores.npz");
    ClassScores.write(
        file,
        List.of(
            new ClassScores("b", List.of(0.1, 0.2, 0.05, 0.4, 0.2, 0.05)),
            new ClassScores("a", List.of(-1.0, 3.0, 2.0, -4.0, 0.0, 0.0))));
    var candidates = file("candidates.csv", "name\nb\na\n");

    run(
        house,
        new MerOrder(corpus, file, "mlp", false, null, candidates, 3, Map.of(), null, null, false));

    assertThat(votes(house, corpus, "b.wav").getFirst().candidates())
        .isEqualTo(CandidateSet.of("sadness", "anger", "worry"));
    assertThat(votes(house, corpus, "a.wav").getFirst().candidates())
        .isEqualTo(CandidateSet.of("anger", "happiness", "worry"));
    assertThatThrownBy(() -> run(house, order(corpus, file)))
        .isInstanceOf(ChallengeFileException.class)
        .hasMessageContaining("give the table of candidates");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void open_sets_become_blends_and_find_labels_over_the_wheels(Furnished house) throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav", "c.wav");
    var file = folder.resolve("words-openset.npz");
    OpenSetTable.writeNpz(
        file,
        List.of(
            new OpenSetTable.Row(1, "a", List.of("Happy", "grieved", "wistful")),
            new OpenSetTable.Row(2, "b", List.of("sad")),
            new OpenSetTable.Row(3, "c", List.of())));
    file("format.csv", "name,format\ngrief,\"['grieved', 'grief']\"\n");
    file("synonym.csv", "word_run1,synonym_run1\nhurt,\"['grief']\"\n");
    file("wheel1.csv", "level1,level2,level3\nsad,hurt,lonely\n");

    var order =
        new MerOrder(corpus, file, "words", false, null, null, 2, Map.of(), folder, null, false);

    var report = run(house, order);

    var vote = votes(house, corpus, "a.wav").getFirst();
    assertThat(vote.meaning()).isEqualTo(Meaning.ALL_OF);
    assertThat(vote.candidates()).isEqualTo(CandidateSet.of("happiness", "sadness", "other"));
    assertThat(vote.words()).containsExactly("grieved", "wistful"); // kept as they were said
    assertThat(report.others()).isEqualTo(Map.of("wistful", 1L));
    assertThat(report.labels()).containsEntry("grieved", "sadness");
    assertThat(report.empty()).isEqualTo(1);
    assertThat(report.written()).isEqualTo(2);
    assertThat(run(house, order).written()).isZero(); // words that found a label stay
  }

  @ParameterizedTest
  @MethodSource("houses")
  void transcripts_become_texts_and_descriptions_captions(Furnished house) throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav");
    var spoken = file("transcription.csv", "name,sentence\na,你好\nb,\n");
    var said = file("reasons.csv", "name,reason\na,\"Smiles, then looks away.\"\n");

    var texts = run(house, order(corpus, spoken));
    var captions = run(house, order(corpus, said));

    assertThat(texts.written()).isEqualTo(1);
    assertThat(texts.empty()).isEqualTo(1);
    assertThat(clip(house, corpus, "a.wav").text()).contains("你好");
    assertThat(captions.holds()).isEqualTo("descriptions");
    assertThat(house.get(Captioning.class).standing(clip(house, corpus, "a.wav").id()))
        .singleElement()
        .satisfies(c -> assertThat(c.text()).isEqualTo("Smiles, then looks away."));
    assertThat(run(house, order(corpus, spoken)).unchanged()).isEqualTo(1);
    assertThat(run(house, order(corpus, said)).unchanged()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void pairs_of_descriptions_become_preferences_and_a_change_of_mind_a_row_more(Furnished house)
      throws IOException {
    var corpus = corpus(house, "mer6", "a.wav", "b.wav");
    var file =
        file(
            "track3.csv",
            "name,a1,a2,preference\na,Smiles.,Weeps.,a1\na,Smiles.,Shouts.,same\nb,哭了,笑了,a2\n");

    assertThat(run(house, dry(order(corpus, file))).written()).isEqualTo(3);
    var report = run(house, order(corpus, file));
    assertThat(report.holds()).isEqualTo("preferences");
    assertThat(report.written()).isEqualTo(3);
    assertThat(run(house, order(corpus, file)).unchanged()).isEqualTo(3);

    file("track3.csv", "name,a1,a2,preference\na,Smiles.,Weeps.,a2\n");
    assertThat(run(house, order(corpus, file)).written()).isEqualTo(1);
    var clip = clip(house, corpus, "a.wav").id();
    var standing = house.get(Preferences.class).standing(List.of(clip)).get(clip);
    assertThat(standing)
        .extracting(s -> s.pair().a2(), StandingPreference::preference)
        .containsExactly(tuple("Weeps.", Preference.A2), tuple("Shouts.", Preference.SAME));
    assertThat(
            house
                .get(JdbcClient.class)
                .sql("select count(*) from preference where clip_id = ?")
                .param(clip.value())
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void pairs_that_cannot_go_in_are_told_by_file_and_line(Furnished house) throws IOException {
    var corpus = corpus(house, "mer6", "a.wav");
    var file =
        file(
            "track3.csv",
            "name,a1,a2,preference\na,A,B,a3\na,,B,a1\na,A,C,a1\na,A,C,a2\nnobody,A,B,a1\na,A\n");

    var report = run(house, order(corpus, file));

    assertThat(report.written()).isEqualTo(1);
    assertThat(report.faults())
        .extracting(RowFault::message)
        .containsExactlyInAnyOrder(
            "track3.csv, line 2, column preference: \"a3\" is none of a1, a2 and same.",
            "track3.csv, line 3, column a1: the description is empty.",
            "track3.csv, line 5, column name: these two descriptions of a have a row already, line"
                + " 4.",
            "track3.csv, line 6, column name: no clip of the corpus is called \"nobody\".",
            "track3.csv, line 7: the row has 2 cells where the header has 4.");
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_pair_is_one_however_its_clip_is_called_and_a_faulty_row_blocks_none(Furnished house)
      throws IOException {
    var corpus = corpus(house, "mer6", "a.wav");
    var file =
        file(
            "track3.csv",
            "name,a1,a2,preference\na,A,B,neither\na,A,B,a1\na.wav,A,B,a2\na.wav,B,A,same\n");

    var report = run(house, order(corpus, file));

    assertThat(report.written()).isEqualTo(2);
    assertThat(report.faults())
        .extracting(RowFault::message)
        .containsExactlyInAnyOrder(
            "track3.csv, line 2, column preference: \"neither\" is none of a1, a2 and same.",
            "track3.csv, line 4, column name: these two descriptions of a.wav have a row already,"
                + " line 3.");
    assertThat(run(house, order(corpus, file)).unchanged()).isEqualTo(2);
  }

  private static MerReport run(Furnished house, MerOrder order) {
    return house.get(MerImporter.class).run(order);
  }

  private static MerOrder order(CorpusId corpus, Path file) {
    return new MerOrder(corpus, file, "mer", false, null, null, 2, Map.of(), null, null, false);
  }

  private static MerOrder dry(MerOrder o) {
    return new MerOrder(
        o.corpus(), o.file(), o.voter(), false, null, null, 2, Map.of(), null, null, true);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static CorpusId corpus(Furnished house, String scheme, String... names) {
    var corpus =
        house
            .get(Catalogue.class)
            .create("Mer " + UUID.randomUUID(), ShippedSchemes.find(scheme).orElseThrow(), "zh")
            .id();
    for (int i = 0; i < names.length; i++) {
      house
          .get(JdbcClient.class)
          .sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, has_audio, vote_count,
                open_slots, wanted, created_at, version)
              values (nextval('row_seq'), ?, ?, ?, 'AUDIO', 'READY', true, 0, 1, true, current_timestamp, 0)
              """)
          .params(corpus.value(), names[i], i)
          .update();
    }
    return corpus;
  }

  private static Clip clip(Furnished house, CorpusId corpus, String name) {
    return house.get(Library.class).byName(corpus, name).orElseThrow();
  }

  private static List<Vote> votes(Furnished house, CorpusId corpus, String name) {
    return house.get(Voting.class).standing(clip(house, corpus, name).id());
  }
}
