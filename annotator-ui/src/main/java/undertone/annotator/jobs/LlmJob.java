package undertone.annotator.jobs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.endpoint.ModelEndpoint;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.engine.llm.EndpointRefusedException;
import undertone.engine.llm.LlmItem;
import undertone.engine.llm.LlmListener;
import undertone.engine.llm.LlmReport;
import undertone.engine.llm.LlmVerdict;
import undertone.engine.llm.RankedFile;
import undertone.engine.llm.Spending;
import undertone.engine.llm.Still;

/// Has a language model rank the labels of every clip of a corpus, and casts the first of them as
/// votes of a machine voter of its name.
///
/// Replies are kept as they come: a run that was stopped, killed or cancelled goes on and pays for
/// none of them again. What stands is superseded where the model says something else, and left
/// where it says nothing. The whole rankings lie in the run's folder as `rankings.csv`.
public final class LlmJob implements Job {

  private static final double ASKING_SHARE = .95; // of the progress bar
  private static final double OFTEN = 100; // Hz, more than are asked for: frames are spread evenly
  private static final Duration CONSENT_LASTS = Duration.ofSeconds(2);
  private static final int MOST_LISTED = 200; // of rejected clips

  private final ModelEndpoints endpoints;
  private final LlmDoor door;
  private final Catalogue catalogue;
  private final Library library;
  private final RankingVotes rankings;
  private final MediaStore media;
  private final MediaDecoder decoder;

  LlmJob(
      ModelEndpoints endpoints,
      LlmDoor door,
      Catalogue catalogue,
      Library library,
      RankingVotes rankings,
      MediaStore media,
      MediaDecoder decoder) {
    this.endpoints = endpoints;
    this.door = door;
    this.catalogue = catalogue;
    this.library = library;
    this.rankings = rankings;
    this.media = media;
    this.decoder = decoder;
  }

  @Override
  public RunKind kind() {
    return RunKind.LLM;
  }

  @Override
  public Outcome work(Run run, JobContext context) throws Exception {
    var corpus = run.corpus().orElseThrow();
    var plan = JsonMapper.shared().readValue(run.plan(), LlmRunPlan.class);
    var endpoint = endpoints.require(plan.endpoint());
    mustBeAllowed(corpus, endpoint);
    var scheme = catalogue.schemeOf(corpus);
    var items = door.items(corpus, plan, endpoint, clip -> stills(clip, plan.frames()));
    var report = ask(run, plan, endpoint, items, context);
    if (!catalogue.schemeOf(corpus).equals(scheme)) {
      throw new InvalidValueException(
          "The label scheme was changed while this run was at work; start it again.");
    }
    var ranked = new LinkedHashMap<ClipId, List<String>>();
    var rejected = new LinkedHashMap<String, String>();
    var reasons = new TreeMap<String, Integer>();
    report
        .verdicts()
        .forEach((id, verdict) -> {
          switch (verdict) {
            case LlmVerdict.Ranked it ->
                ranked.put(new ClipId(Long.parseLong(id)), it.ranking().labels());
            case LlmVerdict.Rejected it -> {
              reasons.merge(it.reason().name(), 1, Integer::sum);
              if (rejected.size() < MOST_LISTED) {
                rejected.put(id, it.reason().name());
              }
            }
          }
        });
    var voter = LlmDoor.voter(endpoint);
    var cast = rankings.cast(corpus, voter, run.id(), ranked, null, context::stopIfCancelled);
    keep(corpus, voter, ranked, context);
    if (report.ending() == LlmReport.Ending.BARRED || report.ending() == LlmReport.Ending.BROKEN) {
      throw new InvalidValueException(
          "The endpoint %s gave up: %s Votes stand on %s clips; start the run again to go on.",
          endpoint.name(), report.said(), cast.votes());
    }
    var summary = new LinkedHashMap<String, Object>();
    summary.put("endpoint", endpoint.name());
    summary.put("model", endpoint.model());
    summary.put("voterName", voter);
    summary.put("voter", cast.voter());
    summary.put("clips", items.size());
    summary.put("votes", cast.votes());
    summary.put("changed", cast.changed());
    summary.put("setSizes", cast.setSizes());
    summary.put("labelsOfASet", cast.size().labels());
    summary.put("settled", cast.size().settled());
    summary.put("places", cast.size().shares());
    summary.put("rejected", reasons);
    summary.put("rejectedClips", rejected);
    summary.put("known", report.cached());
    summary.put("requests", report.spent().requests());
    summary.put("retries", report.spent().retries());
    summary.put("tokensIn", report.spent().tokensIn());
    summary.put("tokensOut", report.spent().tokensOut());
    summary.put("money", report.spent().money());
    summary.put("ending", report.ending().name());
    return new Outcome(message(report, cast, items.size()), write(summary));
  }

  private static String write(Map<String, Object> summary) {
    return JsonMapper.shared().writeValueAsString(summary);
  }

  private static Sentence message(LlmReport report, RankingVotes.Cast cast, int clips) {
    var size = cast.size();
    if (report.ending() == LlmReport.Ending.BUDGET) {
      return Sentence.of(
          "A cap of the endpoint was reached: votes on %s of %s clips, %s new or changed. Raise it"
              + " and start the run again; what was paid for is kept.",
          cast.votes(), clips, cast.changed());
    }
    if (size.shares().isEmpty() && size.labels() > 1) {
      return Sentence.of(
          "Votes on %s of %s clips, %s new or changed. Each holds the first %s labels, as is usual:"
              + " %s of these clips are settled, too few to learn how many it takes.",
          cast.votes(), clips, cast.changed(), size.labels(), size.settled());
    }
    return size.shares().isEmpty()
        ? Sentence.of(
            "Votes on %s of %s clips, %s new or changed. Each holds the first label alone: %s of"
                + " these clips are settled, too few to learn how many it takes.",
            cast.votes(), clips, cast.changed(), size.settled())
        : Sentence.of(
            "Votes on %s of %s clips, %s new or changed. Each holds the first %s labels, as %s"
                + " settled clips show.",
            cast.votes(), clips, cast.changed(), size.labels(), size.settled());
  }

  private LlmReport ask(
      Run run, LlmRunPlan plan, ModelEndpoint endpoint, List<LlmItem> items, JobContext context)
      throws IOException, InterruptedException {
    var corpus = run.corpus().orElseThrow();
    var listener = new Watch(corpus, endpoint, context);
    LlmReport report;
    try {
      report = door.labelling(corpus, plan, endpoint).since(run.createdAt()).run(items, listener);
    } catch (EndpointRefusedException e) {
      throw LlmDoor.refused(e);
    }
    if (report.ending() == LlmReport.Ending.CANCELLED) {
      mustBeAllowed(corpus, endpoint);
      throw new JobCancelledException();
    }
    return report;
  }

  private void mustBeAllowed(CorpusId corpus, ModelEndpoint endpoint) {
    if (!endpoints.allows(corpus, endpoint)) {
      throw new InvalidValueException(
          "No owner of this corpus has agreed that its clips are sent to the endpoint %s at its"
              + " address of today; agree first.",
          endpoint.name());
    }
  }

  /// Tells how far the asking is, and stops it when somebody cancels or the consent is taken back.
  private final class Watch implements LlmListener {
    private final CorpusId corpus;
    private final ModelEndpoint endpoint;
    private final JobContext context;
    private long askedAt = System.nanoTime();
    private boolean revoked;

    Watch(CorpusId corpus, ModelEndpoint endpoint, JobContext context) {
      this.corpus = corpus;
      this.endpoint = endpoint;
      this.context = context;
    }

    @Override
    public void advanced(int done, int total, Spending spent) {
      context.report(
          ASKING_SHARE * done / Math.max(1, total),
          Sentence.of(
              "asking: %s of %s clips, %s requests, %s tokens",
              done, total, spent.requests(), spent.tokens()));
    }

    @Override
    public synchronized boolean cancelled() {
      long now = System.nanoTime();
      if (!revoked && now - askedAt > CONSENT_LASTS.toNanos()) {
        askedAt = now;
        revoked = !endpoints.allows(corpus, endpoint);
      }
      return revoked || context.cancelled();
    }
  }

  private List<Still> stills(Clip clip, int frames) throws IOException {
    var stills = new ArrayList<Still>();
    var file = media.path(clip.mediaHash().orElseThrow());
    for (var frame : decoder.frames(file, OFTEN, frames, Still.LONGEST_SIDE)) {
      stills.add(Still.of(picture(frame), Still.LONGEST_SIDE));
    }
    return stills;
  }

  private static BufferedImage picture(Frame frame) {
    var picture = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    var rgb = frame.rgb();
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        int at = 3 * (y * frame.width() + x);
        picture.setRGB(
            x, y, (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff));
      }
    }
    return picture;
  }

  private void keep(
      CorpusId corpus, String voter, Map<ClipId, List<String>> ranked, JobContext context)
      throws IOException {
    var rows = new ArrayList<RankedFile.Row>();
    for (var mark : library.marks(corpus)) {
      var ranking = ranked.get(mark.clip());
      if (ranking != null) {
        rows.add(RankingVotes.row(mark, ranking));
      }
    }
    Files.createDirectories(context.folder());
    new RankedFile(voter, rows).write(context.folder().resolve("rankings.csv"));
  }
}
