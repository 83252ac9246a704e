package undertone.models.video;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Sizes as reference numbers describe them in their `config.json`.
///
/// @param node the whole file
public record Sizes(JsonNode node) {

  /// @throws IllegalArgumentException if the number is not there
  public int number(String name) {
    return whole(node.path(name), name);
  }

  private static int whole(JsonNode number, String name) {
    if (!number.isInt()) {
      throw new IllegalArgumentException(
          "The sizes of a network lack the whole number %s.".formatted(name));
    }
    return number.asInt();
  }

  /// One of several numbers that stand together.
  public int number(String name, int place) {
    return whole(node.path(name).path(place), "%s[%d]".formatted(name, place));
  }

  /// Several numbers that stand together.
  public List<Integer> numbers(String name) {
    return IntStream.range(0, node.path(name).size()).mapToObj(i -> number(name, i)).toList();
  }

  /// Slices, rows and columns.
  public Grid grid(String name) {
    return new Grid(number(name, 0), number(name, 1), number(name, 2));
  }

  /// Clips are described with their batch and channels, cubes as frames, height and width.
  public Cubes cubes() {
    if (number("cube", 1) != number("cube", 2)) {
      throw new IllegalArgumentException("Only cubes as wide as high are read.");
    }
    return new Cubes(
        number("clip_shape", 2),
        number("clip_shape", 3),
        number("clip_shape", 4),
        number("cube", 0),
        number("cube", 1));
  }

  /// Classes, if the network is one for fine-tuning (K).
  public OptionalInt classes() {
    return node.has("num_classes") ? OptionalInt.of(number("num_classes")) : OptionalInt.empty();
  }

  /// That of a network for pre-training; where there is none, the published one.
  public Decoder decoder() {
    var inside = new Sizes(node.path("decoder"));
    return node.has("decoder")
        ? new Decoder(inside.number("dim"), inside.number("heads"), inside.number("depth"))
        : Decoder.BASE;
  }
}
