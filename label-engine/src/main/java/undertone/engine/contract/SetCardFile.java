package undertone.engine.contract;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes `dataset.json`, with all its faults at once.
final class SetCardFile {
  static final String NAME = "dataset.json";
  private static final String FORMAT = "affect-dataset";
  private static final int VERSION = 1;
  private static final long MOST_BYTES = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Consumer<Fault> faults;

  private SetCardFile(Consumer<Fault> faults) {
    this.faults = faults;
  }

  /// The card as far as it can be read; empty if nothing can be done with it.
  static Optional<SetCard> read(Path folder, Consumer<Fault> faults) throws IOException {
    return new SetCardFile(faults).card(folder.resolve(NAME));
  }

  private Optional<SetCard> card(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      fault("is missing", "write one that says task, classes and modalities");
      return Optional.empty();
    }
    if (Files.size(file) > MOST_BYTES) {
      fault("is larger than 1 MB", "keep nothing but the card in it");
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(file));
    } catch (JacksonException | MalformedInputException e) {
      fault("is no JSON in UTF-8", "mend it near what a JSON reader complains of: " + plain(e));
      return Optional.empty();
    }
    if (!json.isObject()) {
      fault("holds no object", "let it begin with {");
      return Optional.empty();
    }
    if (!FORMAT.equals(json.path("format").asString(""))
        || json.path("version").asInt(0) != VERSION) {
      fault(
          "is not of format %s, version %d".formatted(FORMAT, VERSION),
          "say \"format\": \"%s\", \"version\": %d".formatted(FORMAT, VERSION));
    }
    if (json.has("name") && json.path("name").asString("").isBlank()) {
      fault("has a name without letters", "give the set a name, or leave it out");
    }
    var task = task(json.path("task").asString(""));
    var classes = classes(json.path("classes"), task);
    var modalities = modalities(json.path("modalities"));
    if (task == null || modalities.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SetCard(named(json), task, classes, range(json), modalities));
  }

  private static String named(JsonNode json) {
    var name = json.path("name").asString("");
    return name.isBlank() ? "unnamed" : name;
  }

  private static String plain(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private SetCard.@Nullable Task task(String written) {
    for (var task : SetCard.Task.values()) {
      if (word(task).equals(written)) {
        return task;
      }
    }
    fault(
        "has the task \"%s\"".formatted(written),
        "name one of "
            + Arrays.stream(SetCard.Task.values())
                .map(SetCardFile::word)
                .collect(Collectors.joining(", ")));
    return null;
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private List<String> classes(JsonNode json, SetCard.@Nullable Task task) {
    var classes = new ArrayList<String>();
    for (var one : json) {
      if (!one.isString() || one.asString().isBlank()) {
        fault("has a class that is no word", "list the classes as words");
      } else if (classes.contains(one.asString())) {
        fault("lists the class \"%s\" twice".formatted(one.asString()), "remove one");
      } else {
        classes.add(one.asString());
      }
    }
    if (task == SetCard.Task.CLASSIFICATION && classes.size() < 2) {
      fault("lists %d classes".formatted(classes.size()), "list all classes, at least two");
    }
    return classes;
  }

  private SetCard.@Nullable Range range(JsonNode json) {
    var range = json.path("range");
    if (range.isMissingNode() || range.isNull()) {
      return null;
    }
    if (range.size() != 2
        || !range.path(0).isNumber()
        || !range.path(1).isNumber()
        || !(range.path(0).asDouble() < range.path(1).asDouble())) {
      fault("has a range that is none", "write it as [lowest, highest]");
      return null;
    }
    return new SetCard.Range(range.path(0).asDouble(), range.path(1).asDouble());
  }

  private List<ModalityCard> modalities(JsonNode json) {
    var modalities = new ArrayList<ModalityCard>();
    var names = new HashSet<String>();
    if (!json.isArray() || json.isEmpty()) {
      fault("lists no modality", "list at least one with name, extractor, dim and level");
    }
    for (var one : json) {
      var name = one.path("name").asString("");
      var level = one.path("level").asString("");
      if (!names.add(name)) {
        fault("lists the modality \"%s\" twice".formatted(name), "remove one");
        continue;
      }
      if (!level.equals("utterance") && !level.equals("sequence")) {
        fault(
            "gives the modality \"%s\" the level \"%s\"".formatted(name, level),
            "write utterance or sequence");
        continue;
      }
      try {
        modalities.add(
            new ModalityCard(
                name,
                one.path("extractor").asString(""),
                one.path("dim").asInt(0),
                ModalityCard.Level.valueOf(level.toUpperCase(Locale.ROOT)),
                one.path("rateHz").isNumber() ? one.path("rateHz").asDouble() : null));
      } catch (IllegalArgumentException e) {
        fault(
            "describes a modality that cannot be: " + plain(e).replaceFirst("\\.$", ""),
            "mend its entry");
      }
    }
    return modalities;
  }

  private void fault(String reason, String remedy) {
    faults.accept(Fault.of(NAME, reason, remedy));
  }

  static void write(Path folder, SetCard card) throws IOException {
    var json = new LinkedHashMap<String, Object>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("name", card.name());
    json.put("task", word(card.task()));
    if (!card.classes().isEmpty()) {
      json.put("classes", card.classes());
    }
    if (card.range() != null) {
      json.put("range", List.of(card.range().from(), card.range().to()));
    }
    json.put("modalities", card.modalities().stream().map(SetCardFile::written).toList());
    Files.writeString(
        folder.resolve(NAME),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static Object written(ModalityCard modality) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", modality.name());
    json.put("extractor", modality.extractor());
    json.put("dim", modality.dim());
    json.put("level", word(modality.level()));
    if (modality.rateHz() != null) {
      json.put("rateHz", modality.rateHz());
    }
    return json;
  }
}
