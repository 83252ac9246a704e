package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.people.Administration;

/// How somebody with a one-time link becomes a person here. The only calls that need no login.
@RestController
@RequestMapping("/api/v1/join/{secret}")
class JoinController {

  private final Administration administration;

  JoinController(Administration administration) {
    this.administration = administration;
  }

  record Invitation(Instant expiresAt) {}

  record JoinRequest(
      @NotNull String login,
      @NotNull String name,
      @NotNull String password,
      @NotNull String language) {}

  record Joined(long id, String login) {}

  @GetMapping
  Invitation invitation(@PathVariable String secret) {
    return administration
        .invitation(secret)
        .map(i -> new Invitation(i.expiresAt()))
        .orElseThrow(NothingHereException::new);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Joined join(@PathVariable String secret, @Valid @RequestBody JoinRequest request) {
    var account =
        administration.join(
            secret, request.login(), request.name(), request.password(), request.language());
    return new Joined(account.id().value(), account.login());
  }
}
