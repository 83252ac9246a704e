package undertone.annotator.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import undertone.annotator.curation.UnknownProposalException;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.faults.Problems;
import undertone.annotator.language.Interpreter;
import undertone.annotator.media.MediaLostException;
import undertone.annotator.media.MediaNotReadyException;
import undertone.annotator.people.NotAllowedException;
import undertone.annotator.people.NotSignedInException;
import undertone.annotator.releases.UnknownReleaseException;
import undertone.annotator.runs.UnknownRunException;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.corpus.SchemeConflictException;
import undertone.corpora.corpus.UnknownCorpusException;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.people.PeopleException;
import undertone.corpora.vote.VoteRefusedException;
import undertone.exports.ReleaseException;

/// Says no in plain words. What the caller did wrong is told; what we did wrong is logged under a
/// number, and only the number is told.
@Order(0)
@RestControllerAdvice(basePackages = {"undertone.annotator.rest", "undertone.annotator.media"})
class Refusals extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  @ExceptionHandler
  ProblemDetail notSignedIn(NotSignedInException e) {
    return Problems.of(HttpStatus.UNAUTHORIZED, plain(e));
  }

  @ExceptionHandler
  ProblemDetail notAllowed(NotAllowedException e) {
    return Problems.of(HttpStatus.FORBIDDEN, plain(e));
  }

  @ExceptionHandler({
    UnknownCorpusException.class,
    UnknownClipException.class,
    UnknownProposalException.class,
    UnknownRunException.class,
    UnknownReleaseException.class,
    MediaLostException.class,
    NothingHereException.class
  })
  ProblemDetail unknown(RuntimeException e) {
    return Problems.of(HttpStatus.NOT_FOUND, plain(e));
  }

  @ExceptionHandler
  ProblemDetail invalid(InvalidRequestException e) {
    return Problems.of(HttpStatus.BAD_REQUEST, plain(e));
  }

  @ExceptionHandler({
    VoteRefusedException.class,
    DecisionConflictException.class,
    SchemeConflictException.class,
    PeopleException.class,
    MediaNotReadyException.class,
    ReleaseException.class
  })
  ProblemDetail conflict(RuntimeException e) {
    return Problems.of(HttpStatus.CONFLICT, plain(e));
  }

  @ExceptionHandler
  ProblemDetail bug(Exception e, HttpServletRequest request) {
    var number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("Bug: {} {} failed ({})", request.getMethod(), request.getRequestURI(), number, e);
    return Problems.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something is wrong on our side. Nothing you saved is lost; tell the operator number %s."
            .formatted(number));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (e.getRootCause() instanceof BodyLimit.TooLargeException) {
      return answer(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.TooLargeException.WORDS);
    }
    return answer(HttpStatus.BAD_REQUEST, unreadable(e.getCause()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var faults =
        e.getBindingResult().getAllErrors().stream()
            .map(f ->
                f instanceof FieldError field
                    ? "%s %s".formatted(field.getField(), field.getDefaultMessage())
                    : String.valueOf(f.getDefaultMessage()))
            .sorted()
            .collect(Collectors.joining("; "));
    return answer(HttpStatus.BAD_REQUEST, faults + ".");
  }

  @ExceptionHandler
  ProblemDetail wrongType(MethodArgumentTypeMismatchException e) {
    return Problems.of(
        HttpStatus.BAD_REQUEST, "\"%s\" has a value that does not fit.".formatted(e.getName()));
  }

  // What was sent is not echoed: an answer must not carry a stranger's text.
  private static String unreadable(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException unknown ->
          "The body has a field that is not known here; known are %s."
              .formatted(
                  unknown.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case StreamReadException broken ->
          "The body is not JSON: it breaks at line %d, column %d."
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case tools.jackson.databind.DatabindException misfit when !misfit.getPath().isEmpty() ->
          "The field %s has a value that does not fit."
              .formatted(
                  misfit.getPath().stream()
                      .map(step ->
                          step.getPropertyName() == null
                              ? "[%d]".formatted(step.getIndex())
                              : step.getPropertyName())
                      .collect(Collectors.joining(".")));
      case null, default -> "The body is missing or cannot be read.";
    };
  }

  private static ResponseEntity<Object> answer(HttpStatus status, String detail) {
    return ResponseEntity.status(status).body(Problems.of(status, detail));
  }

  private static String plain(RuntimeException e) {
    return Interpreter.say(e, LocaleContextHolder.getLocale());
  }
}
