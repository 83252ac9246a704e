package undertone.annotator.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.KeyRing;
import undertone.annotator.jobs.LlmDoor;
import undertone.annotator.jobs.LlmRunPlan;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.endpoint.Consent;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.run.Run;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.LlmEstimate;

/// Language models that vote: administrators say which may be asked, owners whether clips of their
/// corpus may be sent there, and then they start runs.
@Service
public class LlmDesk {

  private final ModelEndpoints endpoints;
  private final KeyRing keys;
  private final LlmDoor door;
  private final RunDesk runs;
  private final Rights rights;
  private final CurrentPerson person;

  LlmDesk(
      ModelEndpoints endpoints,
      KeyRing keys,
      LlmDoor door,
      RunDesk runs,
      Rights rights,
      CurrentPerson person) {
    this.endpoints = endpoints;
    this.keys = keys;
    this.door = door;
    this.runs = runs;
    this.rights = rights;
    this.person = person;
  }

  /// An endpoint as people see it; nobody sees a key.
  ///
  /// @param keyed whether a key is kept for its address
  public record Shown(ModelEndpoint endpoint, boolean keyed) {}

  /// An endpoint as an owner may choose it.
  ///
  /// @param allowed whether clips of the corpus may be sent there
  public record Offered(ModelEndpoint endpoint, boolean allowed) {}

  /// For administrators.
  public List<Shown> endpoints() {
    rights.requireAdmin();
    return endpoints.all().stream().map(e -> new Shown(e, keys.holds(e))).toList();
  }

  /// Sets an endpoint up or changes it. For administrators. A key that was kept for another address
  /// is no longer used.
  ///
  /// @throws InvalidRequestException if its address must not be asked
  public void put(ModelEndpoint endpoint) {
    rights.requireAdmin();
    asked(() -> {
      door.mustBeOpen(endpoint);
      endpoints.put(endpoint, person.account().id());
      return endpoint;
    });
    if (!keys.holds(endpoint)) {
      keys.forget(endpoint.name());
    }
  }

  /// Lets an endpoint go, with its key. For administrators.
  public void remove(String name) {
    rights.requireAdmin();
    keys.forget(asked(() -> endpoints.require(name)).name());
    endpoints.remove(name, person.account().id());
  }

  /// Keeps the key of an endpoint; the one of before is forgotten. For administrators.
  public void key(String name, String key) {
    rights.requireAdmin();
    asked(() -> {
      keys.keep(endpoints.require(name), key);
      return name;
    });
  }

  public void forgetKey(String name) {
    rights.requireAdmin();
    keys.forget(asked(() -> endpoints.require(name)).name());
  }

  /// What the owners of a corpus may choose from.
  public List<Offered> offered(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return endpoints.all().stream().map(e -> new Offered(e, endpoints.allows(corpus, e))).toList();
  }

  /// Who agreed to what, newest first.
  public List<Consent> consents(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return endpoints.consents(corpus);
  }

  /// Agrees that clips of a corpus are sent to an endpoint at its address of today.
  public void allow(CorpusId corpus, String endpoint) {
    rights.require(corpus, Right.MANAGE);
    endpoints.allow(corpus, asked(() -> endpoints.require(endpoint)), person.account().id());
  }

  /// Takes that back; a run that is asking stops within seconds.
  public void revoke(CorpusId corpus, String endpoint) {
    rights.require(corpus, Right.MANAGE);
    endpoints.revoke(corpus, endpoint, person.account().id());
  }

  /// How the clips of a corpus are best shown.
  public AskKind usual(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return door.usual(corpus);
  }

  /// What a run would take; nothing is sent.
  public LlmEstimate estimate(CorpusId corpus, LlmRunPlan plan) {
    rights.require(corpus, Right.MANAGE);
    return asked(() -> {
      try {
        return door.estimate(corpus, plan);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /// Asks a language model about a corpus.
  ///
  /// @throws InvalidRequestException if no owner has agreed, or the endpoint must not be asked
  public Run start(CorpusId corpus, LlmRunPlan plan) {
    rights.require(corpus, Right.MANAGE);
    var endpoint = asked(() -> endpoints.require(plan.endpoint()));
    if (!endpoints.allows(corpus, endpoint)) {
      throw new InvalidRequestException(
          "No owner of this corpus has agreed that its clips are sent to the endpoint %s at its"
              + " address of today; agree first.",
          endpoint.name());
    }
    asked(() -> {
      door.mustBeOpen(endpoint);
      return endpoint;
    });
    return runs.llm(corpus, plan);
  }

  private static <T> T asked(Supplier<T> answer) {
    try {
      return answer.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }
}
