package undertone.corpora.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

  @TempDir private Path temp;
  private Path folder = Path.of("");

  @BeforeEach
  void lay_out_a_folder() throws IOException {
    folder = Files.createDirectories(temp.resolve("media"));
    put("b/2.wav");
    put("b/1.wav");
    put("a.png");
    put(".hidden.png");
    put(".git/object");
  }

  @Test
  void files_come_sorted_and_hidden_ones_not_at_all() {
    assertThat(sources()).containsExactly("a.png", "b/1.wav", "b/2.wav");
  }

  @Test
  void a_link_is_followed_only_to_a_file_inside_the_folder() throws IOException {
    Files.writeString(temp.resolve("secret.png"), "x");
    Files.createSymbolicLink(folder.resolve("inside.png"), folder.resolve("a.png"));
    Files.createSymbolicLink(folder.resolve("outside.png"), temp.resolve("secret.png"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere.png"), folder.resolve("gone.png"));
    assertThat(sources()).containsExactly("a.png", "b/1.wav", "b/2.wav", "inside.png");
    assertThat(complaints())
        .containsExactly(
            "loop: is a link to something that is not a file.",
            "nowhere.png: is a link that leads nowhere.",
            "outside.png: is a link that leads out of the folder.");
  }

  @Test
  void two_files_that_make_one_id_are_named_both() throws IOException {
    put("b_1.wav");
    assertThat(complaints())
        .containsExactly("b_1.wav: makes the clip id b_1.wav, which b/1.wav has already.");
  }

  @Test
  void a_path_resolves_only_inside_its_folder() throws IOException {
    Files.writeString(temp.resolve("secret.png"), "x");
    Files.createSymbolicLink(folder.resolve("outside.png"), temp.resolve("secret.png"));
    assertThat(FolderScan.resolve(folder, "b/1.wav")).exists();
    assertThatThrownBy(() -> FolderScan.resolve(folder, "outside.png"))
        .isInstanceOf(OutsideFolderException.class)
        .hasMessageContaining("leads out of the table's folder");
    assertThatThrownBy(() -> FolderScan.resolve(folder, "../secret.png"))
        .isInstanceOf(OutsideFolderException.class);
  }

  @Test
  void a_missing_folder_is_said_to_be_missing() {
    assertThatThrownBy(() -> FolderScan.of(temp.resolve("gone")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot read the folder");
  }

  private void put(String path) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  private List<String> sources() {
    var sources = new ArrayList<String>();
    for (var result : FolderScan.of(folder)) {
      if (result instanceof RowResult.Good(var row)) {
        sources.add(row.source());
      }
    }
    return sources;
  }

  private List<String> complaints() {
    var complaints = new ArrayList<String>();
    for (var result : FolderScan.of(folder)) {
      if (result instanceof RowResult.Bad(var faults)) {
        faults.forEach(f -> complaints.add(f.message()));
      }
    }
    return complaints;
  }
}
