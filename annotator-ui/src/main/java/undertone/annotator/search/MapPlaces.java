package undertone.annotator.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;

/// Where clips lay when a map was drawn: kept in a file, so that the next visit finds them there.
///
/// @param model id of the model whose vectors were laid out
record MapPlaces(String model, Instant drawnAt, Map<ClipId, Place> places) {
  private static final Logger LOG = LoggerFactory.getLogger(MapPlaces.class);

  MapPlaces {
    places = Map.copyOf(places);
  }

  /// In the square from 0 to 1.
  record Place(float x, float y) {}

  private record Line(long clip, float x, float y) {}

  private record Written(String model, Instant drawnAt, List<Line> places) {}

  /// What was kept, unless there is nothing, it is of another model or it cannot be read.
  static Optional<MapPlaces> read(Path file, String model) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var written = JsonMapper.shared().readValue(Files.readAllBytes(file), Written.class);
      var places = new LinkedHashMap<ClipId, Place>();
      written
          .places()
          .forEach(line -> places.put(new ClipId(line.clip()), new Place(line.x(), line.y())));
      return Optional.of(new MapPlaces(written.model(), written.drawnAt(), places))
          .filter(kept -> kept.model().equals(model));
    } catch (IOException | JacksonException e) {
      LOG.warn("The map in {} cannot be read and is drawn anew.", file, e);
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    var lines =
        places.entrySet().stream()
            .map(at -> new Line(at.getKey().value(), at.getValue().x(), at.getValue().y()))
            .toList();
    var written = JsonMapper.shared().writeValueAsBytes(new Written(model, drawnAt, lines));
    Files.createDirectories(file.getParent());
    var beside = Files.createTempFile(file.getParent(), "map", ".json");
    Files.write(beside, written);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
