package undertone.corpora.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.manifest.RowFault;

class LabelTableTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("labels.csv"), text);
  }

  private static List<String> said(List<RowFault> faults) {
    return faults.stream().map(RowFault::message).toList();
  }

  @Test
  void classes_and_valence_are_read_with_a_byte_order_mark_and_in_any_order_of_columns()
      throws IOException {
    var table =
        LabelTable.submission(
            file("\uFEFFdiscrete,name,valence\r\nangry,sample_1,-2.25\r\nsurprise,样本,4\r\n"),
            MerTrack.MER2023_MULTI);

    assertThat(table.faults()).isEmpty();
    assertThat(table.rows())
        .containsExactly(
            new LabelTable.Row(2, "sample_1", MerClass.ANGRY, -2.25),
            new LabelTable.Row(3, "样本", MerClass.SURPRISE, 4.0));
  }

  @Test
  void tracks_of_2026_may_call_classes_by_nouns_and_others_may_not() throws IOException {
    var nouns = "name,discrete\na,happiness\nb,sadness\nc,anger\nd,worry\ne,neutral\n";

    var table = LabelTable.submission(file(nouns), MerTrack.MER2026_CROSS);

    assertThat(table.faults()).isEmpty();
    assertThat(table.rows())
        .extracting(LabelTable.Row::emotion)
        .containsExactly(
            MerClass.HAPPY, MerClass.SAD, MerClass.ANGRY, MerClass.WORRIED, MerClass.NEUTRAL);
    assertThat(LabelTable.submission(file(nouns), MerTrack.MER2025_SEMI).faults()).hasSize(4);
  }

  @Test
  void every_fault_of_a_submission_is_told_with_its_line_and_what_may_have_been_meant()
      throws IOException {
    var table =
        LabelTable.submission(
            file(
                """
                name,discrete,valence
                a,surprised,1
                b,fear,1
                c,hapy,1
                d,Angry,1
                e,sad,5.25
                f,sad,NaN
                g,sad,
                ,sad,1
                i,sad
                j,,1
                k,"sad,1
                l,worried,-5
                """),
            MerTrack.MER2023_MULTI);

    assertThat(table.rows()).extracting(LabelTable.Row::name).containsExactly("l");
    assertThat(said(table.faults()))
        .containsExactly(
            "labels.csv, line 10: the row has 2 cells where the header has 3.",
            "labels.csv, line 12: a quoted cell opens here and never closes.",
            "labels.csv, line 2, column discrete: \"surprised\" is no class; did you mean surprise?",
            "labels.csv, line 3, column discrete: \"fear\" is no class; did you mean sad?",
            "labels.csv, line 4, column discrete: \"hapy\" is no class; did you mean happy?",
            "labels.csv, line 5, column discrete: \"Angry\" is no class; did you mean angry?",
            "labels.csv, line 6, column valence: \"5.25\" is no valence; it lies in -5..5.",
            "labels.csv, line 7, column valence: \"NaN\" is no valence; it lies in -5..5.",
            "labels.csv, line 8, column valence: the valence is missing.",
            "labels.csv, line 9, column name: the name of the clip is missing.",
            "labels.csv, line 11, column discrete: the class is missing.");
  }

  @Test
  void labels_of_people_and_models_may_say_surprised_and_leave_valence_open() throws IOException {
    var table = LabelTable.read(file("name,discrete,valence\na,surprised,-10\nb,anger,\n"));

    assertThat(table.faults()).isEmpty();
    assertThat(table.rows())
        .containsExactly(
            new LabelTable.Row(2, "a", MerClass.SURPRISE, null),
            new LabelTable.Row(3, "b", MerClass.ANGRY, null));
  }

  @Test
  void a_submission_is_written_without_a_mark_in_plain_lines() throws IOException {
    var file = folder.resolve("submission.csv");
    var rows =
        List.of(
            new LabelTable.Row(2, "样本, 1", MerClass.HAPPY, 0.25),
            new LabelTable.Row(3, "b", MerClass.WORRIED, -5.0));

    LabelTable.write(file, rows);

    assertThat(Files.readAllBytes(file))
        .isEqualTo(
            "name,discrete,valence\n\"样本, 1\",happy,0.25\nb,worried,-5.0\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(LabelTable.submission(file, MerTrack.MER2023_MULTI).rows()).isEqualTo(rows);

    LabelTable.write(file, List.of(new LabelTable.Row(2, "b", MerClass.SAD, null)));
    assertThat(file).hasContent("name,discrete\nb,sad\n");
  }

  @Test
  void a_table_without_the_column_of_classes_is_refused_as_a_whole() throws IOException {
    var file = file("name,emotion\na,sad\n");

    assertThatThrownBy(() -> LabelTable.read(file))
        .hasMessage("labels.csv: has no column discrete, only name, emotion.");
    assertThatThrownBy(() -> LabelTable.read(file(""))).hasMessageContaining("has no header");
  }

  @Test
  void names_are_exact_once_each_and_none_is_missing() {
    var rows =
        List.of(
            new LabelTable.Row(2, "sample_1", MerClass.SAD, null),
            new LabelTable.Row(3, "sample_2.mp4", MerClass.SAD, null),
            new LabelTable.Row(4, "sample_1", MerClass.SAD, null),
            new LabelTable.Row(5, "other", MerClass.SAD, null));
    var expected = List.of("sample_1", "sample_2", "sample_3");

    assertThat(said(Coverage.faults("f.csv", rows, expected, false)))
        .containsExactly(
            "f.csv, line 3, column name: clip \"sample_2.mp4\" is not among the 3 expected; did you"
                + " mean sample_2?",
            "f.csv, line 4, column name: clip sample_1 has a row already, line 2.",
            "f.csv, line 5, column name: clip \"other\" is not among the 3 expected.",
            "f.csv: there is no row for clip sample_2.",
            "f.csv: there is no row for clip sample_3.");
    assertThat(said(Coverage.faults("f.csv", rows, expected, true)))
        .as("a pool may hold others")
        .noneMatch(message -> message.contains("\"other\""));
  }
}
