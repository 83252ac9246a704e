package undertone.annotator.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.caption.Place;
import undertone.corpora.captiontext.CaptionText;
import undertone.engine.captions.CaptionProposals;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.captions.Vectors;
import undertone.engine.duplicates.DuplicateCaptions;
import undertone.engine.search.EntryType;
import undertone.engine.search.SearchEntry;
import undertone.engine.search.SearchFilter;
import undertone.engine.search.UnitVector;

/// Finds words for a clip: sentences that were written of clips like it.
///
/// What was written of the clip itself is left out, so that who asks leans on nobody's opinion of
/// this clip. Sentences are weighed by [CaptionProposals]; looked at are those of the nearest clips
/// that have captions, however many clips without any lie between.
@Service
public class Wordings {
  private static final int NEAREST_CLIPS = 1000; // looked at for captions
  private static final int CAPTIONED_CLIPS = 60; // whose sentences are weighed

  private final SearchIndexes indexes;
  private final LearnedSpaces spaces;
  private final SentenceVectors vectors;
  private final Captioning captioning;

  Wordings(
      SearchIndexes indexes, LearnedSpaces spaces, SentenceVectors vectors, Captioning captioning) {
    this.indexes = indexes;
    this.spaces = spaces;
    this.vectors = vectors;
    this.captioning = captioning;
  }

  /// @param model id of the embedding that found them
  /// @param wordings one on the whole, up to five on regions, one in sum; empty where nothing is
  ///   known of the clip or nothing fits
  public record Answer(String model, List<Wording> wordings) {
    public Answer {
      wordings = List.copyOf(wordings);
    }
  }

  /// Words for a clip in one language; empty = nothing was learned from captions of this corpus
  /// that could tell.
  public Optional<Answer> of(CorpusId corpus, ClipId clip, String language) {
    try {
      var serving = indexes.seen(corpus);
      return serving.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Answer(
                  LearnedSpaces.id(serving.get()).value(),
                  of(corpus, clip, language, serving.get())));
    } catch (IOException e) {
      throw new IllegalStateException(
          "What was learned from captions of corpus %s cannot be read.".formatted(corpus), e);
    }
  }

  /// A sentence with its writer, not yet weighed.
  ///
  /// @param near where the clip lies that it was written of
  private record Heard(Caption caption, Place place, String text, UnitVector near) {}

  private List<Wording> of(
      CorpusId corpus, ClipId clip, String language, SpaceFolder.Serving serving)
      throws IOException {
    var index = indexes.of(corpus);
    var model = LearnedSpaces.id(serving);
    var here = index.vector(SearchEntry.idOf(clip), model);
    if (here.isEmpty()) {
      return List.of();
    }
    var filter =
        SearchFilter.ALL
            .inCorpora(Set.of(corpus))
            .ofTypes(Set.of(EntryType.CLIP))
            .without(Set.of(clip));
    var near =
        index.nearest(model, here.get(), filter, NEAREST_CLIPS).stream()
            .map(n -> n.entry().clip())
            .toList();
    var written = captioning.standing(near);
    var heard = new ArrayList<Heard>();
    for (var other : near.stream().filter(written::containsKey).limit(CAPTIONED_CLIPS).toList()) {
      var there = index.vector(SearchEntry.idOf(other), model);
      for (var caption : written.getOrDefault(other, List.of())) {
        if (there.isPresent() && speaks(caption, language)) {
          sentences(caption)
              .forEach((place, text) -> heard.add(new Heard(caption, place, text, there.get())));
        }
      }
    }
    return weighed(corpus, serving, here.get().numbers(), heard);
  }

  private List<Wording> weighed(
      CorpusId corpus, SpaceFolder.Serving serving, float[] clip, List<Heard> heard)
      throws IOException {
    if (heard.isEmpty()) {
      return List.of();
    }
    var texts = heard.stream().map(Heard::text).toList();
    var sentences = spaces.sentences(corpus, serving, vectors, texts);
    var clusters =
        DuplicateCaptions.clusters(
            texts, (a, b) -> Vectors.dot(sentences.get(a), sentences.get(b)));
    var known = new ArrayList<CaptionProposals.Known>();
    for (int i = 0; i < texts.size(); i++) {
      var place = heard.get(i).place();
      known.add(
          new CaptionProposals.Known(
              String.valueOf(i),
              CaptionProposals.Level.valueOf(place.level().name()),
              place.regionWord().hashCode(),
              clusters.get(i),
              sentences.get(i),
              heard.get(i).near().numbers()));
    }
    double cut = spaces.folder(corpus).cut(serving.space());
    return CaptionProposals.byLevel(clip, known, cut).stream()
        .map(proposal -> {
          var one = heard.get(Integer.parseInt(proposal.known().id()));
          return new Wording(
              one.caption().id(),
              one.caption().clip(),
              one.caption().voter(),
              one.place(),
              one.caption().language(),
              CaptionText.sentence(one.text()),
              proposal.rank());
        })
        .toList();
  }

  /// A free caption in its parts; what stands at a place as it is.
  private static Map<Place, String> sentences(Caption caption) {
    if (caption.place().level() != CaptionLevel.FREE) {
      return Map.of(caption.place(), caption.text());
    }
    var parts = new LinkedHashMap<>(CaptionText.structured(caption.text()));
    parts.values().removeIf(String::isBlank);
    return parts;
  }

  private static boolean speaks(Caption caption, String language) {
    return Locale.forLanguageTag(caption.language())
        .getLanguage()
        .equals(Locale.forLanguageTag(language).getLanguage());
  }
}
