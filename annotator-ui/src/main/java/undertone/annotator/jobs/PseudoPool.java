package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.RunId;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.pseudo.Audits;
import undertone.corpora.pseudo.LabelOrigin;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;
import undertone.engine.pseudo.AuditVerdict;

/// Says of every clip of a corpus whether its label can be spread, or one can be spread to it.
public final class PseudoPool {
  /// Name of the voter that holds the sets of clips whose label did not pass.
  static final String VOTER = "pseudo-labels";

  private static final int PAGE = 1000;
  private static final double AGREEMENT = .8; // share of votes: all of four, four of five
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Proposals proposals;
  private final PseudoLabels pseudo;
  private final Audits audits;
  private final VoterFamilies families;

  PseudoPool(
      Catalogue catalogue,
      Library library,
      Voting voting,
      Proposals proposals,
      PseudoLabels pseudo,
      Audits audits,
      VoterFamilies families) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.proposals = proposals;
    this.pseudo = pseudo;
    this.audits = audits;
    this.families = families;
  }

  /// One clip.
  ///
  /// @param truth label that is spread; null = none
  /// @param origin of that label; null = there is none
  /// @param gold trusted label that is told to nobody and measures the run; null = none
  /// @param rejected whether a curator has rejected a label for it: it stays out of learning
  /// @param proposable whether a label may be proposed for it
  /// @param machines voting models by the label they put first
  /// @param own what the machine holds of it that keeps the sets; null = nothing
  record Member(
      Clip clip,
      @Nullable String truth,
      @Nullable LabelOrigin origin,
      @Nullable String gold,
      boolean rejected,
      boolean proposable,
      Map<String, Integer> machines,
      @Nullable Vote own) {

    Member {
      machines = Map.copyOf(machines);
    }
  }

  /// What a run would learn from.
  ///
  /// @param labels clips that teach, by label, in the order of the scheme; those without a clip too
  /// @param unseen of them, labels that nobody has looked at
  /// @param setAside labels nobody has looked at that do not teach, because no audit has proven
  ///   them
  /// @param pool clips without a label that would teach too
  /// @param proposable of them, how many a label may be proposed for
  /// @param gold of the pool, clips that would measure the run
  public record Counts(
      Map<String, Integer> labels, int unseen, int setAside, int pool, int proposable, int gold) {}

  /// What a run with this plan would learn from today.
  public Counts count(CorpusId corpus, PseudoJobPlan plan) {
    var labels = new LinkedHashMap<String, Integer>();
    catalogue.schemeOf(corpus).labels().forEach(label -> labels.put(label.id(), 0));
    var found = read(corpus, plan, () -> {});
    int unseen = 0;
    int pool = 0;
    int proposable = 0;
    int gold = 0;
    for (var member : found.members()) {
      if (member.truth() != null) {
        labels.merge(member.truth(), 1, Integer::sum);
        unseen += member.origin() == LabelOrigin.UNSEEN ? 1 : 0;
      } else {
        pool++;
        gold += member.gold() == null ? 0 : 1;
        proposable += member.proposable() ? 1 : 0;
      }
    }
    return new Counts(
        Collections.unmodifiableMap(labels), unseen, found.setAside(), pool, proposable, gold);
  }

  /// @param setAside clips that carry a label nobody has looked at and no audit has proven
  record Read(List<Member> members, int setAside) {
    Read {
      members = List.copyOf(members);
    }
  }

  /// @param stop asked between pages; throws to stop
  Read read(CorpusId corpus, PseudoJobPlan plan, Runnable stop) {
    var scheme = catalogue.schemeOf(corpus);
    var golds = library.goldsOf(corpus);
    var rejected = proposals.rejected(corpus);
    var unseen = pseudo.unseen(corpus);
    var teaching = teaching(new HashSet<>(unseen.values()));
    var models = models(corpus);
    var members = new ArrayList<Member>();
    int setAside = 0;
    long after = -1;
    while (true) {
      stop.run();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return new Read(members, setAside);
      }
      var votes = voting.standing(page.stream().map(Clip::id).toList());
      for (var clip : page) {
        var accepted = unseen.get(clip.id());
        var settled = inScheme(scheme, clip.decidedLabel().orElse(null));
        var gold = inScheme(scheme, golds.get(clip.id()));
        if (settled != null && accepted != null && !teaching.contains(accepted)) {
          setAside++;
          continue;
        }
        members.add(
            member(
                clip,
                new Known(settled, accepted != null, gold),
                rejected.getOrDefault(clip.id(), Set.of()),
                votes.getOrDefault(clip.id(), List.of()),
                models,
                scheme,
                plan));
      }
      after = page.getLast().position();
    }
  }

  /// Voters that are models of this house. Imported opinions are taken for those of people.
  ///
  /// @param own the machine that keeps sets; null = it has not voted yet
  private record Models(@Nullable VoterId own, Set<VoterId> others) {}

  private Models models(CorpusId corpus) {
    var others = new HashSet<VoterId>();
    VoterId own = null;
    for (var voter : families.of(corpus).entrySet()) {
      switch (voter.getValue()) {
        case SPREAD -> own = voter.getKey();
        case MODEL, LANGUAGE_MODEL -> others.add(voter.getKey());
        case BROUGHT_IN -> {}
      }
    }
    return new Models(own, others);
  }

  /// What stands on a clip without its votes.
  private record Known(@Nullable String settled, boolean unseen, @Nullable String gold) {}

  private static Member member(
      Clip clip,
      Known known,
      Set<String> rejected,
      List<Vote> votes,
      Models models,
      LabelScheme scheme,
      PseudoJobPlan plan) {
    var machines = new HashMap<String, Integer>();
    var people = new TreeMap<String, Integer>();
    boolean voted = false;
    Vote own = null;
    for (var vote : votes) {
      if (vote.voter().equals(models.own())) {
        own = vote;
      } else if (models.others().contains(vote.voter())) {
        vote.candidates().first().ifPresent(first -> machines.merge(first, 1, Integer::sum));
      } else {
        voted = true;
        count(vote, people);
      }
    }
    var agreed = plan.agreed() ? inScheme(scheme, agreed(people, plan.voters())) : null;
    LabelOrigin origin = null;
    String truth = null;
    if (known.settled() != null) {
      truth = known.settled();
      origin = known.unseen() ? LabelOrigin.UNSEEN : LabelOrigin.SETTLED;
    } else if (agreed != null && !rejected.contains(agreed)) {
      truth = agreed;
      origin = LabelOrigin.AGREED;
    }
    return new Member(
        clip,
        truth,
        origin,
        known.gold(),
        !rejected.isEmpty(),
        known.settled() == null && (!voted || plan.voted()),
        machines,
        own);
  }

  /// Everybody counts once, for what they put first.
  private static void count(Vote vote, Map<String, Integer> people) {
    if (vote.tally().isEmpty()) {
      people.merge(vote.candidates().first().orElse(""), 1, Integer::sum);
    } else {
      vote.tally().forEach((label, times) -> people.merge(label, times, Integer::sum));
    }
  }

  private static @Nullable String agreed(Map<String, Integer> people, int least) {
    int all = people.values().stream().mapToInt(Integer::intValue).sum();
    return people.entrySet().stream()
        .filter(e -> !e.getKey().isEmpty())
        .filter(e -> e.getValue() >= least && e.getValue() >= AGREEMENT * all)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /// Of labels accepted unseen, those that an audit of their run has proven.
  private Set<PseudoLabels.Unseen> teaching(Set<PseudoLabels.Unseen> unseen) {
    var verdicts = new HashMap<RunId, AuditVerdict>();
    return unseen.stream()
        .filter(one -> {
          var verdict = verdicts.computeIfAbsent(one.run(), run -> verdict(audits.of(run)));
          return verdict.proven() && !verdict.failing().contains(one.label());
        })
        .collect(Collectors.toSet());
  }

  /// What an audit says so far.
  public static AuditVerdict verdict(List<Audits.Fared> fared) {
    return AuditVerdict.of(
        fared.stream().collect(Collectors.toMap(Audits.Fared::label, Audits.Fared::right)),
        fared.stream().collect(Collectors.toMap(Audits.Fared::label, Audits.Fared::judged)),
        AuditVerdict.USUAL_TARGET);
  }

  /// The group that is never divided between folds.
  static String group(Clip clip) {
    return clip.conversation().or(clip::speaker).orElse(clip.id().toString());
  }

  static Map<ClipId, Member> byClip(List<Member> members) {
    var byClip = new HashMap<ClipId, Member>();
    members.forEach(member -> byClip.put(member.clip().id(), member));
    return byClip;
  }

  private static @Nullable String inScheme(LabelScheme scheme, @Nullable String label) {
    return label != null && scheme.indexOf(label) >= 0 ? label : null;
  }
}
