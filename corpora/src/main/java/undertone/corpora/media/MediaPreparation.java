package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Makes what annotators need of media in the store: picture times, a proxy where browsers need
/// one, stills and sound peaks.
///
/// A second call finds what the first one made and does nothing, and files appear all at once: they
/// are made in a scratch folder that then moves into place.
public final class MediaPreparation {

  private static final String SUMMARY = "prepared.json";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final MediaStore store;
  private final MediaWorkers workers;
  private final JsonMapper json = JsonMapper.builder().build();

  public MediaPreparation(MediaStore store, MediaWorkers workers) {
    this.store = store;
    this.workers = workers;
  }

  /// Prepares media of the store, unless that was done before.
  ///
  /// @return what there is now, or why there is nothing
  /// @throws IOException if the store cannot be read or written
  public PreparationResult prepare(String hash) throws IOException {
    var before = summary(hash);
    if (before != null) {
      return before;
    }
    var media = store.path(hash).toAbsolutePath();
    return switch (SniffedType.of(media)) {
      case SniffedType.Refused(var reason) -> new Unreadable(reason);
      case SniffedType.Served(var format) when format == MediaFormat.TEXT -> Prepared.AS_IT_IS;
      case SniffedType.Served(var format) -> make(hash, media, format);
    };
  }

  /// Makes a copy that holds one cue of media in the store, unless it is there already.
  ///
  /// @param copy [DerivedFile#FACE] or [DerivedFile#VOICE]
  /// @return whether there is such a copy now; false if the media have no such cue
  /// @throws IOException if the store cannot be read or written
  public boolean copyCue(String hash, DerivedFile copy) throws IOException {
    if (Files.exists(store.derived(hash, copy))) {
      return true;
    }
    // Preparing makes the folder the copy comes into, whole or not at all.
    if (prepare(hash) instanceof Unreadable) {
      return false;
    }
    var media = store.path(hash).toAbsolutePath();
    if (!(SniffedType.of(media) instanceof SniffedType.Served(var format))
        || format == MediaFormat.TEXT) {
      return false;
    }
    var scratch = store.scratchFolder().toAbsolutePath();
    try {
      workers.ask(new MediaRequest.CueCopy(media, format, scratch, copy));
      store.keepDerived(hash, scratch.resolve(copy.fileName()), copy);
      return true;
    } catch (UndecodableException _) {
      return false;
    } finally {
      delete(scratch);
    }
  }

  /// Clears away what processes that were killed have left half done.
  public void clearAbandoned() throws IOException {
    if (!Files.isDirectory(store.scratch())) {
      return;
    }
    var limit = Instant.now().minus(ABANDONED);
    try (var folders = Files.newDirectoryStream(store.scratch())) {
      for (var folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          delete(folder);
        }
      }
    }
  }

  private PreparationResult make(String hash, Path media, MediaFormat format) throws IOException {
    var scratch = store.scratchFolder().toAbsolutePath();
    try {
      var made = workers.ask(new MediaRequest.Prepare(media, format, scratch));
      Files.write(scratch.resolve(SUMMARY), json.writeValueAsBytes(made));
      store.keepDerived(hash, scratch);
      return made;
    } catch (UndecodableException e) {
      return new Unreadable(e.reason());
    } finally {
      if (Files.exists(scratch)) {
        delete(scratch);
      }
    }
  }

  private @Nullable Prepared summary(String hash) throws IOException {
    var file = store.derived(hash, SUMMARY);
    return Files.exists(file) ? json.readValue(Files.readAllBytes(file), Prepared.class) : null;
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
