package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.CaptionPlan;
import undertone.annotator.jobs.MerImportPlan;
import undertone.annotator.jobs.RefinePlan;
import undertone.annotator.jobs.RobustnessPlan;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.runs.SpaceDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.RunId;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.Run;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.features.FaceDescription;
import undertone.engine.refinement.Companion;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// Runs: started and stopped by owners, watched by whoever may read the corpus.
@RestController
@RequestMapping("/api/v1")
class RunsController {

  private static final String NOT_BLANK = "(?s).*\\S.*"; // @NotBlank would ask for one

  private final RunDesk runs;
  private final SpaceDesk spaces;

  RunsController(RunDesk runs, SpaceDesk spaces) {
    this.runs = runs;
    this.spaces = spaces;
  }

  /// @param folder on the server
  /// @param topK how many labels of a ranking become the candidate set
  record ImportRequest(@NotBlank @Size(max = 1000) String folder, @Min(1) @Max(100) int topK) {}

  /// @param file CSV or NPZ of the server; what it holds, its columns or arrays tell
  /// @param voter whose votes, captions or preferences the rows become; `mer` if left out
  /// @param gold whether labels become gold labels
  /// @param part of a packed file, such as `train`
  /// @param candidates table that names the rows of scores
  /// @param topK how many classes of scores become a vote; 2 if left out
  /// @param labels ids of the scheme by the class or word of the file
  /// @param wheels folder of the organisers' emotion wheels
  /// @param language of transcripts and descriptions
  /// @param dryRun whether nothing is written
  record MerRequest(
      @NotBlank @Size(max = 1000) String file,
      @Nullable @Size(max = 200) @Pattern(regexp = NOT_BLANK) String voter,
      @Nullable Boolean gold,
      @Nullable @Size(max = 200) String part,
      @Nullable @Size(max = 1000) String candidates,
      @Nullable @Min(1) @Max(100) Integer topK,
      @Nullable @Size(max = 1000) Map<@NotNull @Size(max = 100) String, @NotNull @Size(max = 100) String> labels,
      @Nullable @Size(max = 1000) String wheels,
      @Nullable @Size(max = 16) @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})?") String language,
      @Nullable Boolean dryRun) {

    MerImportPlan plan() {
      return new MerImportPlan(
          file,
          voter == null ? MerImportPlan.VOTER : voter,
          Boolean.TRUE.equals(gold),
          part,
          candidates,
          topK == null ? MerImportPlan.TOP_K : topK,
          labels == null ? Map.of() : labels,
          wheels,
          language,
          Boolean.TRUE.equals(dryRun));
    }
  }

  /// What is left out is as the engine would choose.
  ///
  /// @param loss classification loss of the networks, such as `sce`
  /// @param beside what weighs networks against votes: `crowdlab` or `confident-learning`
  /// @param encoder what reads the faces themselves: `light` or `resnet18`
  /// @param continues number of an ended refinement whose networks go on learning
  /// @param views that must agree before a set is corrected, `case1` to `case6`
  /// @param update what a corrected set believes of its new label, `case1` to `case3`
  /// @param deletion whether the weakest old candidate goes when a new one comes
  /// @param threshold `margin` or `ratio`
  record RefineRequest(
      @Nullable String method,
      @Nullable List<@NotNull String> voters,
      @Nullable String faces,
      @Nullable Integer epochs,
      @Nullable Integer folds,
      @Nullable Double delta,
      @Nullable Double noiseThreshold,
      @Nullable Long seed,
      @Nullable Boolean hold,
      @Nullable String init,
      @Nullable String loss,
      @Nullable String beside,
      @Nullable String encoder,
      @Nullable Long continues,
      @Nullable String views,
      @Nullable String update,
      @Nullable Boolean deletion,
      @Nullable String threshold) {

    RefinePlan plan() {
      var usual = RefinePlan.DEFAULT;
      try {
        return new RefinePlan(
            method == null ? usual.method() : RefinementMethod.of(method),
            voters == null ? usual.voters() : voters,
            faces == null ? usual.faces() : FaceDescription.of(faces),
            epochs == null ? usual.epochs() : epochs,
            folds == null ? usual.folds() : folds,
            delta == null ? usual.delta() : delta,
            noiseThreshold == null ? usual.noiseThreshold() : noiseThreshold,
            seed == null ? usual.seed() : seed,
            hold,
            init == null ? usual.init() : Start.of(init),
            loss == null ? null : PartialLoss.of(loss),
            beside == null ? null : Companion.of(beside),
            encoder == null ? null : PixelEncoder.of(encoder),
            continues,
            CorrectionRules.of(views, update, deletion, threshold));
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  @GetMapping("/corpora/{corpus}/runs")
  List<RunInfo> runs(@PathVariable CorpusId corpus) {
    return runs.of(corpus).stream().map(this::infoOf).toList();
  }

  @PostMapping("/corpora/{corpus}/runs/import")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo importFolder(@PathVariable CorpusId corpus, @Valid @RequestBody ImportRequest request) {
    return infoOf(runs.importFolder(corpus, pathOf(request.folder()), request.topK()));
  }

  /// Brings a file of a MER challenge into a corpus that holds its clips.
  @PostMapping("/corpora/{corpus}/runs/mer")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo importMer(@PathVariable CorpusId corpus, @Valid @RequestBody MerRequest request) {
    return infoOf(runs.importMer(corpus, request.plan()));
  }

  @PostMapping("/corpora/{corpus}/runs/refine")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo refine(@PathVariable CorpusId corpus, @Valid @RequestBody RefineRequest request) {
    return infoOf(runs.refine(corpus, request.plan()));
  }

  /// @param model that votes: `face-expression`, `caption-space`, one that was learned here, or one
  ///   that was fine-tuned elsewhere
  /// @param deed `LOOK`, or `LET_IN` and `SUSPEND` for votes that are there
  /// @param map of a model that was fine-tuned elsewhere: labels that its classes stand for where
  ///   they are not called alike, or `none`
  record ModelVoteRequest(
      @NotBlank @Size(max = 100) String model,
      VotePlan.@Nullable Deed deed,
      @Nullable @Size(max = 1000) Map<@NotNull @Size(max = 100) String, @NotNull @Size(max = 100) String> map) {
    VotePlan plan() {
      return new VotePlan(model, deed, map == null ? Map.of() : map);
    }
  }

  /// Lets a model vote as a machine voter of its name.
  @PostMapping("/corpora/{corpus}/runs/vote")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo vote(@PathVariable CorpusId corpus, @Valid @RequestBody ModelVoteRequest request) {
    return infoOf(runs.vote(corpus, request.plan()));
  }

  /// @param model that is put to the test: `face-expression`, or one that was learned here
  /// @param noise a folder of this server with sound files of speech; left out = the demo's voices
  /// @param clips at most so many are made worse (200)
  record RobustnessRequest(
      @NotBlank @Size(max = 100) String model,
      @Nullable String noise,
      @Nullable Integer clips,
      @Nullable Long seed) {
    RobustnessPlan plan() {
      try {
        return new RobustnessPlan(
            model,
            noise == null ? null : pathOf(noise).toString(),
            clips == null ? RobustnessPlan.USUAL_CLIPS : clips,
            seed == null ? 0 : seed);
      } catch (InvalidValueException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  /// Says what noise and blur cost a model that votes.
  @PostMapping("/corpora/{corpus}/runs/robustness")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo robustness(@PathVariable CorpusId corpus, @Valid @RequestBody RobustnessRequest request) {
    return infoOf(runs.robustness(corpus, request.plan()));
  }

  /// What is left out is as the engine would choose.
  ///
  /// @param local how sentences about parts of a face teach, `sampled` or `attended`
  record CaptionRequest(
      @Nullable Integer epochs,
      @Nullable String faces,
      @Nullable String local,
      @Nullable Long seed) {
    CaptionPlan plan() {
      var usual = CaptionPlan.DEFAULT;
      try {
        return new CaptionPlan(
            epochs,
            faces == null ? usual.faces() : FaceDescription.of(faces),
            local == null ? usual.local() : CaptionRecipe.Local.of(local),
            seed == null ? usual.seed() : seed);
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  /// Learns from captions, for the search.
  @PostMapping("/corpora/{corpus}/runs/caption")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo caption(@PathVariable CorpusId corpus, @Valid @RequestBody CaptionRequest request) {
    return infoOf(runs.caption(corpus, request.plan()));
  }

  /// Brings clips that came since into the space that was learned from captions.
  @PostMapping("/corpora/{corpus}/runs/embed")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo embed(@PathVariable CorpusId corpus) {
    return infoOf(runs.embed(corpus));
  }

  /// Lets the rules of a corpus vote.
  @PostMapping("/corpora/{corpus}/runs/rules")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo rules(@PathVariable CorpusId corpus) {
    return infoOf(runs.rules(corpus));
  }

  /// Looks for captions that contradict the label sets of their clips.
  @PostMapping("/corpora/{corpus}/runs/contradict")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo contradict(@PathVariable CorpusId corpus) {
    return infoOf(runs.contradict(corpus));
  }

  @GetMapping("/runs/{run}")
  RunInfo run(@PathVariable RunId run) {
    return infoOf(runs.require(run));
  }

  /// Entries stand in the order of fold, network and epoch. Networks learn side by side, so while a
  /// run is under way only all of them are complete.
  ///
  /// @param after number of the last entry one has; -1 for all
  @GetMapping("/runs/{run}/journal")
  List<JsonNode> journal(@PathVariable RunId run, @RequestParam(defaultValue = "-1") int after) {
    return runs.journal(run, after).stream().map(e -> JsonMapper.shared().readTree(e)).toList();
  }

  @PostMapping("/runs/{run}/cancel")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable RunId run) {
    runs.cancel(run);
  }

  /// Lets a failed or cancelled run go on from its last checkpoint.
  @PostMapping("/runs/{run}/again")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void again(@PathVariable RunId run) {
    runs.again(run);
  }

  /// Puts the proposals of a run that was held back before the curators.
  @PostMapping("/runs/{run}/let-in")
  RunInfo letIn(@PathVariable RunId run) {
    runs.letIn(run);
    return infoOf(runs.require(run));
  }

  /// Lets the search use what an earlier run has learned from captions, or placed.
  @PostMapping("/runs/{run}/serve")
  RunInfo serve(@PathVariable RunId run) {
    spaces.serve(run);
    return infoOf(runs.require(run));
  }

  /// @param decisionsToo whether decisions on its proposals are taken back with it
  record WithdrawRequest(boolean decisionsToo) {}

  /// Takes back all a run proposed.
  @PostMapping("/runs/{run}/withdraw")
  RunDesk.Withdrawn withdraw(@PathVariable RunId run, @Valid @RequestBody WithdrawRequest request) {
    return runs.withdraw(run, request.decisionsToo());
  }

  /// What two runs of one corpus propose, clip by clip, and the figures of both.
  @GetMapping("/runs/{run}/beside/{other}")
  SideBySide compare(@PathVariable RunId run, @PathVariable RunId other) {
    return new SideBySide(
        infoOf(runs.require(run)), infoOf(runs.require(other)), runs.compare(run, other));
  }

  record SideBySide(RunInfo first, RunInfo second, Proposals.Comparison proposals) {}

  private RunInfo infoOf(Run run) {
    return RunInfo.of(run, runs.summary(run).orElse(null));
  }

  private static Path pathOf(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      throw new InvalidRequestException("The folder is not a path of this server.");
    }
  }
}
