package undertone.annotator.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;

/// What Spring must know before it starts: database, home, and the `config` folder beside the
/// launcher, whose files override what the jar brings.
final class Settings {
  private Settings() {}

  static Map<String, Object> of(HomeFolder home, HouseDatabase database) {
    var settings = new HashMap<String, Object>(database.properties());
    settings.put("undertone.home", home.root().toString());
    var root = Optional.ofNullable(System.getenv("UNDERTONE_ROOT")).orElse(".");
    settings.put(
        "spring.config.additional-location",
        "optional:file:" + Path.of(root, "config").toAbsolutePath() + "/");
    return settings;
  }
}
