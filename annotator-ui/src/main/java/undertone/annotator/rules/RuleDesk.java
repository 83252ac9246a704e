package undertone.annotator.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.rule.ClipFacts;
import undertone.corpora.rule.ClipReading;
import undertone.corpora.rule.Rule;
import undertone.corpora.rule.Rules;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;
import undertone.engine.metrics.Share;

/// Keeps the rules of a corpus for curators to see and owners to write, and says what each is
/// worth.
@Service
public class RuleDesk {
  private static final int TRIED = 2000; // clips a rule is tried on; more would keep one waiting
  private static final int PAGE = 256;
  private static final int SHOWN = 5;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final Rights rights;
  private final CurrentPerson person;
  private final Rules rules;
  private final ClipReading reading;
  private final Library library;
  private final Voting voting;
  private final Runs runs;

  RuleDesk(
      Rights rights,
      CurrentPerson person,
      Rules rules,
      ClipReading reading,
      Library library,
      Voting voting,
      Runs runs) {
    this.rights = rights;
    this.person = person;
    this.rules = rules;
    this.reading = reading;
    this.library = library;
    this.voting = voting;
    this.runs = runs;
  }

  /// What was seen of a rule when rules last voted.
  ///
  /// @param coverage share of the clips it speaks of
  /// @param overlap share of the clips of which another rule speaks as well
  /// @param conflict share of the clips where another rule says something else
  /// @param right of the settled clips it speaks of, those it puts the settled label first on
  public record Figures(double coverage, double overlap, double conflict, Share right) {}

  /// A rule as people see it.
  ///
  /// @param counts whether its votes count everywhere; they are on probation otherwise
  /// @param figures null = it has not voted yet, or has been changed since
  public record Standing(Rule rule, int revision, boolean counts, @Nullable Figures figures) {}

  /// What a rule would say.
  ///
  /// @param clips it was tried on, the first of the corpus
  /// @param speaksOf of them
  /// @param right of the settled clips it speaks of, those whose label it puts first
  /// @param examples what it speaks of: words of the first of them, or their names where nothing is
  ///   said
  public record Trial(int clips, int speaksOf, Share right, List<String> examples) {
    public Trial {
      examples = List.copyOf(examples);
    }
  }

  /// The rules of a corpus, by name.
  public List<Standing> of(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var voters = new HashMap<String, Voter>();
    voting.votersOf(corpus).forEach(voter -> voters.put(voter.name(), voter));
    var seen = figures(corpus);
    return rules.of(corpus).stream()
        .map(written -> {
          var voter = voters.get(written.rule().voter());
          return new Standing(
              written.rule(),
              written.revision(),
              voter != null && !voter.onProbation(),
              seen.get(keyOf(written.rule().name(), written.revision())));
        })
        .toList();
  }

  /// The run in which rules voted last.
  public Optional<Run> lastVote(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return runs.of(corpus, RunKind.RULES).stream()
        .filter(run -> run.state() == RunState.DONE)
        .findFirst();
  }

  /// Figures of an earlier revision say nothing of what a rule looks for now.
  private static String keyOf(String name, int revision) {
    return name + " " + revision;
  }

  private Map<String, Figures> figures(CorpusId corpus) {
    var figures = new HashMap<String, Figures>();
    lastVote(corpus)
        .flatMap(Run::summary)
        .map(JsonMapper.shared()::readTree)
        .ifPresent(summary -> {
          for (var one : summary.path("rules")) {
            figures.put(
                keyOf(one.path("name").asString(), one.path("revision").asInt()),
                new Figures(
                    one.path("coverage").asDouble(),
                    one.path("overlap").asDouble(),
                    one.path("conflict").asDouble(),
                    Share.of(one.path("right").asInt(), one.path("judged").asInt())));
          }
        });
    return figures;
  }

  /// What a rule would say of the first clips of a corpus.
  public Trial attempt(CorpusId corpus, Rule rule) {
    rights.require(corpus, Right.REVIEW);
    var examples = new ArrayList<String>();
    int tried = 0;
    int speaksOf = 0;
    int judged = 0;
    int right = 0;
    long after = -1;
    while (tried < TRIED) {
      var page = library.page(corpus, READY, after, Math.min(PAGE, TRIED - tried));
      if (page.isEmpty()) {
        break;
      }
      var facts = reading.of(page, List.of(rule)); // tracks of all at once would fill the memory
      for (var clip : page) {
        if (rule.speaksOf(facts.getOrDefault(clip.id(), ClipFacts.NONE))) {
          speaksOf++;
          var truth = clip.decidedLabel();
          judged += truth.isPresent() ? 1 : 0;
          right += truth.isPresent() && truth.equals(rule.labels().first()) ? 1 : 0;
          if (examples.size() < SHOWN) {
            examples.add(clip.text().orElseGet(clip::name));
          }
        }
      }
      tried += page.size();
      after = page.getLast().position();
    }
    return new Trial(tried, speaksOf, Share.of(right, judged), examples);
  }

  /// Whether there are rules, or votes of some that were taken back.
  public boolean mayVote(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return !rules.voters(corpus).isEmpty();
  }

  /// Writes a rule down, in place of one of the same name.
  ///
  /// @throws InvalidRequestException if it holds a label that the scheme has not
  public void write(CorpusId corpus, Rule rule) {
    rights.require(corpus, Right.MANAGE);
    try {
      rules.write(corpus, rule, person.account().id());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Takes a rule back; its votes are taken back when rules vote again.
  ///
  /// @throws InvalidRequestException if there is none of this name
  public void withdraw(CorpusId corpus, String name) {
    rights.require(corpus, Right.MANAGE);
    try {
      rules.withdraw(corpus, name, person.account().id());
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// A rule as it was typed.
  ///
  /// @throws InvalidRequestException if it could never speak
  public static Rule rule(Supplier<Rule> typed) {
    try {
      return typed.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }
}
