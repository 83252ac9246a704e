package undertone.annotator.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import undertone.corpora.ClipId;
import undertone.engine.features.Stretch;
import undertone.engine.search.EntryType;
import undertone.engine.search.ModelId;
import undertone.engine.search.Moment;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchIndex;
import undertone.engine.search.UnitVector;
import undertone.engine.search.VectorModel;

/// Puts into an index where clips lie in the space of a model, beside what serves that space now,
/// and then lets the model take over in one step.
final class Placing {
  private static final int PAGE = 500;
  private static final int LONG_CLIPS_PAGE = 50; // each has up to sixty moments
  private static final Set<EntryType> MOMENTS = Set.of(EntryType.MOMENT);

  private final SearchIndex index;
  private final VectorModel model;
  private final BooleanSupplier closing;

  /// @param model is registered if need be
  /// @param closing whether the house is being closed; the rest is left for another time then
  Placing(SearchIndex index, VectorModel model, BooleanSupplier closing) throws IOException {
    this.index = index;
    this.model = model;
    this.closing = closing;
    if (!index.models().contains(model)) {
      index.register(model);
    }
  }

  /// An entry as the tables have it now, in the spaces that clips were placed in by models: those
  /// are not in the tables.
  static SearchEntry kept(SearchEntry before, SearchEntry now) {
    var all = new HashSet<>(now.spaces());
    before.spaces().stream().filter(Placing::byModels).forEach(all::add);
    return now.in(all);
  }

  private static boolean byModels(String space) {
    return space.equals(LearnedSpaces.SEEN) || DescribedSpaces.isOne(space);
  }

  /// @param vectors by clip; each has a direction
  void clips(Map<ClipId, float[]> vectors) throws IOException {
    var clips = List.copyOf(vectors.keySet());
    for (int from = 0; from < clips.size() && !closing.getAsBoolean(); from += PAGE) {
      var ids = new HashMap<String, float[]>();
      for (var clip : clips.subList(from, Math.min(clips.size(), from + PAGE))) {
        var vector = vectors.get(clip);
        if (vector != null) {
          ids.put(SearchEntry.idOf(clip), vector);
        }
      }
      for (var standing : index.standing(ids.keySet()).values()) {
        var vector = ids.get(standing.entry().id());
        if (vector != null && !standing.vectors().containsKey(model.id())) {
          var all = new HashMap<>(standing.vectors());
          all.put(model.id(), UnitVector.along(vector));
          index.put(standing.entry().alsoIn(model.space()), all);
        }
      }
    }
  }

  /// Moments of clips that have their place themselves: what is not so is not what was embedded.
  void moments(Map<ClipId, Map<Stretch, float[]>> moments) throws IOException {
    var clips = List.copyOf(moments.keySet());
    for (int from = 0; from < clips.size() && !closing.getAsBoolean(); from += LONG_CLIPS_PAGE) {
      var page = clips.subList(from, Math.min(clips.size(), from + LONG_CLIPS_PAGE));
      var before = index.standing(page, MOMENTS);
      var wholes = index.standing(page.stream().map(SearchEntry::idOf).toList()).values();
      for (var whole : wholes) {
        if (whole.vectors().containsKey(model.id())) {
          moments(whole.entry(), moments.getOrDefault(whole.entry().clip(), Map.of()), before);
        }
      }
    }
  }

  private void moments(
      SearchEntry whole, Map<Stretch, float[]> moments, Map<String, SearchIndex.Standing> before)
      throws IOException {
    for (var moment : moments.entrySet()) {
      var stretch = moment.getKey();
      var entry =
          whole
              .within(new Moment(stretch.startMicros(), stretch.endMicros()))
              .in(Set.of(model.space()));
      var standing = before.get(entry.id());
      var vectors = new HashMap<ModelId, UnitVector>();
      if (standing != null && standing.entry().content().equals(entry.content())) {
        vectors.putAll(standing.vectors());
      }
      if (vectors.putIfAbsent(model.id(), UnitVector.along(moment.getValue())) == null) {
        index.put(entry, vectors);
      }
    }
  }

  /// Lets the model answer for its space, once what it does not place has left.
  ///
  /// @return false if the house is being closed and some may lack their place yet
  boolean takenOver() throws IOException {
    leaveOut();
    if (closing.getAsBoolean()) {
      return false;
    }
    var before = index.serving(model.space()).orElse(model);
    index.activate(model.id());
    for (var other : index.models()) {
      // the one before may be asked by questions under way
      if (other.space().equals(model.space()) && !other.equals(model) && !other.equals(before)) {
        index.retire(other.id());
      }
    }
    return true;
  }

  /// Clips of which nothing is known any more leave the space, and moments that are none any more
  /// the index.
  private void leaveOut() throws IOException {
    var lacking = index.lacking(model.id(), PAGE);
    while (!lacking.isEmpty() && !closing.getAsBoolean()) {
      var standing = index.standing(lacking.stream().map(SearchEntry::id).toList());
      for (var one : standing.values()) {
        if (one.entry().type() == EntryType.MOMENT) {
          index.remove(one.entry().id());
          continue;
        }
        var others = new HashMap<>(one.vectors());
        index.models().stream()
            .filter(other -> other.space().equals(model.space()))
            .forEach(other -> others.remove(other.id()));
        var spacesLeft = new HashSet<>(one.entry().spaces());
        spacesLeft.remove(model.space());
        index.put(one.entry().in(spacesLeft), others);
      }
      lacking = index.lacking(model.id(), PAGE);
    }
  }
}
