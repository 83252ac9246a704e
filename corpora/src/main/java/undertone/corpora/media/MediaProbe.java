package undertone.corpora.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Takes a first look at files: what they are, and whether they can be read at all.
public final class MediaProbe {

  private static final long LARGEST_TEXT = 1 << 20; // bytes

  private final MediaWorkers workers;

  public MediaProbe(MediaWorkers workers) {
    this.workers = workers;
  }

  /// Looks at one file. Whatever is wrong with the file is an answer, never an exception.
  ///
  /// @throws MediaWorkersDownException if no decoder can be started
  /// @throws java.util.concurrent.CancellationException if this thread is interrupted
  public ProbeResult probe(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return new Unreadable(Files.exists(file) ? "it is not a regular file" : "it is not there");
      }
      return switch (SniffedType.of(file)) {
        case SniffedType.Refused(var reason) -> new Unreadable(reason);
        case SniffedType.Served(var format) when format == MediaFormat.TEXT -> text(file);
        case SniffedType.Served(var format) ->
            workers.ask(new MediaRequest.Probe(file.toAbsolutePath(), format));
      };
    } catch (UndecodableException e) {
      return new Unreadable(e.reason());
    } catch (IOException e) {
      return new Unreadable("the disk does not give it: " + e.getMessage());
    }
  }

  /// Text is a clip only where its name does not promise something else: a page of text named
  /// `clip.mp4` is a failed download, and `notes.csv` a table. So a name can only make us stricter.
  private static ProbeResult text(Path file) throws IOException {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".txt") && !MediaStore.isHash(name)) {
      return new Unreadable("its content is plain text, but its name does not end in .txt");
    }
    if (Files.size(file) > LARGEST_TEXT) {
      return new Unreadable("it is a text of more than %d bytes".formatted(LARGEST_TEXT));
    }
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (CharacterCodingException _) {
      return new Unreadable("it is text but not UTF-8; save it as UTF-8");
    }
    return new ProbeResult.Readable(
        MediaKind.TEXT, MediaFormat.TEXT.mime(), 0, 0, 0, null, null, true);
  }
}
