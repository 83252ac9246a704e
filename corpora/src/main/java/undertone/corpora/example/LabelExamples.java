package undertone.corpora.example;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;

/// Clips that show annotators what a label means.
///
/// An example says what its clip is taken to be, so nobody is asked about it any more: the queue
/// passes over it, in every pass and among gold checks, until it is an example no longer. Votes on
/// it stay, and whoever has it on the desk already may still answer.
@Service
@Transactional
public class LabelExamples {

  /// Examples of one label.
  public static final int MOST = 3;

  private final JdbcClient jdbc;
  private final Clock clock;

  LabelExamples(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Example(String label, ClipId clip) {}

  /// The examples of every label that has some, in the order they were chosen.
  @Transactional(readOnly = true)
  public Map<String, List<ClipId>> of(CorpusId corpus) {
    return jdbc
        .sql(
            "select label, clip_id from label_example where corpus_id = ? order by added_at, clip_id")
        .param(corpus.value())
        .query((row, _) -> new Example(row.getString(1), new ClipId(row.getLong(2))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Example::label,
                LinkedHashMap::new,
                Collectors.mapping(Example::clip, Collectors.toList())));
  }

  /// Labels a clip is an example of.
  @Transactional(readOnly = true)
  public List<String> labelsOf(ClipId clip) {
    return jdbc.sql("select label from label_example where clip_id = ? order by added_at, label")
        .param(clip.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Makes a clip an example of a label; twice is once.
  ///
  /// @throws InvalidValueException if the label has as many examples as it may
  public void add(CorpusId corpus, String label, ClipId clip, @Nullable AccountId by) {
    var known = of(corpus).getOrDefault(label, List.of());
    if (known.contains(clip)) {
      return;
    }
    if (known.size() >= MOST) {
      throw new InvalidValueException(
          "\"%s\" has %s examples already; take one away first.", label, MOST);
    }
    insert(
        corpus,
        label,
        clip,
        by == null ? null : by.value(),
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  /// Takes over what a change of the label scheme has made of labels.
  ///
  /// @param becomes what a label is called now; empty if its examples show nothing any more
  public void relabel(CorpusId corpus, Function<String, Optional<String>> becomes) {
    var moved =
        jdbc
            .sql(
                "select label, clip_id, added_by, added_at from label_example where corpus_id = ?"
                    + " order by added_at, clip_id")
            .param(corpus.value())
            .query((row, _) ->
                new Row(
                    row.getString(1),
                    new ClipId(row.getLong(2)),
                    row.getObject(3, Long.class),
                    row.getObject(4, OffsetDateTime.class)))
            .list()
            .stream()
            .filter(r -> !becomes.apply(r.label()).equals(Optional.of(r.label())))
            .toList();
    moved.forEach(r -> remove(corpus, r.label(), r.clip()));
    moved.forEach(
        r -> becomes.apply(r.label()).ifPresent(l -> insert(corpus, l, r.clip(), r.by(), r.at())));
  }

  private record Row(String label, ClipId clip, @Nullable Long by, OffsetDateTime at) {}

  private void insert(
      CorpusId corpus, String label, ClipId clip, @Nullable Long by, OffsetDateTime at) {
    jdbc.sql(
            "insert into label_example (corpus_id, label, clip_id, added_by, added_at)"
                + " values (:corpus, :label, :clip, :by, :at)")
        .param("corpus", corpus.value())
        .param("label", label)
        .param("clip", clip.value())
        .param("by", by)
        .param("at", at)
        .update();
  }

  public void remove(CorpusId corpus, String label, ClipId clip) {
    jdbc.sql("delete from label_example where corpus_id = ? and label = ? and clip_id = ?")
        .params(corpus.value(), label, clip.value())
        .update();
  }
}
