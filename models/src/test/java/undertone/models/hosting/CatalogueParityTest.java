package undertone.models.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.ReferenceArrays;
import undertone.models.weights.UnreadableWeightsException;

/// Every hosted model gives the numbers of its authors' code: arrays, losses and norms of
/// gradients, all to 1e-4, also of their largest number.
class CatalogueParityTest {

  static Stream<Arguments> folders() throws IOException {
    var all = new ArrayList<Arguments>();
    for (var model : HostedModel.all()) {
      for (var folder : ReferenceFolder.under(ReferenceArrays.folder(model.name()))) {
        all.add(Arguments.of(model.name(), folder.path().getFileName().toString(), model, folder));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("folders")
  void outputs_losses_and_gradients_are_the_references(
      String name, String part, HostedModel model, ReferenceFolder folder) throws IOException {
    var report = ParityCheck.of(model, folder);

    assertThat(report.parameters()).isEqualTo(folder.sizes().get("parameter_count").asLong());
    assertThat(report.notCompared()).isEmpty();
    assertThat(report.outputs()).hasSizeGreaterThan(100);
    assertThat(report.holds()).isTrue();
    assertThat(report.maxAbsDiff()).isLessThan(1e-4);
    assertThat(report.maxRelDiff()).isLessThan(1e-4);
  }

  @Test
  void one_number_that_is_off_shows(@TempDir Path copy) throws IOException {
    var original = ReferenceArrays.folder("mae-dfer").resolve("finetune");
    for (var file : new String[] {"config.json", "weights.npz", "input.npz", "output.npz"}) {
      Files.copy(original.resolve(file), copy.resolve(file));
    }
    var gradients = Files.readString(original.resolve("grads.json"));
    Files.writeString(
        copy.resolve("grads.json"), gradients.replaceFirst("\"l2\": *[0-9.e-]+", "\"l2\": 7"));

    var report =
        ParityCheck.of(HostedModel.named("mae-dfer").orElseThrow(), new ReferenceFolder(copy));

    assertThat(report.holds()).isFalse();
    assertThat(report.maxAbsDiff()).isGreaterThan(5);
    assertThat(report.maxRelDiff()).isBetween(.5, 1.);
  }

  @Test
  void norms_may_be_kept_as_plain_numbers(@TempDir Path copy) throws IOException {
    var original = ReferenceArrays.folder("mae-dfer").resolve("finetune");
    for (var file : new String[] {"config.json", "weights.npz", "input.npz", "output.npz"}) {
      Files.copy(original.resolve(file), copy.resolve(file));
    }
    var norms = new LinkedHashMap<String, Object>();
    JsonMapper.shared()
        .readTree(Files.readString(original.resolve("grads.json")))
        .properties()
        .forEach(kept -> norms.put(kept.getKey(), kept.getValue().get("l2")));
    Files.writeString(copy.resolve("grads.json"), JsonMapper.shared().writeValueAsString(norms));
    var model = HostedModel.named("mae-dfer").orElseThrow();

    assertThat(ParityCheck.of(model, new ReferenceFolder(copy)).outputs())
        .isEqualTo(ParityCheck.of(model, new ReferenceFolder(original)).outputs());
  }

  @Test
  void a_folder_of_which_nothing_can_be_compared_is_no_proof(@TempDir Path copy)
      throws IOException {
    var original = ReferenceArrays.folder("mae-dfer").resolve("finetune");
    for (var file : new String[] {"config.json", "weights.npz", "input.npz"}) {
      Files.copy(original.resolve(file), copy.resolve(file));
    }
    Files.copy(original.resolve("input.npz"), copy.resolve("output.npz")); // no output is in it

    assertThatThrownBy(() ->
            ParityCheck.of(HostedModel.named("mae-dfer").orElseThrow(), new ReferenceFolder(copy)))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("could be compared");
  }

  @Test
  void weights_of_another_network_are_refused_by_name(@TempDir Path mixed) throws IOException {
    var folder = ReferenceArrays.folder("svfap");
    for (var file : new String[] {"config.json", "input.npz", "output.npz", "grads.json"}) {
      Files.copy(folder.resolve("finetune").resolve(file), mixed.resolve(file));
    }
    Files.copy(folder.resolve("pretrain/weights.npz"), mixed.resolve("weights.npz"));

    assertThatThrownBy(() ->
            ParityCheck.of(HostedModel.named("svfap").orElseThrow(), new ReferenceFolder(mixed)))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("Missing: patch_embed.proj.weight")
        .hasMessageContaining("Unexpected: ");
  }

  @Test
  void a_folder_without_numbers_is_refused(@TempDir Path empty) {
    assertThatThrownBy(() -> ReferenceFolder.under(empty))
        .isInstanceOf(UnreadableWeightsException.class)
        .hasMessageContaining("config.json");
  }
}
