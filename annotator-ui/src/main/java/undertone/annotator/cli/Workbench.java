package undertone.annotator.cli;

import java.io.IOException;
import org.springframework.context.ConfigurableApplicationContext;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;
import undertone.annotator.jobs.EngineHouse;

/// The rooms of data, opened for one command. Whoever can read the home folder may do everything:
/// commands know no roles.
record Workbench(HomeFolder home, HouseDatabase database, ConfigurableApplicationContext house)
    implements AutoCloseable {

  static Workbench open(HomeFolder home) throws IOException {
    var database = HouseDatabase.reach(home);
    var settings = Settings.of(home, database);
    settings.put("spring.main.log-startup-info", false);
    // The command says itself how it ended; everything else is in the log.
    settings.put("logging.threshold.console", "off");
    settings.put(
        "logging.file.name", home.root().resolve("logs").resolve("command.log").toString());
    return new Workbench(home, database, EngineHouse.furnish(settings));
  }

  <T> T get(Class<T> type) {
    return house.getBean(type);
  }

  @Override
  public void close() {
    house.close();
    database.close();
  }
}
