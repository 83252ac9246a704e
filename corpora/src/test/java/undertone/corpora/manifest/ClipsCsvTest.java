package undertone.corpora.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.ShippedSchemes;

class ClipsCsvTest {

  private static final LabelScheme EKMAN = ShippedSchemes.find("ekman7").orElseThrow();

  @TempDir private Path folder;

  private record Read(List<ClipRow> good, List<RowFault> faults, Map<String, Long> others) {}

  @Test
  void every_column_of_the_table_has_its_place() throws IOException {
    var read =
        read(
            """
            clip,text,text:zh,split,label,candidates,candidates:fer2013,ranked:gpt4v,votes:happy,votes:unknown,caption,caption:zh,conversation,turn,speaker,start,end,valence,arousal,intensity,distressing,sex
            a b/1.mp4,Hello,你好,val,Happy,anger|disgust,neutral,sad|fearful,3,2,A smile.,微笑,d1,4,Ben,1.5,2.000001,-0.25,.5,1e0,Yes,male
            """,
            TableRules.under(EKMAN));
    assertThat(read.faults).isEmpty();
    var row = read.good.getFirst();
    assertThat(row.line()).isEqualTo(2);
    assertThat(row.name()).isEqualTo("a_b_1.mp4");
    assertThat(row.source()).isEqualTo("a b/1.mp4");
    assertThat(row.texts()).isEqualTo(Map.of("en", "Hello", "zh", "你好"));
    assertThat(row.split()).isEqualTo("valid");
    assertThat(row.gold()).isEqualTo("happiness");
    assertThat(row.opinions())
        .isEqualTo(
            Map.of(
                "candidates",
                new Opinion(false, CandidateSet.of("anger", "disgust"), List.of()),
                "fer2013",
                new Opinion(false, CandidateSet.of("neutral"), List.of()),
                "gpt4v",
                new Opinion(true, CandidateSet.of("sadness", "fear"), List.of())));
    assertThat(row.tally()).isEqualTo(new Tally(Map.of("happiness", 3), Map.of("unknown", 2)));
    assertThat(row.captions()).isEqualTo(Map.of("en", "A smile.", "zh", "微笑"));
    assertThat(row.conversation()).isEqualTo("d1");
    assertThat(row.turn()).isEqualTo(4);
    assertThat(row.speaker()).isEqualTo("Ben");
    assertThat(row.startMicros()).isEqualTo(1_500_000L);
    assertThat(row.endMicros()).isEqualTo(2_000_001L);
    assertThat(row.valence()).isEqualTo(-0.25);
    assertThat(row.arousal()).isEqualTo(0.5);
    assertThat(row.intensity()).isEqualTo(1.0);
    assertThat(row.distressing()).isTrue();
    assertThat(row.metadata()).isEqualTo(Map.of("sex", "male"));
  }

  @Test
  void only_the_clip_column_is_needed_and_may_be_called_file_or_image() throws IOException {
    assertThat(read("file\na.wav\n").good.getFirst().name()).isEqualTo("a.wav");
    assertThat(read("label,Image\n,a.png\n").good.getFirst().source()).isEqualTo("a.png");
    // when several are there, the most specific one names the clip and the others are metadata
    assertThat(read("file,clip\nx,y\n").good.getFirst().metadata()).isEqualTo(Map.of("file", "x"));
  }

  @Test
  void byte_order_mark_crlf_and_missing_last_newline_change_nothing() throws IOException {
    var plain = read("clip,text\na,\"one, \"\"two\"\"\"\nb,x\n").good;
    var windows = read("\uFEFFclip,text\r\na,\"one, \"\"two\"\"\"\r\n\r\nb,x").good;
    assertThat(plain.getFirst().text("en")).contains("one, \"two\"");
    assertThat(windows.stream().map(ClipRow::texts).toList())
        .isEqualTo(plain.stream().map(ClipRow::texts).toList());
  }

  @Test
  void a_text_may_run_over_lines_and_later_lines_keep_their_number() throws IOException {
    var read = read("clip,text,turn\na,\"one\ntwo\",1\nb,x,no\n");
    assertThat(read.good.getFirst().text("en")).contains("one\ntwo");
    assertThat(read.faults.getFirst().line()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "a,fearfull,, ~ line 2, column label: \"fearfull\" is not a label of ekman7; did you mean fear?",
        "a,upset,, ~ column label: \"upset\" fits several labels; did you mean sadness or anger?",
        "a,,happy|frustrated, ~ column ranked:x: \"frustrated\" fits several labels; did you mean sadness or anger?",
        "a,,,'1,5' ~ line 2: has 5 cells but the header has 4 columns.",
        "a,,,\"1,5\" ~ column start: \"1,5\" is not a number; did you mean 1.5?",
        "a,,,1e999 ~ column start: \"1e999\" is not a number.",
        "a,,,NaN ~ column start: \"NaN\" is not a number.",
        "a,,,-1 ~ column start: \"-1\" is not a time in seconds from 0 on.",
        ",,, ~ column clip: is empty; every row needs its clip.",
        "../a,,, ~ column clip: \"../a\" leads out of the table's folder.",
        "x/../../a,,, ~ leads out of the table's folder.",
        "/etc/passwd,,, ~ must be relative to the table's folder; did you mean passwd?",
        "C:/a.png,,, ~ must be relative to the table's folder; did you mean a.png?",
        "file:///a.png,,, ~ must be relative to the table's folder",
        "http://host/a.png,,, ~ must be relative to the table's folder",
        "b\\a.png,,, ~ uses backslashes; did you mean b/a.png?",
        "./,,, ~ column clip: \"./\" names no file.",
        "a,\"ang\"er,, ~ line 2: a quote stands in the wrong place; double quotes inside a cell."
      })
  void a_fault_is_told_with_line_column_reason_and_what_may_be_meant(String row, String complaint)
      throws IOException {
    var read =
        read(
            "clip,label,ranked:x,start\n%s\nlast,anger,sad,2\n".formatted(row),
            TableRules.under(EKMAN));
    assertThat(read.faults)
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains(complaint));
    assertThat(read.good).singleElement().satisfies(r -> assertThat(r.name()).isEqualTo("last"));
  }

  @Test
  void all_faults_of_a_row_are_told_at_once() throws IOException {
    var read = read("clip,turn,split\n/a,x,dev\n");
    assertThat(read.faults.stream().map(RowFault::column)).containsExactly("clip", "turn", "split");
    assertThat(read.faults.getLast().nearest()).containsExactly("valid");
  }

  @Test
  void two_rows_that_make_one_id_are_named_both() throws IOException {
    var read = read("clip\na/b.png\na_b.png\n./a//b.png\n");
    assertThat(read.good).hasSize(1);
    assertThat(read.faults.stream().map(RowFault::message))
        .containsExactly(
            "clips.csv, line 3, column clip: \"a_b.png\" makes the clip id a_b.png, which line 2"
                + " has already.",
            "clips.csv, line 4, column clip: \"a/b.png\" makes the clip id a_b.png, which line 2"
                + " has already.");
  }

  @Test
  void a_colon_in_an_id_is_no_address() throws IOException {
    assertThat(read("clip\ndia0:utt1\n").good.getFirst().name()).isEqualTo("dia0_utt1");
  }

  @Test
  void a_row_that_was_refused_takes_no_id() throws IOException {
    assertThat(read("clip,turn\na,x\na,1\n").good).hasSize(1);
  }

  @Test
  void a_candidate_outside_the_scheme_is_kept_as_other_and_counted() throws IOException {
    var read =
        read("clip,ranked:gpt4v\na,curious|happy|bored\nb,curious\n", TableRules.under(EKMAN));
    assertThat(read.good.getFirst().opinion("gpt4v"))
        .contains(
            new Opinion(true, CandidateSet.of("other", "happiness"), List.of("curious", "bored")));
    assertThat(read.others).isEqualTo(Map.of("gpt4v: curious", 2L, "gpt4v: bored", 1L));
  }

  @Test
  void the_first_k_of_a_ranking_become_the_set_and_a_set_stays_whole() {
    var labels = CandidateSet.of("fear", "anger", "sadness");
    assertThat(new Opinion(true, labels, List.of()).candidates(2))
        .isEqualTo(CandidateSet.of("fear", "anger"));
    assertThat(new Opinion(false, labels, List.of()).candidates(2)).isEqualTo(labels);
  }

  @Test
  void votes_for_two_words_of_one_label_add_up_and_nobody_voting_is_no_tally() throws IOException {
    var read =
        read("clip,votes:happy,votes:joy,votes:NF\na,2,3,1\nb,0,,0\n", TableRules.under(EKMAN));
    assertThat(read.good.getFirst().tally())
        .isEqualTo(new Tally(Map.of("happiness", 5), Map.of("NF", 1)));
    assertThat(read.good.getLast().tally()).isNull();
  }

  @Test
  void without_a_scheme_words_stay_as_written() throws IOException {
    var read = read("clip,label,ranked:x,votes:joy,votes:NF\na,Happy,fear|angst,1,2\n");
    var row = read.good.getFirst();
    assertThat(row.gold()).isEqualTo("Happy");
    assertThat(row.opinion("x").orElseThrow().labels()).isEqualTo(CandidateSet.of("fear", "angst"));
    assertThat(row.tally()).isEqualTo(new Tally(Map.of("joy", 1), Map.of("NF", 2)));
  }

  @Test
  void the_classes_of_a_table_are_its_words_after_aliasing() throws IOException {
    var file = write("clip,label,ranked:x,ranked:y,votes:joy,votes:NF\na,happy,fear,awe,1,2\n");
    assertThat(ids(ClipsCsv.classesOf(file, _ -> true)))
        .containsExactly("awe", "fear", "happiness");
    assertThat(ids(ClipsCsv.classesOf(file, "x"::equals))).containsExactly("fear", "happiness");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "'' ~ is empty; the first line must name the columns",
        "name,label ~ no column is named clip (or file, or image); the header reads name, label",
        "clip,split,Split ~ columns \"split\" and \"Split\" say the same thing",
        "clip,text,text:en ~ columns \"text\" and \"text:en\" say the same thing",
        "clip,candidates:x,ranked:x ~ columns \"candidates:x\" and \"ranked:x\" say the same thing",
        "clip,mood,mood ~ columns \"mood\" and \"mood\" say the same thing",
        "clip, ~ column 2 has no name",
        "clip,ranked ~ must name its voter: ranked:NAME",
        "clip,ranked:votes ~ belongs to the anonymous crowd",
        "clip,votes:upset ~ may mean sadness or anger"
      })
  void a_header_that_cannot_be_understood_stops_the_table(String header, String complaint)
      throws IOException {
    var file = write(header + "\n");
    assertThatThrownBy(() -> ClipsCsv.open(file, TableRules.under(EKMAN)))
        .isInstanceOf(ClipsCsvException.class)
        .hasMessageStartingWith("clips.csv: ")
        .hasMessageContaining(complaint);
  }

  @Test
  void a_missing_file_is_said_to_be_missing() {
    assertThatThrownBy(() -> ClipsCsv.open(folder.resolve("clips.csv"), TableRules.AS_WRITTEN))
        .isInstanceOf(ClipsCsvException.class)
        .hasMessageContaining("there is no such file in " + folder);
  }

  @Test
  void a_quote_that_never_closes_costs_its_row_only() throws IOException {
    var read = read("clip,text\na,\"open\nb,x\nc,y\n");
    assertThat(read.good.stream().map(ClipRow::name)).containsExactly("b", "c");
    assertThat(read.faults.getFirst().message())
        .isEqualTo("clips.csv, line 2: a quoted cell opens here and never closes.");
  }

  @Test
  void bytes_that_are_not_utf8_cost_their_row_only() throws IOException {
    var file = write("clip,text\na,café\nb,x\n", StandardCharsets.ISO_8859_1);
    var read = read(file, TableRules.AS_WRITTEN);
    assertThat(read.good.stream().map(ClipRow::name)).containsExactly("b");
    assertThat(read.faults.getFirst().message()).contains("line 2: the row is not UTF-8");
  }

  @Test
  void too_long_lines_cells_and_tables_are_told_and_the_rest_is_read() throws IOException {
    var rules = new TableRules(null, "en", new TableLimits(10, 40, 3, 4));
    var long1 = "x".repeat(41);
    var read =
        read(
            write("clip,text\na,%s\nb,%s\nc,ok\nd,ok\ne,late\n".formatted(long1, "y".repeat(11))),
            rules);
    assertThat(read.good.stream().map(ClipRow::name)).containsExactly("c", "d");
    assertThat(read.faults.stream().map(RowFault::message))
        .containsExactly(
            "clips.csv, line 2: the line is longer than 40 characters.",
            "clips.csv, line 3: a cell is longer than 10 characters.",
            "clips.csv, line 6: the table has more than 4 rows.");
    assertThatThrownBy(() -> ClipsCsv.open(write("clip,a,b,c\n"), rules))
        .hasMessageContaining("4 columns, more than the 3 allowed");
  }

  @Test
  void one_endless_line_is_passed_over_without_being_kept() throws IOException {
    var file = folder.resolve("clips.csv");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("clip,text\na,\"");
      var chunk = "x".repeat(1 << 20);
      for (int i = 0; i < 64; i++) {
        out.write(chunk);
      }
      out.write("\nb,x\n");
    }
    var read = read(file, TableRules.AS_WRITTEN);
    assertThat(read.good.stream().map(ClipRow::name)).containsExactly("b");
    assertThat(read.faults).hasSize(1);
  }

  @Test
  void a_file_full_of_open_quotes_is_given_up() throws IOException {
    var read = read("clip,text\n" + "a,\"x\",\"\n".repeat(1001));
    assertThat(read.good).isEmpty();
    assertThat(read.faults).isNotEmpty().hasSizeLessThan(1002);
  }

  private static List<String> ids(LabelScheme scheme) {
    return scheme.labels().stream().map(Label::id).toList();
  }

  private Path write(String table) throws IOException {
    return write(table, StandardCharsets.UTF_8);
  }

  private Path write(String table, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("clips.csv"), table, charset);
  }

  private Read read(String table) throws IOException {
    return read(table, TableRules.AS_WRITTEN);
  }

  private Read read(String table, TableRules rules) throws IOException {
    return read(write(table), rules);
  }

  private static Read read(Path file, TableRules rules) {
    var good = new ArrayList<ClipRow>();
    var faults = new ArrayList<RowFault>();
    try (var table = ClipsCsv.open(file, rules)) {
      for (var result : table) {
        switch (result) {
          case RowResult.Good(var row) -> good.add(row);
          case RowResult.Bad(var told) -> faults.addAll(told);
        }
      }
      return new Read(good, faults, table.others());
    }
  }
}
