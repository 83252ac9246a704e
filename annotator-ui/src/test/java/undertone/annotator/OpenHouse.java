package undertone.annotator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import undertone.annotator.web.WebHouse;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.people.Account;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Estimate;
import undertone.corpora.proposal.Evidence;
import undertone.corpora.proposal.NewProposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

/// The web app on a real port over H2 in memory, opened once for all tests that extend this, with
/// the settings that ship.
@SpringBootTest(
    classes = WebHouse.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.additional-location=optional:file:../config/",
      "spring.datasource.url=jdbc:h2:mem:web;DB_CLOSE_DELAY=-1",
      "spring.datasource.username=sa",
      "vaadin.productionMode=true"
    })
public abstract class OpenHouse {

  public static final String PASSWORD = "violet lantern river";

  private static final Path HOME = Path.of("target", "open-house", UUID.randomUUID().toString());

  @DynamicPropertySource
  static void home(DynamicPropertyRegistry settings) {
    settings.add("undertone.home", HOME::toString);
  }

  @LocalServerPort private int port;
  @Autowired private ApplicationContext beans;

  private static final Map<String, Account> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Integer, Visitor> ROOT = new ConcurrentHashMap<>();

  @BeforeEach
  void introduce() {
    KNOWN.computeIfAbsent("root", _ -> make("root", InstanceRole.ADMIN));
  }

  public <T> T get(Class<T> type) {
    return beans.getBean(type);
  }

  /// Somebody at a browser who has not logged in.
  protected Visitor stranger() {
    return new Visitor(port);
  }

  /// The administrator, logged in.
  protected Visitor admin() {
    return ROOT.computeIfAbsent(port, _ -> stranger().logIn("root", PASSWORD));
  }

  /// A member with a fresh account, in no corpus yet.
  public Account newcomer() {
    return make("p" + UUID.randomUUID().toString().substring(0, 8), InstanceRole.MEMBER);
  }

  /// A member with a role in a corpus.
  public Account member(CorpusId corpus, CorpusRole role) {
    var account = newcomer();
    get(People.class).join(corpus, account.id(), role);
    return account;
  }

  protected Visitor browserOf(Account account) {
    return stranger().logIn(account.login(), PASSWORD);
  }

  private Account make(String login, InstanceRole role) {
    var people = get(People.class);
    var invite = people.invite(role, null, null, "test", null, Duration.ofHours(1)).secret();
    return people.accept(
        invite, login, "Person " + login, Hashed.of(get(PasswordEncoder.class)), "en");
  }

  // One hash for everybody: hashing is slow on purpose.
  private static final class Hashed {
    private static volatile String hash = "";

    static String of(PasswordEncoder encoder) {
      if (hash.isEmpty()) {
        hash = String.valueOf(encoder.encode(PASSWORD));
      }
      return hash;
    }
  }

  /// Two labels a clip may have. Waits for what other threads of the house do.
  protected static void await(BooleanSupplier holds) {
    // A machine may be busy, and the first vector loads a model.
    Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(2)).until(holds::getAsBoolean);
  }

  protected static LabelScheme scheme() {
    return new LabelScheme("duo", 1, "Duo", List.of(label("anger", "A"), label("disgust", "D")));
  }

  private static Label label(String id, String key) {
    return new Label(
        id, Map.of("en", id), Map.of(), "#888888", key, "", List.of(), null, null, null);
  }

  /// A corpus of readable text clips whose names and paths give the label away.
  public CorpusId corpus(int clips) {
    var corpus = get(Catalogue.class).create("Corpus " + UUID.randomUUID(), scheme(), "en").id();
    var jdbc = get(JdbcClient.class);
    for (int i = 0; i < clips; i++) {
      jdbc.sql(
              """
              insert into clip (id, corpus_id, name, position, modality, state, text_content,
                source_path, has_audio, vote_count, open_slots, wanted, created_at, version,
                conversation, turn, speaker)
              values (nextval('row_seq'), ?, ?, ?, 'TEXT', 'READY', ?, ?, false, 0, 2, true,
                current_timestamp, 0, 'talk', ?, 'Ben')
              """)
          .params(corpus.value(), "GIVEAWAY-anger-" + i, i, "Line " + i, "/GIVEAWAY/anger/" + i, i)
          .update();
    }
    return corpus;
  }

  public List<ClipId> clipsOf(CorpusId corpus) {
    return get(JdbcClient.class)
        .sql("select id from clip where corpus_id = ? order by position")
        .param(corpus.value())
        .query((row, _) -> new ClipId(row.getLong(1)))
        .list();
  }

  public RunId run(CorpusId corpus) {
    return get(Runs.class).queue(RunKind.REFINE, corpus, "{}", 1, "test", null).id();
  }

  /// An open proposal for each clip, all from anger to disgust.
  public List<ProposalId> proposals(CorpusId corpus, List<ClipId> clips) {
    var run = run(corpus);
    var estimates = new ArrayList<Estimate>();
    var proposals = new ArrayList<NewProposal>();
    for (var clip : clips) {
      estimates.add(new Estimate(clip, 0.8, true, Map.of("anger", 0.2, "disgust", 0.8)));
      proposals.add(proposal(clip, clips));
    }
    get(Proposals.class).publish(run, corpus, estimates, proposals);
    return get(JdbcClient.class)
        .sql("select id from proposal where run_id = ? order by id")
        .param(run.value())
        .query((row, _) -> new ProposalId(row.getLong(1)))
        .list();
  }

  private static NewProposal proposal(ClipId clip, List<ClipId> near) {
    var neighbours =
        near.stream().map(n -> new Evidence.Neighbour(n.value(), 0.9, "disgust", false)).toList();
    var evidence =
        new Evidence(
            Map.of("anger", 1.0),
            Map.of("anger", 0.2, "disgust", 0.8),
            2,
            neighbours,
            2,
            1,
            0.75,
            3,
            List.of(0.3, 0.8),
            true);
    return new NewProposal(
        clip,
        ProposalKind.CORRECT,
        "disgust",
        "anger",
        CandidateSet.of("disgust", "anger"),
        0.8,
        0.8,
        0.5,
        evidence);
  }
}
