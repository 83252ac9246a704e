package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.labelling.Answer;
import undertone.annotator.labelling.Desk;
import undertone.annotator.labelling.HandOut;
import undertone.annotator.labelling.Labelling;
import undertone.annotator.labelling.OwnComment;
import undertone.annotator.labelling.Progress;
import undertone.annotator.labelling.Receipt;
import undertone.corpora.Certainty;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Meaning;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Region;
import undertone.corpora.queue.HeldBack;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;

/// The annotator's desk. Answers carry a client-made id: the same one sent again changes nothing.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class DeskController {

  private static final int MOST_HELD = 50;
  private static final int MOST_WORDINGS = 100;

  private final Labelling labelling;

  DeskController(Labelling labelling) {
    this.labelling = labelling;
  }

  /// @param holding numbers of the clips the browser has already
  record NextRequest(
      @NotNull @Size(max = MOST_HELD) List<@NotNull @Pattern(regexp = "\\d{1,18}") String> holding) {}

  record CaptionBody(@NotNull String text, @NotNull String language) {
    Answer.CaptionText caption() {
      return new Answer.CaptionText(text, language);
    }
  }

  /// @param region of a local caption; null for the others
  record DescribedBody(
      @NotNull CaptionLevel level,
      @Nullable Region region,
      @NotNull String text,
      @NotNull String language) {
    Answer.Described described() {
      return new Answer.Described(level, region, text, language);
    }
  }

  record VoteRequest(
      @NotNull UUID clientId,
      long leaseId,
      @NotNull Meaning meaning,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> candidates,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Nullable Double valence,
      @Nullable Double arousal,
      @Valid @Nullable CaptionBody caption,
      @Valid @Nullable @Size(max = 20) List<@NotNull DescribedBody> structure,
      @Valid @Nullable @Size(max = Answer.MOST_SEGMENTS) List<@NotNull SegmentBody> segments,
      @Valid @Nullable @Size(max = 2) List<@NotNull TraceBody> traces,
      @Valid @Nullable @Size(max = MOST_WORDINGS) List<@NotNull ChosenBody> wordings) {

    Answer answer() {
      return new Answer(
          clientId,
          leaseId,
          meaning,
          candidates,
          excluded,
          certainty,
          intensity,
          valence,
          arousal,
          caption == null ? null : caption.caption(),
          structure == null ? null : structure.stream().map(DescribedBody::described).toList(),
          segments == null ? List.of() : segments.stream().map(SegmentBody::part).toList(),
          traces == null ? List.of() : traces.stream().map(TraceBody::line).toList(),
          wordings == null ? List.of() : wordings.stream().map(ChosenBody::chosen).toList());
    }
  }

  /// @param offer number of a wording that was offered on this clip
  /// @param taken whether it was taken, changed or not; else it was rejected
  record ChosenBody(long offer, boolean taken) {
    Answer.Chosen chosen() {
      return new Answer.Chosen(offer, taken);
    }
  }

  record SegmentBody(
      @NotNull UUID id,
      long startMicros,
      long endMicros,
      @NotNull Meaning meaning,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> candidates,
      @NotNull @Size(max = 100) List<@NotNull @Size(max = 100) String> excluded,
      @Nullable Certainty certainty,
      @Nullable Double intensity,
      @Valid @Nullable CaptionBody caption) {

    Answer.Part part() {
      return new Answer.Part(
          id,
          startMicros,
          endMicros,
          meaning,
          candidates,
          excluded,
          certainty,
          intensity,
          caption == null ? null : caption.caption());
    }
  }

  /// @param events media time in microseconds and value -1..1, in order of time
  record TraceBody(
      @NotNull Axis axis,
      @NotNull @Size(min = 1, max = Trace.MOST_EVENTS) List<@NotNull @Size(min = 2, max = 2) List<@NotNull Double>> events) {

    Answer.Line line() {
      return new Answer.Line(axis, events);
    }
  }

  /// @param answers id of the comment it answers, for curators
  record CommentRequest(
      @NotNull UUID clientId,
      @NotNull String text,
      @Nullable Long atMicros,
      @Nullable UUID answers) {}

  record DistressRequest(@NotNull UUID clientId) {}

  /// @param heldBack why clips that are left are not handed out: all are distressing, and one asked
  ///   to be spared or has had enough of them today; null when nothing is left
  record Rest(@Nullable HeldBack heldBack) {}

  record SkipRequest(@NotNull UUID clientId, long leaseId, @NotNull String reason) {}

  record UndoRequest(@NotNull UUID clientId, @NotNull UUID undoes) {}

  /// @param languages the desk's own: the one chosen in this browser, which the account need not
  ///   share; without it that of the account
  @GetMapping("/desk")
  Desk desk(
      @PathVariable CorpusId corpus,
      @RequestHeader(name = "Accept-Language", defaultValue = "") String languages) {
    return labelling.desk(corpus, first(languages));
  }

  private static String first(String languages) {
    try {
      return languages.isBlank()
          ? ""
          : Locale.forLanguageTag(Locale.LanguageRange.parse(languages).getFirst().getRange())
              .getLanguage();
    } catch (IllegalArgumentException _) {
      return ""; // not a list of languages
    }
  }

  @GetMapping("/progress")
  Progress progress(@PathVariable CorpusId corpus) {
    return labelling.progress(corpus);
  }

  /// 204 when nothing is left.
  @PostMapping("/queue/next")
  ResponseEntity<HandOut> next(
      @PathVariable CorpusId corpus, @Valid @RequestBody NextRequest request) {
    var holding =
        request.holding().stream()
            .map(id -> new ClipId(Long.parseLong(id)))
            .collect(Collectors.toSet());
    return labelling
        .next(corpus, holding)
        .map(ResponseEntity::ok)
        .orElse(ResponseEntity.noContent().build());
  }

  /// What there is beside what is handed out.
  @GetMapping("/queue/rest")
  Rest rest(@PathVariable CorpusId corpus) {
    return new Rest(labelling.heldBack(corpus).orElse(null));
  }

  @PostMapping("/clips/{clip}/votes")
  Receipt vote(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody VoteRequest request) {
    return labelling.vote(corpus, clip, request.answer());
  }

  /// For the curators' eyes.
  @PostMapping("/clips/{clip}/comments")
  @ResponseStatus(HttpStatus.CREATED)
  void comment(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody CommentRequest request) {
    labelling.comment(
        corpus, clip, request.clientId(), request.text(), request.atMicros(), request.answers());
  }

  /// One's own comments and the answers to them.
  @GetMapping("/comments/mine")
  List<OwnComment> comments(@PathVariable CorpusId corpus) {
    return labelling.comments(corpus);
  }

  @PostMapping("/comments/mine/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void readAnswers(@PathVariable CorpusId corpus) {
    labelling.readAnswers(corpus);
  }

  /// A clip one holds or has answered, to be answered anew.
  @PostMapping("/clips/{clip}/revisit")
  HandOut revisit(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return labelling.revisit(corpus, clip);
  }

  /// The clip is hard to bear; a curator decides.
  @PostMapping("/clips/{clip}/distress")
  @ResponseStatus(HttpStatus.CREATED)
  void distress(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody DistressRequest request) {
    labelling.reportDistress(corpus, clip);
  }

  @PostMapping("/clips/{clip}/skips")
  Progress skip(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody SkipRequest request) {
    return labelling.skip(corpus, clip, request.leaseId(), request.reason());
  }

  @PostMapping("/clips/{clip}/votes/undo")
  HandOut undo(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody UndoRequest request) {
    return labelling.undo(corpus, clip, request.clientId(), request.undoes());
  }
}
