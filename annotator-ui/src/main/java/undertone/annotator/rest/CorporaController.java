package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Palette;
import undertone.corpora.corpus.Question;
import undertone.corpora.corpus.WordingHelp;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.scheme.SchemeFormatException;
import undertone.corpora.scheme.SchemeYaml;
import undertone.corpora.scheme.ShippedSchemes;

/// Corpora, their settings and their label schemes.
@RestController
@RequestMapping("/api/v1")
class CorporaController {

  private static final int LONGEST_TEXT = 100_000;

  private final CorpusLibrary library;

  CorporaController(CorpusLibrary library) {
    this.library = library;
  }

  /// @param role null for an administrator who was given none
  /// @param stats null for people who only annotate
  record CorpusInfo(
      long id,
      String slug,
      String name,
      String description,
      String guidelines,
      int overlap,
      long leaseMinutes,
      Set<Question> questions,
      double leastPrecision,
      Palette palette,
      WordingHelp wordingHelp,
      String language,
      Instant createdAt,
      @Nullable CorpusRole role,
      Catalogue.@Nullable Stats stats) {
    static CorpusInfo of(CorpusCard card) {
      var corpus = card.corpus();
      return new CorpusInfo(
          corpus.id().value(),
          corpus.slug(),
          corpus.name(),
          corpus.description(),
          corpus.guidelines(),
          corpus.overlap(),
          corpus.lease().toMinutes(),
          corpus.questions(),
          corpus.leastPrecision(),
          corpus.palette(),
          corpus.wordingHelp(),
          corpus.language(),
          corpus.createdAt(),
          card.role(),
          card.stats());
    }
  }

  /// @param scheme name of a scheme that comes with Undertone
  record CreateRequest(
      @NotNull @Size(min = 1, max = 200) String name,
      @NotNull String scheme,
      @NotNull @Pattern(regexp = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})?") String language) {}

  record DescribeRequest(
      @NotNull @Size(min = 1, max = 200) String name,
      @NotNull @Size(max = LONGEST_TEXT) String description,
      @NotNull @Size(max = LONGEST_TEXT) String guidelines) {}

  record QuestionsRequest(@NotNull Set<@NotNull Question> questions) {}

  record PaletteRequest(@NotNull Palette palette) {}

  record WordingsRequest(@NotNull WordingHelp wordingHelp) {}

  record PlanRequest(@Min(1) @Max(100) int overlap, @Min(1) @Max(4320) int leaseMinutes) {}

  /// @param yaml a label scheme as its file holds it
  record SchemeRequest(@NotNull @Size(max = 500_000) String yaml) {}

  record SchemeInfo(String name, int version, String title) {
    static SchemeInfo of(LabelScheme scheme) {
      return new SchemeInfo(scheme.name(), scheme.version(), scheme.title());
    }
  }

  /// The label schemes that come with Undertone.
  @GetMapping("/schemes")
  List<SchemeInfo> schemes() {
    return ShippedSchemes.all().stream().map(SchemeInfo::of).toList();
  }

  @GetMapping("/corpora")
  List<CorpusInfo> corpora() {
    return library.mine().stream().map(CorpusInfo::of).toList();
  }

  @PostMapping("/corpora")
  @ResponseStatus(HttpStatus.CREATED)
  CorpusInfo create(@Valid @RequestBody CreateRequest request) {
    var scheme =
        ShippedSchemes.find(request.scheme())
            .orElseThrow(() ->
                new InvalidRequestException(
                    "There is no such label scheme; there are %s.",
                    String.join(", ", ShippedSchemes.names())));
    var corpus = library.create(request.name(), scheme, request.language());
    return CorpusInfo.of(library.card(corpus.id()));
  }

  @GetMapping("/corpora/{corpus}")
  CorpusInfo corpus(@PathVariable CorpusId corpus) {
    return CorpusInfo.of(library.card(corpus));
  }

  @PutMapping("/corpora/{corpus}")
  CorpusInfo describe(@PathVariable CorpusId corpus, @Valid @RequestBody DescribeRequest request) {
    library.describe(corpus, request.name(), request.description(), request.guidelines());
    return CorpusInfo.of(library.card(corpus));
  }

  /// What annotators are asked besides the candidate set.
  @PutMapping("/corpora/{corpus}/questions")
  CorpusInfo ask(@PathVariable CorpusId corpus, @Valid @RequestBody QuestionsRequest request) {
    library.ask(corpus, request.questions());
    return CorpusInfo.of(library.card(corpus));
  }

  /// How annotators see the labels until they choose for themselves.
  @PutMapping("/corpora/{corpus}/palette")
  CorpusInfo layOut(@PathVariable CorpusId corpus, @Valid @RequestBody PaletteRequest request) {
    library.layOut(corpus, request.palette());
    return CorpusInfo.of(library.card(corpus));
  }

  /// When annotators are offered wordings of others.
  @PutMapping("/corpora/{corpus}/wording-help")
  CorpusInfo offerWordings(
      @PathVariable CorpusId corpus, @Valid @RequestBody WordingsRequest request) {
    library.offerWordings(corpus, request.wordingHelp());
    return CorpusInfo.of(library.card(corpus));
  }

  @PutMapping("/corpora/{corpus}/plan")
  CorpusInfo plan(@PathVariable CorpusId corpus, @Valid @RequestBody PlanRequest request) {
    library.plan(corpus, request.overlap(), Duration.ofMinutes(request.leaseMinutes()));
    return CorpusInfo.of(library.card(corpus));
  }

  /// @param leastPrecision 0..1; 0 = proposals are never held back
  record PrecisionRequest(@DecimalMin("0") @DecimalMax("1") double leastPrecision) {}

  /// What a run's corrections must be worth at least before curators are asked about them.
  @PutMapping("/corpora/{corpus}/least-precision")
  CorpusInfo holdBelow(
      @PathVariable CorpusId corpus, @Valid @RequestBody PrecisionRequest request) {
    library.holdBelow(corpus, request.leastPrecision());
    return CorpusInfo.of(library.card(corpus));
  }

  @GetMapping("/corpora/{corpus}/scheme")
  LabelScheme scheme(@PathVariable CorpusId corpus) {
    return library.scheme(corpus);
  }

  @PutMapping("/corpora/{corpus}/scheme")
  LabelScheme use(@PathVariable CorpusId corpus, @Valid @RequestBody SchemeRequest request) {
    library.requireToManage(corpus);
    try {
      library.use(corpus, SchemeYaml.read("scheme", request.yaml()));
    } catch (SchemeFormatException e) {
      throw new InvalidRequestException("%s", String.valueOf(e.getMessage()));
    }
    return library.scheme(corpus);
  }
}
