package undertone.engine.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.caption.Place;
import undertone.corpora.captiontext.Sentences;
import undertone.corpora.vote.VoterKind;

/// What the index knows of a clip, a moment or a caption.
///
/// @param id unique in the index; the same id again replaces the entry
/// @param moment the stretch it is on; null = the whole clip
/// @param language of the text, a tag such as `en`; null = no text
/// @param place level and region of a caption; null for others
/// @param author who wrote a caption; null for others
/// @param labels of the clip
/// @param annotated whether somebody has voted on the clip
/// @param at when the clip came or the caption was written
/// @param text what can be found by words; empty = nothing
/// @param spaces of which it should have a vector each, such as `text-en`
/// @param content hash of what vectors are made of; when it changes, they are made anew
public record SearchEntry(
    String id,
    EntryType type,
    CorpusId corpus,
    ClipId clip,
    @Nullable Moment moment,
    @Nullable String language,
    @Nullable Place place,
    @Nullable VoterKind author,
    Set<String> labels,
    boolean annotated,
    Instant at,
    String text,
    Set<String> spaces,
    String content) {

  public SearchEntry {
    labels = Set.copyOf(labels);
    spaces = Set.copyOf(spaces);
  }

  /// The id of the entry of a clip.
  public static String idOf(ClipId clip) {
    return "clip:" + clip;
  }

  /// A clip, found by its vectors and, if it has one, by its transcript.
  ///
  /// @param content hash of its media
  public static SearchEntry clip(
      CorpusId corpus, ClipId clip, Instant at, String transcript, String content) {
    return new SearchEntry(
        idOf(clip),
        EntryType.CLIP,
        corpus,
        clip,
        null,
        null,
        null,
        null,
        Set.of(),
        false,
        at,
        transcript,
        Set.of(),
        content);
  }

  /// A stretch of a clip, found as a clip is.
  ///
  /// @param key tells the moments of one clip apart
  public static SearchEntry moment(
      CorpusId corpus, ClipId clip, String key, Moment moment, Instant at, String text) {
    return new SearchEntry(
        "moment:" + clip + ":" + key,
        EntryType.MOMENT,
        corpus,
        clip,
        moment,
        null,
        null,
        null,
        Set.of(),
        false,
        at,
        text,
        Set.of(),
        hash(text + moment));
  }

  /// A stretch of this clip, of which is held what is held of the clip. Words do not find it: they
  /// are the whole clip's.
  public SearchEntry within(Moment moment) {
    var stretch = moment.startMicros() + "-" + moment.endMicros();
    return new SearchEntry(
        "moment:" + clip + ":" + stretch,
        EntryType.MOMENT,
        corpus,
        clip,
        moment,
        null,
        null,
        null,
        labels,
        annotated,
        at,
        "",
        Set.of(),
        content + "@" + stretch);
  }

  /// A caption.
  ///
  /// @param key tells the captions of one clip apart: of each voter, place and language one stands
  public static SearchEntry caption(
      CorpusId corpus,
      ClipId clip,
      String key,
      Place place,
      String language,
      VoterKind author,
      Instant at,
      String text) {
    return new SearchEntry(
        "caption:" + clip + ":" + key,
        EntryType.CAPTION,
        corpus,
        clip,
        null,
        language,
        place,
        author,
        Set.of(),
        false,
        at,
        text,
        Set.of(),
        hash(text));
  }

  /// Each sentence of its text that says something, found as the whole text is; none if there is
  /// only one. A long text means many things at once, and a short question one of them.
  public List<SearchEntry> sentences() {
    var sentences =
        Sentences.of(text).stream().filter(s -> s.codePoints().anyMatch(Character::isLetter));
    var entries = new ArrayList<SearchEntry>();
    for (var sentence : sentences.toList()) {
      entries.add(
          new SearchEntry(
              "sentence:" + id + ":" + entries.size(),
              EntryType.SENTENCE,
              corpus,
              clip,
              moment,
              language,
              place,
              author,
              labels,
              annotated,
              at,
              sentence,
              spaces,
              hash(sentence)));
    }
    return entries.size() > 1 ? List.copyOf(entries) : List.of();
  }

  /// With what is known of the clip's votes.
  public SearchEntry labelled(Set<String> labels, boolean annotated) {
    return new SearchEntry(
        id, type, corpus, clip, moment, language, place, author, labels, annotated, at, text,
        spaces, content);
  }

  /// In these spaces.
  public SearchEntry in(Set<String> spaces) {
    return new SearchEntry(
        id, type, corpus, clip, moment, language, place, author, labels, annotated, at, text,
        spaces, content);
  }

  /// In another space too.
  public SearchEntry alsoIn(String space) {
    var all = new HashSet<>(spaces);
    all.add(space);
    return in(all);
  }

  /// On this stretch of the clip.
  public SearchEntry on(Moment moment) {
    return new SearchEntry(
        id, type, corpus, clip, moment, language, place, author, labels, annotated, at, text,
        spaces, content);
  }

  static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one does not.", e);
    }
  }
}
