package undertone.annotator.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;

/// Where all run-time data live: `db media proxies features index models runs releases`.
public record HomeFolder(Path root) {

  public HomeFolder {
    root = root.toAbsolutePath().normalize();
  }

  /// The folder asked for, else `UNDERTONE_HOME`, else `data` beside the launcher.
  public static HomeFolder of(@Nullable Path asked) {
    if (asked != null) {
      return new HomeFolder(asked);
    }
    var environment = System.getenv("UNDERTONE_HOME");
    if (environment != null && !environment.isBlank()) {
      return new HomeFolder(Path.of(environment));
    }
    return new HomeFolder(
        Path.of(Optional.ofNullable(System.getenv("UNDERTONE_ROOT")).orElse("."), "data"));
  }

  /// Makes the folder if need be.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public HomeFolder ready() {
    try {
      Files.createDirectories(db());
    } catch (IOException e) {
      throw notWritable(e);
    }
    if (!Files.isWritable(db())) {
      throw notWritable(new AccessDeniedException(db().toString()));
    }
    return this;
  }

  private UncheckedIOException notWritable(IOException e) {
    return new UncheckedIOException(
        "The home folder %s cannot be written; choose another with --home.".formatted(root), e);
  }

  public Path db() {
    return root.resolve("db");
  }

  public Path features() {
    return root.resolve("features");
  }

  public Path run(RunId id) {
    return root.resolve("runs").resolve(id.toString());
  }

  /// Where a corpus' search index lies. It can be made anew from the tables.
  public Path index(CorpusId corpus) {
    return root.resolve("index").resolve(corpus.toString());
  }

  /// Where what was learned from a corpus' captions lies.
  public Path spaces(CorpusId corpus) {
    return root.resolve("models").resolve("captions").resolve(corpus.toString());
  }

  /// Where it lies how hosted models described a corpus' clips, for the search.
  public Path described(CorpusId corpus) {
    return root.resolve("models").resolve("described").resolve(corpus.toString());
  }

  /// Where weights of a hosted recognition model lie that somebody has brought or made.
  public Path weights(String model) {
    return root.resolve("models").resolve("hosted").resolve(model);
  }

  /// The file that keeps where a corpus' clips lie on its map. It can be drawn anew.
  public Path map(CorpusId corpus) {
    return root.resolve("index").resolve(corpus + "-map.json");
  }

  public Path releases() {
    return root.resolve("releases");
  }

  /// Where replies of language models about a corpus lie that were paid for.
  public Path replies(CorpusId corpus) {
    return root.resolve("replies").resolve(corpus.toString());
  }

  Path keys() {
    return root.resolve("keys");
  }

  public Path demo() {
    return root.resolve("demo");
  }
}
