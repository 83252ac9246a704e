package undertone.engine.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Which models the index has vectors of, and which of them answers for each space. It is written
/// with the index itself, in the same step.
///
/// @param models by id
/// @param serving ids by space
/// @param before ids that served before, by space
record ModelBook(
    Map<String, VectorModel> models, Map<String, String> serving, Map<String, String> before) {
  static final ModelBook EMPTY = new ModelBook(Map.of(), Map.of(), Map.of());
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ModelBook {
    models = Map.copyOf(models);
    serving = Map.copyOf(serving);
    before = Map.copyOf(before);
  }

  static ModelBook read(@Nullable String json) {
    return json == null ? EMPTY : JSON.readValue(json, ModelBook.class);
  }

  String written() {
    return JSON.writeValueAsString(this);
  }

  VectorModel model(ModelId id) {
    var model = models.get(id.value());
    if (model == null) {
      throw new UnknownModelException(id);
    }
    return model;
  }

  Optional<VectorModel> serving(String space) {
    return Optional.ofNullable(serving.get(space)).map(models::get);
  }

  Optional<VectorModel> before(String space) {
    return Optional.ofNullable(before.get(space)).map(models::get);
  }

  List<VectorModel> all() {
    return List.copyOf(models.values());
  }

  /// The first model of a space serves it at once.
  ModelBook with(VectorModel model) {
    var known = new LinkedHashMap<>(models);
    var old = known.putIfAbsent(model.id().value(), model);
    if (old != null && !old.equals(model)) {
      throw new IllegalArgumentException(
          "Bug: model %s was %s and cannot become %s.".formatted(model.id(), old, model));
    }
    var serves = new LinkedHashMap<>(serving);
    serves.putIfAbsent(model.space(), model.id().value());
    return new ModelBook(known, serves, before);
  }

  ModelBook switched(VectorModel to) {
    var serves = new LinkedHashMap<>(serving);
    var old = new LinkedHashMap<>(before);
    var from = serves.put(to.space(), to.id().value());
    if (from != null && !from.equals(to.id().value())) {
      old.put(to.space(), from);
    }
    return new ModelBook(models, serves, old);
  }

  ModelBook without(ModelId id) {
    var known = new LinkedHashMap<>(models);
    known.remove(id.value());
    var old = new LinkedHashMap<>(before);
    old.values().removeIf(id.value()::equals);
    return new ModelBook(known, serving, old);
  }
}
