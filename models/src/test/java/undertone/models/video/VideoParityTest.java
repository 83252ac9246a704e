package undertone.models.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static undertone.models.ReferenceArrays.near;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.models.AdamW;
import undertone.models.Gradients;
import undertone.models.ReferenceArrays;
import undertone.models.TrainingTurn;

/// Masks, targets, positions and schedules are those of the authors' code.
class VideoParityTest {
  private final Path folder = ReferenceArrays.folder("video-common");
  private final NDManager manager = NDManager.newBaseManager();
  private final TrainingTurn turn = TrainingTurn.take();

  @AfterEach
  void close() {
    manager.close();
    turn.close();
  }

  private JsonNode json(String file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
  }

  private Map<String, NDArray> arrays(String file) throws IOException {
    var arrays = new HashMap<String, NDArray>();
    try (var stream = Files.newInputStream(folder.resolve(file))) {
      NDList.decode(manager, stream).forEach(array -> arrays.put(array.getName(), array));
    }
    return arrays;
  }

  private static NDArray array(Map<String, NDArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static double[] doubles(JsonNode numbers) {
    return numbers.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  @Test
  void positions_are_the_references() throws IOException {
    var theirs = arrays("sinusoid.npz");
    var rows = array(theirs, "rows").reshape(1, -1);

    near(
        Tokens.positions(rows, 800, 512), array(theirs, "table_800x512_rows"), 1e-6, "some of 800");
    near(Tokens.positions(manager, 96, 36), array(theirs, "table_96x36"), 1e-6, "all of 96");
  }

  @Test
  void targets_of_cubes_are_the_references() throws IOException {
    var theirs = arrays("pixel_target.npz");
    var clip = array(theirs, "clip");
    var cubes = new Cubes(4, 32, 48, 2, 16);

    near(Targets.pixels(clip, cubes), array(theirs, "target_normalised_pixels"), 1e-4, "pixels");
    near(Targets.motion(clip, cubes), array(theirs, "target_motion"), 1e-4, "motion");
  }

  @Test
  void targets_of_patches_are_the_references() throws IOException {
    var theirs = arrays("audio_target.npz");

    near(
        Targets.patches(array(theirs, "spectrogram"), 16),
        array(theirs, "target"),
        1e-4,
        "patches");
  }

  private static Mask drawn(JsonNode kase, int clips, SplittableRandom random) {
    double share = kase.get("ratio").asDouble();
    var grid = kase.get("grid");
    var window = kase.get("window");
    if (grid.size() == 2) {
      return Mask.scattered(clips, kase.get("tokens").asInt(), share, random);
    }
    var tokens = new Grid(grid.get(0).asInt(), grid.get(1).asInt(), grid.get(2).asInt());
    return window.isNull()
        ? Mask.tubes(clips, tokens, share, random)
        : Mask.windows(clips, tokens, window.get(0).asInt(), window.get(1).asInt(), share, random);
  }

  @Test
  void as_many_tokens_are_hidden_as_in_the_reference_and_all_equally_often() throws IOException {
    var random = new SplittableRandom(7);
    for (var kase : json("masking.json").get("cases")) {
      int draws = 2000;
      var mask = drawn(kase, draws, random);
      int tokens = kase.get("tokens").asInt();

      assertThat(mask.visibleTokens()).isEqualTo(kase.get("visible_total").asInt());
      assertThat(mask.hidden(manager).getShape().get(1))
          .isEqualTo(kase.get("hidden_total").asInt());
      var often = new double[tokens];
      for (int clip = 0; clip < draws; clip++) {
        LongStream.of(mask.visible(clip)).forEach(place -> often[(int) place]++);
      }
      double expected = 1 - kase.get("hidden_frequency_over_2000_draws").get("expected").asDouble();
      for (double visible : often) {
        assertThat(visible / draws).as("%s", kase.get("kind")).isCloseTo(expected, within(.05));
      }
    }
  }

  @Test
  void tubes_are_the_same_at_every_moment_and_windows_share_alike() throws IOException {
    for (var kase : json("masking.json").get("cases")) {
      var grid = kase.get("grid");
      if (grid.size() == 3) {
        int rows =
            kase.get("window").isNull() ? grid.get(1).asInt() : kase.get("window").get(0).asInt();
        int perSlice = grid.get(1).asInt() * grid.get(2).asInt();
        int window = rows * grid.get(2).asInt();
        var mask = drawn(kase, 50, new SplittableRandom(3));
        for (int clip = 0; clip < 50; clip++) {
          var first = LongStream.of(mask.visible(clip)).filter(n -> n < perSlice).toArray();
          var all =
              IntStream.range(0, grid.get(0).asInt())
                  .boxed()
                  .flatMapToLong(slice -> LongStream.of(first).map(n -> n + slice * perSlice))
                  .toArray();
          assertThat(mask.visible(clip)).isEqualTo(all);
          for (int top = 0; top < perSlice; top += window) {
            int from = top;
            assertThat(LongStream.of(first).filter(n -> n >= from && n < from + window).count())
                .isEqualTo(window - kase.get("hidden_per_unit").asInt());
          }
        }
      }
    }
  }

  @Test
  void a_given_mask_shows_the_references_tokens() throws IOException {
    for (var kase : json("masking.json").get("cases")) {
      var example = kase.get("examples").get(0);
      boolean tube = example.has("one_slice");
      var written = example.get(tube ? "one_slice" : "mask").asString();
      int times = kase.get("tokens").asInt() / written.length();
      var bits = written.repeat(times).chars().map(c -> c - '0').toArray();

      var mask = Mask.of(manager.create(bits, new Shape(1, bits.length)));

      var theirs = example.get("visible_index").valueStream().mapToLong(JsonNode::asLong).toArray();
      assertThat(LongStream.of(mask.visible(0)).limit(theirs.length).toArray()).isEqualTo(theirs);
    }
  }

  @Test
  void the_rate_of_every_step_is_the_references() throws IOException {
    for (var kase : json("schedule.json").get("cosine_with_warmup")) {
      var rate =
          new WarmCosine(
              kase.get("peak").asDouble(),
              kase.get("minimum").asDouble(),
              kase.get("warmup_steps").asInt(),
              kase.get("total_steps").asInt());
      if (kase.has("values")) {
        var theirs = doubles(kase.get("values"));
        for (int step = 0; step < theirs.length; step++) {
          assertThat(rate.at(step)).isCloseTo(theirs[step], within(1e-9 * theirs[step]));
        }
      } else {
        for (var one : kase.get("values_at_step").properties()) {
          double theirs = one.getValue().asDouble();
          assertThat(rate.at(Integer.parseInt(one.getKey())))
              .isCloseTo(theirs, within(1e-9 * theirs));
        }
      }
    }
  }

  @Test
  void paths_are_dropped_as_often_as_in_the_reference() throws IOException {
    for (var rates : json("schedule.json").get("drop_path_rates_at_0_1")) {
      var theirs = doubles(rates);
      for (int i = 0; i < theirs.length; i++) {
        assertThat(Pass.drop(0.1, i, theirs.length)).isCloseTo(theirs[i], within(1e-8));
      }
    }
  }

  @Test
  void four_steps_of_adam_move_numbers_as_pytorch_does() throws IOException {
    var theirs = json("adamw.json");
    var memory =
        new AdamW.Memory(
            theirs.get("betas").get(0).asDouble(),
            theirs.get("betas").get(1).asDouble(),
            theirs.get("eps").asDouble());
    var start = doubles(theirs.get("start"));
    // a matrix, for only those decay
    var moved = manager.create(start, new Shape(1, start.length)).toType(DataType.FLOAT32, false);
    var adam =
        new AdamW(
            Map.of("w", moved), theirs.get("weight_decay").asDouble(), _ -> 1, memory, _ -> true);

    for (int step = 0; step < theirs.get("learning_rates").size(); step++) {
      var gradient =
          manager
              .create(doubles(theirs.get("gradients").get(step)), moved.getShape())
              .toType(DataType.FLOAT32, false);
      try (var gradients = new Gradients()) {
        gradients.backward(moved.mul(gradient).sum()); // whose gradient is this one
      }
      adam.step(theirs.get("learning_rates").get(step).asDouble());

      var after = manager.create(doubles(theirs.get("parameters_after_each_step").get(step)));
      near(moved, after.toType(DataType.FLOAT32, false), 1e-6, "numbers after step " + step);
    }
  }
}
