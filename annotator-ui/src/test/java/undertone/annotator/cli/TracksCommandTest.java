package undertone.annotator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class TracksCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int undertone(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return new CommandLine(new UndertoneCommand())
        .setExecutionExceptionHandler(new PlainWords())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private void talks(Path home, String... clips) throws IOException {
    var table = new StringBuilder("clip,text,label\n");
    Stream.of(clips).forEach(clip -> table.append(clip).append(",words,happiness\n"));
    var from = Files.createDirectories(folder.resolve("from"));
    Files.writeString(from.resolve("clips.csv"), table);
    assertThat(undertone("corpus", "create", "faces", "--home", home)).isZero();
    assertThat(undertone("corpus", "import", "faces", from, "--home", home))
        .as(err.toString())
        .isZero();
  }

  @Test
  void tables_of_frames_come_in_are_listed_go_out_and_are_forgotten() throws IOException {
    var home = folder.resolve("home");
    talks(home, "a", "b");
    var table = folder.resolve("frames.csv");
    Files.writeString(table, "clip,time,valence,AU12\na,0,0.5,0.25\na,0.04,,0.75\nb,0,-0.5,\n");

    assertThat(undertone("tracks", "import", "faces", table, "--voter", "eyes", "--home", home))
        .isZero();
    assertThat(out.toString()).contains("2 clips, 3 frames; valence, AU12");
    undertone("tracks", "list", "faces", "--home", home);
    assertThat(out.toString()).contains("eyes: 2 clips");

    var written = folder.resolve("out.csv");
    undertone("tracks", "export", "faces", written, "--voter", "eyes", "--home", home);
    assertThat(Files.readString(written, StandardCharsets.UTF_8).lines())
        .containsExactly(
            "clip,time,valence,AU12",
            "a,0.000000,0.5,0.25",
            "a,0.040000,,0.75",
            "b,0.000000,-0.5,");

    undertone("tracks", "remove", "faces", "--voter", "eyes", "--home", home);
    undertone("tracks", "list", "faces", "--home", home);
    assertThat(out.toString()).contains("Nobody follows faces in this corpus.");
  }

  @Test
  void what_cannot_be_taken_is_told_and_ends_the_command_with_one() throws IOException {
    var home = folder.resolve("home");
    talks(home, "a");
    var table = folder.resolve("frames.csv");
    Files.writeString(table, "clip,time,AU12\na,0,0.5\nzz,0,0.5\n");

    assertThat(undertone("tracks", "import", "faces", table, "--voter", "eyes", "--home", home))
        .isOne();
    assertThat(err.toString()).contains("The corpus has no clip, or several, called zz.");
    assertThat(out.toString()).contains("1 clips, 1 frames; AU12");
  }

  @Test
  void tables_as_py_feat_writes_them_are_read_as_they_are() throws IOException {
    var data = System.getenv("UNDERTONE_DATA");
    var tables = Path.of(data == null ? "" : data).resolve("video/py-feat/docs/data/news_sample");
    assumeTrue(
        data != null && Files.isDirectory(tables), "no tables of Py-Feat under UNDERTONE_DATA");
    var home = folder.resolve("home");
    talks(home, "001", "002", "003");

    var command = new ArrayList<Object>(List.of("tracks", "import", "faces"));
    List.of("001", "002", "003").forEach(name -> command.add(tables.resolve(name + ".csv")));
    command.addAll(List.of("--voter", "Py-Feat", "--fps", 30, "--json", "--home", home));

    assertThat(undertone(command.toArray())).as(err.toString()).isZero();

    var told = JsonMapper.shared().readTree(out.toString());
    assertThat(told.get("clips").asInt()).isEqualTo(3);
    assertThat(told.get("faults").size()).as(told.get("faults").toString()).isZero();
    assertThat(told.at("/measures/AU12").asInt()).isEqualTo(3);
    assertThat(told.at("/measures/valence").asInt()).isEqualTo(3);
  }
}
