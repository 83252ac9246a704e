package undertone.annotator.jobs;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.KeyRing;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.llm.AddressGuard;
import undertone.engine.llm.AskKind;
import undertone.engine.llm.EndpointRefusedException;
import undertone.engine.llm.LlmCaps;
import undertone.engine.llm.LlmEndpoint;
import undertone.engine.llm.LlmEstimate;
import undertone.engine.llm.LlmItem;
import undertone.engine.llm.LlmLabelling;
import undertone.engine.llm.LlmPlan;
import undertone.engine.llm.Secret;
import undertone.engine.llm.Still;
import undertone.engine.llm.Tariff;

/// Language models as the house may ask them: the endpoint with its key, the hosts that the
/// operator allows, and the replies that were paid for.
public final class LlmDoor {

  private static final int PAGE = 256;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final HomeFolder home;
  private final KeyRing keys;
  private final ModelEndpoints endpoints;
  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Set<String> allowedHosts;

  LlmDoor(
      HomeFolder home,
      KeyRing keys,
      ModelEndpoints endpoints,
      Catalogue catalogue,
      Library library,
      Voting voting,
      Set<String> allowedHosts) {
    this.home = home;
    this.keys = keys;
    this.endpoints = endpoints;
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.allowedHosts = allowedHosts;
  }

  /// Takes the frames of a clip that has pictures.
  interface Camera {
    List<Still> take(Clip clip) throws IOException;
  }

  /// Refuses an address that must not be asked, before anything is sent there.
  ///
  /// @throws InvalidValueException saying why
  public void mustBeOpen(ModelEndpoint endpoint) {
    try {
      new AddressGuard(allowedHosts).check(URI.create(endpoint.address()));
    } catch (EndpointRefusedException e) {
      throw refused(e);
    }
  }

  /// What a run would take, before anything is sent.
  ///
  /// @throws InvalidValueException if the endpoint is unknown or must not be asked, or if a run is
  ///   asking it the same now
  public LlmEstimate estimate(CorpusId corpus, LlmRunPlan plan) throws IOException {
    var endpoint = endpoints.require(plan.endpoint());
    mustBeOpen(endpoint);
    var items =
        items(
            corpus,
            plan,
            endpoint,
            _ -> {
              throw new IllegalStateException("Bug: an estimate takes no frames.");
            });
    try {
      return labelling(corpus, plan, endpoint).estimate(items, plan.frames());
    } catch (IllegalStateException _) { // its folder of replies is in use
      throw new InvalidValueException(
          "Another run is asking this model the same; wait until it has ended, or cancel it.");
    }
  }

  /// Asks as the plan says, within the caps of the endpoint.
  LlmLabelling labelling(CorpusId corpus, LlmRunPlan plan, ModelEndpoint endpoint) {
    var how =
        LlmPlan.of(plan.kind())
            .withConcurrency(plan.concurrency())
            .withRates(plan.spoken().requestsPerMinute(), plan.spoken().tokensPerMinute())
            .withSeed(plan.seed())
            .withTariff(
                new Tariff(endpoint.moneyIn(), endpoint.moneyOut(), endpoint.tokensAnImage()))
            .withCaps(
                new LlmCaps(
                    endpoint.mostRequests(),
                    endpoint.mostTokens(),
                    endpoint.mostMoney(),
                    endpoint.mostMinutes()));
    return new LlmLabelling(
        open(endpoint, keys.of(endpoint))
            .speaking(plan.spoken().temperature(), plan.spoken().mostTokensOut()),
        catalogue.schemeOf(corpus),
        how,
        allowedHosts,
        home.replies(corpus));
  }

  /// Under which name a model votes.
  static String voter(ModelEndpoint endpoint) {
    return open(endpoint, Secret.NONE).voter();
  }

  private static LlmEndpoint open(ModelEndpoint endpoint, Secret key) {
    return LlmEndpoint.of(URI.create(endpoint.address()), endpoint.model(), key);
  }

  /// The clips of a corpus that a plan asks about, as the model is shown them.
  List<LlmItem> items(CorpusId corpus, LlmRunPlan plan, ModelEndpoint endpoint, Camera camera) {
    var items = new ArrayList<LlmItem>();
    var name = voter(endpoint);
    var own =
        voting.votersOf(corpus).stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElse(null);
    long after = -1;
    while (true) {
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return items;
      }
      Map<ClipId, List<Vote>> standing =
          plan.fewerVotes() == 0 ? Map.of() : voting.standing(page.stream().map(Clip::id).toList());
      for (var clip : page) {
        long others =
            standing.getOrDefault(clip.id(), List.of()).stream()
                .filter(v -> own == null || !v.voter().equals(own.id()))
                .count();
        if (plan.fewerVotes() == 0 || others < plan.fewerVotes()) {
          items.add(item(clip, plan, camera));
        }
      }
      after = page.getLast().position();
    }
  }

  private static LlmItem item(Clip clip, LlmRunPlan plan, Camera camera) {
    var words = clip.text().orElse("");
    var hash = clip.mediaHash().orElse("");
    boolean seen = clip.modality() == Modality.VIDEO || clip.modality() == Modality.IMAGE;
    if (!plan.kind().showsFrames() || !seen || hash.isEmpty()) {
      return LlmItem.said(clip.id().toString(), words);
    }
    var media = "%s %d evenly within %d".formatted(hash, plan.frames(), Still.LONGEST_SIDE);
    return new LlmItem(clip.id().toString(), words, media, () -> camera.take(clip));
  }

  /// What fits most clips of a corpus.
  public AskKind usual(CorpusId corpus) {
    long films = library.count(corpus, of(Modality.VIDEO));
    long pictures = library.count(corpus, of(Modality.IMAGE));
    long ready = library.count(corpus, READY);
    if (2 * pictures > ready) {
      return AskKind.FACE;
    }
    return 2 * films > ready ? AskKind.VIDEO_AND_TEXT : AskKind.TEXT;
  }

  private static ClipFilter of(Modality modality) {
    return new ClipFilter(modality, ClipState.READY, null, null, null, null, null, null);
  }

  static InvalidValueException refused(EndpointRefusedException why) {
    return new InvalidValueException(
        "This address is not asked: %s Hosts of this network, and http, are allowed by the operator"
            + " alone (undertone.llm.allowed-hosts).",
        String.valueOf(why.getMessage()));
  }
}
