package undertone.annotator.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.engine.search.SearchEntry;

/// What the tables say of clips, as a search index takes it.
@Component
final class ClipEntries {
  private final Captioning captioning;
  private final Voting voting;
  private final SentenceVectors vectors;

  ClipEntries(Captioning captioning, Voting voting, SentenceVectors vectors) {
    this.captioning = captioning;
    this.voting = voting;
    this.vectors = vectors;
  }

  /// All that is to stand in the index of these clips: themselves, what was written of them, and
  /// the sentences of either.
  ///
  /// @param clips of this corpus
  List<SearchEntry> of(CorpusId corpus, List<Clip> clips) {
    var kinds = voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Voter::kind));
    var captions = captioning.standing(clips.stream().map(Clip::id).toList());
    var present = new ArrayList<SearchEntry>();
    for (var clip : clips) {
      add(present, whole(clip));
      captions
          .getOrDefault(clip.id(), List.of())
          .forEach(caption -> add(present, entry(clip, caption, kinds)));
    }
    return present;
  }

  private static void add(List<SearchEntry> present, SearchEntry entry) {
    present.add(entry);
    present.addAll(entry.sentences());
  }

  private SearchEntry whole(Clip clip) {
    var text = clip.text().orElse("");
    var content = clip.mediaHash().orElse("") + text.hashCode();
    var entry = SearchEntry.clip(clip.corpus(), clip.id(), clip.createdAt(), text, content);
    return labelled(clip, entry.in(vectors.spacesOf(text, clip.language().orElse(""))));
  }

  private SearchEntry entry(Clip clip, Caption caption, Map<VoterId, VoterKind> kinds) {
    var place = caption.place();
    var key =
        caption.voter() + ":" + place.level() + ":" + place.region() + ":" + caption.language();
    var entry =
        SearchEntry.caption(
            clip.corpus(),
            clip.id(),
            key,
            place,
            language(caption.language()),
            kinds.getOrDefault(caption.voter(), VoterKind.PERSON),
            caption.writtenAt(),
            caption.text());
    return labelled(clip, entry.in(vectors.spacesOf(caption.text(), caption.language())));
  }

  private static SearchEntry labelled(Clip clip, SearchEntry entry) {
    var labels =
        Stream.concat(clip.leadingLabel().stream(), clip.decidedLabel().stream())
            .collect(Collectors.toSet());
    return entry.labelled(labels, clip.voteCount() > 0);
  }

  /// Without its region: a filter asks for Chinese, not for that of one place.
  private static String language(String tag) {
    var language = Locale.forLanguageTag(tag).getLanguage();
    return language.isEmpty() ? "en" : language;
  }
}
