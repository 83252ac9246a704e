package undertone.annotator.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.media.MediaStore;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.track.Measure;
import undertone.corpora.track.TrackIntake;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// `undertone tracks …`: valence, arousal and action units, frame by frame.
@Command(
    name = "tracks",
    mixinStandardHelpOptions = true,
    description =
        "Valence, arousal and action units frame by frame, as OpenFace, Py-Feat and others write"
            + " them.",
    subcommands = {
      TracksCommand.Import.class,
      TracksCommand.ListAll.class,
      TracksCommand.Export.class,
      TracksCommand.Remove.class
    })
final class TracksCommand {
  private static final int MOST_NAMED = 20;

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Takes tables of a row a frame into a corpus as the tracks of a machine voter. Columns:"
              + " clip or input (else the table is of the clip it is called like); time, timestamp"
              + " or frame; valence, arousal, AU1 to AU99. Ends with 1 if something was not taken.")
  static final class Import implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "FILE|DIR",
        description = "Tables, or folders of .csv files.")
    private List<Path> files = List.of();

    @Option(names = "--voter", required = true, description = "Whose tracks they are.")
    private String voter = "";

    @Option(
        names = "--fps",
        description =
            "Frames a second of tables that count frames (default: the exact times of the clip's own"
                + " frames).")
    private @Nullable Double framesPerSecond;

    @Option(names = "--json", description = "Prints the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var tables = new ArrayList<Path>();
      for (var file : files) {
        if (Files.isDirectory(file)) {
          try (var inside = Files.walk(file)) {
            inside
                .filter(one -> one.toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
                .sorted()
                .forEach(tables::add);
          }
        } else {
          tables.add(file);
        }
      }
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var report =
            bench
                .get(TrackIntake.class)
                .bring(id, tables, voter, framesPerSecond, new MediaStore(bench.home().root()));
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
          out.println(JsonMapper.shared().writeValueAsString(report));
        } else {
          show(report, out);
        }
        return report.faults().isEmpty() && report.unknown().isEmpty() ? 0 : 1;
      }
    }

    private void show(TrackIntake.Report report, PrintWriter out) {
      var err = Objects.requireNonNull(spec).commandLine().getErr();
      report.faults().stream().limit(MOST_NAMED).forEach(err::println);
      report.unknown().stream()
          .limit(MOST_NAMED)
          .forEach(name -> err.printf("The corpus has no clip, or several, called %s.%n", name));
      out.printf(
          "%d clips, %d frames; %s%n",
          report.clips(),
          report.frames(),
          report.measures().isEmpty()
              ? "no measures"
              : new TreeMap<>(report.measures())
                  .keySet().stream()
                      .map(Measure::new)
                      .sorted()
                      .map(Measure::name)
                      .collect(Collectors.joining(", ")));
      if (!report.unknown().isEmpty() || !report.faults().isEmpty()) {
        out.printf(
            "Not taken: %d tables with faults, %d clips unknown.%n",
            report.faults().size(), report.unknown().size());
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists who follows faces in a corpus, and in how many clips.")
  static final class ListAll implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--json", description = "Prints the list as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var clips = bench.get(FrameTracks.class).clips(id);
        var named = new LinkedHashMap<String, Long>();
        bench.get(Voting.class).votersOf(id).stream()
            .filter(voter -> clips.containsKey(voter.id()))
            .forEach(voter -> named.put(voter.name(), clips.getOrDefault(voter.id(), 0L)));
        if (json) {
          out.println(JsonMapper.shared().writeValueAsString(named));
        } else if (named.isEmpty()) {
          out.println("Nobody follows faces in this corpus.");
        } else {
          named.forEach((voter, count) -> out.printf("%s: %d clips%n", voter, count));
        }
      }
      return 0;
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes what a voter follows as one table: clip, time in seconds, and a column for each"
              + " measure; a cell is empty where no face was seen.")
  static final class Export implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--voter", required = true, description = "Whose tracks.")
    private String voter = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var who = require(bench, id, voter);
        var tracks = bench.get(FrameTracks.class);
        var clips = tracks.clipsOf(id, who.id());
        var measures = new TreeSet<Measure>();
        for (var clip : clips) {
          own(tracks.of(clip), who).forEach(track -> measures.add(track.measure()));
        }
        var names = bench.get(Library.class).byIds(clips);
        var head =
            Stream.concat(Stream.of("clip", "time"), measures.stream().map(Measure::name)).toList();
        try (var text = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            var table = CSVFormat.RFC4180.print(text)) {
          table.printRecord(head);
          for (var clip : clips) {
            var name = Objects.requireNonNull(names.get(clip)).name();
            for (var row : rows(own(tracks.of(clip), who), List.copyOf(measures))) {
              table.printRecord(Stream.concat(Stream.of(name), row.stream()));
            }
          }
        }
        Objects.requireNonNull(spec)
            .commandLine()
            .getOut()
            .printf("%d clips in %s%n", clips.size(), file);
      }
      return 0;
    }

    private static List<FrameTrack> own(List<FrameTracks.Followed> followed, Voter who) {
      return followed.stream()
          .filter(one -> one.voter().equals(who.id()))
          .flatMap(one -> one.tracks().stream())
          .toList();
    }

    /// One for each time that any of the tracks has.
    private static List<List<String>> rows(List<FrameTrack> tracks, List<Measure> measures) {
      var rows = new TreeMap<Long, String[]>();
      for (var track : tracks) {
        int at = 1 + measures.indexOf(track.measure());
        for (int i = 0; i < track.size(); i++) {
          var row = rows.computeIfAbsent(track.micros(i), micros -> row(micros, measures.size()));
          row[at] = Float.isNaN(track.value(i)) ? "" : Float.toString(track.value(i));
        }
      }
      return rows.values().stream().map(List::of).toList();
    }

    private static String[] row(long micros, int measures) {
      var row = new String[1 + measures];
      Arrays.fill(row, "");
      row[0] = String.format(Locale.ROOT, "%.6f", micros / 1e6);
      return row;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Forgets all that a voter follows in a corpus. Its votes stay.")
  static final class Remove implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--voter", required = true, description = "Whose tracks.")
    private String voter = "";

    @Override
    public Integer call() throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        long clips = bench.get(FrameTracks.class).remove(id, require(bench, id, voter).id());
        Objects.requireNonNull(spec)
            .commandLine()
            .getOut()
            .printf("%s no longer follows anything in %d clips.%n", voter, clips);
      }
      return 0;
    }
  }

  private static Voter require(Workbench bench, CorpusId corpus, String name) {
    return bench.get(Voting.class).votersOf(corpus).stream()
        .filter(voter -> voter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidValueException("Nobody called \"%s\" votes in this corpus.", name));
  }
}
