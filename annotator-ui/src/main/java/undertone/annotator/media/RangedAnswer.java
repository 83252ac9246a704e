package undertone.annotator.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/// Sends a file as players need it: whole or by range, not at all where the browser has it already.
final class RangedAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(RangedAnswer.class);

  // The bytes behind a tag never change; an hour is how long a person may still see a clip in their
  // own browser after they left the corpus.
  private static final String KEPT = "private, max-age=3600";

  private RangedAnswer() {}

  static void send(ServedFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long size = Files.size(file.path());
    var changed =
        Files.getLastModifiedTime(file.path()).toInstant().truncatedTo(ChronoUnit.SECONDS);
    var tag = "\"" + file.tag() + "\"";
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.CACHE_CONTROL, KEPT);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"%s\"".formatted(file.saveAs()));
    if (new ServletWebRequest(request, response).checkNotModified(tag, changed.toEpochMilli())) {
      return;
    }
    response.setContentType(file.mime());
    var range =
        sameAsBefore(request.getHeader(HttpHeaders.IF_RANGE), tag, changed)
            ? request.getHeader(HttpHeaders.RANGE)
            : null;
    switch (ByteRange.of(range, size)) {
      case ByteRange.Wanted.Whole() -> write(file, new ByteRange(0, size), request, response);
      case ByteRange.Wanted.Part(var part) -> {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(
            HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.first(), part.last(), size));
        write(file, part, request, response);
      }
      case ByteRange.Wanted.Nothing() -> {
        response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        response.setContentLengthLong(0);
      }
    }
  }

  // A range continues what the browser has; if the file is another one meanwhile, it gets the
  // whole.
  private static boolean sameAsBefore(@Nullable String ifRange, String tag, Instant changed) {
    if (ifRange == null || ifRange.equals(tag)) {
      return true;
    }
    return ifRange.equals(
        DateTimeFormatter.RFC_1123_DATE_TIME.format(changed.atOffset(ZoneOffset.UTC)));
  }

  private static void write(
      ServedFile file, ByteRange part, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentLengthLong(part.length());
    if ("HEAD".equals(request.getMethod())) {
      return;
    }
    try (var bytes = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      var out = Channels.newChannel(response.getOutputStream());
      long sent = 0;
      while (sent < part.length()) {
        long step = bytes.transferTo(part.first() + sent, part.length() - sent, out);
        if (step <= 0) {
          throw new IOException(
              "%s ended after %d of %d bytes".formatted(file.path(), sent, part.length()));
        }
        sent += step;
      }
    } catch (IOException e) {
      if (!response.isCommitted()) {
        throw e;
      }
      // Players break off whenever somebody seeks; there is nobody left to tell.
      LOG.debug("{} was broken off", file.saveAs(), e);
    }
  }
}
