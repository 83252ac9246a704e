package undertone.corpora.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import undertone.corpora.Sentence;
import undertone.corpora.manifest.RowFault;

/// What an import did.
///
/// @param rows rows of the table or files of the folder
/// @param added clips that are new
/// @param unchanged clips that were there already and say the same
/// @param updated clips that were there already and say something else now
/// @param bad rows that did not go in
/// @param unreadable clips among the added and updated whose media cannot be read
/// @param votes votes added, by voter
/// @param captions captions added
/// @param gold gold labels added or changed
/// @param faults why rows did not go in; the first [#MOST_TOLD]
/// @param unreadableClips which media cannot be read and why; the first [#MOST_TOLD]
/// @param others words outside the label scheme, as `voter: word`, with how often they came
public record ImportReport(
    long rows,
    long added,
    long unchanged,
    long updated,
    long bad,
    long unreadable,
    Map<String, Long> votes,
    long captions,
    long gold,
    List<RowFault> faults,
    List<UnreadableClip> unreadableClips,
    Map<String, Long> others) {

  /// Enough to mend a table by; a table that is wrong throughout says so in its first thousand
  /// rows.
  public static final int MOST_TOLD = 1_000;

  /// @param clip its name in the corpus
  /// @param source its path in the folder
  public record UnreadableClip(String clip, String source, String reason) {}

  /// Whether the corpus is as it was before.
  public boolean nothingChanged() {
    return added == 0 && updated == 0;
  }

  /// The outcome in a sentence or two.
  public Sentence message() {
    long outside = others.values().stream().mapToLong(Long::longValue).sum();
    boolean smooth = bad == 0 && unreadable == 0 && outside == 0;
    if (nothingChanged()) {
      return smooth
          ? Sentence.of("Nothing changed: %s clips are there already.", unchanged)
          : Sentence.of(
              "Nothing changed: %s clips are there already. %s rows refused, %s media unreadable,"
                  + " %s candidates outside the label scheme kept as \"other\".",
              unchanged, bad, unreadable, outside);
    }
    return smooth
        ? Sentence.of("%s clips added, %s updated, %s unchanged.", added, updated, unchanged)
        : Sentence.of(
            "%s clips added, %s updated, %s unchanged. %s rows refused, %s media unreadable, %s"
                + " candidates outside the label scheme kept as \"other\".",
            added, updated, unchanged, bad, unreadable, outside);
  }

  /// Adds up a report while the import goes on.
  static final class Sum {
    private long rows;
    private long added;
    private long unchanged;
    private long updated;
    private long bad;
    private long unreadable;
    private final Map<String, Long> votes = new TreeMap<>();
    private long captions;
    private long gold;
    private final List<RowFault> faults = new ArrayList<>();
    private final List<UnreadableClip> unreadableClips = new ArrayList<>();

    long rows() {
      return rows;
    }

    void unchanged() {
      rows++;
      unchanged++;
    }

    void refused(List<RowFault> told) {
      rows++;
      bad++;
      for (var fault : told) {
        if (faults.size() < MOST_TOLD) {
          faults.add(fault);
        }
      }
    }

    void added(ClipFacts facts) {
      rows++;
      added++;
      noteUnreadable(facts);
    }

    void updated(ClipFacts facts) {
      rows++;
      updated++;
      noteUnreadable(facts);
    }

    void vote(String voter) {
      votes.merge(voter, 1L, Long::sum);
    }

    void caption() {
      captions++;
    }

    void gold() {
      gold++;
    }

    private void noteUnreadable(ClipFacts facts) {
      var reason = facts.reason();
      if (reason == null) {
        return;
      }
      unreadable++;
      if (unreadableClips.size() < MOST_TOLD) {
        unreadableClips.add(new UnreadableClip(facts.name(), facts.sourcePath(), reason));
      }
    }

    /// What a batch did, after its transaction was kept.
    void add(Sum batch) {
      rows += batch.rows;
      added += batch.added;
      unchanged += batch.unchanged;
      updated += batch.updated;
      bad += batch.bad;
      unreadable += batch.unreadable;
      batch.votes.forEach((voter, count) -> votes.merge(voter, count, Long::sum));
      captions += batch.captions;
      gold += batch.gold;
      batch.faults.stream().limit(MOST_TOLD - faults.size()).forEach(faults::add);
      batch.unreadableClips.stream()
          .limit(MOST_TOLD - unreadableClips.size())
          .forEach(unreadableClips::add);
    }

    ImportReport report(Map<String, Long> others) {
      return new ImportReport(
          rows,
          added,
          unchanged,
          updated,
          bad,
          unreadable,
          Map.copyOf(votes),
          captions,
          gold,
          faults.stream().sorted(Comparator.comparingLong(RowFault::line)).toList(),
          List.copyOf(unreadableClips),
          Map.copyOf(others));
    }
  }
}
