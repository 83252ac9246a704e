package undertone.corpora.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipState;
import undertone.corpora.importing.RowVotes.ImportedVote;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.FolderScan;
import undertone.corpora.manifest.OutsideFolderException;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.media.MediaKind;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.ProbeResult;
import undertone.corpora.media.Unreadable;

/// Looks at the media of one row and takes them into the store. Called by many threads at once; no
/// database.
///
/// @param root the folder, links resolved
/// @param table what faults call the table; empty for a bare folder
/// @param scheme name and version of the label scheme by which the row was read
/// @param topK how many labels of a ranking become the candidate set
/// @param language of the corpus, whose text is the clip's text
record RowIntake(
    Path root,
    String table,
    String scheme,
    int topK,
    String language,
    MediaStore store,
    MediaProbe probe) {

  private static final Set<String> MEDIA_ENDINGS =
      Set.of(
          "mp4", "m4v", "mov", "webm", "mkv", "mpg", "mpeg", "avi", "ogv", "ogg", "oga", "opus",
          "wav", "mp3", "m4a", "flac", "aac", "png", "jpg", "jpeg", "gif", "webp", "bmp", "txt");
  private static final Set<String> SOUND_ENDINGS =
      Set.of("ogg", "oga", "opus", "wav", "mp3", "m4a", "flac", "aac");
  private static final Set<String> PICTURE_ENDINGS =
      Set.of("png", "jpg", "jpeg", "gif", "webp", "bmp");

  boolean isBareFolder() {
    return table.isEmpty();
  }

  /// @param known the clip the corpus holds under this name, if any
  Intake take(ClipRow row, @Nullable KnownClip known) {
    try {
      if (RowVotes.of(row, topK).stream().anyMatch(ImportedVote::isTooLong)) {
        return refused(row, "has a candidate set too long to keep");
      }
      return take(row, known, FolderScan.resolve(root, row.source()));
    } catch (InvalidPathException e) {
      return refused(row, "cannot be a file name on this machine: " + e.getReason());
    } catch (NoSuchFileException _) {
      return withoutMedia(row, known);
    } catch (OutsideFolderException e) {
      return refused(row, "is a link that leads out of the folder");
    } catch (IOException e) {
      return refused(row, "cannot be taken in: " + e.getMessage());
    }
  }

  private Intake take(ClipRow row, @Nullable KnownClip known, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return withoutMedia(row, known);
    }
    var stamp =
        "%d@%d#%s"
            .formatted(
                Files.size(file), Files.getLastModifiedTime(file).toMillis(), fingerprint(row));
    if (known != null && stamp.equals(known.stamp()) && isWhole(known)) {
      return new Intake.Unchanged();
    }
    return switch (probe.probe(file)) {
      case Unreadable(var reason) -> unreadable(row, known, stamp, reason);
      case ProbeResult.Readable readable when readable.kind() == MediaKind.TEXT ->
          textFile(row, known, stamp, Files.readString(file));
      case ProbeResult.Readable readable -> {
        var stored = store.put(root, file);
        yield new Intake.Taken(
            row,
            stamp,
            media(row, readable, stored.hash()),
            new Intake.KeptMedia(
                stored.hash(), stored.bytes(), readable.mime(), readable.browserSafe()));
      }
    };
  }

  private Intake unreadable(ClipRow row, @Nullable KnownClip known, String stamp, String reason) {
    if (isBareFolder() && !isNamedLikeMedia(row)) {
      return refused(row, "is no clip: " + reason);
    }
    if (known != null && known.mediaHash() != null && store.holds(known.mediaHash())) {
      return refused(row, "can no longer be read, the clip keeps what it had: " + reason);
    }
    return new Intake.Taken(row, stamp, unreadable(row, reason), null);
  }

  private Intake textFile(ClipRow row, @Nullable KnownClip known, String stamp, String text) {
    if (isBareFolder() && !row.source().endsWith(".txt")) {
      return refused(row, "is no clip: it is text, but its name does not end in .txt");
    }
    return text.indexOf('\0') >= 0
        ? unreadable(row, known, stamp, "it holds NUL characters")
        : new Intake.Taken(row, stamp, facts(row, Modality.TEXT, null, null, null, text), null);
  }

  /// Whether there is nothing to look at again: media the store has lost are taken again, and so is
  /// a file that gave nothing. One that failed later, when it was prepared, lies in the store.
  private boolean isWhole(KnownClip known) {
    return known.mediaHash() == null
        ? known.state() == ClipState.READY
        : store.holds(known.mediaHash());
  }

  private Intake withoutMedia(ClipRow row, @Nullable KnownClip known) {
    var stamp = "-#" + fingerprint(row);
    if (known != null && stamp.equals(known.stamp())) {
      return new Intake.Unchanged();
    }
    return new Intake.Taken(row, stamp, factsWithoutMedia(row, known), null);
  }

  private ClipFacts factsWithoutMedia(ClipRow row, @Nullable KnownClip known) {
    // Media that have left the folder since they were imported lie in the store still.
    if (known != null
        && known.mediaHash() != null
        && store.holds(known.mediaHash())
        && probe.probe(store.path(known.mediaHash())) instanceof ProbeResult.Readable readable) {
      return media(row, readable, known.mediaHash());
    }
    return row.texts().isEmpty()
        ? unreadable(row, "there is no such file in the folder, and the row has no text")
        : facts(row, Modality.TEXT, null, null, null, null);
  }

  private ClipFacts unreadable(ClipRow row, String reason) {
    return facts(row, modalityByName(row), reason, null, null, null);
  }

  private ClipFacts media(ClipRow row, ProbeResult.Readable found, String hash) {
    return facts(row, modality(found.kind()), null, found, hash, null);
  }

  /// @param text of a text file; it stands before the table's
  private ClipFacts facts(
      ClipRow row,
      Modality modality,
      @Nullable String reason,
      ProbeResult.@Nullable Readable found,
      @Nullable String hash,
      @Nullable String text) {
    var spoken = row.texts().containsKey(language) ? language : firstLanguage(row);
    var words = text != null ? text : spoken == null ? null : row.texts().get(spoken);
    return new ClipFacts(
        row.name(),
        modality,
        reason,
        hash,
        row.source(),
        words,
        text != null ? language : spoken,
        found == null ? null : ifAny(found.durationMicros()),
        found == null ? null : ifAny(found.width()),
        found == null ? null : ifAny(found.height()),
        found != null && found.hasAudio(),
        row.conversation(),
        row.turn(),
        row.speaker(),
        row.startMicros(),
        row.endMicros(),
        row.split(),
        metadata(row, text != null ? "" : spoken));
  }

  /// Everything that has no column of its own, so that nothing a table says is lost: unknown
  /// columns, texts in other languages, whole rankings, words outside the scheme, dimensions.
  private static @Nullable String metadata(ClipRow row, @Nullable String spoken) {
    var metadata = new LinkedHashMap<String, Object>(row.metadata());
    row.texts()
        .forEach((language, text) -> {
          if (!language.equals(spoken)) {
            metadata.put("text:" + language, text);
          }
        });
    row.opinions()
        .forEach((voter, opinion) -> {
          if (opinion.ranked()) {
            metadata.put("ranked:" + voter, opinion.labels().written());
          }
          if (!opinion.others().isEmpty()) {
            metadata.put("other:" + voter, String.join("|", opinion.others()));
          }
        });
    if (row.tally() != null) {
      row.tally().cannotTell().forEach((word, people) -> metadata.put("votes:" + word, people));
    }
    putNumber(metadata, "valence", row.valence());
    putNumber(metadata, "arousal", row.arousal());
    putNumber(metadata, "intensity", row.intensity());
    return metadata.isEmpty() ? null : JsonMapper.shared().writeValueAsString(metadata);
  }

  private static void putNumber(
      LinkedHashMap<String, Object> metadata, String key, @Nullable Double number) {
    if (number != null) {
      metadata.put(key, number);
    }
  }

  private Intake refused(ClipRow row, String reason) {
    var fault =
        isBareFolder()
            ? new RowFault(row.source(), 0, "", reason, List.of())
            : new RowFault(table, row.line(), "clip", quoted(row) + " " + reason, List.of());
    return new Intake.Refused(List.of(fault));
  }

  private static String quoted(ClipRow row) {
    return "\"" + row.source() + "\"";
  }

  private static @Nullable String firstLanguage(ClipRow row) {
    return row.texts().isEmpty() ? null : row.texts().keySet().iterator().next();
  }

  private static @Nullable Long ifAny(long value) {
    return value > 0 ? value : null;
  }

  private static @Nullable Integer ifAny(int value) {
    return value > 0 ? value : null;
  }

  private static Modality modality(MediaKind kind) {
    return switch (kind) {
      case VIDEO -> Modality.VIDEO;
      case AUDIO -> Modality.AUDIO;
      case IMAGE -> Modality.IMAGE;
      case TEXT -> Modality.TEXT;
    };
  }

  private static boolean isNamedLikeMedia(ClipRow row) {
    return MEDIA_ENDINGS.contains(ending(row));
  }

  /// What an unreadable clip was probably meant to be.
  private static Modality modalityByName(ClipRow row) {
    var ending = ending(row);
    if (SOUND_ENDINGS.contains(ending)) {
      return Modality.AUDIO;
    }
    if (PICTURE_ENDINGS.contains(ending)) {
      return Modality.IMAGE;
    }
    return ending.equals("txt") ? Modality.TEXT : Modality.VIDEO;
  }

  private static String ending(ClipRow row) {
    return row.source().substring(row.source().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /// 64 bits over all that the row says and by which rules it was read, its line left out: rows may
  /// move.
  private String fingerprint(ClipRow row) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var said = "%s %d %s %s".formatted(scheme, topK, language, row.atLine(0));
      sha256.update(said.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Bug: every Java has SHA-256.", e);
    }
  }
}
