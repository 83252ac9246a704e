package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.DescribePlan;
import undertone.annotator.jobs.FeatureChoice;
import undertone.annotator.jobs.ModelExample;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.models.TrackRecord;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.engine.architecture.CellPicture;

/// Recognition models: which are hosted, what was learned with them from a corpus, and how far each
/// is to be trusted.
@RestController
@RequestMapping("/api/v1")
class ModelsController {
  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

  private final ModelDesk models;
  private final RunDesk runs;
  private final Rights rights;

  ModelsController(ModelDesk models, RunDesk runs, Rights rights) {
    this.models = models;
    this.runs = runs;
    this.rights = rights;
  }

  /// Every model that is hosted, with its card, sizes, and the weights that were brought.
  @GetMapping("/models")
  List<ModelDesk.Hosted> hosted() {
    return models.hosted();
  }

  /// A model that was learned on a corpus.
  ///
  /// @param run that it came from
  /// @param standing whether its votes count
  /// @param describes whether runs can take what it reads of clips, by its name
  /// @param found its figures, on clips held back from learning
  /// @param record how its votes fared since; for curators
  record LearnedModel(
      String name,
      RunId run,
      TrainPlan plan,
      ModelDesk.Standing standing,
      boolean describes,
      JsonNode found,
      @Nullable TrackRecord record) {}

  /// What was learned on a corpus, the newest first.
  @GetMapping("/corpora/{corpus}/models")
  List<LearnedModel> learned(@PathVariable CorpusId corpus) {
    boolean reviews = rights.may(corpus, Right.REVIEW);
    return models.of(corpus).stream()
        .map(known ->
            new LearnedModel(
                known.model().name(),
                known.model().run().id(),
                known.model().plan(),
                known.standing(),
                known.describes(),
                known.model().found(),
                reviews && known.model().votes() ? models.record(corpus, known) : null))
        .toList();
  }

  /// A model that was fine-tuned elsewhere.
  ///
  /// @param model what stands on the corpus of it
  /// @param record how its votes fared; for curators
  record ModelFromElsewhere(ModelDesk.Elsewhere model, @Nullable TrackRecord record) {}

  /// What was fine-tuned elsewhere and brought into the house, with what its classes stand for in
  /// the corpus by themselves.
  @GetMapping("/corpora/{corpus}/models-from-elsewhere")
  List<ModelFromElsewhere> elsewhere(@PathVariable CorpusId corpus) {
    boolean reviews = rights.may(corpus, Right.REVIEW);
    return models.elsewhere(corpus).stream()
        .map(model -> new ModelFromElsewhere(model, reviews ? models.record(corpus, model) : null))
        .toList();
  }

  /// A clip on which a model shows what it does.
  ///
  /// @param weight how much each stretch counts for what it says, 0..1
  /// @param said label it puts first; empty where it says nothing
  record Example(
      long clip, String name, int frames, List<Picture> rows, List<Double> weight, String said) {}

  /// @param png frames side by side, in base 64
  record Picture(ModelExample.Shows shows, String png) {}

  /// Clips on which a model shows what it does.
  @GetMapping("/corpora/{corpus}/models/{name}/examples")
  List<Example> examples(@PathVariable CorpusId corpus, @PathVariable String name) {
    var known = models.require(corpus, name);
    return models.examples(known).stream().map(example -> drawn(known, example)).toList();
  }

  private Example drawn(ModelDesk.Known known, ModelExample example) {
    return new Example(
        example.clip(),
        example.name(),
        example.frames(),
        example.rows().stream()
            .map(row ->
                new Picture(
                    row.shows(), Base64.getEncoder().encodeToString(models.picture(known, row))))
            .toList(),
        example.weight(),
        example.said());
  }

  /// The structure that was found for a model, as a genotype: what each edge of its cells does, and
  /// how much of the mixture that was.
  @GetMapping("/corpora/{corpus}/models/{name}/structure")
  ResponseEntity<String> structure(@PathVariable CorpusId corpus, @PathVariable String name) {
    var structure = models.structure(models.require(corpus, name));
    return file(name + "-structure.json", MediaType.APPLICATION_JSON, structure.json());
  }

  /// The same as a vector picture of its cells.
  @GetMapping("/corpora/{corpus}/models/{name}/structure.svg")
  ResponseEntity<String> cells(@PathVariable CorpusId corpus, @PathVariable String name) {
    var structure = models.structure(models.require(corpus, name));
    return file(name + "-structure.svg", SVG, CellPicture.svg(structure));
  }

  private static ResponseEntity<String> file(String name, MediaType type, String content) {
    var as = ContentDisposition.attachment().filename(name).build();
    return ResponseEntity.ok()
        .contentType(type)
        .header(HttpHeaders.CONTENT_DISPOSITION, as.toString())
        .body(content);
  }

  /// What a model on features is shown. What is left out is the product's own, and a fifth of what
  /// is there goes missing while it learns.
  ///
  /// @param text `own`, `none`, or the name of a set of features that was brought
  /// @param audio likewise
  /// @param visual likewise
  /// @param missing share that is taken away while learning, 0..0.9
  record ShownFeatures(
      @Nullable @Size(max = 100) String text,
      @Nullable @Size(max = 100) String audio,
      @Nullable @Size(max = 100) String visual,
      @Nullable Double missing) {

    FeatureChoice choice() {
      return new FeatureChoice(
          Objects.requireNonNullElse(text, FeatureChoice.OWN),
          Objects.requireNonNullElse(audio, FeatureChoice.OWN),
          Objects.requireNonNullElse(visual, FeatureChoice.OWN),
          Objects.requireNonNullElse(missing, FeatureChoice.USUAL.missing()));
    }
  }

  /// What is left out is as the engine would choose.
  ///
  /// @param model such as `mae-dfer`
  /// @param stage `pre-train`, `fine-tune` or `dimensions`
  /// @param start a model that was learned here, or a file of weights, by its name
  /// @param agreed whether labels teach that nearly everybody voted for
  /// @param voters how many at least must have
  /// @param features what a model on features is shown; of others nothing can be said
  /// @param tracks whose tracks teach a model that follows faces, or one that learns dimensions, by
  ///   the name of the voter, or `none`; of others nothing can be said
  /// @param testClips windows of time by which a model that looks at whole clips judges one
  /// @param testCrops windows of the picture in each; on square faces all are one
  /// @param recompute whether a model that looks at whole clips computes its blocks again on the
  ///   way back, which takes less memory and more time
  /// @param alter whether films are altered by chance while they teach such a model
  record TrainRequest(
      @NotBlank @Size(max = 100) String model,
      @Nullable String size,
      @Nullable String stage,
      @Nullable String start,
      @Nullable Integer epochs,
      @Nullable Boolean agreed,
      @Nullable Integer voters,
      @Nullable Long seed,
      @Nullable @Valid ShownFeatures features,
      @Nullable @Size(max = 200) String tracks,
      @Nullable Integer testClips,
      @Nullable Integer testCrops,
      @Nullable Boolean recompute,
      @Nullable Boolean alter) {

    TrainPlan plan() {
      var usual = PseudoJobPlan.DEFAULT;
      try {
        return new TrainPlan(
            model,
            size == null ? TrainPlan.usualSize(model) : size,
            stage == null ? TrainPlan.Stage.FINE_TUNE : TrainPlan.Stage.of(stage),
            start,
            epochs,
            agreed == null ? usual.agreed() : agreed,
            voters == null ? usual.voters() : voters,
            seed == null ? usual.seed() : seed,
            features == null ? null : features.choice(),
            tracks,
            testClips,
            testCrops,
            Boolean.TRUE.equals(recompute),
            alter);
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  /// Lets a model learn from a corpus.
  @PostMapping("/corpora/{corpus}/runs/train")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo train(@PathVariable CorpusId corpus, @Valid @RequestBody TrainRequest request) {
    var run = models.train(corpus, request.plan());
    return RunInfo.of(run, runs.summary(run).orElse(null));
  }

  /// @param model that is to describe the clips, by its name
  record DescribeRequest(@NotBlank @Size(max = 100) String model) {}

  /// Lets a model that learned on a corpus describe its clips: what it reads of them can then be
  /// chosen in `faces` of runs, by its name.
  @PostMapping("/corpora/{corpus}/runs/describe")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo describe(@PathVariable CorpusId corpus, @Valid @RequestBody DescribeRequest request) {
    var run = models.describe(corpus, new DescribePlan(request.model()));
    return RunInfo.of(run, runs.summary(run).orElse(null));
  }
}
