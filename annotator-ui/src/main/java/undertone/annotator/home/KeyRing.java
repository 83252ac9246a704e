package undertone.annotator.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.engine.llm.Secret;

/// Keys of language models, one file each, readable by the owner of the house only. A key can be
/// used, replaced and forgotten; nothing hands it out.
///
/// A key belongs to the address it was given for: sent to another, whoever changes the address
/// would read it there.
public final class KeyRing {

  private static final int LONGEST = 2000;

  private final HomeFolder home;

  public KeyRing(HomeFolder home) {
    this.home = home;
  }

  /// Keeps the key of an endpoint; the one of before is forgotten.
  ///
  /// @throws IllegalArgumentException if no header could carry it
  public void keep(ModelEndpoint endpoint, String key) {
    if (key.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A key has up to %d characters; copy it alone.".formatted(LONGEST));
    }
    if (Secret.of(key).isEmpty()) {
      forget(endpoint.name());
      return;
    }
    try {
      Files.createDirectories(
          home.keys(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Endpoint.writePrivate(file(endpoint.name()), endpoint.address() + "\n" + key.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("A key cannot be written to the home folder.", e);
    }
  }

  public void forget(String endpoint) {
    try {
      Files.deleteIfExists(file(endpoint));
    } catch (IOException e) {
      throw new UncheckedIOException("A key cannot be taken from the home folder.", e);
    }
  }

  public boolean holds(ModelEndpoint endpoint) {
    return !of(endpoint).isEmpty();
  }

  /// The key of an endpoint at the address it has now.
  public Secret of(ModelEndpoint endpoint) {
    var file = file(endpoint.name());
    if (!Files.exists(file)) {
      return Secret.NONE;
    }
    try {
      var lines = Files.readAllLines(file);
      return lines.size() == 2 && lines.getFirst().equals(endpoint.address())
          ? Secret.of(lines.getLast())
          : Secret.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("A key cannot be read from the home folder.", e);
    }
  }

  private Path file(String endpoint) {
    return home.keys().resolve(endpoint + ".key"); // a plain name, or there would be no endpoint
  }
}
