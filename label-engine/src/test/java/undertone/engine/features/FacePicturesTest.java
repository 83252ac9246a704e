package undertone.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;

class FacePicturesTest {
  @TempDir private Path folder;

  private List<byte[]> picturesOf(Frame... frames) throws Exception {
    var file = Files.writeString(folder.resolve("clip"), "" + List.of(frames).hashCode());
    var media =
        new MediaDecoder() {
          @Override
          public List<Frame> frames(Path of, double rateHz, int maxFrames, int maxSide) {
            return List.of(frames);
          }

          @Override
          public float[] mono(Path of, int sampleRateHz) {
            return new float[0];
          }
        };
    var clip = new ClipSource("clip", Modality.VIDEO, file, null, null, null);
    try (var faces = FacePictures.open(media)) {
      return faces
          .of(List.of(clip), new FeatureCache(folder.resolve("cache")), 1, FeatureProgress.SILENT)
          .getFirst();
    }
  }

  private static Frame face(int seed) {
    return Pictures.frame(0, Pictures.clouds(48, 48, seed));
  }

  @Test
  void a_still_has_one_picture_in_grey_of_three_equal_colours() throws Exception {
    var pictures = picturesOf(face(1));

    assertThat(pictures).hasSize(1);
    var picture = pictures.getFirst();
    assertThat(picture).hasSize(FacePictures.SIDE * FacePictures.SIDE * 3);
    for (int p = 0; p < picture.length; p += 3) {
      assertThat(picture[p + 1]).isEqualTo(picture[p]);
      assertThat(picture[p + 2]).isEqualTo(picture[p]);
    }
  }

  @Test
  void a_long_film_has_an_early_a_middle_and_a_late_picture() throws Exception {
    var pictures =
        picturesOf(face(1), face(1), face(1), face(2), face(2), face(2), face(3), face(3), face(3));

    assertThat(pictures).hasSize(3);
    assertThat(pictures.get(0)).isEqualTo(picturesOf(face(1)).getFirst());
    assertThat(pictures.get(1)).isEqualTo(picturesOf(face(2)).getFirst());
    assertThat(pictures.get(2)).isEqualTo(picturesOf(face(3)).getFirst());
  }

  @Test
  void a_film_without_a_face_has_none() throws Exception {
    assertThat(picturesOf(Pictures.frame(0, Pictures.clouds(320, 240, 1)))).isEmpty();
  }
}
