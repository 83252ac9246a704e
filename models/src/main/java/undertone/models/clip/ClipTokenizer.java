package undertone.models.clip;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import undertone.models.weights.UnreadableWeightsException;

/// Cuts texts into CLIP's tokens: words into letters, which are joined pair by pair as a list of
/// merges says, bytes standing for what is no plain letter.
///
/// The list is not bundled; it comes as `bpe_simple_vocab_16e6.txt`, packed by gzip or not, from
/// whoever published the weights.
///
/// Source: OpenAI CLIP and OpenCLIP, `tokenizer.py` (`SimpleTokenizer`), without its repair of
/// broken encodings; Sennrich et al. 2016, arXiv:1508.07909.
public final class ClipTokenizer {
  private static final int MOST_MERGES = 49152 - 256 - 2;
  private static final int LONGEST_LINE = 200;
  private static final int MOST_BYTES = 16 << 20; // unpacked; the published list has 3 MB
  private static final int LONGEST_TEXT = 10_000; // letters
  private static final int LONGEST_WORD = 200; // letters that are joined
  private static final String END_OF_WORD = "</w>";
  private static final Pattern PIECE =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private record Pair(String left, String right) {}

  private final Map<Pair, Integer> ranks = new HashMap<>(); // lower is joined earlier
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, String> letters = letters();
  private final int start;
  private final int end;

  private ClipTokenizer(List<Pair> merges) {
    // the order of OpenAI's table: printable bytes first, then the others
    var table = new ArrayList<>(letters.values());
    letters.values().forEach(letter -> table.add(letter + END_OF_WORD));
    for (var pair : merges) {
      ranks.putIfAbsent(pair, ranks.size());
      table.add(pair.left + pair.right);
    }
    for (int id = 0; id < table.size(); id++) {
      ids.put(table.get(id), id);
    }
    start = table.size();
    end = start + 1;
  }

  /// @param file the list of merges
  /// @throws UnreadableWeightsException if it is none
  public static ClipTokenizer read(Path file) throws IOException {
    try (var raw = Files.newInputStream(file)) {
      return read(raw);
    }
  }

  /// @param merges the list, packed by gzip or not
  /// @throws UnreadableWeightsException if it is none
  public static ClipTokenizer read(InputStream merges) throws IOException {
    try {
      return new ClipTokenizer(pairs(unpacked(merges)));
    } catch (ZipException | EOFException e) {
      throw new UnreadableWeightsException(
          "The list of merges cannot be unpacked: %s.".formatted(e.getMessage()));
    }
  }

  /// No more of it than a list may hold, whatever a few packed bytes would unfold to.
  private static byte[] unpacked(InputStream merges) throws IOException {
    var bytes = new BufferedInputStream(merges);
    bytes.mark(2);
    boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    var read = (packed ? new GZIPInputStream(bytes) : bytes).readNBytes(MOST_BYTES + 1);
    if (read.length > MOST_BYTES) {
      throw new UnreadableWeightsException(
          "A list of merges has at most %d MB; this one is longer.".formatted(MOST_BYTES >> 20));
    }
    return read;
  }

  private static List<Pair> pairs(byte[] list) throws IOException {
    var pairs = new ArrayList<Pair>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(list), StandardCharsets.UTF_8))) {
      lines.readLine(); // names the version
      for (var line = lines.readLine();
          line != null && pairs.size() < MOST_MERGES;
          line = lines.readLine()) {
        var parts = line.strip().split(" ", -1);
        if (line.length() > LONGEST_LINE || parts.length != 2) {
          if (line.isBlank()) {
            continue;
          }
          throw new UnreadableWeightsException(
              "Line %d of the list of merges is no pair.".formatted(pairs.size() + 2));
        }
        pairs.add(new Pair(parts[0], parts[1]));
      }
    }
    return pairs;
  }

  /// What stands for each byte, in the order of OpenAI's table.
  private static Map<Integer, String> letters() {
    var letters = new LinkedHashMap<Integer, String>();
    for (int b = 0; b < 256; b++) {
      if ((b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae) {
        letters.put(b, String.valueOf((char) b));
      }
    }
    int next = 256;
    for (int b = 0; b < 256; b++) {
      if (!letters.containsKey(b)) {
        letters.put(b, String.valueOf((char) next++));
      }
    }
    return letters;
  }

  /// Tokens there are.
  public int vocabulary() {
    return end + 1;
  }

  /// Merges that a list must have for so many tokens: the others are bytes, each alone and at the
  /// end of a word, begin and end.
  public static int merges(int vocabulary) {
    return vocabulary - 2 * 256 - 2;
  }

  /// Token ids of a text, begin and end included, filled up with 0. A text that is too long is cut
  /// and ended: give sentences, not whole captions.
  ///
  /// @param context how many
  public int[] encode(String text, int context) {
    var tokens = new ArrayList<Integer>();
    tokens.add(start);
    var read = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    var clean = SPACE.matcher(read).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    for (var piece : PIECE.matcher(clean).results().toList()) {
      join(piece.group()).forEach(part -> tokens.add(Objects.requireNonNull(ids.get(part), part)));
    }
    var padded = new int[context];
    int kept = Math.min(tokens.size(), context - 1);
    for (int i = 0; i < kept; i++) {
      padded[i] = tokens.get(i);
    }
    padded[kept] = end;
    return padded;
  }

  /// One word as the largest parts that the merges make of it.
  private List<String> join(String word) {
    var parts = new ArrayList<String>();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      parts.add(Objects.requireNonNull(letters.get(b & 0xff)));
    }
    parts.set(parts.size() - 1, parts.getLast() + END_OF_WORD);
    while (parts.size() > 1 && parts.size() <= LONGEST_WORD) {
      int best = -1;
      int least = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = ranks.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), Integer.MAX_VALUE);
        if (rank < least) {
          least = rank;
          best = i;
        }
      }
      if (best < 0) {
        return parts;
      }
      var pair = new Pair(parts.get(best), parts.get(best + 1));
      for (int i = 0; i + 1 < parts.size(); i++) { // every place where this pair stands
        if (parts.get(i).equals(pair.left) && parts.get(i + 1).equals(pair.right)) {
          parts.set(i, pair.left + pair.right);
          parts.remove(i + 1);
        }
      }
    }
    return parts;
  }
}
