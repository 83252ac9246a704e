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
