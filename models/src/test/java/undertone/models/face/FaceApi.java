package undertone.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The npm package that the weights come from, run by Node on its slow but plain backend. Tests
/// that ask it are skipped where the build could not fetch it or there is no Node.
final class FaceApi {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int PATIENCE_SECONDS = 240;

  private FaceApi() {}

  /// What a network of the package says of pictures.
  ///
  /// @param kind its class, such as `FaceRecognitionNet`
  /// @param pictures `[n,side,side,3]`
  static float[] says(String kind, String weights, int side, float[] pictures, Path folder)
      throws IOException, InterruptedException {
    var in = folder.resolve(kind + ".in");
    var out = folder.resolve(kind + ".out");
    var bytes = ByteBuffer.allocate(4 * pictures.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pictures);
    Files.write(in, bytes.array());
    var script = folder.resolve("reference.cjs");
    try (var source = FaceApi.class.getResourceAsStream("reference.cjs")) {
      Files.write(script, Objects.requireNonNull(source).readAllBytes());
    }
    var said = folder.resolve(kind + ".log");
    var node =
        new ProcessBuilder(
                node(),
                script.toString(),
                home().toString(),
                kind,
                weights,
                Integer.toString(side),
                in.toString(),
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("Node ends").isTrue();
    } finally {
      node.destroyForcibly();
    }
    assertThat(node.exitValue()).as(Files.readString(said)).isZero();
    var answers = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    var floats = new float[answers.remaining() / 4];
    answers.asFloatBuffer().get(floats);
    return floats;
  }

  private static Path home() throws IOException {
    var weights = ROOT.resolve(".weights");
    var found = Files.isDirectory(weights) ? packages(weights) : List.<Path>of();
    assumeTrue(
        !found.isEmpty(), "npm could not fetch @vladmandic/face-api at build; nothing to compare");
    return found.getFirst();
  }

  private static List<Path> packages(Path weights) throws IOException {
    try (var versions = Files.list(weights)) {
      return versions
          .map(v -> v.resolve("lib/node_modules/@vladmandic/face-api"))
          .filter(p -> Files.exists(p.resolve("dist/face-api.js")))
          .sorted()
          .toList();
    }
  }

  private static String node() {
    var found =
        Stream.of(ROOT.resolve(".node/bin/node").toString(), "node")
            .filter(FaceApi::runs)
            .findFirst();
    assumeTrue(found.isPresent(), "no Node to run @vladmandic/face-api with; nothing to compare");
    return found.orElseThrow();
  }

  private static boolean runs(String command) {
    try {
      return new ProcessBuilder(command, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false; // not there
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while Node was looked for.", e);
    }
  }

  /// Pictures of blots with soft edges, `[n,side,side,3]`, 0..255.
  static float[] blots(int pictures, int side, long seed) {
    var random = new Random(seed);
    var out = new float[pictures * side * side * 3];
    for (int p = 0; p < pictures; p++) {
      for (int blot = 0; blot < 12; blot++) {
        double x = random.nextDouble() * side;
        double y = random.nextDouble() * side;
        double size = (0.05 + 0.25 * random.nextDouble()) * side;
        var colour = random.doubles(3, -120, 255).toArray();
        for (int i = 0; i < side * side; i++) {
          int row = i / side;
          double far = Math.hypot(i % side - x, row - y) / size;
          double share = Math.exp(-far * far);
          for (int c = 0; c < 3; c++) {
            int at = (p * side * side + i) * 3 + c;
            out[at] = (float) Math.clamp(out[at] + share * colour[c], 0, 255);
          }
        }
      }
    }
    return out;
  }

  /// The same pictures as PyTorch wants them.
  ///
  /// @param pictures `[n,side,side,3]`
  /// @return `[n,3,side,side]`
  static float[] planes(float[] pictures, int side) {
    int plane = side * side;
    var out = new float[pictures.length];
    for (int i = 0; i < pictures.length / 3; i++) {
      for (int c = 0; c < 3; c++) {
        out[(i / plane * 3 + c) * plane + i % plane] = pictures[3 * i + c];
      }
    }
    return out;
  }
}
