package undertone.annotator.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorporaRoom;
import undertone.corpora.media.MediaWorkers;
import undertone.corpora.media.WorkerMediaDecoder;
import undertone.corpora.run.Runs;
import undertone.engine.bench.BenchEyes;
import undertone.engine.bench.RefineBench;
import undertone.engine.bench.RefineBenchOptions;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;
import undertone.engine.recognition.MediaSenses;

/// The rooms of data and the jobs over them, without web: what the engine process is made of, and
/// what commands use.
///
/// Not found by the web app's scan on purpose: jobs run beside it, never inside.
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  FlywayAutoConfiguration.class,
  HibernateJpaAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  PersistenceExceptionTranslationAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  TransactionManagerCustomizationAutoConfiguration.class
})
@Import({CorporaRoom.class, JobsDoor.class, EngineRoom.class})
public class EngineHouse {

  /// Furnishes the house.
  ///
  /// @param settings database and home
  public static ConfigurableApplicationContext furnish(Map<String, Object> settings) {
    return new SpringApplicationBuilder(EngineHouse.class)
        .web(WebApplicationType.NONE)
        .properties(settings)
        .run();
  }

  /// An engine that takes part in the work on all queued runs.
  ///
  /// @param name unique among living engines; an engine that bore the name before is dead, and what
  ///   it was working on is free at once
  public static Scheduler engine(ConfigurableApplicationContext house, String name, int threads) {
    house
        .getBean(JdbcClient.class)
        .sql(
            "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                + " version = version + 1 where picked_by = ?")
        .param(name)
        .update();
    return JobTasks.engine(
        house.getBean(DataSource.class),
        name,
        threads,
        house.getBean(Runs.class),
        jobs(house),
        house.getBean(HomeFolder.class));
  }

  /// Runs a refinement bench with the engine's own extractors, without a database.
  ///
  /// @param features where vectors are cached
  /// @param models the folder `model` of its run, or its file under `models/hosted`, of each that
  ///   the options' description of faces names
  /// @param measuring what to measure
  public static Map<String, Object> bench(
      RefineBenchOptions options, Path features, Map<String, Path> models, Measuring measuring)
      throws IOException, InterruptedException {
    return seeing(
        options.faces(), features, models, eyes -> measuring.of(new RefineBench(eyes), options));
  }

  /// Runs a bench that looks at clips with the engine's own extractors, without a database.
  ///
  /// @param faces how they are described
  /// @param features where vectors are cached
  public static Map<String, Object> seeing(FaceDescription faces, Path features, Seeing bench)
      throws IOException, InterruptedException {
    return seeing(faces, features, Map.of(), bench);
  }

  /// The same with models that learned on a corpus.
  ///
  /// @param models the folder `model` of its run, or its file under `models/hosted`, of each that
  ///   the description names, by their names
  /// @throws IllegalArgumentException if one is named and not among them
  public static Map<String, Object> seeing(
      FaceDescription faces, Path features, Map<String, Path> models, Seeing bench)
      throws IOException, InterruptedException {
    var chosen = chosen(faces, models);
    try (var workers = new MediaWorkers(2)) {
      var decoder = new WorkerMediaDecoder(workers);
      try (var extractors = new Extractors(decoder);
          var opened = Describers.open(chosen, () -> new MediaSenses(decoder, features))) {
        extractors.missing(faces).ifPresent(System.err::println);
        return bench.with(
            new BenchEyes(
                extractors.with(faces, opened.models()),
                extractors.expression(),
                extractors.pictures(),
                new FeatureCache(features)));
      }
    }
  }

  private static Map<String, Path> chosen(FaceDescription faces, Map<String, Path> models) {
    var chosen = new LinkedHashMap<String, Path>();
    for (var name : faces.models()) {
      var folder = models.get(name);
      if (folder == null) {
        throw new IllegalArgumentException(
            ("Where %s lies is not known here; say --model %s=PATH, the folder `model` of its run,"
                    + " or its file under models/hosted.")
                .formatted(name, name));
      }
      chosen.put(name, folder);
    }
    return chosen;
  }

  /// A bench that needs eyes.
  public interface Seeing {
    Map<String, Object> with(BenchEyes eyes) throws IOException, InterruptedException;
  }

  /// One of a bench's measures.
  public interface Measuring {
    Map<String, Object> of(RefineBench bench, RefineBenchOptions options)
        throws IOException, InterruptedException;
  }

  static List<Job> jobs(ConfigurableApplicationContext house) {
    return List.copyOf(house.getBeansOfType(Job.class).values());
  }
}
