package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.BroughtFeatures;
import undertone.annotator.jobs.DescribingModels;
import undertone.annotator.jobs.EngineHouse;
import undertone.annotator.jobs.ImportPlan;
import undertone.annotator.jobs.RestoredFeatures;
import undertone.annotator.jobs.TrainedModels;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;
import undertone.engine.contract.Fault;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.FeatureSetCheck;
import undertone.engine.contract.SetReport;
import undertone.engine.features.FaceDescription;

/// `undertone features …`: data sets of features, as networks, extractors and other tools exchange
/// them.
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description =
        "Checks, takes in and writes data sets of features: dataset.json, clips.csv and a file of"
            + " numbers for each clip and modality.",
    subcommands = {
      FeaturesCommand.Check.class,
      FeaturesCommand.Import.class,
      FeaturesCommand.ListAll.class,
      FeaturesCommand.Export.class,
      FeaturesCommand.Restore.class
    })
final class FeaturesCommand {
  private static void print(CommandSpec spec, Object json) {
    spec.commandLine()
        .getOut()
        .println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  /// A table for people; faults go where errors go, each on a line of its own.
  private static void show(CommandSpec spec, SetReport report) {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    report.faults().stream().map(Fault::message).forEach(err::println);
    out.printf(
        "%d clips, %d conversations of two or more; splits: %s; labels: %s.%n",
        report.clips(), report.conversations(), counts(report.splits()), counts(report.labels()));
    for (var modality : report.modalities()) {
      out.printf(
          "%s by %s: %d numbers a step; %d clips have it, %d lack it; steps %d to %d, middle %d; %.1f %% of steps missing.%n",
          modality.name(),
          modality.extractor(),
          modality.dim(),
          modality.present(),
          modality.missing(),
          modality.steps().shortest(),
          modality.steps().longest(),
          modality.steps().median(),
          100 * modality.missingSteps());
    }
    out.println(
        report.fine()
            ? "Nothing is wrong with it."
            : "%d faults; each says how to mend it.".formatted(report.faults().size()));
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : new TreeMap<>(counts)
            .entrySet().stream()
                .map(e ->
                    "%s %d".formatted(e.getKey().isEmpty() ? "(none)" : e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Tells every fault of a data set: its card, its table, each file of numbers. Ends with 1 if"
              + " there is one.")
  static final class Check implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of("");

    @Option(
        names = "--shared-splits",
        description = "A conversation, else a speaker, may be in several splits.")
    private boolean shared;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var report = FeatureSetCheck.of(folder.toAbsolutePath().normalize(), shared);
      if (json) {
        print(Objects.requireNonNull(spec), report);
      } else {
        show(Objects.requireNonNull(spec), report);
      }
      return report.fine() ? 0 : 1;
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Takes a data set into a corpus: its clips with text, conversation, speaker, turn and label;"
              + " its features are kept in the home folder. Takes nothing of a set with faults.")
  static final class Import implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "CORPUS")
    private String corpus = "";

    @Option(
        names = "--shared-splits",
        description = "A conversation, else a speaker, may be in several splits.")
    private boolean shared;

    @Option(names = "--json", description = "Prints the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      var source = folder.toAbsolutePath().normalize();
      var report = FeatureSetCheck.of(source, shared);
      if (!report.fine()) {
        if (json) {
          print(out, report);
        } else {
          show(out, report);
        }
        return 1;
      }
      var set = FeatureSet.open(source);
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        // The set's own labels are the truth of its clips.
        int exit =
            RunToTheEnd.of(
                bench, RunKind.IMPORT, id, new ImportPlan(source.toString(), 1), 0, json);
        if (exit != 0) {
          return exit;
        }
        var kept = BroughtFeatures.of(bench.home(), id).keep(set, report);
        if (!json) {
          show(out, report);
          out.commandLine().getOut().printf("Its features are kept in %s.%n", kept);
        }
      }
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the data sets of features that were taken into a corpus.")
  static final class ListAll implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "CORPUS")
    private String corpus = "";

    @Option(names = "--json", description = "Prints the list as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var sets = BroughtFeatures.of(bench.home(), id).all();
        if (json) {
          print(
              out,
              sets.stream()
                  .map(set -> {
                    var all = new LinkedHashMap<String, Object>();
                    all.put("card", set.card());
                    all.put("clips", set.clips().size());
                    all.put("folder", set.root().toString());
                    return all;
                  })
                  .toList());
        } else {
          for (var set : sets) {
            out.commandLine()
                .getOut()
                .printf(
                    "%s: %d clips; %s%n",
                    set.card().name(),
                    set.clips().size(),
                    set.card().modalities().stream()
                        .map(
                            m -> "%s by %s, %d numbers".formatted(m.name(), m.extractor(), m.dim()))
                        .collect(Collectors.joining("; ")));
          }
          if (sets.isEmpty()) {
            out.commandLine().getOut().println("No features were taken into this corpus.");
          }
        }
      }
      return 0;
    }
  }

  /// How clips without a split are divided, and which labels they get.
  static final class Division {
    @Option(
        names = "--split-by",
        defaultValue = "conversation",
        description =
            "Where clips have no split, conversation or speaker says which fall into one"
                + " (${DEFAULT-VALUE}).")
    private FeatureExport.Group group = FeatureExport.Group.CONVERSATION;

    @Option(names = "--seed", defaultValue = "0", description = "Of the splits (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--gold",
        description = "Clips nobody settled get their gold label, where there is one.")
    private boolean gold;

    FeatureExport of(Workbench bench, String corpus) {
      return FeatureExport.of(bench, corpus, group, seed, gold);
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes a corpus as a data set: its clips with settled labels, and what the product's"
              + " extractors say of them. What is not in the cache yet is extracted.")
  static final class Export implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Does not exist yet, or is empty.")
    private Path folder = Path.of("");

    @Mixin private Division division = new Division();

    @Option(
        names = "--faces",
        defaultValue = "aligned",
        description =
            "How faces are described: aligned, hog, face-net, landmarks, descriptor, a model that"
                + " has described the corpus by its name, or several such as aligned+landmarks"
                + " (${DEFAULT-VALUE}).")
    private String faces = "aligned";

    @Option(names = "--json", description = "Prints a report of what was written as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      var target = folder.toAbsolutePath().normalize();
      try (var bench = Workbench.open(home.folder())) {
        var export = division.of(bench, corpus);
        var models = bench.get(DescribingModels.class);
        var described = models.mustDescribe(export.corpus(), FaceDescription.of(faces));
        EngineHouse.seeing(
            described,
            bench.home().features(),
            models.folders(export.corpus(), described),
            eyes -> {
              export.write(target, eyes, new ToldProgress(out.commandLine().getErr()));
              return Map.of();
            });
      }
      var report = FeatureSetCheck.of(target, true);
      if (json) {
        print(out, report);
      } else {
        show(out, report);
      }
      return report.fine() ? 0 : 1;
    }
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description =
          "Writes a corpus as a data set of what a model on features is shown, with its guess where"
              + " a clip lacks a modality; restored.csv names the guesses.")
  static final class Restore implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CORPUS")
    private String corpus = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Does not exist yet, or is empty.")
    private Path folder = Path.of("");

    @Option(
        names = "--model",
        required = true,
        description = "A model of gcnet that learned on the corpus, as models list names it.")
    private String model = "";

    @Mixin private Division division = new Division();

    @Option(names = "--json", description = "Prints a report of what was written as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      var target = folder.toAbsolutePath().normalize();
      var told = new ArrayList<String>();
      try (var bench = Workbench.open(home.folder())) {
        var export = division.of(bench, corpus);
        EngineHouse.seeing(
            RestoredFeatures.FACES,
            bench.home().features(),
            eyes -> {
              var restored =
                  RestoredFeatures.of(
                      export.corpus(),
                      model,
                      bench.get(TrainedModels.class),
                      bench.get(Library.class),
                      bench.home(),
                      eyes,
                      new ToldProgress(out.commandLine().getErr()));
              export.write(target, model, restored);
              told.addAll(words(restored));
              return Map.of();
            });
      }
      var report = FeatureSetCheck.of(target, true);
      if (json) {
        print(out, report);
      } else {
        show(out, report);
        told.forEach(out.commandLine().getOut()::println);
      }
      return report.fine() ? 0 : 1;
    }

    private List<String> words(RestoredFeatures restored) {
      var words = new ArrayList<String>();
      restored
          .guesses()
          .forEach((modality, clips) ->
              words.add(
                  "%s: %s clips lacked it, and %s guessed.".formatted(modality, clips, model)));
      if (restored.unreadable() > 0) {
        words.add(
            "The media of %s clips could not be read; nothing was guessed of those."
                .formatted(restored.unreadable()));
      }
      return words;
    }
  }
}
