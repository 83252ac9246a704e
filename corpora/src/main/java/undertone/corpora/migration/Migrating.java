package undertone.corpora.migration;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.example.LabelExamples;
import undertone.corpora.proposal.ProposalState;
import undertone.corpora.scheme.SchemePast;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Changes the label scheme of a corpus and says beforehand what that means. No vote, decision or
/// gold label is written: they are read through the mapping from then on, and read as before once
/// the change is taken back.
@Service
@Transactional
public class Migrating {

  private static final int PAGE = 1000;
  private static final int MOST_EXAMPLES = 10;

  private final Catalogue catalogue;
  private final Voting voting;
  private final LabelExamples examples;
  private final JdbcTemplate batches;
  private final JdbcClient jdbc;

  Migrating(
      Catalogue catalogue,
      Voting voting,
      LabelExamples examples,
      JdbcTemplate batches,
      JdbcClient jdbc) {
    this.catalogue = catalogue;
    this.voting = voting;
    this.examples = examples;
    this.batches = batches;
    this.jdbc = jdbc;
  }

  /// What a change would touch.
  ///
  /// @param becomes what becomes of labels that mean something else or are gone: one other label,
  ///   several, or none
  @Transactional(readOnly = true)
  public Preview preview(CorpusId corpus, LabelScheme next, Map<String, List<String>> becomes) {
    var prospect = catalogue.prospect(corpus, next, becomes);
    return preview(corpus, prospect, 0);
  }

  /// What going back to an earlier state would touch.
  @Transactional(readOnly = true)
  public Preview previewBack(CorpusId corpus, int node) {
    var prospect = catalogue.prospectBack(corpus, node);
    return preview(corpus, prospect, setAsideAfter(corpus, node).size());
  }

  /// Carries a change out.
  ///
  /// @param base from the preview; refused if somebody changed the scheme since
  public void change(
      CorpusId corpus,
      int base,
      LabelScheme next,
      Map<String, List<String>> becomes,
      @Nullable AccountId by) {
    var was = catalogue.schemeOf(corpus);
    settle(corpus, was, catalogue.change(corpus, base, next, becomes, by));
  }

  /// Takes changes back: the scheme is in an earlier state again, and so is all that was said.
  public void goBack(CorpusId corpus, int base, int node, @Nullable AccountId by) {
    var waiting = setAsideAfter(corpus, node);
    var was = catalogue.schemeOf(corpus);
    settle(corpus, was, catalogue.goBack(corpus, base, node, by));
    bringBack(waiting);
  }

  // Counters and lists are brought up to what is read now.
  private void settle(CorpusId corpus, LabelScheme was, Catalogue.Prospect prospect) {
    relabelExamples(corpus, was, prospect);
    var touched = touched(corpus, prospect);
    setAside(corpus, prospect.after(), changedProposals(touched, prospect));
    var clips = touched.clips();
    for (int from = 0; from < clips.size(); from += PAGE) {
      var page = clips.subList(from, Math.min(clips.size(), from + PAGE));
      lock(page);
      voting.recount(page);
      var decisions = decisions(page, prospect.after(), prospect.after());
      batches.batchUpdate(
          "update clip set decided_label = ? where id = ?",
          page,
          500,
          (row, clip) -> {
            var decision = decisions.get(clip);
            row.setString(1, decision == null ? null : decision.after());
            row.setLong(2, clip.value());
          });
    }
  }

  // An example follows its label to another name; what shows one of several merged or split labels
  // shows none of the new ones, and its clip is handed out again.
  private void relabelExamples(CorpusId corpus, LabelScheme was, Catalogue.Prospect prospect) {
    var is = catalogue.schemeOf(corpus);
    var reading = prospect.after().from(prospect.before().node());
    examples.relabel(
        corpus,
        label ->
            reading
                .single(label)
                .filter(now -> is.label(now).isPresent())
                .filter(now ->
                    was.labels().stream().filter(l -> reading.of(l.id()).contains(now)).count()
                        == 1)
                .or(() -> is.label(label).map(_ -> label)));
  }

  private Preview preview(CorpusId corpus, Catalogue.Prospect prospect, long proposalsBack) {
    var touched = touched(corpus, prospect);
    var sum = new Sum(names(corpus));
    var clips = touched.clips();
    for (int from = 0; from < clips.size(); from += PAGE) {
      var page = clips.subList(from, Math.min(clips.size(), from + PAGE));
      var votes = voting.standingAsCast(page);
      var golds = golds(page, prospect.before(), prospect.after());
      var decisions = decisions(page, prospect.before(), prospect.after());
      for (var clip : page) {
        var cast = votes.getOrDefault(clip, List.of());
        sum.add(
            clip,
            Voting.read(cast, prospect.before()),
            Voting.read(cast, prospect.after()),
            golds.get(clip),
            decisions.get(clip));
      }
    }
    return sum.preview(
        prospect.before().seq(),
        changedProposals(touched, prospect).size(),
        proposalsBack,
        this::nameOf);
  }

  // A word may have changed in one state and not in another: what counts is when it was said.
  private static List<Touched.Spoken> changedProposals(
      Touched touched, Catalogue.Prospect prospect) {
    return touched.proposals().stream()
        .filter(p -> {
          var before = prospect.before().at(p.at());
          var after = prospect.after().at(p.at());
          return p.labels().stream().anyMatch(l -> !before.of(l).equals(after.of(l)));
        })
        .toList();
  }

  private Touched touched(CorpusId corpus, Catalogue.Prospect prospect) {
    return new Touched(jdbc, corpus, prospect.before().changedBy(prospect.after()));
  }

  /// Counts what reads otherwise.
  private static final class Sum {
    private final Map<VoterId, String> voters;
    private final List<ClipId> exampleClips = new ArrayList<>();
    private final List<Preview.Example> examples = new ArrayList<>();
    private long clips;
    private long votes;
    private long golds;
    private long goldsLost;
    private long decisions;
    private long decisionsLost;

    Sum(Map<VoterId, String> voters) {
      this.voters = voters;
    }

    void add(
        ClipId clip,
        List<Vote> before,
        List<Vote> after,
        Preview.@Nullable WordRead gold,
        Preview.@Nullable WordRead decision) {
      var read = new ArrayList<Preview.VoteRead>();
      int other = 0;
      for (int i = 0; i < before.size(); i++) {
        var was = before.get(i);
        var is = after.get(i);
        if (!sameWords(was, is)) {
          other++;
        }
        read.add(new Preview.VoteRead(voters.getOrDefault(was.voter(), "?"), said(was), said(is)));
      }
      boolean goldOther = readsOtherwise(gold);
      boolean decisionOther = readsOtherwise(decision);
      if (other == 0 && !goldOther && !decisionOther) {
        return;
      }
      clips++;
      votes += other;
      golds += goldOther ? 1 : 0;
      goldsLost += goldOther && lost(gold) ? 1 : 0;
      decisions += decisionOther ? 1 : 0;
      decisionsLost += decisionOther && lost(decision) ? 1 : 0;
      if (examples.size() < MOST_EXAMPLES) {
        exampleClips.add(clip);
        examples.add(new Preview.Example(clip.value(), "", List.copyOf(read), gold, decision));
      }
    }

    private static boolean readsOtherwise(Preview.@Nullable WordRead word) {
      return word != null && !Objects.equals(word.before(), word.after());
    }

    private static boolean lost(Preview.@Nullable WordRead word) {
      return word != null && word.after() == null;
    }

    private static boolean sameWords(Vote was, Vote is) {
      return was.candidates().equals(is.candidates())
          && was.excluded().equals(is.excluded())
          && was.meaning() == is.meaning()
          && was.tally().equals(is.tally());
    }

    // Of a crowd, everything anybody chose.
    private static CandidateSet said(Vote vote) {
      return vote.tally().isEmpty()
          ? vote.candidates()
          : new CandidateSet(List.copyOf(vote.tally().keySet()));
    }

    Preview preview(int base, long proposals, long proposalsBack, Function<ClipId, String> name) {
      var named = new ArrayList<Preview.Example>();
      for (int i = 0; i < examples.size(); i++) {
        var e = examples.get(i);
        named.add(
            new Preview.Example(
                e.clip(), name.apply(exampleClips.get(i)), e.votes(), e.gold(), e.decision()));
      }
      return new Preview(
          base,
          clips,
          votes,
          golds,
          goldsLost,
          decisions,
          decisionsLost,
          proposals,
          proposalsBack,
          named);
    }
  }

  private String nameOf(ClipId clip) {
    return jdbc.sql("select name from clip where id = ?")
        .param(clip.value())
        .query(String.class)
        .single();
  }

  private Map<VoterId, String> names(CorpusId corpus) {
    return voting.votersOf(corpus).stream().collect(Collectors.toMap(Voter::id, Voter::name));
  }

  private Map<ClipId, Preview.WordRead> golds(
      List<ClipId> clips, SchemePast before, SchemePast after) {
    return words(
        "select clip_id, label, recorded_at from gold_label where clip_id in (:clips)",
        clips,
        before,
        after);
  }

  private Map<ClipId, Preview.WordRead> decisions(
      List<ClipId> clips, SchemePast before, SchemePast after) {
    return words(
        "select clip_id, label, decided_at from standing_decision where clip_id in (:clips) and"
            + " label is not null",
        clips,
        before,
        after);
  }

  private Map<ClipId, Preview.WordRead> words(
      String sql, List<ClipId> clips, SchemePast before, SchemePast after) {
    var read = new HashMap<ClipId, Preview.WordRead>();
    jdbc.sql(sql)
        .param("clips", clips.stream().map(ClipId::value).toList())
        .query(row -> {
          var at = row.getObject(3, OffsetDateTime.class).toInstant();
          var said = row.getString(2);
          read.put(
              new ClipId(row.getLong(1)),
              new Preview.WordRead(
                  before.at(at).single(said).orElse(null), after.at(at).single(said).orElse(null)));
        });
    return read;
  }

  private void lock(List<ClipId> clips) {
    jdbc.sql("select id from clip where id in (:clips) order by id for update")
        .param("clips", clips.stream().map(ClipId::value).toList())
        .query(Long.class)
        .list();
  }

  private void setAside(CorpusId corpus, SchemePast past, List<Touched.Spoken> proposals) {
    batches.batchUpdate(
        "update proposal set state = 'SUPERSEDED', version = version + 1 where id = ?",
        proposals,
        500,
        (row, p) -> row.setLong(1, p.id()));
    batches.batchUpdate(
        "insert into scheme_set_aside (corpus_id, seq, proposal_id, held) values (?, ?, ?, ?)",
        proposals,
        500,
        (row, p) -> {
          row.setLong(1, corpus.value());
          row.setInt(2, past.seq());
          row.setLong(3, p.id());
          row.setBoolean(4, p.held());
        });
    jdbc.sql("update scheme_mapping set set_aside = ? where corpus_id = ? and seq = ?")
        .params(proposals.size(), corpus.value(), past.seq())
        .update();
  }

  private record Waiting(long id, ProposalState state) {}

  /// Proposals made in an earlier state and set aside since, as they were then, unless a newer run
  /// has proposed to the curators or somebody has settled the clip.
  private List<Waiting> setAsideAfter(CorpusId corpus, int node) {
    return jdbc.sql(
            """
            select p.id, min(case when a.held = true then 1 else 0 end) from scheme_set_aside a
            join proposal p on p.id = a.proposal_id join clip c on c.id = p.clip_id
            where a.corpus_id = :corpus and a.seq > :node and p.state = 'SUPERSEDED'
              and c.decided_label is null
              and p.created_at < (select min(m.changed_at) from scheme_mapping m
                where m.corpus_id = :corpus and m.seq > :node)
              and not exists (select 1 from run r where r.corpus_id = :corpus and r.kind = 'REFINE'
                and r.state = 'DONE' and r.id > p.run_id and r.withdrawn_at is null
                and not exists (select 1 from proposal h where h.run_id = r.id and (h.state = 'HELD'
                  or h.state = 'SUPERSEDED' and exists (select 1 from scheme_set_aside s
                    where s.proposal_id = h.id and s.held = true))))
            group by p.id order by p.id
            """)
        .param("corpus", corpus.value())
        .param("node", node)
        .query((row, _) ->
            new Waiting(
                row.getLong(1), row.getInt(2) == 1 ? ProposalState.HELD : ProposalState.OPEN))
        .list();
  }

  private void bringBack(List<Waiting> proposals) {
    batches.batchUpdate(
        "update proposal set state = ?, version = version + 1 where id = ?",
        proposals,
        500,
        (row, p) -> {
          row.setString(1, p.state().name());
          row.setLong(2, p.id());
        });
  }
}
