package undertone.corpora.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.challenge.OpenSet.Dialect;

class OpenSetTableTest {

  @TempDir private Path folder;

  @Test
  void a_quoted_list_gives_its_words() {
    assertThat(OpenSet.parse("['happy', \"relieved\"]", Dialect.QUOTED))
        .containsExactly("happy", "relieved");
    assertThat(OpenSet.parse("['worn, out']", Dialect.QUOTED)).containsExactly("worn, out");
    assertThat(OpenSet.parse("Sure: ['happy'] and ['sad']", Dialect.QUOTED))
        .containsExactly("happy");
    assertThat(OpenSet.parse("[]", Dialect.QUOTED)).isEmpty();
    assertThat(OpenSet.parse("", Dialect.QUOTED)).isEmpty();
  }

  @Test
  void since_2025_quotes_and_brackets_may_be_missing() {
    assertThat(OpenSet.parse("happy,  let down , ", Dialect.LISTED))
        .containsExactly("happy", "let down");
    assertThat(OpenSet.parse("[' happy ', 开心]", Dialect.LISTED)).containsExactly("happy", "开心");
    assertThat(OpenSet.parse("['cut off, tired", Dialect.LISTED))
        .containsExactly("cut off", "tired");
    assertThat(OpenSet.parse(" ", Dialect.LISTED)).isEmpty();
  }

  @Test
  void both_forms_come_back_as_they_were_written() throws IOException {
    var rows =
        List.of(
            new OpenSetTable.Row(1, "sample_1", List.of("happy", "let down")),
            new OpenSetTable.Row(2, "样本", List.of("开心")),
            new OpenSetTable.Row(3, "sample_3", List.of()));
    var csv = folder.resolve("openset.csv");
    var npz = folder.resolve("baseline-openset.npz");

    OpenSetTable.writeCsv(csv, rows);
    OpenSetTable.writeNpz(npz, rows);

    assertThat(csv)
        .hasContent("name,openset\nsample_1,\"['happy', 'let down']\"\n样本,['开心']\nsample_3,[]\n");
    assertThat(OpenSetTable.read(csv, Dialect.QUOTED).rows())
        .extracting(OpenSetTable.Row::words)
        .containsExactly(List.of("happy", "let down"), List.of("开心"), List.of());
    assertThat(OpenSetTable.read(npz, Dialect.LISTED).rows()).isEqualTo(rows);
  }

  @Test
  void a_word_that_would_part_in_two_is_not_written() {
    for (var word : List.of("happy, sad", "it's", "[x]", " ", "a\nb")) {
      assertThatThrownBy(() -> OpenSet.write(List.of(word)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void rows_without_a_name_are_told() throws IOException {
    var file = Files.writeString(folder.resolve("o.csv"), "name,openset\n,['sad']\nb,\n");

    var table = OpenSetTable.read(file, Dialect.QUOTED);

    assertThat(table.faults()).singleElement().matches(f -> f.line() == 2);
    assertThat(table.rows()).containsExactly(new OpenSetTable.Row(3, "b", List.of()));
  }
}
