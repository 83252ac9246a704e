package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import undertone.annotator.cli.UndertoneCommand;
import undertone.annotator.home.HomeFolder;

/// A running Undertone with the demo corpus refined and released, an administrator, an annotator
/// and a corpus with nothing in it. Opened once for all tests that ask for it: drawing and voicing
/// the demo corpus takes longer than looking at it.
final class DemoHouse implements AutoCloseable {

  private final Chromium chromium;
  private final Path home;
  private final RunningHouse house;
  private final Guest kim;
  private final Guest ada;
  private final long corpus;
  private final JsonNode refinement;

  private DemoHouse(Chromium chromium, Path home, RunningHouse house) throws InterruptedException {
    this.chromium = chromium;
    this.home = home;
    this.house = house;
    kim = new Guest(chromium.browser(), house.address(), ColorScheme.LIGHT);
    kim.join(house.adminLink(), "Kim", "kim");
    kim.login("kim");
    Guest.await("the demo corpus", () -> !kim.get("/api/v1/corpora").isEmpty());
    corpus = kim.get("/api/v1/corpora").get(0).get("id").asLong();
    Guest.await("its refinement", () -> !refinements().isEmpty());
    refinement = kim.toTheEnd(refinements().getFirst());
    kim.toTheEnd(kim.post(path("/releases"), release("v1", 1)));
    kim.toTheEnd(kim.post(path("/releases"), release("v2", 3)));
    kim.post(
        "/api/v1/corpora", Map.of("name", "Nothing yet", "scheme", "ekman7", "language", "en"));
    var invite = kim.post(path("/invites"), Map.of("role", "ANNOTATOR", "note", "Ada"));
    ada = new Guest(chromium.browser(), house.address(), ColorScheme.DARK);
    ada.join(house.address() + invite.get("path").asString(), "Ada", "ada");
    ada.login("ada");
    ada.knowsTheDesk();
    kim.post(path("/invites"), Map.of("role", "CURATOR", "note", "Noor"));
  }

  private static Map<String, Object> release(String name, int minVotes) {
    return Map.of(
        "name",
        name,
        "decisions",
        "CURATOR_ELSE_MAJORITY",
        "minVotes",
        minVotes,
        "labelledOnly",
        false);
  }

  /// The administrator's browser, in English and light.
  Guest kim() {
    return kim;
  }

  /// The annotator's browser.
  Guest ada() {
    return ada;
  }

  /// A corpus of its own with what lies in a folder, prepared.
  ///
  /// @return what the server says of the corpus
  JsonNode corpus(String name, Path folder) throws IOException, InterruptedException {
    var made =
        kim.post("/api/v1/corpora", Map.of("name", name, "scheme", "ekman7", "language", "en"));
    var runs = "/api/v1/corpora/%d/runs".formatted(made.get("id").asLong());
    kim.toTheEnd(
        kim.post(runs + "/import", Map.of("folder", folder.toRealPath().toString(), "topK", 2)));
    Guest.await("the preparation of " + name, () -> !of("PREPARE", runs).isEmpty());
    kim.toTheEnd(of("PREPARE", runs).getFirst());
    return made;
  }

  /// Takes files of the demo corpus along: the first so many whose names end alike.
  void copyMedia(String ending, int files, Path folder) throws IOException {
    List<Path> some;
    try (var all = Files.list(new HomeFolder(home).demo())) {
      some = all.filter(f -> f.toString().endsWith(ending)).sorted().limit(files).toList();
    }
    assertThat(some).as("media of the demo that end with " + ending).hasSize(files);
    for (var file : some) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  /// Runs a command on the house while it is open.
  void command(Object... words) {
    var all = Stream.concat(Stream.of(words), Stream.of("--home", home));
    int exit =
        new CommandLine(new UndertoneCommand())
            .execute(all.map(String::valueOf).toArray(String[]::new));
    assertThat(exit).as("%s", List.of(words)).isZero();
  }

  /// Lets somebody into a corpus, who then stands before the sign-in page.
  Guest letIn(Guest guest, JsonNode corpus, String role, String name) {
    var invite =
        kim.post(
            "/api/v1/corpora/%d/invites".formatted(corpus.get("id").asLong()),
            Map.of("role", role, "note", name));
    guest.join(house.address() + invite.get("path").asString(), name, name);
    return guest;
  }

  /// Somebody with a phone.
  Guest phone() {
    return Guest.onPhone(chromium.browser(), house.address());
  }

  Ledger ledger() {
    return new Ledger(home);
  }

  /// Somebody nobody knows yet.
  Guest stranger() {
    return new Guest(chromium.browser(), house.address(), ColorScheme.LIGHT);
  }

  /// Of the demo corpus, below its address in the REST API.
  String path(String rest) {
    return "/api/v1/corpora/" + corpus + rest;
  }

  /// The refinement that proposed what is there to review.
  JsonNode refinement() {
    return refinement;
  }

  private List<JsonNode> refinements() {
    return of("REFINE", path("/runs"));
  }

  private List<JsonNode> of(String kind, String runs) {
    return StreamSupport.stream(kim.get(runs).spliterator(), false)
        .filter(run -> run.get("kind").asString().equals(kind))
        .toList();
  }

  @Override
  public void close() throws IOException {
    ada.close();
    kim.close();
    house.close();
    chromium.close();
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        assertThat(Files.deleteIfExists(file)).as("deleting %s", file).isTrue();
      }
    }
  }

  /// Opens the house before the first test that asks for it, and closes it after the last test of
  /// all; skips where there is no browser.
  static final class Open implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
      Chromium.needed();
      house(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == DemoHouse.class;
    }

    @Override
    public DemoHouse resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return house(context);
    }

    private static DemoHouse house(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(DemoHouse.class, _ -> opened(), DemoHouse.class);
    }

    private static DemoHouse opened() {
      var chromium = Chromium.open();
      try {
        var home = Files.createTempDirectory("undertone-demo");
        var house = RunningHouse.start(home, "--demo");
        try {
          return new DemoHouse(chromium, home, house);
        } catch (Throwable unfurnished) {
          house.close();
          throw unfurnished;
        }
      } catch (IOException | InterruptedException e) {
        chromium.close();
        throw new IllegalStateException("The demo house did not open.", e);
      }
    }
  }
}
