package undertone.annotator.search;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.vote.VoteScan;
import undertone.engine.map.MapLayout;
import undertone.engine.search.UnitVector;

/// Works out the maps of corpora, one at a time and beside what people do. A map is drawn once the
/// index holds the whole corpus, and then kept: what comes later is put beside its like, until
/// somebody has it drawn anew or more has come than was drawn.
@Component
class MapRoom {
  private static final Logger LOG = LoggerFactory.getLogger(MapRoom.class);
  private static final Duration REST = Duration.ofMinutes(1); // before what failed is tried again

  private final HomeFolder home;
  private final SearchIndexes indexes;
  private final SentenceVectors vectors;
  private final VoteScan scan;
  private final Clock clock;
  private final Map<CorpusId, Work> works = new ConcurrentHashMap<>();
  private final ExecutorService desk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("corpus-map").daemon().factory());

  MapRoom(
      HomeFolder home, SearchIndexes indexes, SentenceVectors vectors, VoteScan scan, Clock clock) {
    this.home = home;
    this.indexes = indexes;
    this.vectors = vectors;
    this.scan = scan;
    this.clock = clock;
  }

  /// A map as far as it is worked out.
  ///
  /// @param version of the index and the votes it shows
  /// @param later clips that came after it was drawn
  /// @param dissents by clip, the share of voters who differ from most
  record Sheet(
      String version,
      @Nullable Instant drawnAt,
      Map<ClipId, MapPlaces.Place> places,
      int later,
      Map<ClipId, Double> dissents) {}

  /// What one asks for and gets at once.
  ///
  /// @param sheet null = none yet
  /// @param current whether the sheet shows what there is now
  record Answer(@Nullable Sheet sheet, boolean current, double done, boolean failed) {}

  private static final class Work {
    @Nullable MapPlaces drawn; // of the room's thread alone
    volatile @Nullable Sheet sheet;
    volatile double done;
    volatile @Nullable Instant failedAt;
    volatile boolean anew;
    @Nullable Future<?> going; // guarded by this
  }

  /// The map of a corpus, as it is; what it lacks is begun.
  ///
  /// @param patience how long to wait for a first one
  Answer ask(CorpusId corpus, Duration patience) {
    var work = works.computeIfAbsent(corpus, _ -> new Work());
    var version = version(corpus);
    var sheet = work.sheet;
    if (sheet == null || !sheet.version().equals(version) || work.anew) {
      var going = begun(corpus, work);
      if (sheet == null && going != null) {
        await(going, patience);
      }
    }
    var now = work.sheet;
    return new Answer(
        now,
        now != null && now.version().equals(version) && !work.anew,
        work.done,
        now == null && failed(work));
  }

  /// Whether a map was drawn before, which can be shown while the index takes up more.
  boolean known(CorpusId corpus) {
    var work = works.get(corpus);
    return (work != null && work.sheet != null) || Files.exists(home.map(corpus));
  }

  /// Has a map drawn anew, whatever was kept.
  void anew(CorpusId corpus) {
    var work = works.computeIfAbsent(corpus, _ -> new Work());
    work.anew = true;
    var _ = begun(corpus, work);
  }

  private @Nullable Future<?> begun(CorpusId corpus, Work work) {
    synchronized (work) {
      var going = work.going;
      if ((going == null || going.isDone()) && !failed(work)) {
        work.going = desk.submit(() -> workOut(corpus, work));
      }
      return work.going;
    }
  }

  private boolean failed(Work work) {
    var failedAt = work.failedAt;
    return failedAt != null && clock.instant().isBefore(failedAt.plus(REST));
  }

  private static void await(Future<?> going, Duration patience) {
    try {
      var _ = going.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return; // the answer says how far it is
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void workOut(CorpusId corpus, Work work) {
    try {
      boolean anew = work.anew;
      work.anew = false;
      work.sheet = worked(corpus, work, anew);
      work.failedAt = null;
      work.done = 1;
    } catch (Throwable e) { // memory that runs out, too: whoever waits must hear of it
      LOG.error("The map of corpus {} could not be drawn", corpus, e);
      work.failedAt = clock.instant();
    }
  }

  private Sheet worked(CorpusId corpus, Work work, boolean anew) throws IOException {
    var version = version(corpus); // before reading: what comes meanwhile is looked at again
    var model = vectors.common().id();
    var present = indexes.of(corpus).ofClips(model);
    var drawn = work.drawn;
    if (drawn == null) {
      drawn = MapPlaces.read(home.map(corpus), model.value()).orElse(null);
    }
    if (drawn == null || anew || outgrown(drawn, present)) {
      drawn = draw(corpus, present, work, model.value());
    }
    work.drawn = drawn;
    var places = new HashMap<ClipId, MapPlaces.Place>();
    var known = new ArrayList<UnitVector>();
    var where = new ArrayList<float[]>();
    for (var clip : present.entrySet()) {
      var place = drawn.places().get(clip.getKey());
      if (place != null) {
        places.put(clip.getKey(), place);
        known.add(clip.getValue());
        where.add(new float[] {place.x(), place.y()});
      }
    }
    int before = places.size();
    var fixed = where.toArray(float[][]::new);
    present.forEach((clip, vector) -> {
      if (!places.containsKey(clip)) {
        var place = MapLayout.beside(vector, known, fixed);
        places.put(clip, new MapPlaces.Place(place[0], place[1]));
      }
    });
    var dissents = new Dissents();
    scan.read(corpus, dissents);
    return new Sheet(
        version,
        present.isEmpty() ? null : drawn.drawnAt(),
        Map.copyOf(places),
        places.size() - before,
        dissents.shares());
  }

  /// Whether more has come than is left of what was drawn.
  private static boolean outgrown(MapPlaces drawn, Map<ClipId, UnitVector> present) {
    long left = present.keySet().stream().filter(drawn.places()::containsKey).count();
    return present.size() > 2 * left;
  }

  private MapPlaces draw(CorpusId corpus, Map<ClipId, UnitVector> present, Work work, String model)
      throws IOException {
    var clips = List.copyOf(present.keySet());
    work.done = 0;
    var laid = MapLayout.of(List.copyOf(present.values()), share -> work.done = share);
    var places = new HashMap<ClipId, MapPlaces.Place>();
    for (int i = 0; i < laid.length; i++) {
      places.put(clips.get(i), new MapPlaces.Place(laid[i][0], laid[i][1]));
    }
    var drawn = new MapPlaces(model, clock.instant(), places);
    drawn.write(home.map(corpus));
    return drawn;
  }

  private String version(CorpusId corpus) {
    try {
      return indexes.of(corpus).version() + "/" + scan.version(corpus);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The search index of corpus %s cannot be read.".formatted(corpus), e);
    }
  }

  @PreDestroy
  void close() {
    desk.shutdownNow();
  }
}
