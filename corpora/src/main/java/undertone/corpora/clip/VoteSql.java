package undertone.corpora.clip;

import java.util.Map;

/// Narrows a list of clips by what single voters say of them, in the words the votes were cast in.
final class VoteSql {

  private VoteSql() {}

  /// Adds conditions to `where`, which speaks of the table `clip`.
  static void narrow(StringBuilder where, ClipFilter filter, Map<String, Object> parameters) {
    var apart = filter.apart();
    var beside = ClipFilter.Beside.of(apart);
    if (beside.isPresent()) {
      where.append(" and id in (").append(apartOn(beside.get())).append(")");
    } else if (ClipFilter.ANY.equals(apart)) {
      where.append(" and disagreement > 0");
    } else if (apart != null && !apart.isBlank()) {
      int bar = apart.indexOf('|');
      put(parameters, "one", bar < 0 ? apart : apart.substring(0, bar));
      where.append(" and ").append(somebody(says("one")));
      if (bar < 0) {
        where.append(" and ").append(somebody(saysAnother("one")));
      } else {
        put(parameters, "other", apart.substring(bar + 1));
        where.append(" and ").append(somebody(says("other")));
      }
    }
    if (filter.against() != null && !filter.against().isBlank()) {
      parameters.put("against", filter.against());
      where
          .append(" and ")
          .append(
              """
              exists (select 1 from standing_vote v join voter w on w.id = v.voter_id
                where v.clip_id = clip.id and w.name = :against and v.candidates <> ''
                  and v.candidates <> clip.leading_label
                  and substring(v.candidates from 1 for char_length(clip.leading_label) + 1)
                    <> clip.leading_label || '|')
              """);
    }
  }

  private static String apartOn(ClipFilter.Beside beside) {
    return switch (beside) {
      case VALENCE -> differing("valence");
      case AROUSAL -> differing("arousal");
      case INTENSITY -> differing("intensity");
      case CERTAINTY -> differing("certainty");
      case TRACES ->
          """
          select v.clip_id from standing_vote v join trace t on t.vote_id = v.id
          where v.corpus_id = :corpus
          group by v.clip_id, t.axis having count(distinct v.voter_id) > 1
          """;
    };
  }

  private static String differing(String column) {
    return """
    select v.clip_id from standing_vote v where v.corpus_id = :corpus
    group by v.clip_id having min(v.%1$s) <> max(v.%1$s)
    """
        .formatted(column);
  }

  private static void put(Map<String, Object> parameters, String name, String label) {
    var escaped = label.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    parameters.put(name, label);
    parameters.put(name + "First", escaped + "|%");
    parameters.put(name + "Counted", "%|" + escaped + "=%");
    parameters.put(name + "Alone", escaped + "=%");
  }

  private static String somebody(String says) {
    return "id in (select v.clip_id from standing_vote v where v.corpus_id = :corpus and "
        + says
        + ")";
  }

  /// A voter puts the label first, or some of a crowd say it.
  private static String says(String label) {
    return "(v.tally is null and (v.candidates = :%1$s or v.candidates like :%1$sFirst escape '!')"
            .formatted(label)
        + " or '|' || v.tally like :%sCounted escape '!')".formatted(label);
  }

  /// A voter puts another label first, or some of a crowd say another.
  private static String saysAnother(String label) {
    return "(v.tally is null and v.candidates <> '' and v.candidates <> :%1$s".formatted(label)
        + " and v.candidates not like :%sFirst escape '!'".formatted(label)
        + " or v.tally is not null and v.tally <> '' and not (v.tally like :%sAlone escape '!'"
            .formatted(label)
        + " and v.tally not like '%|%'))";
  }
}
