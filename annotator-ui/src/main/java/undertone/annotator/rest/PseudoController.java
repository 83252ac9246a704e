package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.LabelShares;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.PseudoPool;
import undertone.annotator.pseudo.AuditDesk;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.pseudo.PseudoLabel;
import undertone.corpora.pseudo.SpreadBasis;
import undertone.engine.features.FaceDescription;
import undertone.engine.metrics.Share;
import undertone.engine.pseudo.Gates;
import undertone.engine.pseudo.LabelThresholds;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.refinement.PixelEncoder;

/// Labels spread over clips without one: the run, what its labels have to pass, the audit of those
/// accepted unseen.
@RestController
@RequestMapping("/api/v1")
class PseudoController {
  private final RunDesk runs;
  private final PseudoDesk desk;
  private final AuditDesk audit;

  PseudoController(RunDesk runs, PseudoDesk desk, AuditDesk audit) {
    this.runs = runs;
    this.desk = desk;
    this.audit = audit;
  }

  /// What is left out is as the engine would choose.
  ///
  /// @param method such as `freematch`
  /// @param gate least confidence of a proposed label, 0..1
  /// @param agreed whether labels teach that nearly everybody voted for
  /// @param voters how many at least must have
  /// @param voted whether clips with votes are proposed too
  /// @param sets whether clips that do not pass get a set of labels as a machine's vote
  /// @param prior `none`, `uniform`, `labelled` or `custom`
  /// @param shares by label, with a custom prior
  /// @param perLabel how sure networks must be of each label to teach themselves
  /// @param faces how faces are described
  /// @param encoder what looks at the faces themselves: `light` or `resnet18`
  record SpreadRequest(
      @Nullable String method,
      @Nullable Double gate,
      @Nullable Boolean agreed,
      @Nullable Integer voters,
      @Nullable Boolean voted,
      @Nullable Boolean sets,
      @Nullable String prior,
      @Nullable @Size(max = 1000) Map<@NotNull @Size(max = 100) String, @NotNull Double> shares,
      @Valid @Nullable PerLabel perLabel,
      @Nullable String faces,
      @Nullable String encoder,
      @Nullable Integer folds,
      @Nullable Integer steps,
      @Nullable Integer rounds,
      @Nullable Boolean hold,
      @Nullable Long seed) {

    PseudoJobPlan plan() {
      var usual = PseudoJobPlan.DEFAULT;
      try {
        return new PseudoJobPlan(
            method == null ? usual.method() : PseudoMethod.of(method),
            gate == null ? usual.gate() : gate,
            agreed == null ? usual.agreed() : agreed,
            voters == null ? usual.voters() : voters,
            voted == null ? usual.voted() : voted,
            sets == null ? usual.sets() : sets,
            prior == null ? usual.prior() : Prior.of(prior),
            shares == null ? usual.shares() : new LabelShares(shares),
            perLabel == null ? usual.perLabel() : perLabel.thresholds(),
            faces == null ? usual.faces() : FaceDescription.of(faces),
            encoder == null ? usual.encoder() : PixelEncoder.of(encoder),
            folds == null ? usual.folds() : folds,
            steps == null ? usual.steps() : steps,
            rounds == null ? usual.rounds() : rounds,
            hold == null ? usual.hold() : hold,
            seed == null ? usual.seed() : seed);
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  /// @param rule `one`, `given`, `share` or `precision`
  /// @param value the share that teaches, or the share that must be right
  /// @param given thresholds by label
  record PerLabel(
      @NotBlank String rule,
      @Nullable Double value,
      @Nullable @Size(max = 1000) Map<@NotNull @Size(max = 100) String, @NotNull Double> given) {

    LabelThresholds thresholds() {
      return new LabelThresholds(
          LabelThresholds.Rule.of(rule),
          value == null ? 0 : value,
          given == null ? Map.of() : given);
    }
  }

  @PostMapping("/corpora/{corpus}/runs/pseudo")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo spread(@PathVariable CorpusId corpus, @Valid @RequestBody SpreadRequest request) {
    var run = runs.pseudo(corpus, request.plan());
    return RunInfo.of(run, runs.summary(run).orElse(null));
  }

  /// What a run would learn from; nothing is started.
  @PostMapping("/corpora/{corpus}/runs/pseudo/count")
  PseudoPool.Counts count(
      @PathVariable CorpusId corpus, @Valid @RequestBody SpreadRequest request) {
    return desk.count(corpus, request.plan());
  }

  /// A label as a run says it, with all it rests on.
  ///
  /// @param truth label it carried; null = none
  /// @param origin of that label: `SETTLED`, `AGREED` or `UNSEEN`
  /// @param basis how the run came to it; null for a clip that carried a label, and for runs from
  ///   before it was kept
  record LabelSaid(
      long clip,
      @Nullable String truth,
      @Nullable String origin,
      String label,
      double confidence,
      PseudoLabel.Agreeing agreeing,
      boolean proposable,
      List<String> candidates,
      PseudoLabel.Grounds grounds,
      @Nullable SpreadBasis basis) {

    static LabelSaid of(PseudoLabel one, @Nullable SpreadBasis basis) {
      return new LabelSaid(
          one.clip().value(),
          one.truth(),
          one.origin() == null ? null : one.origin().name(),
          one.label(),
          one.confidence(),
          one.agreeing(),
          one.proposable(),
          one.candidates().labels(),
          one.grounds(),
          basis);
    }
  }

  /// All that a run says, in the order of clips.
  ///
  /// @param after number of the last clip of the page before
  @GetMapping("/runs/{run}/pseudo-labels")
  List<LabelSaid> labels(
      @PathVariable RunId run,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "200") int size) {
    var labels = desk.labels(run, after, size);
    var bases = desk.bases(run, labels);
    return labels.stream().map(one -> LabelSaid.of(one, bases.get(one.clip()))).toList();
  }

  /// @param confidence for each label of the scheme, in its order
  record GatesBody(
      @NotNull List<@NotNull Double> confidence,
      int folds,
      int modalities,
      int neighbours,
      int machines) {

    static GatesBody of(Gates gates) {
      return new GatesBody(
          gates.confidence(),
          gates.folds(),
          gates.modalities(),
          gates.neighbours(),
          gates.machines());
    }

    Gates gates() {
      try {
        return new Gates(confidence, folds, modalities, neighbours, machines);
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  @GetMapping("/runs/{run}/gates")
  GatesBody gates(@PathVariable RunId run) {
    return GatesBody.of(desk.gates(run));
  }

  /// What gates would let through of one label.
  ///
  /// @param right of labelled clips called so as surely by networks that had not seen them
  record PreviewSaid(String label, int unlabelled, int passing, Share right) {}

  /// What gates would let through; nothing is changed.
  @PostMapping("/runs/{run}/gates/preview")
  List<PreviewSaid> preview(@PathVariable RunId run, @Valid @RequestBody GatesBody body) {
    var labels = desk.spread(run).labels();
    return desk.preview(run, body.gates()).stream()
        .map(one ->
            new PreviewSaid(labels.get(one.label()), one.unlabelled(), one.passing(), one.right()))
        .toList();
  }

  /// @param proposals that wait by now
  record Reproposed(int proposals) {}

  /// Proposes what passes these gates from now on.
  @PutMapping("/runs/{run}/gates")
  Reproposed apply(@PathVariable RunId run, @Valid @RequestBody GatesBody body) {
    return new Reproposed(desk.apply(run, body.gates()));
  }

  /// Clips to be judged by somebody who cannot see what was accepted.
  @GetMapping("/corpora/{corpus}/audit")
  List<AuditDesk.Asked> audit(@PathVariable CorpusId corpus) {
    return audit.open(corpus);
  }

  /// How labels that were accepted unseen fare, run by run.
  @GetMapping("/corpora/{corpus}/audit/figures")
  List<AuditDesk.Fared> figures(@PathVariable CorpusId corpus) {
    return audit.fared(corpus);
  }

  record Drawn(int clips) {}

  /// Draws clips to be judged, as many as are missing.
  @PostMapping("/corpora/{corpus}/audit/draw")
  Drawn draw(@PathVariable CorpusId corpus) {
    return new Drawn(audit.draw(corpus));
  }

  record Answer(@NotBlank String label) {}

  /// Takes an answer, which settles the clip.
  @PostMapping("/corpora/{corpus}/audit/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void say(
      @PathVariable CorpusId corpus, @PathVariable long id, @Valid @RequestBody Answer answer) {
    audit.say(corpus, id, answer.label());
  }
}
