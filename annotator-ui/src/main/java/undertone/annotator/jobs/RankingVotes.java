package undertone.annotator.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.ClipMark;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.llm.RankCalibration;
import undertone.engine.llm.RankedFile;

/// Turns rankings into votes of a machine voter, and its votes into a file of rankings.
///
/// A vote holds the first labels of a ranking: as many as together hold four fifths of the truths
/// on the clips that curators have settled; where too few of them are, two of six labels and more,
/// and else one.
public final class RankingVotes {

  private static final int PAGE = 256;

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;

  RankingVotes(Catalogue catalogue, Library library, Voting voting) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
  }

  /// How many labels a vote holds, and what that rests on.
  ///
  /// @param settled ranked clips whose truth is known
  /// @param shares how often the truth stands at each place; empty where too few are settled
  public record Size(int labels, int settled, List<Double> shares) {
    public Size {
      shares = List.copyOf(shares);
    }
  }

  /// What was cast.
  ///
  /// @param voter number of the voter
  /// @param votes that stand now
  /// @param changed of them, those that are new or other than before
  /// @param setSizes votes by number of labels
  public record Cast(
      long voter, int votes, int changed, Map<Integer, Integer> setSizes, Size size) {
    public Cast {
      setSizes = Map.copyOf(setSizes);
    }
  }

  /// What a file brought.
  ///
  /// @param unknown names that no clip of the corpus answers to, or several
  /// @param unanswered clips on which the voter gave no ranking
  /// @param offList words that no label answers to
  public record Imported(
      Cast cast, List<String> unknown, int unanswered, Map<String, Integer> offList) {
    public Imported {
      unknown = List.copyOf(unknown);
      offList = Map.copyOf(offList);
    }
  }

  /// Casts rankings; what stands already is left alone.
  ///
  /// @param occasion what they come from; within one, nothing is cast twice
  /// @param labels of each vote; null = as many as the settled clips ask for
  Cast cast(
      CorpusId corpus,
      String name,
      Object occasion,
      Map<ClipId, List<String>> rankings,
      @Nullable Integer labels,
      Runnable beforeEach) {
    var voter = MachineVoter.of(voting, corpus, name);
    var learned = size(library.marks(corpus), rankings, catalogue.schemeOf(corpus).labels().size());
    var size = labels == null ? learned : new Size(labels, learned.settled(), learned.shares());
    var sizes = new TreeMap<Integer, Integer>();
    int changed = 0;
    var clips = new ArrayList<>(rankings.keySet());
    for (int from = 0; from < clips.size(); from += PAGE) {
      beforeEach.run();
      var page = clips.subList(from, Math.min(clips.size(), from + PAGE));
      var standing = voting.standing(page);
      var own = new HashMap<ClipId, Vote>();
      var held = new LinkedHashMap<ClipId, CandidateSet>();
      for (var clip : page) {
        var ranking = rankings.getOrDefault(clip, List.of());
        var set = new CandidateSet(ranking.subList(0, Math.min(size.labels(), ranking.size())));
        var before = MachineVoter.own(standing.getOrDefault(clip, List.of()), voter.id());
        if (before != null) {
          own.put(clip, before);
        }
        held.put(clip, set);
        sizes.merge(set.size(), 1, Integer::sum);
      }
      changed += MachineVoter.castAll(voting, occasion, voter.id(), own, held);
    }
    return new Cast(voter.id().value(), clips.size(), changed, sizes, size);
  }

  private static Size size(List<ClipMark> marks, Map<ClipId, List<String>> rankings, int classes) {
    var known = new ArrayList<RankCalibration.Known>();
    for (var mark : marks) {
      var ranking = rankings.get(mark.clip());
      var truth = mark.decided();
      if (ranking != null && truth != null) {
        known.add(new RankCalibration.Known(ranking, truth));
      }
    }
    return RankCalibration.of(known)
        .map(c -> new Size(c.size(), known.size(), c.shares()))
        .orElseGet(() -> new Size(RankCalibration.usualSize(classes), known.size(), List.of()));
  }

  /// Brings a file of rankings in as votes of a machine voter. Its truths are not read.
  ///
  /// @param name of the voter; null = the header of the file's third column
  /// @param labels of each vote; null = as many as the settled clips ask for
  /// @throws IllegalArgumentException naming every line of the file that is wrong
  public Imported read(CorpusId corpus, Path file, @Nullable String name, @Nullable Integer labels)
      throws IOException {
    if (labels != null && labels < 1) {
      throw new InvalidValueException("A vote holds one label or more.");
    }
    var ranked = RankedFile.read(file);
    var scheme = catalogue.schemeOf(corpus);
    var marks = library.marks(corpus);
    var clips = byName(marks);
    var rankings = new LinkedHashMap<ClipId, List<String>>();
    var unknown = new ArrayList<String>();
    var offList = new TreeMap<String, Integer>();
    int unanswered = 0;
    for (var row : ranked.rows()) {
      var clip = clips.getOrDefault(row.name(), clips.get(row.key()));
      var ranking = RankedFile.ranking(row, scheme);
      ranking.offList().forEach(word -> offList.merge(word, 1, Integer::sum));
      if (clip == null || clip.isEmpty()) {
        unknown.add(row.name());
      } else if (ranking.labels().isEmpty()) {
        unanswered++;
      } else {
        rankings.put(clip.getFirst(), ranking.labels());
      }
    }
    var cast =
        cast(
            corpus,
            name == null ? ranked.voter() : name,
            UUID.randomUUID(),
            rankings,
            labels,
            () -> {});
    return new Imported(cast, unknown, unanswered, offList);
  }

  /// Clips by their names, and by what such files make of these; nothing where several answer.
  private static Map<String, List<ClipId>> byName(List<ClipMark> marks) {
    var clips = new HashMap<String, List<ClipId>>();
    for (var mark : marks) {
      clips.merge(RankedFile.key(mark.name()), List.of(mark.clip()), (_, _) -> List.of());
    }
    marks.forEach(mark -> clips.put(mark.name(), List.of(mark.clip())));
    return clips;
  }

  /// Writes what a voter holds as a file of rankings, with the labels that curators settled.
  ///
  /// @return clips in the file
  /// @throws InvalidValueException if nobody of that name votes in the corpus
  public int write(CorpusId corpus, String name, Path file) throws IOException {
    var voter =
        voting.votersOf(corpus).stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new InvalidValueException("Nobody called \"%s\" votes in this corpus.", name));
    var marks = library.marks(corpus);
    var rows = new ArrayList<RankedFile.Row>();
    for (int from = 0; from < marks.size(); from += PAGE) {
      var page = marks.subList(from, Math.min(marks.size(), from + PAGE));
      var standing = voting.standing(page.stream().map(ClipMark::clip).toList());
      for (var mark : page) {
        var own = MachineVoter.own(standing.getOrDefault(mark.clip(), List.of()), voter.id());
        if (own != null) {
          rows.add(row(mark, own.candidates().labels()));
        }
      }
    }
    new RankedFile(name, rows).write(file);
    return rows.size();
  }

  static RankedFile.Row row(ClipMark mark, List<String> ranking) {
    return new RankedFile.Row(mark.name(), mark.decided() == null ? "" : mark.decided(), ranking);
  }
}
