package undertone.annotator.insights;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.VoteScan;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.insights.AgreementReport;
import undertone.engine.insights.AgreementStudy;
import undertone.engine.insights.VoteBook;
import undertone.engine.insights.VoterReport;

/// Works out how far the voters of a corpus agree: one corpus at a time, beside what people do, and
/// again only when a vote, a decision or a gold label has come. Who voted what, and how voters fare
/// on gold, is for those who review; the figures of labels are for everybody who reads the corpus.
@Service
public class Insights {

  private static final Logger LOG = LoggerFactory.getLogger(Insights.class);
  private static final int KEPT = 16; // corpora
  private static final Duration REST = Duration.ofMinutes(1); // before what failed is tried again
  private static final long SEED = 0; // equal votes, equal intervals

  private final VoteScan scan;
  private final Traces traces;
  private final Voting voting;
  private final Library library;
  private final Catalogue catalogue;
  private final Rights rights;
  private final Clock clock;
  private final Map<CorpusId, Work> works =
      new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CorpusId, Work> eldest) {
          return size() > KEPT;
        }
      };
  private final ExecutorService desk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("insights").daemon().factory());

  Insights(
      VoteScan scan,
      Traces traces,
      Voting voting,
      Library library,
      Catalogue catalogue,
      Rights rights,
      Clock clock) {
    this.scan = scan;
    this.traces = traces;
    this.voting = voting;
    this.library = library;
    this.catalogue = catalogue;
    this.rights = rights;
    this.clock = clock;
  }

  /// How far the work has come.
  ///
  /// @param done 0..1
  /// @param report null while it is worked out
  public record Answer(double done, @Nullable AgreementReport report) {}

  /// What is being worked out of one state of a corpus.
  private static final class Work {
    final String version;
    final CompletableFuture<AgreementReport> report = new CompletableFuture<>();
    volatile double done = 0;
    volatile @Nullable Instant failedAt;

    Work(String version) {
      this.version = version;
    }
  }

  /// Agreement as it is now; begins to work it out where nobody has asked since the last change.
  ///
  /// @param patience how long to wait for it
  /// @throws FailedInsightsException if it cannot be worked out; asked again within a minute, it is
  ///   not tried again before a vote, a decision or a gold label has come
  public Answer ask(CorpusId corpus, Duration patience) {
    rights.require(corpus, Right.READ);
    var found = found(corpus, patience);
    var report = found.report();
    return report == null || rights.may(corpus, Right.REVIEW)
        ? found
        : new Answer(found.done(), withoutVoters(report));
  }

  private Answer found(CorpusId corpus, Duration patience) {
    var work = work(corpus);
    try {
      return new Answer(1, work.report.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | CancellationException _) {
      return new Answer(work.done, null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer(work.done, null);
    } catch (ExecutionException e) {
      throw new FailedInsightsException(e);
    }
  }

  /// Each voter, person or machine; null while it is worked out.
  public @Nullable List<VoterReport> voters(CorpusId corpus, Duration patience) {
    rights.require(corpus, Right.REVIEW);
    var report = found(corpus, patience).report();
    return report == null ? null : report.voters();
  }

  private static AgreementReport withoutVoters(AgreementReport report) {
    return new AgreementReport(
        report.labelIds(),
        report.clips(),
        report.several(),
        report.votes(),
        report.withMachines(),
        report.anonymous(),
        report.figures(),
        report.labels(),
        report.apart(),
        List.of(),
        List.of(),
        report.time(),
        report.curation());
  }

  private Work work(CorpusId corpus) {
    var version = scan.version(corpus);
    synchronized (works) {
      var known = works.get(corpus);
      if (known != null && known.version.equals(version) && !rested(known)) {
        return known;
      }
      var begun = new Work(version);
      works.put(corpus, begun);
      desk.execute(() -> workOut(corpus, begun));
      return begun;
    }
  }

  private boolean rested(Work work) {
    var failedAt = work.failedAt;
    return failedAt != null && !clock.instant().isBefore(failedAt.plus(REST));
  }

  private void workOut(CorpusId corpus, Work work) {
    synchronized (works) {
      if (works.get(corpus) != work) {
        work.report.cancel(false); // the corpus has moved on while this waited
        return;
      }
    }
    try {
      var book = read(corpus);
      work.done = .2;
      work.report.complete(AgreementStudy.of(book, SEED, share -> work.done = .2 + .8 * share));
    } catch (Throwable e) { // memory that runs out, too: whoever waits must hear of it
      LOG.error("Agreement of corpus {} could not be worked out", corpus, e);
      work.failedAt = clock.instant();
      work.report.completeExceptionally(e);
    }
  }

  /// The votes as numbers.
  private VoteBook read(CorpusId corpus) {
    var who = new ArrayList<VoteBook.Who>();
    var index = new HashMap<VoterId, Integer>();
    var skips = scan.skips(corpus);
    for (var voter : voting.votersOf(corpus)) {
      index.put(voter.id(), who.size());
      who.add(
          new VoteBook.Who(
              voter.id().value(),
              voter.name(),
              voter.kind() == VoterKind.MACHINE,
              voter.kind() == VoterKind.CROWD,
              skips.getOrDefault(voter.id(), 0)));
    }
    var labels = catalogue.schemeOf(corpus).labels().stream().map(Label::id).toList();
    var golds = library.goldsOf(corpus);
    var pages = new Pages(VoteBook.of(labels, who), golds, index);
    scan.read(corpus, pages::take);
    traces.read(corpus, pages::follow);
    return pages.finished();
  }

  /// Turns rows into clips; gold clips nobody voted on are counted too.
  private static final class Pages {
    private final VoteBook.Builder book;
    private final Map<ClipId, String> golds;
    private final Map<VoterId, Integer> voters;
    private @Nullable ClipId clip;
    private @Nullable ClipId followed;
    private @Nullable Axis axis;
    private final Map<Integer, float[]> together = new LinkedHashMap<>();

    Pages(VoteBook.Builder book, Map<ClipId, String> golds, Map<VoterId, Integer> voters) {
      this.book = book;
      this.golds = new HashMap<>(golds);
      this.voters = voters;
    }

    void take(VoteScan.Row row) {
      if (!row.clip().equals(clip)) {
        clip = row.clip();
        var gold = golds.remove(row.clip());
        book.clip(row.decided() == null ? "" : row.decided(), gold == null ? "" : gold);
      }
      var voter = voters.get(row.voter());
      if (voter == null) {
        return; // joined after the list was read
      }
      int day = (int) row.castAt().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
      if (row.tally().isEmpty()) {
        book.vote(voter, row.held(), day, 1)
            .rated(number(row.valence()), number(row.arousal()))
            .said(row.certainty(), number(row.intensity()));
      } else {
        row.tally()
            .forEach((label, people) -> {
              if (people > 0) {
                book.vote(voter, CandidateSet.of(label), day, people);
              }
            });
      }
    }

    private static double number(@Nullable Double said) {
      return said == null ? Double.NaN : said;
    }

    /// Takes traces, clip by clip and axis by axis.
    void follow(Traces.Series series) {
      if (!series.clip().equals(followed) || series.axis() != axis) {
        follow();
        followed = series.clip();
        axis = series.axis();
      }
      var voter = voters.get(series.voter());
      if (voter != null) {
        together.put(voter, series.values());
      }
    }

    private void follow() {
      if (axis != null) {
        book.followed(axis, together);
      }
      together.clear();
    }

    VoteBook finished() {
      follow();
      golds.values().forEach(gold -> book.clip("", gold));
      return book.build();
    }
  }

  @PreDestroy
  void close() {
    desk.shutdownNow();
  }
}
