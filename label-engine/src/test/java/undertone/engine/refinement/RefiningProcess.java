package undertone.engine.refinement;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import undertone.engine.augmentation.Pictures;

/// A refinement in a process of its own, as an engine does it: what it found goes into a file.
///
/// On request it stands still in the middle of a fold and says so, to be killed there.
final class RefiningProcess {
  static final String STANDING = "standing still";
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final int NEVER = 0;

  private RefiningProcess() {}

  /// To its end.
  static byte[] toTheEnd(RefinementMethod method, Path folder) throws Exception {
    var found = folder.resolve("found");
    var process = start(folder, method.name(), folder.toString(), String.valueOf(NEVER));
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The process failed: " + said);
    }
    return Files.readAllBytes(found);
  }

  /// Killed in the middle of a fold, counted from 1.
  static void killed(RefinementMethod method, Path folder, int fold) throws Exception {
    var process = start(folder, method.name(), folder.toString(), String.valueOf(fold));
    try (var lines = process.inputReader()) {
      var line = lines.readLine();
      while (line != null && !line.equals(STANDING)) {
        line = lines.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("The process ended before fold " + fold);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Process start(Path folder, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                RefiningProcess.class.getName()));
    command.addAll(List.of(arguments));
    Files.createDirectories(folder);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// @param arguments method, folder, and the fold to stand still in
  static void main(String[] arguments) throws Exception {
    var method = RefinementMethod.valueOf(arguments[0]);
    var folder = Path.of(arguments[1]);
    int fold = Integer.parseInt(arguments[2]);
    var said =
        new ProvenRefinement(RefinementRecipe.ofCorpus(method, null, null, null).refinement())
            .run(
                corpus(),
                RefinementPlan.DEFAULT.withSeed(7).withEpochs(4).withFolds(5, 2),
                Checkpoints.in(folder.resolve("checkpoints")),
                standingIn(fold))
            .toString();
    Files.writeString(folder.resolve("found"), said + "\n" + pixels());
  }

  /// Fifty confirmed clips among them: enough to hide some and to correct by the others.
  private static RefinementInput corpus() {
    var corpus = NoisyGaussians.draw(140, 10, 4, .6, .3, .2, 5);
    for (int clip = 0; clip < 100; clip += 2) {
      var truth = corpus.truthOf(clip);
      corpus = corpus.with(clip, c -> NoisyGaussians.confirmed(c, truth));
    }
    return corpus.input();
  }

  private static RunListener standingIn(int fold) {
    return new RunListener() {
      @Override
      public void epoch(EpochReport report) {
        if (report.fold() == fold && report.epoch() == 2) {
          System.out.println(STANDING);
          try {
            System.in.read(); // until killed
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    };
  }

  /// What a network learns from 48 pictures of noise.
  private static String pixels() {
    int side = 16;
    int classes = 4;
    var random = new SplittableRandom(2);
    var truths = new int[48];
    var pictures = new byte[truths.length][side * side * 3];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = i % classes;
      random.nextBytes(pictures[i]);
    }
    var data =
        new PixelData(
            new Pictures(pictures, side),
            CandidateProtocol.IRNET.sets(truths, classes, .3, .2, 3),
            new int[0]);
    var plan = PixelPlanYaml.named("light", classes).withEpochs(2).withBatch(16).starting("2");
    var said = new StringBuilder();
    var outcome =
        new PixelTraining(plan, 5, 1, Device.cpu())
            .run(
                data,
                (epoch, loss, inside, flagged) ->
                    said.append("%d %s %s %d%n".formatted(epoch, loss, inside, flagged)));
    for (int i = 0; i < truths.length; i++) {
      said.append(Arrays.toString(outcome.sets()[i])).append(outcome.noise()[i]);
    }
    return said.toString();
  }
}
