package undertone.corpora.media;

/// No worker process can be started, so nothing can be said about any file.
public final class MediaWorkersDownException extends RuntimeException {

  MediaWorkersDownException(String why, Throwable cause) {
    super(
        "The process that reads media does not start: %s. Nothing is wrong with the file; repair the installation and try again."
            .formatted(why),
        cause);
  }
}
