package undertone.annotator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static undertone.annotator.rest.RouteTable.Need;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import undertone.annotator.OpenHouse;
import undertone.annotator.Visitor;
import undertone.corpora.people.AccessToken.Scope;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.People;

/// Every route, asked by every role, by strangers, by tokens of every scope, of one's own corpus
/// and of a foreign one. A route nobody has put into the table fails.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsMatrixTest extends OpenHouse {

  private enum Who {
    OWNER,
    CURATOR,
    ANNOTATOR,
    RESEARCHER,
    OUTSIDER,
    ADMIN
  }

  private record Cast(MatrixWorld world, Map<Who, Visitor> people, Map<Scope, Visitor> tokens) {}

  private static volatile @Nullable Cast cast;

  private Cast cast() {
    var known = cast;
    if (known == null) {
      known = assemble();
      cast = known;
    }
    return known;
  }

  private Cast assemble() {
    var world = MatrixWorld.make(this);
    var people = new EnumMap<Who, Visitor>(Who.class);
    people.put(Who.OWNER, browserOf(member(world.corpus(), CorpusRole.OWNER)));
    people.put(Who.CURATOR, browserOf(member(world.corpus(), CorpusRole.CURATOR)));
    people.put(Who.ANNOTATOR, browserOf(member(world.corpus(), CorpusRole.ANNOTATOR)));
    people.put(Who.RESEARCHER, browserOf(member(world.corpus(), CorpusRole.RESEARCHER)));
    people.put(Who.OUTSIDER, browserOf(member(corpus(1), CorpusRole.OWNER)));
    people.put(Who.ADMIN, admin());
    var root = get(People.class).byLogin("root").orElseThrow();
    var tokens = new EnumMap<Scope, Visitor>(Scope.class);
    for (var scope : Scope.values()) {
      var secret =
          get(People.class)
              .issueToken(root.id(), scope.name(), Set.of(scope), Duration.ofDays(1))
              .secret();
      tokens.put(scope, stranger().withToken(secret));
    }
    return new Cast(world, people, tokens);
  }

  static Stream<RouteTable.Route> routes() {
    return RouteTable.ROUTES.stream();
  }

  static Stream<RouteTable.Route> routesOfACorpus() {
    return routes().filter(r -> r.need().ofACorpus());
  }

  static Stream<RouteTable.Route> routesOfThingsInACorpus() {
    return routesOfACorpus()
        .filter(
            r -> r.pattern().matches(".*[{]corpus[}].*[{](?:clip|proposal|decision|name)[}].*"));
  }

  @Test
  void every_route_stands_in_the_table() {
    var mappings = get(RequestMappingHandlerMapping.class).getHandlerMethods();
    var known = new TreeSet<String>();
    mappings.forEach((route, handler) -> {
      var home = handler.getBeanType().getPackageName();
      if (home.startsWith("undertone.annotator")
          && !handler.getBeanType().equals(NothingHereController.class)) {
        for (var method : route.getMethodsCondition().getMethods()) {
          route.getPatternValues().forEach(pattern -> known.add(method.name() + " " + pattern));
        }
      }
    });

    assertThat(RouteTable.ROUTES.stream().map(RouteTable.Route::name))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void a_stranger_gets_nowhere(RouteTable.Route route) {
    var answer = ask(stranger(), route, Ids.OWN);

    if (route.need() == Need.OPEN) {
      assertThat(refusals(route)).doesNotContain(answer.status());
    } else {
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void every_role_may_what_it_may_and_no_more(RouteTable.Route route) {
    cast()
        .people()
        .forEach((who, visitor) -> {
          var answer = ask(visitor, route, Ids.OWN);
          var about = who + ": " + route.name() + " -> " + answer.status() + " " + answer.text();
          if (allowed(who, route.need())) {
            assertThat(refusals(route)).as(about).doesNotContain(answer.status());
          } else {
            assertThat(answer.status()).as(about).isEqualTo(refusal(who, route.need()));
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routesOfACorpus")
  void a_foreign_corpus_answers_like_a_missing_one(RouteTable.Route route) {
    var outsider = Objects.requireNonNull(cast().people().get(Who.OUTSIDER));

    var foreign = ask(outsider, route, Ids.OWN);
    var missing = ask(outsider, route, Ids.MISSING);

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(withoutNumbers(foreign.text())).isEqualTo(withoutNumbers(missing.text()));
    assertThat(missing.status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routesOfThingsInACorpus")
  void what_belongs_to_another_corpus_is_not_found_in_ones_own(RouteTable.Route route) {
    var mine = corpus(1);
    var owner = browserOf(member(mine, CorpusRole.OWNER));
    var world = cast().world();

    var foreign = owner.call(route.method(), route.path(world.in(mine)), route.body(1));
    var missing = owner.call(route.method(), route.path(world.missing().in(mine)), route.body(1));

    assertThat(foreign.status()).isBetween(400, 499);
    assertThat(withoutNumbers(foreign.text())).isEqualTo(withoutNumbers(missing.text()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  void a_token_does_what_its_scope_says_even_an_administrators(RouteTable.Route route) {
    cast()
        .tokens()
        .forEach((scope, program) -> {
          var answer = ask(program, route, Ids.OWN);
          var about = scope + ": " + route.name() + " -> " + answer.status();
          if (route.need().covered(scope)) {
            assertThat(refusals(route)).as(about).doesNotContain(answer.status());
          } else {
            assertThat(answer.status()).as(about).isEqualTo(403);
          }
        });
  }

  // What would mean that somebody was turned away. A link that does not work is not found, though
  // anybody may try it.
  private static Set<Integer> refusals(RouteTable.Route route) {
    return route.need() == Need.OPEN ? Set.of(401, 403, 405, 500) : Set.of(401, 403, 404, 405, 500);
  }

  private static boolean allowed(Who who, Need need) {
    return switch (need) {
      case OPEN, SIGNED_IN, BROWSER, CREATE -> true;
      case ADMIN, ADMIN_AT_BROWSER -> who == Who.ADMIN;
      case PART -> who != Who.OUTSIDER;
      case SEE -> who != Who.OUTSIDER;
      case READ -> !Set.of(Who.ANNOTATOR, Who.OUTSIDER).contains(who);
      case ANNOTATE -> !Set.of(Who.RESEARCHER, Who.OUTSIDER).contains(who);
      case REVIEW -> Set.of(Who.OWNER, Who.CURATOR, Who.ADMIN).contains(who);
      case MANAGE -> Set.of(Who.OWNER, Who.ADMIN).contains(who);
    };
  }

  private static int refusal(Who who, Need need) {
    return who == Who.OUTSIDER && need.ofACorpus() ? 404 : 403;
  }

  private Visitor.Answer ask(Visitor visitor, RouteTable.Route route, Ids ids) {
    var world = cast().world();
    var at = ids == Ids.OWN ? world : world.missing();
    var lease = route.need() == Need.ANNOTATE ? leaseOf(visitor, at) : 0;
    if (visitor.ticket().equals("none")) {
      visitor.get("/api/v1/me");
    }
    return visitor.call(route.method(), route.path(at), route.body(lease));
  }

  private enum Ids {
    OWN,
    MISSING
  }

  // Whoever may annotate needs the clip handed out before they can answer it.
  private long leaseOf(Visitor visitor, MatrixWorld at) {
    var known = leaseNow(visitor, at);
    if (known.isEmpty()) {
      visitor.call("POST", "/api/v1/corpora/" + at.corpus() + "/queue/next", "{\"holding\":[]}");
      known = leaseNow(visitor, at);
    }
    return known.orElse(0L);
  }

  private Optional<Long> leaseNow(Visitor visitor, MatrixWorld at) {
    var me = visitor.get("/api/v1/me");
    if (me.status() != 200) {
      return Optional.empty();
    }
    return get(JdbcClient.class)
        .sql(
            "select l.id from lease l join voter v on v.id = l.voter_id where v.account_id = ? and"
                + " l.clip_id = ?")
        .params(me.json().path("id").asLong(), at.clip().value())
        .query(Long.class)
        .optional();
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("\\d+", "#");
  }
}
