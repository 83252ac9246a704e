package undertone.corpora.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;

/// An owner's word that clips of a corpus may be sent to an endpoint.
///
/// @param endpoint its name
/// @param address the address it was given for; for another one it says nothing
/// @param revokedBy who took it back, if anybody has
public record Consent(
    String endpoint,
    String address,
    AccountId givenBy,
    Instant givenAt,
    @Nullable AccountId revokedBy,
    @Nullable Instant revokedAt) {

  public boolean stands() {
    return revokedAt == null;
  }
}
