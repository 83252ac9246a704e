package undertone.annotator.cli;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.corpus.Catalogue;

/// `undertone doctor`: is everything here that Undertone needs?
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks this machine and this installation, and says how to mend what is wrong.")
final class DoctorCommand implements Callable<Integer> {

  private static final long LEAST_SPACE = 2L << 30;

  @Mixin private HomeOption home = new HomeOption();

  /// One thing looked at; an exception is its diagnosis.
  private interface Check {
    String look() throws Exception;
  }

  private int wrong;

  @Override
  public Integer call() {
    var folder = home.folder();
    check("Java", () -> Runtime.version().toString());
    check("home folder", () -> writable(folder.root()));
    check("free space", () -> space(folder.root()));
    checkData(folder);
    check("video encoder", DoctorCommand::encoder);
    check(
        "PyTorch",
        () -> {
          var engine = Engine.getEngine("PyTorch");
          return "%s on %s".formatted(engine.getVersion(), engine.defaultDevice());
        });
    check("browser for tests", DoctorCommand::browser);
    System.out.println(wrong == 0 ? "All is well." : wrong + " of these need attention.");
    return wrong == 0 ? 0 : 1;
  }

  private void checkData(HomeFolder folder) {
    try (var bench = Workbench.open(folder)) {
      check(
          "database",
          () ->
              "%d corpora%s"
                  .formatted(
                      bench.get(Catalogue.class).all().size(),
                      bench.database().served() ? ", being served" : ""));
      check("media store", () -> new MediaCheck(bench).look());
    } catch (IOException | RuntimeException e) {
      check(
          "database",
          () -> {
            throw e;
          });
    }
  }

  private void check(String what, Check check) {
    try {
      System.out.printf("  ok    %-18s %s%n", what, check.look());
    } catch (Exception | LinkageError e) {
      wrong++;
      System.out.printf("  WRONG %-18s %s%n", what, e.getMessage());
    }
  }

  private static String writable(Path folder) throws IOException {
    var probe = Files.createTempFile(folder, "doctor", "");
    Files.delete(probe);
    return folder.toString();
  }

  private static String space(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_SPACE) {
      throw new IOException("only %d MB are free; make room or move --home".formatted(free >> 20));
    }
    return (free >> 30) + " GB";
  }

  private static String encoder() throws IOException {
    try (var encoder = avcodec.avcodec_find_encoder_by_name("libopenh264")) {
      if (encoder == null || encoder.isNull()) {
        throw new IOException(
            "libopenh264 is missing from ffmpeg: clips that browsers cannot play stay so");
      }
      return "libopenh264";
    }
  }

  private static String browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse("none: `undertone test` will leave the browser tests out and say so");
  }
}
