package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;
import undertone.corpora.numpy.UnreadableArrayException;

/// Groups of words that mean the same, as a language model once grouped them: for each clip, or for
/// all.
public final class SynonymGroups {

  /// Every word is only itself.
  public static final SynonymGroups NONE = new SynonymGroups(Map.of(), Map.of());

  private final Map<String, String> everywhere;
  private final Map<String, Map<String, String>> inClip;

  private SynonymGroups(Map<String, String> everywhere, Map<String, Map<String, String>> inClip) {
    this.everywhere = everywhere;
    this.inClip = inClip;
  }

  /// Groups that hold for all clips.
  public static SynonymGroups of(List<List<String>> groups) {
    return new SynonymGroups(firsts(groups), Map.of());
  }

  /// Reads `CLIP.npy` files, in a folder or in an archive, each a list of lists as text; or JSON:
  /// an array of arrays of words for all clips, or an object of clip to such an array.
  public static SynonymGroups read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return folder(file);
    }
    var name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return json(file);
    }
    var archive = Npz.read(file);
    var inClip = new HashMap<String, Map<String, String>>();
    for (var clip : archive.names()) {
      inClip.put(clip, firsts(OpenSet.groups(text(file, archive.require(clip)))));
    }
    return new SynonymGroups(Map.of(), inClip);
  }

  private static SynonymGroups folder(Path folder) throws IOException {
    var inClip = new HashMap<String, Map<String, String>>();
    try (var files = Files.newDirectoryStream(folder, "*.npy")) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        inClip.put(
            name.substring(0, name.length() - ".npy".length()),
            firsts(OpenSet.groups(text(file, Npz.array(file)))));
      }
    }
    return new SynonymGroups(Map.of(), inClip);
  }

  private static String text(Path file, NumpyArray array) throws UnreadableArrayException {
    if (array.item() instanceof String text) {
      return text;
    }
    throw new ChallengeFileException(
        "%s: holds an array that is no text of groups.", String.valueOf(file.getFileName()));
  }

  private static SynonymGroups json(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    try {
      var root = JsonMapper.shared().readTree(Files.readString(file));
      if (root.isArray()) {
        return of(groups(name, root));
      }
      var inClip = new HashMap<String, Map<String, String>>();
      for (var clip : root.properties()) {
        inClip.put(clip.getKey(), firsts(groups(name, clip.getValue())));
      }
      return new SynonymGroups(Map.of(), inClip);
    } catch (JacksonException e) {
      throw new ChallengeFileException("%s: is no JSON: %s", name, e.getOriginalMessage());
    }
  }

  private static List<List<String>> groups(String file, JsonNode written) {
    var groups = new ArrayList<List<String>>();
    for (var group : written) {
      var words = new ArrayList<String>();
      for (var word : group) {
        if (!word.isString()) {
          throw new ChallengeFileException("%s: groups are arrays of arrays of words.", file);
        }
        words.add(word.asString());
      }
      if (!group.isArray() || words.isEmpty()) {
        throw new ChallengeFileException("%s: groups are arrays of arrays of words.", file);
      }
      groups.add(words);
    }
    return groups;
  }

  // A word in two groups belongs to the later one, as in the organisers' scorer.
  private static Map<String, String> firsts(List<List<String>> groups) {
    var firsts = new HashMap<String, String>();
    groups.forEach(group -> group.forEach(word -> firsts.put(word, group.getFirst())));
    return firsts;
  }

  /// The word that stands for the group of a word: the first in it; a word without a group itself.
  public String first(String clip, String word) {
    return inClip.getOrDefault(clip, everywhere).getOrDefault(word, word);
  }
}
