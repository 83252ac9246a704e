package undertone.annotator.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import undertone.annotator.bench.CurationBench;
import undertone.annotator.bench.HouseBench;
import undertone.annotator.bench.LoadBench;
import undertone.engine.bench.ProcessMemory;

/// Benches of the house: screen paths and the work behind them, on scratch corpora.
final class HouseBenches {

  private HouseBenches() {}

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
      report.put("peakRssMb", ProcessMemory.peakMb());
      report.put("metrics", metrics);
      BenchCommand.report(report, json);
      return 0;
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
      name = "review",
      mixinStandardHelpOptions = true,
      description = "A curator accepting one proposal after the other.")
  static final class Review extends OfTheHouse {
    @Option(names = "--proposals", defaultValue = "5000", description = "(${DEFAULT-VALUE})")
    private int proposals;

    @Option(names = "--decisions", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int decisions;

    @Override
    String bench() {
      return "review";
    }

    @Override
    Map<String, Object> measure() throws IOException {
      return CurationBench.run(clips, proposals, decisions);
    }
  }

  @Command(
      name = "load",
      mixinStandardHelpOptions = true,
      description =
          "Annotators at work at once over HTTP, on a server of its own or, with --url, on one that"
              + " runs already.")
  static final class Load extends OfTheHouse {
    @Option(names = "--annotators", defaultValue = "200", description = "(${DEFAULT-VALUE})")
    private int annotators;

    @Option(
        names = "--arriving",
        defaultValue = "2",
        description =
            "Minutes in which the annotators sit down, one after another (${DEFAULT-VALUE}).")
    private double arriving;

    @Option(
        names = "--minutes",
        defaultValue = "10",
        description = "All of them work for so long (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
        names = "--think",
        defaultValue = "5",
        description = "Mean seconds an annotator spends on a clip (${DEFAULT-VALUE}).")
    private double think;

    @Option(
        names = "--gold-every",
        defaultValue = "0",
        description = "One gold clip in so many hand-outs; 0 = none.")
    private int goldEvery;

    @Option(
        names = "--url",
        description =
            "A running server on this machine; it gets a corpus and accounts. Needs an administrator's"
                + " token or login.")
    private @Nullable URI url;

    @Option(
        names = "--token",
        defaultValue = "${env:UNDERTONE_TOKEN}",
        description = "An administrator's access token (or UNDERTONE_TOKEN).")
    private @Nullable String token;

    @Option(
        names = "--user",
        defaultValue = "${env:UNDERTONE_USER}",
        description = "An administrator's login (or UNDERTONE_USER).")
    private @Nullable String user;

    @Option(
        names = "--password",
        defaultValue = "${env:UNDERTONE_PASSWORD}",
        description = "Their password (or UNDERTONE_PASSWORD).")
    private @Nullable String password;

    @Override
    String bench() {
      return "load";
    }

    @Override
    Map<String, Object> measure() throws Exception {
      var load =
          new LoadBench.Load(
              annotators,
              ofMinutes(arriving),
              ofMinutes(minutes),
              Duration.ofMillis(Math.round(think * 1000)),
              goldEvery);
      return url == null ? LoadBench.run(load, clips) : LoadBench.at(url, admin(), load, clips);
    }

    private static Duration ofMinutes(double minutes) {
      return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private LoadBench.Admin admin() {
      if (token != null) {
        return new LoadBench.Admin.Token(token);
      }
      if (user != null && password != null) {
        return new LoadBench.Admin.Login(user, password);
      }
      throw new IllegalArgumentException(
          "Say who asks: --token, or --user and --password (or UNDERTONE_TOKEN, UNDERTONE_USER,"
              + " UNDERTONE_PASSWORD).");
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
