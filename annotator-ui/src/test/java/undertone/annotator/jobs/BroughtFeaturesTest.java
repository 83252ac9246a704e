package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import undertone.corpora.InvalidValueException;

class BroughtFeaturesTest {

  @Test
  void every_name_has_a_folder_of_its_own_inside() {
    assertThat(BroughtFeatures.folder("mosi-bert_2")).isEqualTo("mosi-bert_2");
    assertThat(BroughtFeatures.folder("语音")).isNotEqualTo(BroughtFeatures.folder("文字"));
    assertThat(BroughtFeatures.folder("a b")).isNotEqualTo(BroughtFeatures.folder("a_b"));
    assertThat(BroughtFeatures.folder("../..")).doesNotContain(".", "/");
    assertThat(BroughtFeatures.folder("a.growing")).doesNotContain(".");
  }

  @Test
  void a_set_without_a_name_has_none() {
    for (var nothing : new String[] {"", "  "}) {
      assertThatThrownBy(() -> BroughtFeatures.folder(nothing))
          .isInstanceOf(InvalidValueException.class);
    }
  }
}
