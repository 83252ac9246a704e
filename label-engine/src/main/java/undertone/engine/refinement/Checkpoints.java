package undertone.engine.refinement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where a run puts down finished pieces of work, by name, so that a killed run does not repeat
/// them. Pieces may come from several threads.
public interface Checkpoints {

  Optional<byte[]> read(String name);

  /// Keeps a piece whole or not at all: a reader never sees half of it.
  void write(String name, byte[] piece);

  /// What an earlier run put down that this one goes on from; none = it starts from scratch.
  default Optional<Checkpoints> earlier() {
    return Optional.empty();
  }

  /// The same place, for a run that goes on from what an earlier one put down elsewhere.
  default Checkpoints goingOnFrom(Checkpoints earlier) {
    var own = this;
    return new Checkpoints() {
      @Override
      public Optional<byte[]> read(String name) {
        return own.read(name);
      }

      @Override
      public void write(String name, byte[] piece) {
        own.write(name, piece);
      }

      @Override
      public Optional<Checkpoints> earlier() {
        return Optional.of(earlier);
      }
    };
  }

  /// @throws IllegalArgumentException if there is a run to go on from
  default void mustStartFromScratch(String method) {
    if (earlier().isPresent()) {
      throw new IllegalArgumentException(
          "%s trains no networks that could go on from an earlier run; start it from scratch."
              .formatted(method));
    }
  }

  /// Forgets everything when the run object is gone.
  static Checkpoints inMemory() {
    Map<String, byte[]> pieces = new ConcurrentHashMap<>();
    return new Checkpoints() {
      @Override
      public Optional<byte[]> read(String name) {
        return Optional.ofNullable(pieces.get(name)).map(byte[]::clone);
      }

      @Override
      public void write(String name, byte[] piece) {
        pieces.put(name, piece.clone());
      }
    };
  }

  /// Whether a run has left in a folder what another can go on from; it may still not fit.
  static boolean learnedIn(Path folder) {
    return Files.isRegularFile(folder.resolve(Ground.PIECE));
  }

  /// Files in one folder, usually `runs/<id>/`.
  static Checkpoints in(Path folder) {
    return new Checkpoints() {
      @Override
      public Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
          return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
          throw new UncheckedIOException("Checkpoint %s cannot be read.".formatted(file), e);
        }
      }

      @Override
      public void write(String name, byte[] piece) {
        var file = folder.resolve(name);
        var half = folder.resolve(name + ".part");
        try {
          Files.createDirectories(folder);
          Files.write(
              half,
              piece,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE,
              StandardOpenOption.SYNC);
          Files.move(
              half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw new UncheckedIOException(
              "Checkpoint %s cannot be written; is the disk full?".formatted(file), e);
        }
      }
    };
  }
}
