package undertone.engine.llm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the rankings in what a model said, by the ids of the items and never by their position.
///
/// Three rungs: the whole text as JSON; each balanced `{…}` or `[…]` in it that is JSON, so that
/// fences, prose around it and a torn end do no harm; an id and the next list in brackets. A lower
/// rung only adds what the upper ones did not find. An item that gets two different rankings gets
/// none.
final class ReplyReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEEPEST = 8;
  private static final int MOST_BLOCKS = 2_000;
  private static final Pattern LIST = Pattern.compile("\\[([^\\[\\]]{0,2000})]");
  private static final Pattern AROUND = Pattern.compile("^[\\s\"'`*.\\d)(-]+|[\\s\"'`*.!)(]+$");

  private final LabelVocabulary words;

  ReplyReader(LabelVocabulary words) {
    this.words = words;
  }

  /// Rankings by id, of items that the reply speaks of; one may be empty.
  Map<String, Ranking> read(String content, Collection<String> ids) {
    var harvest = new Harvest(ids);
    var whole = json(content.strip());
    if (whole.isPresent()) {
      harvest.reap(whole.get(), 0);
    } else {
      blocks(content, harvest);
    }
    if (!harvest.isComplete()) {
      lists(content, harvest);
    }
    return harvest.found();
  }

  private void blocks(String content, Harvest harvest) {
    int tried = 0;
    for (int at = 0; at < content.length() && tried < MOST_BLOCKS; at++) {
      char c = content.charAt(at);
      if (c == '{' || c == '[') {
        tried++;
        int end = closing(content, at);
        var block = end < 0 ? Optional.<JsonNode>empty() : json(content.substring(at, end + 1));
        if (block.isPresent()) { // else look inside the brackets
          harvest.reap(block.get(), 0);
          at = end;
        }
      }
    }
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException _) { // prose, a fence, or torn
      return Optional.empty();
    }
  }

  /// Where the bracket at a place is closed, quotes minded; −1 = nowhere.
  private static int closing(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private void lists(String content, Harvest harvest) {
    var anyId =
        Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}])("
                + harvest.ids.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?![\\p{L}\\p{N}])");
    var missing = harvest.missing();
    var ids = anyId.matcher(content);
    int from = 0;
    while (ids.find(from)) {
      var id = ids.group(1).toLowerCase(Locale.ROOT);
      int start = ids.end();
      int end = ids.find(start) ? ids.start() : content.length();
      var list = LIST.matcher(content).region(start, end);
      if (missing.contains(id) && list.find()) {
        harvest.take(id, List.of(list.group(1).split("[,;|\\n]")), Double.NaN);
      }
      from = start;
    }
  }

  /// What was found so far.
  private final class Harvest {
    private final Set<String> ids;
    private final Map<String, Ranking> rankings = new HashMap<>();
    private final Set<String> disputed = new HashSet<>();

    Harvest(Collection<String> ids) {
      this.ids = ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    boolean isComplete() {
      return rankings.size() == ids.size();
    }

    Set<String> missing() {
      var missing = new HashSet<>(ids);
      missing.removeAll(rankings.keySet());
      return missing;
    }

    Map<String, Ranking> found() {
      var found = new TreeMap<>(rankings);
      found.keySet().removeAll(disputed);
      return found;
    }

    void reap(JsonNode node, int depth) {
      if (depth > DEEPEST) {
        return;
      }
      if (node.isArray()) {
        node.forEach(child -> reap(child, depth + 1));
      } else if (node.isObject()) {
        var id = id(node.path("id"));
        if (ids.contains(id)) {
          take(id, node);
          return;
        }
        node.properties()
            .forEach(field -> {
              var name = field.getKey().strip().toLowerCase(Locale.ROOT);
              if (ids.contains(name)) {
                take(name, field.getValue());
              } else {
                reap(field.getValue(), depth + 1);
              }
            });
      }
    }

    private static String id(JsonNode node) {
      return node.isString() ? node.asString().strip().toLowerCase(Locale.ROOT) : "";
    }

    /// A ranking may be a list, a text with commas, or an object with one of them.
    private void take(String id, JsonNode said) {
      var list = said;
      if (said.isObject()) {
        list = said.path("ranking");
        for (var field : said.properties()) {
          list = !list.isArray() && field.getValue().isArray() ? field.getValue() : list;
        }
      }
      var entries = new ArrayList<String>();
      if (list.isArray()) {
        list.forEach(entry -> entries.add(entry.isString() ? entry.asString() : named(entry)));
      } else if (list.isString()) {
        entries.addAll(List.of(list.asString().split("[,;|>]")));
      }
      take(id, entries, said.path("confidence").asDouble(Double.NaN));
    }

    /// `{"label": "fear", "score": 0.4}`
    private static String named(JsonNode entry) {
      for (var field : entry.properties()) {
        if (field.getValue().isString()) {
          return field.getValue().asString();
        }
      }
      return "";
    }

    void take(String id, List<String> said, double confidence) {
      var labels = new LinkedHashSet<String>();
      var off = new LinkedHashSet<String>();
      for (var word : said) {
        var plain = AROUND.matcher(word).replaceAll("");
        if (!plain.isEmpty()) {
          words.label(plain).ifPresentOrElse(labels::add, () -> off.add(plain));
        }
      }
      var ranking =
          new Ranking(
              List.copyOf(labels),
              List.copyOf(off),
              confidence >= 0 && confidence <= 1 ? confidence : Double.NaN);
      var before = rankings.putIfAbsent(id, ranking);
      if (before != null && !before.labels().equals(ranking.labels())) {
        disputed.add(id);
      }
    }
  }
}
