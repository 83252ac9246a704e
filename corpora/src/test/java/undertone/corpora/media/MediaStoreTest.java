package undertone.corpora.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStoreTest {

  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path temp;
  private Path home;
  private Path folder;
  private MediaStore store;

  @BeforeEach
  void anEmptyHouse() throws IOException {
    home = temp.resolve("home");
    folder = Files.createDirectory(temp.resolve("import"));
    store = new MediaStore(home);
  }

  @Test
  void content_lies_under_its_hash() throws IOException {
    var clip = Files.writeString(folder.resolve("clip.txt"), "abc");

    var stored = store.put(folder, clip);

    assertThat(stored).isEqualTo(new StoredMedia(SHA256_OF_ABC, 3));
    assertThat(store.path(SHA256_OF_ABC))
        .isEqualTo(home.resolve("media/ba").resolve(SHA256_OF_ABC))
        .hasContent("abc");
    assertThat(store.holds(SHA256_OF_ABC)).isTrue();
  }

  @Test
  void the_same_content_twice_is_kept_once() throws IOException {
    var first = Files.writeString(folder.resolve("a.txt"), "abc");
    var second = Files.writeString(folder.resolve("b.txt"), "abc");

    store.put(folder, first);
    var written = Files.getLastModifiedTime(store.path(SHA256_OF_ABC));
    var again = store.put(folder, second);

    assertThat(again.hash()).isEqualTo(SHA256_OF_ABC);
    assertThat(Files.getLastModifiedTime(store.path(SHA256_OF_ABC))).isEqualTo(written);
    assertThat(filesIn(home)).containsExactly(store.path(SHA256_OF_ABC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../../../../etc/passwd",
        "ba7816bf",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad/x",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\n"
      })
  void what_is_no_hash_never_becomes_a_path(String hash) {
    assertThatThrownBy(() -> store.path(hash)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.derived(hash, "proxy.mp4"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", ".hidden", "PROXY.MP4", "a.b.c"})
  void what_is_no_plain_name_never_becomes_a_path(String name) {
    assertThatThrownBy(() -> store.derived(SHA256_OF_ABC, name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_derived_file_has_a_plain_name() {
    for (var file : DerivedFile.values()) {
      assertThat(store.derived(SHA256_OF_ABC, file))
          .isEqualTo(home.resolve("proxies/ba").resolve(SHA256_OF_ABC).resolve(file.fileName()));
    }
  }

  @Test
  void a_link_that_leaves_the_folder_is_refused() throws IOException {
    var secret = Files.writeString(temp.resolve("secret.txt"), "secret");
    var link = Files.createSymbolicLink(folder.resolve("clip.txt"), secret);
    var linkedFolder = Files.createSymbolicLink(folder.resolve("more"), temp);

    for (var file : new Path[] {link, linkedFolder.resolve("secret.txt")}) {
      assertThatThrownBy(() -> store.put(folder, file))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("leaves the folder");
    }
    assertThat(home).doesNotExist();
  }

  @Test
  void a_link_inside_the_folder_is_taken() throws IOException {
    var clip = Files.writeString(folder.resolve("clip.txt"), "abc");
    var link = Files.createSymbolicLink(folder.resolve("same.txt"), clip);

    assertThat(store.put(folder, link).hash()).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void what_is_no_regular_file_is_refused_without_waiting_for_it() throws Exception {
    var pipe = folder.resolve("pipe.mp4");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> store.put(folder, pipe)).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> store.put(folder, folder)).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> store.put(folder.resolve("missing.mp4")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static Path[] filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toArray(Path[]::new);
    }
  }
}
