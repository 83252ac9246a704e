package undertone.annotator.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.ClipMark;
import undertone.corpora.clip.Library;

/// Shows a corpus as a map to people who may read it. Annotators may not: what others said of a
/// clip is in its colour.
@Service
public class MapDesk {
  private static final Duration PATIENCE = Duration.ofMillis(150); // small corpora come at once

  private final Rights rights;
  private final SearchIndexes indexes;
  private final MapRoom room;
  private final Library library;

  MapDesk(Rights rights, SearchIndexes indexes, MapRoom room, Library library) {
    this.rights = rights;
    this.indexes = indexes;
    this.room = room;
    this.library = library;
  }

  /// The map as it is now. One that was never drawn is begun, if the index holds the whole corpus.
  public CorpusMap of(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    var index = indexes.progress(corpus);
    var marks = library.marks(corpus);
    if (marks.isEmpty()) {
      return without(CorpusMap.State.EMPTY, 0, index, 0);
    }
    boolean whole = index.whole() && index.toEncode() == 0;
    if (!whole && !room.known(corpus)) {
      return without(CorpusMap.State.FILLING, 0, index, 0);
    }
    var answer = room.ask(corpus, PATIENCE);
    var sheet = answer.sheet();
    if (sheet == null) {
      return without(
          answer.failed() ? CorpusMap.State.FAILED : CorpusMap.State.DRAWING,
          answer.done(),
          index,
          0);
    }
    if (sheet.places().isEmpty()) {
      return without(CorpusMap.State.SILENT, 1, index, marks.size());
    }
    var points = points(marks, sheet);
    return new CorpusMap(
        CorpusMap.State.READY,
        answer.done(),
        index,
        answer.current() && whole,
        sheet.drawnAt(),
        sheet.later(),
        marks.size() - points.size(),
        points);
  }

  /// Has the map drawn anew, so that what came since lies where it belongs and everything may move.
  public void drawAnew(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    room.anew(corpus);
  }

  private static CorpusMap without(
      CorpusMap.State state, double done, SearchIndexes.Progress index, int silent) {
    return new CorpusMap(state, done, index, true, null, 0, silent, List.of());
  }

  private static List<CorpusMap.Point> points(List<ClipMark> marks, MapRoom.Sheet sheet) {
    var points = new ArrayList<CorpusMap.Point>();
    for (var mark : marks) {
      var place = sheet.places().get(mark.clip());
      if (place != null) {
        points.add(
            new CorpusMap.Point(
                mark.clip().value(),
                mark.name(),
                rounded(place.x()),
                rounded(place.y()),
                mark.decided() == null ? mark.leading() : mark.decided(),
                mark.decided() != null,
                rounded(sheet.dissents().get(mark.clip())),
                rounded(mark.noise())));
      }
    }
    return points;
  }

  /// To what a screen can show.
  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value * 1e4) / 1e4;
  }

  private static double rounded(float value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
