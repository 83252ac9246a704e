package undertone.annotator.cli;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.BroughtModels;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.models.ModelCard;
import undertone.annotator.models.WeightImport;
import undertone.corpora.corpus.Catalogue;
import undertone.engine.openclip.OpenClipFile;
import undertone.models.clip.OpenClipConfig;
import undertone.models.hosting.FeatureModel;
import undertone.models.hosting.FrameModel;
import undertone.models.hosting.Gap;
import undertone.models.hosting.HostedModel;
import undertone.models.hosting.HostedNetwork;
import undertone.models.hosting.ParityCheck;
import undertone.models.hosting.ParityReport;
import undertone.models.hosting.Port;
import undertone.models.hosting.ReferenceFolder;
import undertone.models.hosting.SearchedModel;
import undertone.models.hosting.StreamModel;

/// `undertone models …`: which recognition models are hosted, and are they their authors'?
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description =
        "Lists and checks the recognition models that are hosted, and brings weights of theirs.",
    subcommands = {ModelsCommand.ListAll.class, ModelsCommand.Add.class, ModelsCommand.Check.class})
final class ModelsCommand {

  /// Reads `mae-dfer` and its like.
  static final class Models implements ITypeConverter<HostedModel>, Iterable<String> {

    @Override
    public HostedModel convert(String name) {
      return HostedModel.named(name)
          .orElseThrow(() ->
              new TypeConversionException(
                  "There is no model %s, only %s.".formatted(name, String.join(", ", names()))));
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }

    private static List<String> names() {
      return HostedModel.all().stream().map(HostedModel::name).toList();
    }
  }

  /// Reads the names of all models, on clips and on features.
  static final class AllModels implements ITypeConverter<Checked>, Iterable<String> {

    @Override
    public Checked convert(String name) {
      return HostedModel.named(name)
          .map(model -> new Checked(name, name, folder -> ParityCheck.of(model, folder)))
          .or(() ->
              FeatureModel.named(name)
                  .map(model -> new Checked(name, model.reference(), model::parity)))
          .or(() ->
              FrameModel.named(name)
                  .map(model -> new Checked(name, model.reference(), model::parity)))
          .or(() ->
              SearchedModel.named(name)
                  .map(model -> new Checked(name, model.reference(), model::parity)))
          .or(() ->
              StreamModel.named(name)
                  .map(model -> new Checked(name, model.reference(), model::parity)))
          .orElseThrow(() ->
              new TypeConversionException(
                  "There is no model %s, only %s."
                      .formatted(name, String.join(", ", TrainPlan.models()))));
    }

    @Override
    public Iterator<String> iterator() {
      return TrainPlan.models().iterator();
    }
  }

  /// A model that can be held against its authors' numbers.
  ///
  /// @param reference name of the folder in which they usually lie
  record Checked(String name, String reference, Parity parity) {}

  /// How it is.
  interface Parity {
    ParityReport of(ReferenceFolder folder) throws IOException;
  }

  private static void print(CommandSpec spec, Object json) {
    print(spec, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  private static void print(CommandSpec spec, String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists them with their sizes, or as JSON with all that their cards say.")
  static final class ListAll implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
        names = "--corpus",
        paramLabel = "CORPUS",
        description =
            "Lists those instead that were learned on a corpus, and those from elsewhere that can"
                + " vote.")
    private @Nullable String corpus;

    @Option(names = "--json", description = "Prints sizes, inputs, outputs and cards as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      if (corpus != null) {
        return learned(out, corpus);
      }
      if (json) {
        print(
            out,
            Stream.of(
                    HostedModel.all().stream().map(ListAll::described),
                    FeatureModel.all().stream().map(ListAll::described),
                    FrameModel.all().stream().map(ListAll::described),
                    SearchedModel.all().stream().map(ListAll::described),
                    StreamModel.all().stream().map(ListAll::described),
                    Stream.of(openClip()))
                .flatMap(Function.identity())
                .toList());
      } else {
        for (var model : HostedModel.all()) {
          print(out, "%s: %s".formatted(model.name(), ModelCard.of(model.name()).paper()));
          model
              .variants(model.publishedClasses())
              .forEach((name, network) ->
                  print(out, "  %-16s %,13d weights".formatted(name, network.parameters())));
        }
        for (var model : FeatureModel.all()) {
          sizes(out, model.name(), model.sizes(), model::parameters, "with features as published");
        }
        for (var model : FrameModel.all()) {
          sizes(
              out,
              model.name(),
              model.sizes(),
              model::parameters,
              "with classes and units as published");
        }
        for (var model : SearchedModel.all()) {
          sizes(
              out,
              model.name(),
              model.sizes(),
              model::parameters,
              "of the largest structure, of sound alone");
        }
        for (var model : StreamModel.all()) {
          sizes(out, model.name(), model.sizes(), model::parameters, "with features as published");
        }
        print(
            out, "%s: %s".formatted(OpenClipFile.MODEL, ModelCard.of(OpenClipFile.MODEL).paper()));
        OpenClipConfig.sizes()
            .forEach((size, config) ->
                print(out, "  %-16s %,13d weights".formatted(size, config.parameters())));
      }
      return 0;
    }

    private static void sizes(
        CommandSpec out,
        String model,
        List<String> sizes,
        ToLongFunction<String> parameters,
        String which) {
      print(out, "%s: %s".formatted(model, ModelCard.of(model).paper()));
      for (var size : sizes) {
        print(out, "  %-16s %,13d weights %s".formatted(size, parameters.applyAsLong(size), which));
      }
    }

    private int learned(CommandSpec out, String corpus) throws Exception {
      try (var bench = Workbench.open(home.folder())) {
        var id = bench.get(Catalogue.class).require(corpus).id();
        var shelf = bench.get(TrainedModels.class).of(id);
        var brought = shelf.brought().stream().filter(BroughtModels.Brought::votes).toList();
        if (json) {
          print(
              out,
              Stream.concat(
                      brought.stream().map(ListAll::described),
                      shelf.models().stream().map(ListAll::described))
                  .toList());
        } else {
          brought.forEach(model -> print(out, told(model)));
          for (var model : shelf.models()) {
            print(out, "%-24s %s".formatted(model.name(), model.run().message().english()));
          }
        }
      }
      return 0;
    }

    private static Map<String, Object> described(TrainedModels.Trained model) {
      var all = new LinkedHashMap<String, Object>();
      all.put("name", model.name());
      all.put("plan", model.plan());
      all.put("found", model.found());
      return all;
    }

    private static Map<String, Object> described(BroughtModels.Brought model) {
      var all = new LinkedHashMap<String, Object>();
      all.put("name", model.name());
      all.put("model", model.model());
      all.put("size", model.size());
      all.put("classes", model.head().classes());
      all.put("trainedOn", model.head().trainedOn());
      return all;
    }

    private static String told(BroughtModels.Brought model) {
      return model.readsWords()
          ? "%-24s brought in: describes faces, and votes by descriptions of labels"
              .formatted(model.name())
          : "%-24s fine-tuned elsewhere: %s"
              .formatted(model.name(), String.join(", ", model.head().classes()));
    }

    private static Map<String, Object> described(HostedModel model) {
      var variants = new LinkedHashMap<String, Object>();
      model
          .variants(model.publishedClasses())
          .forEach((name, network) -> variants.put(name, described(network)));
      var all = new LinkedHashMap<String, Object>();
      all.put("model", model.name());
      all.put("card", ModelCard.of(model.name()));
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> described(FeatureModel model) {
      var variants = new LinkedHashMap<String, Object>();
      for (var size : model.sizes()) {
        variants.put(size, Map.of("parameters", model.parameters(size)));
      }
      var all = new LinkedHashMap<String, Object>();
      all.put("model", model.name());
      all.put("card", ModelCard.of(model.name()));
      all.put("reads", model.reads());
      all.put("modalities", FeatureModel.MODALITIES);
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> described(FrameModel model) {
      var variants = new LinkedHashMap<String, Object>();
      for (var size : model.sizes()) {
        variants.put(
            size,
            new TreeMap<>(Map.of("parameters", model.parameters(size), "side", model.side(size))));
      }
      var all = new LinkedHashMap<String, Object>();
      all.put("model", model.name());
      all.put("card", ModelCard.of(model.name()));
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> described(SearchedModel model) {
      var variants = new LinkedHashMap<String, Object>();
      for (var size : model.sizes()) {
        variants.put(size, Map.of("parameters", model.parameters(size)));
      }
      var all = new LinkedHashMap<String, Object>();
      all.put("model", model.name());
      all.put("card", ModelCard.of(model.name()));
      all.put("modalities", FeatureModel.MODALITIES);
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> described(StreamModel model) {
      var variants = new LinkedHashMap<String, Object>();
      for (var size : model.sizes()) {
        variants.put(
            size,
            new TreeMap<>(
                Map.of(
                    "parameters",
                    model.parameters(size),
                    "stepsOfFrame",
                    model.stepsOfFrame(size))));
      }
      var all = new LinkedHashMap<String, Object>();
      all.put("model", model.name());
      all.put("card", ModelCard.of(model.name()));
      all.put("modalities", FeatureModel.MODALITIES);
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> openClip() {
      var variants = new LinkedHashMap<String, Object>();
      OpenClipConfig.sizes()
          .forEach((size, config) ->
              variants.put(
                  size,
                  new TreeMap<>(Map.of("parameters", config.parameters(), "config", config))));
      var all = new LinkedHashMap<String, Object>();
      all.put("model", OpenClipFile.MODEL);
      all.put("card", ModelCard.of(OpenClipFile.MODEL));
      all.put("variants", variants);
      return all;
    }

    private static Map<String, Object> described(HostedNetwork network) {
      var all = new LinkedHashMap<String, Object>();
      all.put("parameters", network.parameters());
      all.put("config", network.config());
      all.put("inputs", network.inputs().stream().map(ListAll::described).toList());
      all.put("outputs", network.outputs().stream().map(ListAll::described).toList());
      return all;
    }

    private static Map<String, Object> described(Port port) {
      var all = new LinkedHashMap<String, Object>();
      all.put("name", port.name());
      all.put("shape", axes(port.shape()));
      all.put("meaning", port.meaning());
      return all;
    }

    private static long[] axes(Shape shape) {
      return shape.getShape();
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description =
          "Brings weights in (.pth, .safetensors, .npz): finds out by names and shapes which network"
              + " they are of, and keeps them in the home folder. Nothing in the file is run.")
  static final class Add implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(
        names = "--classes",
        split = ",",
        paramLabel = "WORD",
        description =
            "What the outputs of its head are called, in their order, such as happy,sad,neutral; so"
                + " that it can vote.")
    private List<String> classes = List.of();

    @Option(
        names = "--trained-on",
        paramLabel = "SET",
        description =
            "The data set that taught it. Where its card knows the classes of one, such as dfew,"
                + " --classes can be left out.")
    private String trainedOn = "";

    @Option(
        names = "--merges",
        paramLabel = "FILE",
        description =
            "Of OpenCLIP weights: the list of merges by which they read texts,"
                + " bpe_simple_vocab_16e6.txt or .txt.gz; a copy is kept beside them.")
    private @Nullable Path merges;

    @Option(
        names = "--quick-gelu",
        description =
            "Of OpenCLIP weights: they were trained with OpenAI's approximation of GELU, as OpenAI's"
                + " own were; the file itself does not tell.")
    private boolean quickGelu;

    @Option(names = "--json", description = "Prints the outcome as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      var told = new WeightImport.Told(classes, trainedOn);
      var words = new WeightImport.Words(merges, quickGelu);
      var kept = WeightImport.keep(file, told, words, home.folder());
      if (json) {
        var all = new LinkedHashMap<String, Object>();
        all.put("model", kept.model());
        all.put("variant", kept.variant());
        all.put("parameters", kept.parameters());
        all.put("sha256", kept.sha256());
        all.put("file", kept.file().toString());
        all.put("name", kept.name());
        all.put("classes", kept.head().classes());
        all.put("trainedOn", kept.head().trainedOn());
        print(out, all);
      } else {
        print(
            out,
            "%s, size %s, %,d weights: %s"
                .formatted(kept.model(), kept.variant(), kept.parameters(), kept.file()));
        print(out, next(kept));
      }
      return 0;
    }
  }

  private static String next(WeightImport.Kept kept) {
    if (kept.readsWords()) {
      return "It reads faces and words: run describe CORPUS --model %1$s keeps what it reads of clips, run vote CORPUS --model %1$s lets it vote."
          .formatted(kept.name());
    }
    if (kept.preTrained()) {
      return "Pre-trained only: run train CORPUS --model %s --start %s teaches it labels."
          .formatted(kept.model(), kept.file().getFileName());
    }
    var classes = kept.head().classes();
    return classes.isEmpty()
        ? "It cannot vote before its classes have words: add it again with --classes or"
            + " --trained-on."
        : "It tells apart %s: run vote CORPUS --model %s lets it vote."
            .formatted(String.join(", ", classes), kept.name());
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Runs a model on a folder of numbers that its authors' code computed (config.json,"
              + " weights.npz, input.npz, output.npz, grads.json) and says how far its own are off."
              + " Ends with 1 if an output or a loss differs by more than 1e-4 or the norm of a"
              + " gradient by more than a thousandth.")
  static final class Check implements Callable<Integer> {
    private static final String USUAL_FOLDER = "UNDERTONE_PARITY";

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
        paramLabel = "NAME",
        converter = AllModels.class,
        completionCandidates = AllModels.class,
        description = "${COMPLETION-CANDIDATES}.")
    private @Nullable Checked model;

    @Option(
        names = "--parity",
        paramLabel = "DIR",
        description =
            "The folder, or one that holds several (default: NAME inside $UNDERTONE_PARITY, of"
                + " two-aspect and feature-fusion: abaw, of emotion-nas: darts).")
    private @Nullable Path parity;

    @Option(names = "--json", description = "Prints every difference as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      var out = Objects.requireNonNull(spec);
      var checked = Objects.requireNonNull(model);
      var reports = new LinkedHashMap<String, ParityReport>();
      for (var folder : ReferenceFolder.under(folder(out, checked))) {
        var name = String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
        reports.put(name, checked.parity().of(folder));
      }
      if (json) {
        print(out, together(reports));
      } else {
        reports.forEach((name, report) -> print(out, line(name, report)));
      }
      return reports.values().stream().allMatch(ParityReport::holds) ? 0 : 1;
    }

    private Path folder(CommandSpec out, Checked checked) {
      return Optional.ofNullable(parity)
          .or(() ->
              Optional.ofNullable(System.getenv(USUAL_FOLDER))
                  .map(all -> Path.of(all, checked.reference())))
          .orElseThrow(() ->
              new ParameterException(
                  out.commandLine(),
                  "Say where the reference numbers are: --parity DIR, or $%s."
                      .formatted(USUAL_FOLDER)));
    }

    private static String line(String name, ParityReport report) {
      return "%s %s: %,d weights, %d arrays and norms compared, largest difference %.1e, relative %.1e%s"
          .formatted(
              report.model(),
              name,
              report.parameters(),
              report.outputs().size(),
              report.maxAbsDiff(),
              report.maxRelDiff(),
              report.holds() ? "" : ": NOT the authors' numbers");
    }

    /// One folder's report; several in one, each name with its folder before it.
    private static Map<String, Object> together(Map<String, ParityReport> reports) {
      var all = new LinkedHashMap<String, Object>();
      var outputs = new LinkedHashMap<String, Gap>();
      var parameters = new LinkedHashMap<String, Long>();
      var missing = new ArrayList<String>();
      var parts = new ArrayList<String>();
      reports.forEach((folder, report) -> {
        var before = reports.size() == 1 ? "" : folder + "/";
        parameters.put(folder, report.parameters());
        report.outputs().forEach((name, gap) -> outputs.put(before + name, gap));
        report.notCompared().forEach(name -> missing.add(before + name));
        report.parts().forEach(name -> parts.add(before + name));
        all.put("model", report.model());
      });
      all.put(
          "parameters", parameters.size() == 1 ? parameters.firstEntry().getValue() : parameters);
      all.put("outputs", outputs);
      all.put("notCompared", missing);
      all.put("parts", parts);
      all.put("maxAbsDiff", largest(reports, ParityReport::maxAbsDiff));
      all.put("maxRelDiff", largest(reports, ParityReport::maxRelDiff));
      all.put("holds", reports.values().stream().allMatch(ParityReport::holds));
      return all;
    }

    private static double largest(
        Map<String, ParityReport> reports, ToDoubleFunction<ParityReport> of) {
      return reports.values().stream().mapToDouble(of).reduce(0, Math::max);
    }
  }
}
