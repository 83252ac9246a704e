package undertone.corpora.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A bare folder of media as rows, one clip a file, sorted by path; what is not a medium is for the
/// importer to find out.
///
/// Hidden files are skipped. A link is followed only to a file inside the folder.
public final class FolderScan implements Iterable<RowResult> {

  private static final int DEEPEST = 64;

  private final Path root;

  private FolderScan(Path root) {
    this.root = root;
  }

  /// @throws UncheckedIOException if there is no such folder
  public static FolderScan of(Path folder) {
    try {
      return new FolderScan(folder.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the folder " + folder, e);
    }
  }

  /// The file a row names, links resolved, if it lies inside the folder.
  ///
  /// @throws IOException if there is no such file
  /// @throws OutsideFolderException if it leads out of the folder
  public static Path resolve(Path root, String source) throws IOException {
    var inside = root.toRealPath();
    var file = inside.resolve(source).toRealPath();
    if (!file.startsWith(inside)) {
      throw new OutsideFolderException(source);
    }
    return file;
  }

  @Override
  public Iterator<RowResult> iterator() {
    return new Walk();
  }

  private final class Walk implements Iterator<RowResult> {
    // Names of one folder at a time are in memory; folders wait as paths.
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private final Map<String, String> sourceOfName = new HashMap<>();
    private @Nullable RowResult ahead;

    Walk() {
      open.push(sorted(root));
      ahead = advance();
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public RowResult next() {
      var now = ahead;
      if (now == null) {
        throw new NoSuchElementException();
      }
      ahead = advance();
      return now;
    }

    private @Nullable RowResult advance() {
      while (!open.isEmpty()) {
        if (!open.element().hasNext()) {
          open.pop();
          continue;
        }
        var path = open.element().next();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          if (open.size() >= DEEPEST) {
            return bad(path, "folders are nested deeper than %d".formatted(DEEPEST));
          }
          try {
            open.push(sorted(path));
          } catch (UncheckedIOException e) {
            return bad(path, "is a folder that cannot be read: " + e.getCause());
          }
          continue;
        }
        return row(path);
      }
      return null;
    }

    private RowResult row(Path path) {
      if (Files.isSymbolicLink(path)) {
        var trouble = troubleWithLink(path);
        if (trouble != null) {
          return bad(path, trouble);
        }
      } else if (!Files.isRegularFile(path)) {
        return bad(path, "is neither a file nor a folder");
      }
      return switch (ClipPath.check(source(path))) {
        case ClipPath.Checked.Refused(var reason, _) -> bad(path, "the file's path " + reason);
        case ClipPath.Checked.Fine(var source) -> named(path, source);
      };
    }

    private RowResult named(Path path, String source) {
      var name = ClipPath.nameOf(source);
      var earlier = sourceOfName.putIfAbsent(name, source);
      return earlier == null
          ? new RowResult.Good(ClipRow.ofFile(name, source))
          : bad(path, "makes the clip id %s, which %s has already".formatted(name, earlier));
    }

    private @Nullable String troubleWithLink(Path link) {
      try {
        var target = link.toRealPath();
        if (!target.startsWith(root)) {
          return "is a link that leads out of the folder";
        }
        return Files.isRegularFile(target) ? null : "is a link to something that is not a file";
      } catch (IOException _) {
        return "is a link that leads nowhere";
      }
    }

    private RowResult bad(Path path, String reason) {
      return new RowResult.Bad(List.of(new RowFault(source(path), 0, "", reason, List.of())));
    }

    private String source(Path path) {
      return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
  }

  private static Iterator<Path> sorted(Path folder) {
    var visible = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          visible.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new UncheckedIOException(
          "Cannot read the folder " + folder,
          e instanceof IOException io ? io : ((DirectoryIteratorException) e).getCause());
    }
    visible.sort(null);
    return visible.iterator();
  }
}
