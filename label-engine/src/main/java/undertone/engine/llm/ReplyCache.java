package undertone.engine.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Replies that were paid for, one file each: `<settings>/<2 hex>/<request>.json`.
///
/// The folder is named by everything that shapes a reply except the items (endpoint, model, prompt,
/// labels in order, parameters), so any change of these asks anew. A file is written under another
/// name, forced to the disk and then renamed: after a kill it is there as a whole or not at all. It
/// holds what the model said, and of the items only hashes. One run at a time uses a folder.
final class ReplyCache implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ENDING = ".json";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private ReplyCache(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /// One paid reply.
  ///
  /// @param request its hash
  /// @param items keys of the items by their ids in the request
  /// @param labels in the order the model saw them
  /// @param content what the model said
  /// @param finish why it stopped
  /// @param refusal what it said instead, if the endpoint keeps that apart
  /// @param tokensIn −1 = the endpoint did not say
  record Kept(
      String request,
      Map<String, String> items,
      List<String> labels,
      String content,
      String finish,
      String refusal,
      long tokensIn,
      long tokensOut,
      long tookMillis,
      Instant at) {
    Kept {
      items = Map.copyOf(items);
      labels = List.copyOf(labels);
    }
  }

  /// @throws IllegalStateException if another run is using the folder
  static ReplyCache open(Path root, String settings) throws IOException {
    var folder = root.resolve(settings);
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException _) { // held within this very process
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IllegalStateException(
          "Another run is asking the same model the same; wait until it has ended, or cancel it.");
    }
    return new ReplyCache(folder, channel, lock);
  }

  /// Every reply, oldest first. A file that cannot be read counts as absent.
  void replay(Consumer<Kept> reader) throws IOException {
    var all = new ArrayList<Kept>();
    try (var files = Files.walk(folder, 2)) {
      for (var file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
        read(file).ifPresent(all::add);
      }
    }
    all.sort(Comparator.comparing(Kept::at).thenComparing(Kept::request));
    all.forEach(reader);
  }

  private static Optional<Kept> read(Path file) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Kept.class));
    } catch (JacksonException _) { // a disk that lost power: the reply is asked for again
      return Optional.empty();
    }
  }

  void keep(Kept kept) throws IOException {
    var place = folder.resolve(kept.request().substring(0, 2)).resolve(kept.request() + ENDING);
    Files.createDirectories(place.getParent());
    var draft = Files.createTempFile(folder, "reply", ".tmp");
    try {
      try (var out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        var bytes =
            ByteBuffer.wrap(
                JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(ordered(kept))
                    .getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Map<String, Object> ordered(Kept kept) {
    var map = new LinkedHashMap<String, Object>();
    map.put("request", kept.request());
    map.put("at", kept.at().toString());
    map.put("tookMillis", kept.tookMillis());
    map.put("tokensIn", kept.tokensIn());
    map.put("tokensOut", kept.tokensOut());
    map.put("labels", kept.labels());
    map.put("items", kept.items());
    map.put("finish", kept.finish());
    map.put("refusal", kept.refusal());
    map.put("content", kept.content());
    return map;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
