package undertone.corpora.clip;

import java.util.Locale;
import java.util.Map;
import undertone.corpora.CorpusId;

/// Narrows clips to those that a filter leaves, and whatever hangs on clips with them.
public final class ClipSql {
  private ClipSql() {}

  /// Conditions on the table `clip` that hold of the clips a filter leaves.
  ///
  /// @param parameters takes up what the conditions name
  public static String where(CorpusId corpus, ClipFilter filter, Map<String, Object> parameters) {
    var where = new StringBuilder("corpus_id = :corpus");
    parameters.put("corpus", corpus.value());
    if (filter.modality() != null) {
      where.append(" and modality = :modality");
      parameters.put("modality", filter.modality().name());
    }
    if (filter.state() != null) {
      where.append(" and state = :state");
      parameters.put("state", filter.state().name());
    }
    if (filter.label() != null) {
      where.append(" and leading_label = :label");
      parameters.put("label", filter.label());
    }
    if (filter.split() != null) {
      where.append(" and split = :split");
      parameters.put("split", filter.split());
    }
    if (filter.decided() != null) {
      where.append(" and decided_label is ").append(filter.decided() ? "not null" : "null");
    }
    if (filter.voted() != null) {
      where.append(" and vote_count ").append(filter.voted() ? "> 0" : "= 0");
    }
    if (filter.minNoise() != null) {
      where.append(" and noise >= :noise");
      parameters.put("noise", filter.minNoise());
    }
    if (filter.words() != null && !filter.words().isBlank()) {
      where.append(
          " and (lower(name) like :words escape '!' or lower(text_content) like :words escape '!'"
              + " or lower(speaker) like :words escape '!' or lower(conversation) like :words"
              + " escape '!')");
      parameters.put("words", "%" + escaped(filter.words().strip()) + "%");
    }
    if (filter.distress() != null) {
      where.append(
          switch (filter.distress()) {
            case MARKED -> " and distressing = true";
            case REPORTED ->
                " and id in (select r.clip_id from distress_report r where r.corpus_id = :corpus and"
                    + " r.answered_at is null)";
          });
    }
    VoteSql.narrow(where, filter, parameters);
    RunSql.narrow(where, filter, parameters);
    return where.toString();
  }

  private static String escaped(String words) {
    return words.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
