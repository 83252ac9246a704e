package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.people.Administration;
import undertone.annotator.people.CurrentPerson;
import undertone.corpora.people.AccessToken;

/// One's own account and tokens.
@RestController
@RequestMapping("/api/v1/me")
class MeController {

  private final CurrentPerson person;
  private final Administration administration;

  MeController(CurrentPerson person, Administration administration) {
    this.person = person;
    this.administration = administration;
  }

  record Me(long id, String login, String name, boolean admin, String language) {}

  record LanguageRequest(@NotNull String language) {}

  record PasswordRequest(@NotNull String current, @NotNull String next) {}

  record TokenRequest(
      @NotNull String name,
      @NotEmpty Set<AccessToken.@NotNull Scope> scopes,
      @Min(1) @Max(366) int days) {}

  record TokenInfo(
      long id,
      String name,
      Set<AccessToken.Scope> scopes,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant revokedAt) {
    static TokenInfo of(AccessToken token) {
      return new TokenInfo(
          token.id(),
          token.name(),
          token.scopes(),
          token.createdAt(),
          token.expiresAt(),
          token.revokedAt().orElse(null));
    }
  }

  /// @param secret shown this once and never again
  record TokenMade(TokenInfo token, String secret) {}

  @GetMapping
  Me me() {
    var account = person.account();
    return new Me(
        account.id().value(),
        account.login(),
        account.displayName(),
        account.isAdmin(),
        account.locale());
  }

  @PutMapping("/language")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void speak(@Valid @RequestBody LanguageRequest request) {
    administration.speak(request.language());
  }

  /// Remembers that the annotator has been shown around the desk.
  @PostMapping("/tour")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void tour() {
    administration.tour();
  }

  /// Ends every session of the account, this one too.
  @PutMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(@Valid @RequestBody PasswordRequest request) {
    administration.changePassword(request.current(), request.next());
  }

  @GetMapping("/tokens")
  List<TokenInfo> tokens() {
    return administration.tokens().stream().map(TokenInfo::of).toList();
  }

  @PostMapping("/tokens")
  @ResponseStatus(HttpStatus.CREATED)
  TokenMade issue(@Valid @RequestBody TokenRequest request) {
    var made =
        administration.issueToken(
            request.name(), request.scopes(), Duration.ofDays(request.days()));
    return new TokenMade(TokenInfo.of(made.token()), made.secret());
  }

  @DeleteMapping("/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable long id) {
    administration.revokeToken(id);
  }
}
