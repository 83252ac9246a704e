package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.bench.HouseBench;

/// `undertone bench …`: measures a method or a screen path end to end and writes one JSON object.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures methods and screen paths; no running installation is needed.",
    subcommands = {BenchCommand.Browse.class, BenchCommand.Queue.class, BenchCommand.Release.class})
final class BenchCommand {

  /// What the benches of the house share.
  abstract static class OfTheHouse implements Callable<Integer> {
    @Option(names = "--clips", defaultValue = "100000", description = "(${DEFAULT-VALUE})")
    int clips;

    @Option(names = "--json", description = "Also writes the figures to this file.")
    private @Nullable Path json;

    abstract String bench();

    abstract Map<String, Object> measure() throws Exception;

    @Override
    public Integer call() throws Exception {
      long began = System.nanoTime();
      var metrics = measure();
      var report = new LinkedHashMap<String, Object>();
      report.put("bench", bench());
      report.put("clips", clips);
      report.put("threads", Runtime.getRuntime().availableProcessors());
      report.put("wallSeconds", (System.nanoTime() - began) / 1e9);
      report.put("peakRssMb", peakRssMb());
      report.put("metrics", metrics);
      var text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report);
      System.out.println(text);
      if (json != null) {
        Files.writeString(json, text + "\n");
      }
      return 0;
    }

    private static long peakRssMb() throws IOException {
      var status = Path.of("/proc/self/status");
      return Files.exists(status)
          ? Files.readAllLines(status).stream()
              .filter(l -> l.startsWith("VmHWM"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
              .findFirst()
              .orElse(-1)
          : -1;
    }
  }

  @Command(
      name = "browse",
      mixinStandardHelpOptions = true,
      description = "Lists with three filters: first page, count, deep page.")
  static final class Browse extends OfTheHouse {
    @Option(names = "--rounds", defaultValue = "200", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Override
    String bench() {
      return "browse";
    }

    @Override
    Map<String, Object> measure() throws IOException {
      return HouseBench.browse(clips, rounds);
    }
  }

  @Command(
      name = "queue",
      mixinStandardHelpOptions = true,
      description = "Annotators asking for the next clip at once.")
  static final class Queue extends OfTheHouse {
    @Option(names = "--annotators", defaultValue = "20", description = "(${DEFAULT-VALUE})")
    private int annotators;

    @Option(names = "--answers", defaultValue = "50", description = "(${DEFAULT-VALUE})")
    private int answers;

    @Override
    String bench() {
      return "queue";
    }

    @Override
    Map<String, Object> measure() throws Exception {
      return HouseBench.queue(clips, annotators, answers);
    }
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "A release of every clip.")
  static final class Release extends OfTheHouse {
    @Option(names = "--votes", defaultValue = "1", description = "Per clip (${DEFAULT-VALUE}).")
    private int votes;

    @Override
    String bench() {
      return "release";
    }

    @Override
    Map<String, Object> measure() throws IOException {
      return HouseBench.release(clips, votes);
    }
  }
}
