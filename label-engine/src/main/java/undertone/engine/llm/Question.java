package undertone.engine.llm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import undertone.engine.refinement.Streams;

/// One request: some items under short ids that mean nothing, the labels in an order of its own.
///
/// Where a label stands among the others sways a model, so each request shuffles them, by a seed,
/// and keeps the order.
final class Question {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LETTERS = "bcdfghjkmnpqrstvwxz"; // no vowels: no id is a word
  private static final String DIGITS = "23456789"; // 0 and 1 read as letters
  private static final int CHARACTERS_A_TOKEN = 3;
  private static final int TOKENS_A_LABEL = 6; // with quotes and comma, of a reply
  private static final int TOKENS_AN_ENTRY = 24;

  private final AskKind kind;
  private final LabelVocabulary vocabulary;
  private final Map<String, Shown> items; // by short id
  private final List<String> labels; // ids of the scheme, as this request orders them
  private final List<Object> content = new ArrayList<>();
  private long characters = 0;
  private int images = 0;

  /// An item with its frames taken.
  record Shown(String key, String words, List<Still> stills) {
    Shown {
      stills = List.copyOf(stills);
    }
  }

  /// @param purpose equal ones give equal ids and orders
  Question(AskKind kind, LabelVocabulary vocabulary, List<Shown> asked, long seed, String purpose) {
    this.kind = kind;
    this.vocabulary = vocabulary;
    var random = new Streams(seed).of(purpose);
    var ids = shortIds(asked.size(), random);
    items = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      items.put(ids.get(i), asked.get(i));
    }
    labels = shuffled(vocabulary.ids(), random);
    write();
  }

  private static List<String> shortIds(int count, SplittableRandom random) {
    var ids = new LinkedHashSet<String>();
    while (ids.size() < count) {
      ids.add(
          ""
              + LETTERS.charAt(random.nextInt(LETTERS.length()))
              + DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return List.copyOf(ids);
  }

  private static List<String> shuffled(List<String> labels, SplittableRandom random) {
    var order = new int[labels.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Streams.shuffle(order, random);
    var shuffled = new ArrayList<String>();
    for (int i : order) {
      shuffled.add(labels.get(i));
    }
    return List.copyOf(shuffled);
  }

  private void write() {
    var ids = List.copyOf(items.keySet());
    text(Prompt.opening(kind, ids, labels.stream().map(vocabulary::word).toList()));
    for (var entry : items.entrySet()) {
      var item = entry.getValue();
      var said = item.words().replaceAll("\\s+", " ").strip();
      text(
          kind.showsWords()
              ? "Item %s: %s".formatted(entry.getKey(), JSON.writeValueAsString(said))
              : "Item %s:".formatted(entry.getKey()));
      if (kind.showsFrames()) {
        for (var still : item.stills()) {
          content.add(Map.of("type", "image_url", "image_url", Map.of("url", still.dataUrl())));
          images++;
        }
      }
    }
    text(Prompt.closing(ids));
  }

  private void text(String text) {
    content.add(Map.of("type", "text", "text", text));
    characters += text.length();
  }

  /// @param jsonReplies whether to demand JSON
  String body(LlmEndpoint endpoint, boolean jsonReplies) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", endpoint.model());
    body.put("temperature", endpoint.temperature());
    body.put("max_tokens", endpoint.maxOutputTokens());
    if (endpoint.seed() != null) {
      body.put("seed", endpoint.seed());
    }
    if (jsonReplies) {
      body.put("response_format", Map.of("type", "json_object"));
    }
    // words alone as plain text: servers without eyes know no parts
    body.put(
        "messages", List.of(Map.of("role", "user", "content", images == 0 ? joined() : content)));
    return JSON.writeValueAsString(body);
  }

  private String joined() {
    var text = new StringBuilder();
    for (var part : content) {
      if (part instanceof Map<?, ?> map) {
        text.append(text.isEmpty() ? "" : "\n").append(map.get("text"));
      }
    }
    return text.toString();
  }

  /// Keys of the items by their ids in this request.
  Map<String, String> keys() {
    var keys = new LinkedHashMap<String, String>();
    items.forEach((id, item) -> keys.put(id, item.key()));
    return keys;
  }

  List<String> labels() {
    return labels;
  }

  /// What the endpoint will read, roughly.
  long tokensIn(int tokensAnImage) {
    return characters / CHARACTERS_A_TOKEN + (long) images * tokensAnImage;
  }

  static long tokens(String text) {
    return text.length() / CHARACTERS_A_TOKEN;
  }

  /// What a reply about so many items takes, roughly.
  static long tokensOut(int items, int labels) {
    return (long) items * (TOKENS_AN_ENTRY + TOKENS_A_LABEL * (long) Math.min(5, labels));
  }
}
