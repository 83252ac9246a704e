package undertone.annotator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says in plain words why a command ended early. A stack trace is shown only where the fault is
/// ours.
public final class PlainWords implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    causes(e)
        .flatMap(cause -> forPeople(cause).stream())
        .findFirst()
        .ifPresentOrElse(words -> err.println("undertone: " + words), () -> ours(e, err));
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void ours(Exception e, PrintWriter err) {
    err.println(
        "undertone: this is a fault of Undertone, not yours; please report it with these lines:");
    e.printStackTrace(err);
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, c -> c != null, Throwable::getCause).limit(20);
  }

  private static Optional<String> forPeople(Throwable e) {
    return switch (e) {
      case NoSuchFileException missing ->
          Optional.of("There is no file or folder %s.".formatted(missing.getFile()));
      case AccessDeniedException denied ->
          Optional.of("%s may not be read or written by this user.".formatted(denied.getFile()));
      case FileSystemException file -> Optional.ofNullable(file.getMessage());
      default -> isSaidByUs(e) ? Optional.ofNullable(e.getMessage()) : Optional.empty();
    };
  }

  // Thrown by our own code with words for people, unless it says that it is a bug.
  private static boolean isSaidByUs(Throwable e) {
    boolean sentence =
        e.getClass().getName().startsWith("undertone.")
            || e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || e instanceof UncheckedIOException
            || e instanceof IOException;
    var frames = e.getStackTrace();
    return sentence
        && e.getMessage() != null
        && !e.getMessage().startsWith("Bug:")
        && frames.length > 0
        && frames[0].getClassName().startsWith("undertone.");
  }
}
