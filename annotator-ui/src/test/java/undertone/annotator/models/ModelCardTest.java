package undertone.annotator.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import undertone.annotator.jobs.TrainPlan;
import undertone.engine.openclip.OpenClipFile;

class ModelCardTest {

  @Test
  void every_hosted_model_has_a_card_and_every_card_a_model() throws IOException {
    var models = models();

    assertThat(models)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(ModelCard.of(name).name()).isEqualTo(name));
    try (Stream<Path> cards = Files.list(Path.of("../config/models"))) {
      assertThat(cards.map(card -> card.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(models);
    }
  }

  @Test
  void what_a_card_says_it_says_in_both_languages_of_the_house() {
    for (var name : models()) {
      var english = ModelCard.of(name, "en");
      var chinese = ModelCard.of(name, "zh");

      assertThat(english).isEqualTo(ModelCard.of(name));
      assertThat(texts(chinese))
          .as(name)
          .allSatisfy(text -> assertThat(text).containsPattern("\\p{IsHan}"));
      assertThat(chinese.title()).isEqualTo(english.title());
      assertThat(chinese.heads()).isEqualTo(english.heads());
    }
  }

  private static List<String> models() {
    var models = new ArrayList<>(TrainPlan.models());
    models.add(OpenClipFile.MODEL);
    return models;
  }

  private static List<String> texts(ModelCard card) {
    return List.of(
        card.reads(),
        card.licence(),
        card.weights(),
        card.trained(),
        card.classes(),
        card.parity());
  }
}
