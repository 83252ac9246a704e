package undertone.corpora.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Keeps the bytes of clips under the home folder, each content once, named by its SHA-256.
///
/// Originals lie at `media/ab/abcd…` and are never changed; what is made from them lies in
/// `proxies/ab/abcd…/`. Nothing but a hash and a plain name ever becomes part of a path, so no
/// caller can reach outside.
public final class MediaStore {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9]+)?");

  private final Path media;
  private final Path incoming;
  private final Path proxies;

  /// @param home the home folder; what is missing below it is made when first needed
  public MediaStore(Path home) {
    media = home.resolve("media");
    incoming = media.resolve("incoming");
    proxies = home.resolve("proxies");
  }

  /// Takes a file of an import folder into the store.
  ///
  /// @param root the folder that is imported; a link that leaves it is refused
  /// @throws FileSystemException if the file is no regular file inside the folder
  public StoredMedia put(Path root, Path file) throws IOException {
    var real = file.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new FileSystemException(
          file.toString(),
          null,
          "is a link that leaves the folder %s; copy the file into the folder".formatted(root));
    }
    return put(real);
  }

  /// Takes a file into the store. The same content a second time changes nothing.
  ///
  /// @throws FileSystemException if the file is no regular file
  public StoredMedia put(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(file.toString());
      }
      throw new FileSystemException(file.toString(), null, "is not a regular file");
    }
    // Known content is only read. New content is copied and hashed again while it is copied, so
    // that a file which changes under us can never lie under the wrong hash.
    var known = digest(file, OutputStream.nullOutputStream());
    if (Files.exists(path(known.hash()))) {
      return known;
    }
    Files.createDirectories(incoming);
    var copy = Files.createTempFile(incoming, "copy-", "");
    try {
      StoredMedia stored;
      try (var out = Files.newOutputStream(copy)) {
        stored = digest(file, out);
      }
      var place = path(stored.hash());
      Files.createDirectories(place.getParent());
      Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
      return stored;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  public boolean holds(String hash) {
    return Files.isRegularFile(path(hash));
  }

  /// Where media of this hash lie, or would lie.
  ///
  /// @throws IllegalArgumentException if this is no SHA-256 in lower-case hex
  public Path path(String hash) {
    return shelf(media, hash);
  }

  /// Where a file made from media of this hash lies, or would lie.
  public Path derived(String hash, DerivedFile file) {
    return derived(hash, file.fileName());
  }

  /// Where a file made from media of this hash lies, or would lie.
  ///
  /// @param name a plain file name such as `proxy.mp4`
  public Path derived(String hash, String name) {
    if (!PLAIN_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A derived file has a plain lower-case name such as proxy.mp4 but was \"%s\"."
              .formatted(name));
    }
    return derivedFolder(hash).resolve(name);
  }

  Path derivedFolder(String hash) {
    return shelf(proxies, hash);
  }

  /// A new empty folder on the same disk as the derived files, to be filled and then moved there.
  Path scratchFolder() throws IOException {
    var scratch = scratch();
    Files.createDirectories(scratch);
    return Files.createTempDirectory(scratch, "making-");
  }

  /// Holds the scratch folders of all processes that work on this store.
  Path scratch() {
    return proxies.resolve("scratch");
  }

  /// Puts a filled scratch folder in place. If another process was faster, its files stay.
  void keepDerived(String hash, Path filled) throws IOException {
    var place = derivedFolder(hash);
    Files.createDirectories(place.getParent());
    try {
      Files.move(filled, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException taken) {
      if (!Files.isDirectory(place)) {
        throw taken;
      }
    }
  }

  /// Puts one more file beside those in place, all at once.
  void keepDerived(String hash, Path made, DerivedFile file) throws IOException {
    Files.move(made, derived(hash, file), StandardCopyOption.ATOMIC_MOVE);
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  private static Path shelf(Path room, String hash) {
    if (!isHash(hash)) {
      throw new IllegalArgumentException(
          "Media are named by 64 lower-case hex digits of SHA-256 but this was \"%s\"."
              .formatted(hash));
    }
    return room.resolve(hash.substring(0, 2)).resolve(hash);
  }

  private static StoredMedia digest(Path file, OutputStream copy) throws IOException {
    var sha256 = sha256();
    try (InputStream in = Files.newInputStream(file);
        var out = new DigestOutputStream(copy, sha256)) {
      long bytes = in.transferTo(out);
      return new StoredMedia(HexFormat.of().formatHex(sha256.digest()), bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every Java has SHA-256.", e);
    }
  }
}
