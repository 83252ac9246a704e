package undertone.annotator.security;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;

/// Lets the first administrator in. There is no default password: as long as nobody administrates,
/// each start makes one link that works once, and takes back the one before.
@Component
public class FirstAdmin {

  private static final Duration LASTS = Duration.ofDays(2);
  private static final String NOTE = "first administrator";

  private final People people;

  FirstAdmin(People people) {
    this.people = people;
  }

  /// The path of a fresh one-time link, `/join/…`; empty once there is an administrator.
  public Optional<String> link() {
    if (!people.needsAdmin()) {
      return Optional.empty();
    }
    people.openInvites().stream()
        .filter(i -> i.note().equals(NOTE) && i.instanceRole() == InstanceRole.ADMIN)
        .forEach(i -> people.withdrawInvite(i.id()));
    var issued = people.invite(InstanceRole.ADMIN, null, null, NOTE, null, LASTS);
    return Optional.of("/join/" + issued.secret());
  }
}
