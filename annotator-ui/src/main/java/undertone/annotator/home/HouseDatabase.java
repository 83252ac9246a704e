package undertone.annotator.home;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database of this installation: embedded H2 in the home folder, or the PostgreSQL that
/// `UNDERTONE_DB_URL` names.
///
/// The app owns the H2 file and serves it on loopback to the engine process, under a password drawn
/// anew at each start.
public final class HouseDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HouseDatabase.class);
  private static final String USER = "undertone";

  // By itself H2 confirms a commit up to half a second before the file has it; what was confirmed
  // in that time would be lost when the process is killed.
  private static final String WRITTEN_AT_ONCE = ";WRITE_DELAY=0";

  // H2 keeps the plans of eight queries per connection, and a single hand-out asks some twenty: it
  // would read and plan each of them anew each time.
  private static final String PLANS_KEPT = ";QUERY_CACHE_SIZE=256";

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final @Nullable Server server;
  private final @Nullable HomeFolder served;
  private final @Nullable HomeLock lock;

  private HouseDatabase(
      String jdbcUrl,
      String user,
      String password,
      @Nullable Server server,
      @Nullable HomeFolder served,
      @Nullable HomeLock lock) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.server = server;
    this.served = served;
    this.lock = lock;
  }

  /// Opens the database as its owner and serves it to other processes of this machine.
  ///
  /// @throws HomeInUseException if another process owns it
  /// @throws DatabaseShutException if it cannot be opened
  public static HouseDatabase serve(HomeFolder home) throws IOException, SQLException {
    var lock = HomeLock.take(home);
    boolean served = false;
    try {
      var external = external(lock);
      var database = external != null ? external : serve(home, lock);
      served = true;
      return database;
    } finally {
      if (!served) {
        lock.close();
      }
    }
  }

  private static HouseDatabase serve(HomeFolder home, HomeLock lock)
      throws IOException, SQLException {
    var file = fileUrl(home);
    var password = rotatedPassword(home, file);
    System.setProperty("h2.bindAddress", "127.0.0.1");
    var server =
        Server.createTcpServer(
                "-tcpPort",
                "0",
                "-tcpPassword",
                random(),
                "-ifExists",
                "-baseDir",
                home.db().toString())
            .start();
    var remote = "jdbc:h2:tcp://127.0.0.1:%d/./undertone".formatted(server.getPort());
    Endpoint.here(remote, USER, password).write(home);
    return new HouseDatabase(
        file + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", USER, password, server, home, lock);
  }

  /// Reaches the database from a command: through the running installation if there is one, else by
  /// opening the file.
  ///
  /// @throws HomeInUseException if another command has it open
  /// @throws DatabaseShutException if it cannot be opened
  public static HouseDatabase reach(HomeFolder home) throws IOException {
    var external = external(null);
    return external != null ? external : reachOwn(home);
  }

  /// As [#reach(HomeFolder)], but always the database of the home folder, whatever the environment
  /// names: a bench must never fill somebody's real one.
  public static HouseDatabase reachOwn(HomeFolder home) throws IOException {
    var running = Endpoint.read(home);
    if (running.isPresent()) {
      var endpoint = running.get();
      return new HouseDatabase(
          endpoint.jdbcUrl(), endpoint.user(), endpoint.password(), null, null, null);
    }
    var lock = HomeLock.take(home);
    boolean reached = false;
    try (var opened = open(fileUrl(home), home)) {
      reached = true;
      return new HouseDatabase(fileUrl(home), USER, opened.password(), null, null, lock);
    } finally {
      if (!reached) {
        lock.close();
      }
    }
  }

  private static String fileUrl(HomeFolder home) {
    return "jdbc:h2:file:" + home.db().resolve("undertone") + WRITTEN_AT_ONCE + PLANS_KEPT;
  }

  private static @Nullable HouseDatabase external(@Nullable HomeLock lock) {
    var url = System.getenv("UNDERTONE_DB_URL");
    return url == null || url.isBlank()
        ? null
        : new HouseDatabase(
            url,
            System.getenv().getOrDefault("UNDERTONE_DB_USER", USER),
            System.getenv().getOrDefault("UNDERTONE_DB_PASSWORD", ""),
            null,
            null,
            lock);
  }

  // The new password is on disk before the database knows it, and the old one until it does: after
  // a crash in between one of the two opens the file.
  private static String rotatedPassword(HomeFolder home, String url)
      throws IOException, SQLException {
    var secret = home.db().resolve("secret");
    var coming = home.db().resolve("secret.coming");
    var password = random();
    try (var opened = open(url, home)) {
      Endpoint.writePrivate(coming, password);
      try (var statement = opened.connection().createStatement()) {
        statement.execute("alter user %s set password '%s'".formatted(USER, password));
      }
      Endpoint.writePrivate(secret, password);
      Files.deleteIfExists(coming);
    }
    return password;
  }

  /// @param password the one that fitted
  private record Opened(Connection connection, String password) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IOException("The database did not close: " + e.getMessage(), e);
      }
    }
  }

  private static Opened open(String url, HomeFolder home) throws IOException {
    SQLException refused = null;
    for (var name : new String[] {"secret", "secret.coming"}) {
      var file = home.db().resolve(name);
      if (Files.exists(file)) {
        var password = Files.readString(file);
        try {
          return new Opened(DriverManager.getConnection(url, USER, password), password);
        } catch (SQLException e) {
          refused = refused == null ? e : refused;
        }
      }
    }
    if (refused != null) {
      throw DatabaseShutException.of(home, refused);
    }
    var first = random();
    Endpoint.writePrivate(home.db().resolve("secret"), first);
    try {
      return new Opened(DriverManager.getConnection(url, USER, first), first);
    } catch (SQLException e) {
      throw DatabaseShutException.of(home, e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Whether another process serves this database, so that its engine does the work. An external
  /// server counts: engines of its installation poll it.
  public boolean served() {
    return !jdbcUrl.startsWith("jdbc:h2:file:");
  }

  /// The settings Spring needs.
  public Map<String, Object> properties() {
    return Map.of(
        "spring.datasource.url", jdbcUrl,
        "spring.datasource.username", user,
        "spring.datasource.password", password);
  }

  /// Stops serving, closes the file and lets other processes have it.
  @Override
  public void close() {
    if (server != null && served != null) {
      stop(server, served);
    }
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.warn("The lock of the home folder goes with this process.", e);
      }
    }
  }

  private void stop(Server running, HomeFolder home) {
    running.stop();
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
        var statement = connection.createStatement()) {
      Files.deleteIfExists(Endpoint.file(home));
      statement.execute("shutdown");
    } catch (IOException | SQLException e) {
      // H2 recovers from its log at the next start; the user is told and nothing is lost.
      LOG.warn("The database was not closed cleanly; it recovers at the next start.", e);
    }
  }
}
