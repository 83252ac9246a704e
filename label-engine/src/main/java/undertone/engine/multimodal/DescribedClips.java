package undertone.engine.multimodal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.Normalisation;
import undertone.models.hosting.FeatureModel;

/// What is known of clips, modality by modality. What a clip lacks is not in here; there are no
/// zeros in its place.
public final class DescribedClips {
  private static final int MOST_STEPS = 50; // of a clip; more are averaged

  private final List<Source> sources;
  private final List<Map<String, ClipSteps>> found = new ArrayList<>(); // by source, by clip
  private final Map<String, String> unreadable = new HashMap<>();

  /// @param sources one of a modality at most
  public DescribedClips(List<Source> sources) {
    this.sources = List.copyOf(sources);
    sources.forEach(_ -> found.add(new HashMap<>()));
  }

  /// All that is known in parts, in each of which other sources speak.
  ///
  /// @param sources of all parts, in the order that is wanted
  public static DescribedClips together(List<Source> sources, List<DescribedClips> parts) {
    var all = new DescribedClips(sources);
    for (var part : parts) {
      for (int s = 0; s < part.sources.size(); s++) {
        int place = sources.indexOf(part.sources.get(s));
        part.found.get(s).forEach((clip, steps) -> all.put(place, clip, steps));
      }
      all.unreadable(part.unreadable);
    }
    return all;
  }

  public List<Source> sources() {
    return sources;
  }

  /// Says what a clip has of a source; steps of which none is there are as good as nothing.
  public void put(int source, String clip, ClipSteps steps) {
    if (steps.kept() > 0 || steps.whole().isPresent()) {
      found.get(source).put(clip, steps);
    }
  }

  /// Says why the media of clips could not be read.
  void unreadable(Map<String, String> why) {
    unreadable.putAll(why);
  }

  /// Clips whose media could not be read, and why: they may have more than is known of them.
  public Map<String, String> unreadable() {
    return Map.copyOf(unreadable);
  }

  /// What a clip has of a source.
  public Optional<ClipSteps> of(int source, String clip) {
    return Optional.ofNullable(found.get(source).get(clip));
  }

  /// Whether anything is known of a clip.
  public boolean knows(String clip) {
    return found.stream().anyMatch(clips -> clips.containsKey(clip));
  }

  /// Clips that have a source.
  public int count(int source) {
    return found.get(source).size();
  }

  /// Which source has a modality; -1 = none.
  public int place(String modality) {
    for (int s = 0; s < sources.size(); s++) {
      if (sources.get(s).modality().equals(modality)) {
        return s;
      }
    }
    return -1;
  }

  /// In the form a model reads: one vector a clip, or a bounded number of steps.
  public DescribedClips as(FeatureModel.Reads reads) {
    return each((_, steps) ->
        switch (reads) {
          case TURNS, CLIPS -> ClipSteps.ofWhole(steps.utterance().orElseThrow());
          case STEPS -> pooled(steps);
        });
  }

  private static ClipSteps pooled(ClipSteps clip) {
    if (clip.length() == 0) {
      return ClipSteps.of(clip.dim(), clip.whole().orElseThrow());
    }
    if (clip.length() <= MOST_STEPS) {
      return clip;
    }
    int dim = clip.dim();
    var steps = new float[MOST_STEPS * dim];
    var kept = new BitSet();
    for (int p = 0; p < MOST_STEPS; p++) {
      int from = (int) ((long) p * clip.length() / MOST_STEPS);
      int to = (int) ((p + 1L) * clip.length() / MOST_STEPS);
      int there = 0;
      for (int t = from; t < to; t++) {
        for (int d = 0; d < dim && clip.has(t); d++) {
          steps[p * dim + d] += clip.at(t, d);
        }
        there += clip.has(t) ? 1 : 0;
      }
      for (int d = 0; d < dim && there > 0; d++) {
        steps[p * dim + d] /= there;
      }
      kept.set(p, there > 0);
    }
    return ClipSteps.of(dim, steps, kept, null, null);
  }

  /// The scale of some clips, which others are brought to as well.
  public Normalisation scale(Collection<String> clips) {
    var scales = new LinkedHashMap<String, Normalisation.OfModality>();
    for (int s = 0; s < sources.size(); s++) {
      var known = found.get(s);
      var some = clips.stream().filter(known::containsKey).map(known::get).toList();
      scales.put(sources.get(s).modality(), Normalisation.fit(sources.get(s).card().dim(), some));
    }
    return new Normalisation(scales);
  }

  /// The same clips on a scale.
  public DescribedClips on(Normalisation scale) {
    return each((source, steps) -> scale.of(source.card(), steps));
  }

  private DescribedClips each(BiFunction<Source, ClipSteps, ClipSteps> change) {
    var changed = new DescribedClips(sources);
    changed.unreadable(unreadable);
    for (int s = 0; s < sources.size(); s++) {
      int place = s;
      found
          .get(s)
          .forEach(
              (clip, steps) -> changed.put(place, clip, change.apply(sources.get(place), steps)));
    }
    return changed;
  }
}
