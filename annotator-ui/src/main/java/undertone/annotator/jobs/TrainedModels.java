package undertone.annotator.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.captions.PromptVoter;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.recognition.RecognitionPlan;
import undertone.engine.voters.FaceExpressionVoter;
import undertone.models.hosting.FrameModel;

/// Recognition models that were learned on a corpus. Each is what a run left, so there is no list
/// of them beside that of the runs.
public final class TrainedModels {
  private static final String MODEL = "model"; // folder of a run

  private final Runs runs;
  private final HomeFolder home;
  private final TrackTeachers teachers;

  TrainedModels(Runs runs, HomeFolder home, TrackTeachers teachers) {
    this.runs = runs;
    this.home = home;
    this.teachers = teachers;
  }

  /// One of them.
  ///
  /// @param found what its run says of it
  public record Trained(Run run, TrainPlan plan, JsonNode found) {

    /// Under which it is known, and votes: what it is, and the run it came from.
    public String name() {
      return "%s-%s-%s".formatted(plan.model(), plan.size(), run.id());
    }

    /// Whether it tells labels apart.
    public boolean votes() {
      return plan.stage() == TrainPlan.Stage.FINE_TUNE;
    }

    /// Whether it rates how whole clips feel.
    public boolean rates() {
      return plan.stage() == TrainPlan.Stage.DIMENSIONS;
    }

    /// Whether it looks at clips or listens to them itself, each as a whole.
    public boolean readsClips() {
      return plan.features() == null && !plan.followsFaces();
    }

    /// Ids of the labels it tells apart, in its order.
    public List<String> classes() {
      var classes = new ArrayList<String>();
      found.path("classes").forEach(label -> classes.add(label.asString()));
      return classes;
    }

    /// @throws InvalidValueException if it has nothing to say of the corpus' clips
    void mustVote(LabelScheme scheme) {
      if (rates()) {
        return; // it needs no label
      }
      if (!votes()) {
        throw new InvalidValueException(
            "%s was pre-trained only and knows no labels; fine-tune it first.", name());
      }
      var gone = classes().stream().filter(label -> scheme.indexOf(label) < 0).toList();
      if (!gone.isEmpty()) {
        throw new InvalidValueException(
            "%s learned labels that the scheme has no more: %s. Fine-tune anew.",
            name(), String.join(", ", gone));
      }
    }
  }

  /// All of a corpus, the newest first.
  ///
  /// @param captions whether a space that was learned from captions serves
  /// @param brought models that were trained elsewhere, which are those of every corpus
  public record Shelf(List<Trained> models, boolean captions, List<BroughtModels.Brought> brought) {
    public Shelf {
      models = List.copyOf(models);
      brought = List.copyOf(brought);
    }

    /// The one of a name that was trained elsewhere.
    public Optional<BroughtModels.Brought> brought(String name) {
      return BroughtModels.named(brought, name);
    }

    /// The whole name of a model from elsewhere that may be named without its hash; any other name
    /// stays as it is.
    ///
    /// @throws InvalidValueException if several are called so
    String whole(String name) {
      return BroughtModels.whole(brought, name);
    }

    /// Whether a model of that name is among them, wherever it learned.
    boolean holds(String name) {
      return named(name).isPresent() || brought(name).isPresent();
    }

    public Optional<Trained> named(String name) {
      return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    void mustKnowCaptions() {
      if (!captions) {
        throw new InvalidValueException(CaptionSpaces.NONE_SERVES);
      }
    }

    /// @throws InvalidValueException if none of that name can vote
    public Trained require(String name) {
      return named(name)
          .orElseThrow(() ->
              new InvalidValueException(
                  "There is no model \"%s\" that votes; there is %s.",
                  name,
                  Stream.of(
                          Stream.of(FaceExpressionVoter.NAME, PromptVoter.NAME),
                          models.stream()
                              .filter(model -> model.votes() || model.rates())
                              .map(Trained::name),
                          brought.stream()
                              .filter(BroughtModels.Brought::votes)
                              .map(BroughtModels.Brought::name))
                      .flatMap(Function.identity())
                      .collect(Collectors.joining(", "))));
    }
  }

  public Shelf of(CorpusId corpus) {
    return new Shelf(
        runs.of(corpus, RunKind.TRAIN).stream()
            .filter(run -> run.state() == RunState.DONE)
            .sorted(Comparator.comparing(Run::createdAt).reversed())
            .map(TrainedModels::trained)
            .toList(),
        captionsServe(corpus),
        BroughtModels.in(home));
  }

  private boolean captionsServe(CorpusId corpus) {
    try {
      return new SpaceFolder(home.spaces(corpus)).serving().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the newest run found in which a model looked at the clips of a corpus; empty = it has
  /// not.
  public Optional<JsonNode> lastLook(CorpusId corpus, String model) {
    return runs.of(corpus, RunKind.VOTE).stream()
        .filter(run -> run.state() == RunState.DONE)
        .filter(run -> {
          var plan = JsonMapper.shared().readValue(run.plan(), VotePlan.class);
          return plan.model().equals(model) && plan.deed() == VotePlan.Deed.LOOK;
        })
        .max(Comparator.comparing(Run::createdAt))
        .map(run -> JsonMapper.shared().readTree(run.summary().orElse("{}")));
  }

  /// Where a plan starts from; empty = from the beginning.
  ///
  /// @return the folder of a model that was learned, or a file of weights
  /// @throws InvalidValueException if there is no such start, or it is of another network, or
  ///   features that it is to be shown were not brought, or nobody made the tracks that are to
  ///   teach
  public Optional<Path> mustStart(CorpusId corpus, TrainPlan plan) {
    if (plan.features() != null) {
      mustBeBrought(BroughtFeatures.of(home, corpus), plan.features());
    }
    if (plan.tracks() != null) {
      teacher(corpus, plan);
    }
    var start = plan.start();
    if (start == null) {
      return Optional.empty();
    }
    var learned = of(corpus).named(start);
    if (learned.isPresent()) {
      var from = learned.get().plan();
      if (from.stage() != TrainPlan.Stage.PRE_TRAIN) {
        throw new InvalidValueException(
            "%s was fine-tuned already; fine-tuning starts from a model that was pre-trained.",
            start);
      }
      if (!from.model().equals(plan.model()) || !from.size().equals(plan.size())) {
        throw new InvalidValueException(
            "%s is another network than %s in the size %s.", start, plan.model(), plan.size());
      }
      return Optional.of(folder(learned.get().run().id()));
    }
    try (var files =
        Files.exists(home.weights(plan.model()))
            ? Files.list(home.weights(plan.model()))
            : Stream.<Path>empty()) {
      return Optional.of(
          files
              .filter(file -> String.valueOf(file.getFileName()).equals(start))
              .filter(_ -> isPreTrained(start, plan.size()))
              .findFirst()
              .orElseThrow(() ->
                  new InvalidValueException(
                      "There is neither a model \"%s\" that was learned here nor a file of that"
                          + " name among the pre-trained weights of %s in the size %s.",
                      start, plan.model(), plan.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whose tracks teach a model that follows clips in time; empty = nobody's. Unless the plan names
  /// somebody, whoever follows most clips, of all that did not learn here and could teach it.
  ///
  /// @throws InvalidValueException if nobody of the name follows anything that could teach it
  Optional<TrackTeachers.Teacher> teacher(CorpusId corpus, TrainPlan plan) {
    var shelf = of(corpus);
    boolean affect = plan.followsStreams() || plan.stage() == TrainPlan.Stage.DIMENSIONS;
    return teachers.of(corpus, plan.tracks(), affect, name -> shelf.named(name).isPresent());
  }

  /// All whose tracks could teach a model, by name, those who follow most clips first and what
  /// learned here last.
  public List<String> teachers(CorpusId corpus, String model) {
    var shelf = of(corpus);
    boolean affect = FrameModel.named(model).isEmpty();
    return teachers.all(corpus, affect, name -> shelf.named(name).isPresent()).stream()
        .map(TrackTeachers.Teacher::name)
        .toList();
  }

  private static void mustBeBrought(BroughtFeatures brought, FeatureChoice features) {
    try {
      for (var chosen : features.byModality().entrySet()) {
        if (!List.of(FeatureChoice.OWN, FeatureChoice.NONE).contains(chosen.getValue())) {
          brought.require(chosen.getValue(), chosen.getKey());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether weights that were brought are of a network that was pre-trained, by the name that they
  /// are kept under. Of fine-tuned ones nothing could be taken over but in silence.
  public static boolean isPreTrained(String file, String size) {
    return file.startsWith(size + RecognitionPlan.PRE + "-");
  }

  private static Trained trained(Run run) {
    var json = JsonMapper.shared();
    return new Trained(
        run,
        json.readValue(run.plan(), TrainPlan.class),
        json.readTree(run.summary().orElse("{}")));
  }

  /// Where what a run learned lies.
  public Path folder(RunId run) {
    return home.run(run).resolve(MODEL);
  }
}
