package undertone.corpora.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Decodes in the worker processes.
public final class WorkerMediaDecoder implements MediaDecoder {

  private final MediaWorkers workers;

  public WorkerMediaDecoder(MediaWorkers workers) {
    this.workers = workers;
  }

  @Override
  public List<Frame> frames(Path file, double rateHz, int maxFrames, int maxSide)
      throws IOException {
    var format = format(file);
    var request =
        new MediaRequest.Pictures(file.toAbsolutePath(), format, rateHz, maxFrames, maxSide);
    return format == MediaFormat.TEXT ? List.of() : answer(request);
  }

  @Override
  public float[] mono(Path file, int sampleRateHz) throws IOException {
    var format = format(file);
    var request = new MediaRequest.Mono(file.toAbsolutePath(), format, sampleRateHz);
    return format == MediaFormat.TEXT || format.isImage() ? new float[0] : answer(request);
  }

  private <A> A answer(MediaRequest<A> request) throws IOException {
    try {
      return workers.ask(request);
    } catch (UndecodableException e) {
      throw new UnreadableMediaException(request.file(), e.reason());
    }
  }

  private static MediaFormat format(Path file) throws IOException {
    return switch (SniffedType.of(file)) {
      case SniffedType.Served(var format) -> format;
      case SniffedType.Refused(var reason) -> throw new UnreadableMediaException(file, reason);
    };
  }
}
