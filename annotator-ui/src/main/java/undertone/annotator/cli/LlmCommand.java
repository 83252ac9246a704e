package undertone.annotator.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.LlmDoor;
import undertone.annotator.jobs.LlmRunPlan;
import undertone.annotator.jobs.LlmRunPlan.Manner;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.run.RunKind;

/// `undertone run llm`: has a language model vote on a corpus. Endpoints and consents are given in
/// the web app, by people with a name.
@Command(
    name = "llm",
    mixinStandardHelpOptions = true,
    description = "Has a language model vote on a corpus, as a machine voter of its name.")
final class LlmCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "CORPUS")
  private String corpus = "";

  @Option(
      names = "--endpoint",
      required = true,
      paramLabel = "NAME",
      description = "Which of the house's endpoints.")
  private String endpoint = "";

  @Option(
      names = "--ask",
      description =
          "What the model is shown: text, video, video-and-text, face, micro or evoked (default: by"
              + " what the corpus is made of).")
  private String ask = "";

  @Option(names = "--frames", defaultValue = "3", description = "Of a film (${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--fewer-votes",
      defaultValue = "0",
      description = "Only clips on which fewer others hold a vote (${DEFAULT-VALUE} = all).")
  private int fewerVotes;

  @Option(
      names = "--concurrency",
      defaultValue = "2",
      description = "Requests at a time, 1 to 8 (${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--requests-per-minute",
      defaultValue = "0",
      description = "At most; 0 = as many as the endpoint takes.")
  private int requestsPerMinute;

  @Option(
      names = "--tokens-per-minute",
      defaultValue = "0",
      description = "In and out, at most; 0 = as many as the endpoint takes.")
  private long tokensPerMinute;

  @Option(
      names = "--temperature",
      defaultValue = "0",
      description = "0 = the likeliest answer, 2 at most.")
  private double temperature;

  @Option(
      names = "--answer-tokens",
      defaultValue = "1000",
      description = "Of one answer at most (${DEFAULT-VALUE}).")
  private int mostTokensOut;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Another one asks and pays anew (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--dry-run", description = "Says what it would take; sends nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints the run's figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try (var bench = Workbench.open(home.folder())) {
      var id = bench.get(Catalogue.class).require(corpus).id();
      var door = bench.get(LlmDoor.class);
      var kind = ask.isEmpty() ? door.usual(id) : LlmRunPlan.kindOf(ask);
      var manner = new Manner(requestsPerMinute, tokensPerMinute, temperature, mostTokensOut);
      var plan = new LlmRunPlan(endpoint, kind, frames, fewerVotes, concurrency, manner, seed);
      if (dryRun) {
        estimate(door, id, plan);
        return 0;
      }
      var endpoints = bench.get(ModelEndpoints.class);
      if (!endpoints.allows(id, endpoints.require(endpoint))) {
        throw new InvalidValueException(
            "No owner of this corpus has agreed that its clips are sent to the endpoint %s at its"
                + " address of today; agree first.",
            endpoint);
      }
      return RunToTheEnd.of(bench, RunKind.LLM, id, plan, seed, json);
    }
  }

  private void estimate(LlmDoor door, CorpusId id, LlmRunPlan plan) throws Exception {
    var would = door.estimate(id, plan);
    if (json) {
      System.out.println(JsonMapper.shared().writeValueAsString(would));
      return;
    }
    System.out.printf(
        "%d items, %d of them answered before or with nothing to show · %d requests · %d pictures ·"
            + " about %d tokens read, %d written · about %.2f of the tariff's money. Nothing was sent.%n",
        would.items(),
        would.known(),
        would.requests(),
        would.images(),
        would.tokensIn(),
        would.tokensOut(),
        would.money());
  }
}
