package undertone.corpora.clip;

import java.util.Map;

/// Narrows a list of clips by what runs say of them.
final class RunSql {

  private RunSql() {}

  /// The place of the leading label among those a run holds most probable: bars up to its own.
  /// Withdrawn runs say nothing.
  private static final String MISSED =
      """
      id in (select e.clip_id from estimate e join clip c on c.id = e.clip_id
        where e.run_id = (select r.id from run r
            where r.corpus_id = :corpus and r.withdrawn_at is null
              and exists (select 1 from estimate x where x.run_id = r.id)
            order by r.created_at desc, r.id desc fetch first 1 rows only)
          and position('|' || c.leading_label || '|' in '|' || e.ranked || '|') > 0
          and char_length(replace(substring('|' || e.ranked || '|' from 1
                for position('|' || c.leading_label || '|' in '|' || e.ranked || '|')), '|', ''))
              + :missed
            < position('|' || c.leading_label || '|' in '|' || e.ranked || '|'))
      """;

  private static final String REJECTED =
      "exists (select 1 from proposal p where p.clip_id = clip.id and p.state = 'REJECTED')";

  /// Adds conditions to `where`, which speaks of the table `clip`.
  static void narrow(StringBuilder where, ClipFilter filter, Map<String, Object> parameters) {
    if (filter.missed() != null) {
      where.append(" and ").append(MISSED);
      parameters.put("missed", filter.missed());
    }
    if (filter.rejected() != null) {
      where.append(filter.rejected() ? " and " : " and not ").append(REJECTED);
    }
  }
}
