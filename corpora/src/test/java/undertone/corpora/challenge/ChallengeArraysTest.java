package undertone.corpora.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays, dictionaries and pairs: the lesser files of the challenges.
class ChallengeArraysTest {

  @TempDir private Path folder;

  @Test
  void the_published_labels_of_2023_have_the_published_counts() throws IOException {
    var file = PublishedFiles.path("MERBench/dataset/mer2023-dataset-process/label-6way.npz");

    var parts = PackedLabels.read(file).parts();

    assertThat(parts)
        .extracting(PackedLabels.Part::name)
        .containsExactly("test1", "test2", "test3", "train");
    assertThat(parts).extracting(part -> part.rows().size()).containsExactly(411, 412, 834, 3373);
    assertThat(parts).allMatch(PackedLabels.Part::labelled);
    assertThat(counts(parts.get(3))).containsExactly(871L, 822L, 689L, 383L, 462L, 146L);
    assertThat(counts(parts.get(0))).containsExactly(88L, 105L, 93L, 50L, 57L, 18L);
    assertThat(counts(parts.get(1))).containsExactly(123L, 98L, 87L, 40L, 52L, 12L);
    assertThat(counts(parts.get(2))).containsExactly(166L, 183L, 169L, 257L, 45L, 14L);
    assertThat(parts.get(2).rows()).as("of SEMI no valence").allMatch(r -> r.valence() == null);
  }

  private static List<Long> counts(PackedLabels.Part part) {
    var counts =
        part.rows().stream()
            .collect(Collectors.groupingBy(LabelTable.Row::emotion, Collectors.counting()));
    return MerClass.IN_ORDER.stream().map(c -> counts.getOrDefault(c, 0L)).toList();
  }

  @Test
  void the_published_transcripts_are_read_in_both_languages() throws IOException {
    var file =
        PublishedFiles.path(
            "MERBench/dataset/mer2023-dataset-process/transcription-engchi-polish.csv");

    var transcripts = Transcripts.read(file);

    assertThat(transcripts.faults()).isEmpty();
    assertThat(transcripts.rows()).hasSize(5030);
    assertThat(transcripts.rows()).anyMatch(row -> !row.english().isBlank());
  }

  @Test
  void an_older_transcript_has_one_column_of_sentences() throws IOException {
    var file = Files.writeString(folder.resolve("t.csv"), "name,sentence\na,你好\n");

    assertThat(Transcripts.read(file).rows())
        .containsExactly(new Transcripts.Row(2, "a", "你好", ""));
  }

  @Test
  void scores_of_classes_go_with_the_list_of_candidates() throws IOException {
    var file = folder.resolve("result.npz");
    var clips =
        List.of(
            new ClassScores("a", List.of(0.1, 0.2, 0.3, 0.2, 0.1, 0.1)),
            new ClassScores("b", List.of(2.5, -1.0, 2.5, 0.0, 0.0, 0.0)));

    ClassScores.write(file, clips);

    assertThat(ClassScores.read(file, List.of("a", "b"))).isEqualTo(clips);
    assertThat(clips)
        .extracting(ClassScores::best)
        .containsExactly(MerClass.HAPPY, MerClass.NEUTRAL);
    assertThatThrownBy(() -> ClassScores.read(file, List.of("a")))
        .hasMessage("result.npz: emo_probs has the shape [2,6] but the candidates ask for [1,6].");
  }

  @Test
  void reasons_become_a_table() throws IOException {
    var file = folder.resolve("reasons.csv");
    var reasons = new LinkedHashMap<String, String>();
    reasons.put("a", "He smiles,\nthen \"laughs\".");

    Reasons.write(file, reasons);

    assertThat(file).hasContent("name,reason\na,\"He smiles,\nthen \"\"laughs\"\".\"\n");
  }

  @Test
  void a_reply_prefers_what_it_begins_with_else_what_it_names_first() {
    assertThat(Preference.inReply("A2 is better than a1.")).isEqualTo(Preference.A2);
    assertThat(Preference.inReply("Same.")).isEqualTo(Preference.SAME);
    assertThat(Preference.inReply("I think a2, not a1")).isEqualTo(Preference.A2);
    assertThat(Preference.inReply("no idea")).isEqualTo(Preference.SAME);
  }

  @Test
  void preferences_are_kept_as_a_table_and_as_two_arrays() throws IOException {
    var csv = folder.resolve("pairs.csv");
    var npz = folder.resolve("answers.npz");
    var rows =
        List.of(
            new PreferenceTable.Row(2, "s1", "a smile, wide", "a frown", Preference.A1),
            new PreferenceTable.Row(3, "s1", "喜", "悲", Preference.SAME));

    PreferenceTable.writeCsv(csv, rows);
    PreferenceTable.writeNpz(
        npz, List.of(Preference.A1, Preference.SAME), List.of(Preference.A2, Preference.A1));

    assertThat(PreferenceTable.truth(csv).rows()).isEqualTo(rows);
    assertThat(PreferenceTable.truth(npz).rows())
        .extracting(PreferenceTable.Row::preference)
        .containsExactly(Preference.A1, Preference.SAME);
    assertThat(PreferenceTable.replies(npz).rows())
        .extracting(PreferenceTable.Row::preference)
        .containsExactly(Preference.A2, Preference.A1);
    assertThat(PreferenceTable.truth(Files.writeString(csv, "name,preference\na,a3\n")).faults())
        .singleElement()
        .matches(f -> f.message().contains("\"a3\" is none of a1, a2 and same"));
  }

  @Test
  void synonym_groups_come_for_all_clips_or_for_each() throws IOException {
    var all = Files.writeString(folder.resolve("all.json"), "[[\"happy\", \"joyful\"]]");
    var each = Files.writeString(folder.resolve("each.json"), "{\"a\": [[\"happy\", \"joyful\"]]}");
    var bad = Files.writeString(folder.resolve("bad.json"), "{\"a\": [\"happy\"]}");

    assertThat(SynonymGroups.read(all).first("b", "joyful")).isEqualTo("happy");
    assertThat(SynonymGroups.read(each).first("a", "joyful")).isEqualTo("happy");
    assertThat(SynonymGroups.read(each).first("b", "joyful")).isEqualTo("joyful");
    assertThatThrownBy(() -> SynonymGroups.read(bad)).hasMessageContaining("arrays of arrays");
    assertThatThrownBy(() -> SynonymGroups.read(Files.writeString(bad, "[")))
        .hasMessageContaining("is no JSON");
  }

  @Test
  void published_groups_of_synonyms_are_read_from_their_archive() throws IOException {
    var groups = SynonymGroups.read(PublishedFiles.path("MER2024/ov_store/openset-synonym.zip"));

    assertThat(groups.first("sample_00000000", "relaxed")).isEqualTo("joyful");
    assertThat(groups.first("sample_00000000", "unheard")).isEqualTo("unheard");
  }

  @Test
  void published_wheels_have_the_published_sizes() throws IOException {
    var folder = PublishedFiles.path("MER2025/MER2025_Track23/emotion_wheel");

    var wheels = WheelFiles.tables(folder);

    assertThat(wheels.bases()).hasSize(7386);
    assertThat(wheels.wheelWords()).hasSize(1255);
    assertThat(wheels.wheels())
        .extracting(wheel -> wheel.level1().values().stream().distinct().count())
        .containsExactly(6L, 7L, 6L, 6L, 6L);
    assertThat(wheels.wheels())
        .extracting(wheel -> wheel.level2().values().stream().distinct().count())
        .containsExactly(36L, 41L, 36L, 48L, 36L);
    assertThat(
            wheels.wheels().stream().flatMap(w -> w.level1().keySet().stream()).distinct().count())
        .isEqualTo(253);
  }

  @Test
  void the_frozen_wheels_of_2026_have_the_published_sizes() throws IOException {
    var folder = PublishedFiles.path("MER2026/MER2026_Track2/emotion_wheel");

    var wheels = WheelFiles.frozen(folder);

    assertThat(wheels.bases()).hasSize(7356);
    assertThat(wheels.wheels())
        .extracting(wheel -> wheel.level1().values().stream().distinct().count())
        .containsExactly(6L, 7L, 6L, 6L, 6L);
  }

  @Test
  void wheels_may_be_csv_tables() throws IOException {
    Files.writeString(folder.resolve("format.csv"), "name,format\nmerry,\"merrier,merrily\"\n");
    Files.writeString(
        folder.resolve("synonym.csv"),
        "word_run1,synonym_run1,word_run2,synonym_run2\nJoy,\"['merry']\",joy,glad\n");
    Files.writeString(
        folder.resolve("wheel1.csv"), "level1,level2,level3\nPlus,Bright,Joy\n,,Fun\n,Calm,Ease\n");

    var wheels = WheelFiles.tables(folder);

    assertThat(wheels.bases()).containsOnlyKeys("merry", "merrier", "merrily");
    assertThat(wheels.wheelWords())
        .containsEntry("merry", List.of("joy"))
        .containsEntry("glad", List.of("joy"))
        .containsEntry("joy", List.of("joy"));
    assertThat(wheels.wheels().getFirst().level2())
        .containsEntry("plus", "bright")
        .containsEntry("fun", "bright")
        .containsEntry("ease", "calm");
  }

  @Test
  void a_workbook_that_is_none_or_unfolds_without_end_is_refused() throws IOException {
    var book = Files.writeString(folder.resolve("wheel1.xlsx"), "level1,level2,level3\n");
    assertThatThrownBy(() -> WheelFiles.tables(folder)).hasMessageContaining("is no workbook");

    try (var zip = new ZipOutputStream(Files.newOutputStream(book))) {
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      for (int i = 0; i < 65; i++) {
        zip.write(new byte[1 << 20]);
      }
    }

    assertThatThrownBy(() -> WheelFiles.tables(folder)).hasMessageContaining("is too large");
  }

  @Test
  void a_folder_without_wheels_is_told_what_belongs_there() {
    assertThatThrownBy(() -> WheelFiles.tables(folder))
        .isInstanceOf(ChallengeFileException.class)
        .hasMessageContaining("has no wheel1.xlsx or wheel1.csv");
  }
}
