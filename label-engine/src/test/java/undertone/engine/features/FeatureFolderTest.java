package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;

class FeatureFolderTest {
  @TempDir Path folder = Path.of("");

  private void vector(String name, double... numbers) throws IOException {
    Files.write(folder.resolve(name + ".npy"), Npy.encode(floats(numbers)));
  }

  private static float[] floats(double... numbers) {
    var floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private void frames(String name, double[]... rows) throws IOException {
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put("frames", NumpyArray.of(rows));
    var archive = new ByteArrayOutputStream();
    Npz.write(archive, arrays);
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
      zip.getNextEntry();
      Files.write(folder.resolve(name + ".npy"), zip.readAllBytes());
    }
  }

  private float @Nullable [] read(String clip) throws IOException {
    return FeatureFolder.read(folder, List.of(clip)).getFirst();
  }

  @Test
  void a_vector_is_taken_as_it_is_and_frames_by_their_mean() throws IOException {
    vector("sample_1", 1, -2);
    frames("sample_2", new double[] {1, 2}, new double[] {3, 6});

    assertThat(read("sample_1.mp4")).containsExactly(1, -2);
    assertThat(read("sample_2")).containsExactly(2, 4);
  }

  @Test
  void files_of_single_faces_are_averaged_over_all_frames() throws IOException {
    Files.createDirectory(folder.resolve("sample_1"));
    vector("sample_1/face_0", 3, 0);
    frames("sample_1/face_1", new double[] {0, 3}, new double[] {0, 0});

    assertThat(read("sample_1")).containsExactly(1, 1);
  }

  @Test
  void a_clip_without_a_face_or_a_file_has_no_feature() throws IOException {
    vector("sample_1", 1, 2);
    vector("sample_2");
    Files.createDirectory(folder.resolve("sample_3"));

    var vectors =
        FeatureFolder.read(folder, List.of("sample_1", "sample_2", "sample_3", "sample_4"));

    assertThat(vectors.getFirst()).containsExactly(1, 2);
    assertThat(vectors.subList(1, 4)).containsOnlyNulls();
  }

  @Test
  void folders_that_do_not_fit_are_refused() throws IOException {
    vector("sample_1", 1, 2);
    vector("sample_2", 1, 2, 3);
    vector("sample_3", Double.NaN, 2);

    assertThatThrownBy(() -> FeatureFolder.read(folder, List.of("sample_1", "sample_2")))
        .hasMessageContaining("sample_2.npy has 3 numbers where those before it have 2");
    assertThatThrownBy(() -> read("sample_3")).hasMessageContaining("no finite number");
    assertThatThrownBy(() -> read("sample_9.mp4")).hasMessageContaining("such as sample_9.npy");
    assertThatThrownBy(() -> FeatureFolder.read(folder.resolve("none"), List.of("a")))
        .hasMessageContaining("There is no folder of features");
  }

  @Test
  void the_scale_is_that_of_the_clips_that_are_learned_from_and_what_is_missing_is_told() {
    var rows =
        CommonScale.of(
            Arrays.asList(floats(1, 5), floats(3, 5), floats(1000, 7), (float @Nullable []) null),
            i -> i < 2);

    assertThat(rows).isDeepEqualTo(new float[][] {{-1, 1}, {1, 1}, {10, 1}, {0, 0}});
    assertThat(CommonScale.beside(List.of(rows, new float[][] {{7}, {8}, {9}, {6}})))
        .isDeepEqualTo(new float[][] {{-1, 1, 7}, {1, 1, 8}, {10, 1, 9}, {0, 0, 6}});
  }
}
