package undertone.annotator.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import undertone.annotator.jobs.TrainPlan;
import undertone.engine.openclip.OpenClipFile;

class ModelCardTest {

  @Test
  void every_hosted_model_has_a_card_and_every_card_a_model() throws IOException {
    var models = new ArrayList<>(TrainPlan.models());
    models.add(OpenClipFile.MODEL);

    assertThat(models)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(ModelCard.of(name).name()).isEqualTo(name));
    try (Stream<Path> cards = Files.list(Path.of("../config/models"))) {
      assertThat(cards.map(card -> card.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(models);
    }
  }
}
