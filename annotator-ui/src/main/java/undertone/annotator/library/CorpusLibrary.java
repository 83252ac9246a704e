package undertone.annotator.library;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.LabelScheme;
import undertone.corpora.Sentence;
import undertone.corpora.care.Caring;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Palette;
import undertone.corpora.corpus.Question;
import undertone.corpora.corpus.WordingHelp;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.People;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.vote.Voting;

/// Corpora as the person who acts may see and change them.
@Service
@Transactional
public class CorpusLibrary {

  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 100_000;

  private final Rights rights;
  private final CurrentPerson person;
  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Proposals proposals;
  private final People people;
  private final Ledger ledger;
  private final Caring caring;
  private final boolean membersMayCreate;

  CorpusLibrary(
      Rights rights,
      CurrentPerson person,
      Catalogue catalogue,
      Library library,
      Voting voting,
      Proposals proposals,
      People people,
      Ledger ledger,
      Caring caring,
      @Value("${undertone.members-may-create:true}") boolean membersMayCreate) {
    this.rights = rights;
    this.person = person;
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.proposals = proposals;
    this.people = people;
    this.ledger = ledger;
    this.caring = caring;
    this.membersMayCreate = membersMayCreate;
  }

  /// A page of clips.
  ///
  /// @param next position to ask on from, null at the end
  public record Page(List<ClipCard> clips, @Nullable Long next) {}

  // Corpora ---------------------------------------------------------------------------------------

  /// The corpora one has a part in, by name.
  @Transactional(readOnly = true)
  public List<CorpusCard> mine() {
    return rights.visible().stream().map(this::card).toList();
  }

  /// One corpus one has a part in.
  @Transactional(readOnly = true)
  public CorpusCard card(CorpusId id) {
    return card(rights.requirePart(id));
  }

  public boolean mayCreate() {
    return rights.isAdmin() || (membersMayCreate && person.signedIn());
  }

  /// Makes a corpus; whoever makes it owns it.
  public Corpus create(String name, LabelScheme scheme, String language) {
    if (!membersMayCreate) {
      rights.requireAdmin();
    }
    rights.requireScope(Right.MANAGE);
    checkText(
        name, LONGEST_NAME, Sentence.of("A corpus name has up to %s characters.", LONGEST_NAME));
    if (name.isBlank()) {
      throw new InvalidRequestException("A corpus needs a name.");
    }
    var corpus = sensibly(() -> catalogue.create(name, scheme, language));
    people.join(corpus.id(), person.account().id(), CorpusRole.OWNER);
    return corpus;
  }

  /// Name, description and guidelines (Markdown).
  public void describe(CorpusId id, String name, String description, String guidelines) {
    rights.require(id, Right.MANAGE);
    if (name.isBlank()) {
      throw new InvalidRequestException("A corpus needs a name.");
    }
    checkText(
        name, LONGEST_NAME, Sentence.of("A corpus name has up to %s characters.", LONGEST_NAME));
    checkText(
        description,
        LONGEST_TEXT,
        Sentence.of("A description has up to %s characters.", LONGEST_TEXT));
    checkText(
        guidelines,
        LONGEST_TEXT,
        Sentence.of("Guidelines have up to %s characters.", LONGEST_TEXT));
    catalogue.describe(id, name.strip(), description, guidelines, person.account().id());
  }

  /// @param overlap how many annotators see each clip
  /// @param lease how long a clip stays with an annotator who does not answer
  public void plan(CorpusId id, int overlap, Duration lease) {
    rights.require(id, Right.MANAGE);
    sensibly(() -> {
      catalogue.plan(id, overlap, lease);
      return id;
    });
  }

  /// What annotators are asked besides the candidate set.
  public void ask(CorpusId id, Set<Question> questions) {
    rights.require(id, Right.MANAGE);
    catalogue.ask(id, questions);
  }

  /// What a run's corrections must be worth at least before curators are asked about them, 0..1.
  public void holdBelow(CorpusId id, double leastPrecision) {
    rights.require(id, Right.MANAGE);
    sensibly(() -> {
      catalogue.holdBelow(id, leastPrecision);
      return id;
    });
  }

  /// How annotators see the labels until they choose for themselves.
  public void layOut(CorpusId id, Palette palette) {
    rights.require(id, Right.MANAGE);
    catalogue.layOut(id, palette);
  }

  /// When annotators may see how others have worded clips like theirs.
  public void offerWordings(CorpusId id, WordingHelp help) {
    rights.require(id, Right.MANAGE);
    catalogue.offerWordings(id, help);
  }

  /// Lets pass whoever may change the settings of a corpus.
  public void requireToManage(CorpusId id) {
    rights.require(id, Right.MANAGE);
  }

  /// Puts a corpus under another scheme, or a new version of its own.
  public void use(CorpusId id, LabelScheme scheme) {
    rights.require(id, Right.MANAGE);
    catalogue.use(id, scheme);
  }

  /// The labels of a corpus, for anyone who has a part in it.
  @Transactional(readOnly = true)
  public LabelScheme scheme(CorpusId id) {
    rights.requirePart(id);
    return catalogue.schemeOf(id);
  }

  // Clips -----------------------------------------------------------------------------------------

  /// The clips after a position (exclusive; start with -1).
  @Transactional(readOnly = true)
  public Page browse(CorpusId corpus, ClipFilter filter, long after, int size) {
    require(corpus, filter);
    checkSize(size);
    var clips = library.page(corpus, filter, after, size);
    var next = clips.size() < size ? null : (Long) clips.getLast().position();
    return new Page(clips.stream().map(ClipCard::of).toList(), next);
  }

  /// By clip, which share of its voters put the leading label first; clips with fewer than two
  /// voters are left out.
  @Transactional(readOnly = true)
  public Map<Long, Double> agreement(CorpusId corpus, List<ClipCard> clips) {
    rights.require(corpus, Right.READ);
    checkSize(Math.max(1, clips.size()));
    var votes = voting.standing(clips.stream().map(c -> new ClipId(c.id())).toList());
    var shares = new HashMap<Long, Double>();
    for (var clip : clips) {
      var firsts =
          votes.getOrDefault(new ClipId(clip.id()), List.of()).stream()
              .filter(v -> v.corpus().equals(corpus))
              .flatMap(v -> v.candidates().first().stream())
              .toList();
      if (firsts.size() > 1) {
        long leading = firsts.stream().filter(l -> l.equals(clip.leadingLabel())).count();
        shares.put(clip.id(), (double) leading / firsts.size());
      }
    }
    return shares;
  }

  /// A page by row number, for grids.
  @Transactional(readOnly = true)
  public List<ClipCard> slice(CorpusId corpus, ClipFilter filter, int offset, int size) {
    require(corpus, filter);
    checkSize(size);
    return library.slice(corpus, filter, offset, size).stream().map(ClipCard::of).toList();
  }

  @Transactional(readOnly = true)
  public long count(CorpusId corpus, ClipFilter filter) {
    require(corpus, filter);
    return library.count(corpus, filter);
  }

  /// How many clips lead with each label, whatever the filter's own label; those without one stand
  /// under the empty word.
  @Transactional(readOnly = true)
  public Map<String, Long> countByLabel(CorpusId corpus, ClipFilter filter) {
    require(corpus, filter);
    return library.countByLabel(corpus, filter);
  }

  @Transactional(readOnly = true)
  public List<String> splits(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return library.splitsOf(corpus);
  }

  /// Everything known of a clip; who said what only for those who review.
  @Transactional(readOnly = true)
  public ClipDetail clip(CorpusId corpus, ClipId id) {
    rights.require(corpus, Right.READ);
    var clip = library.require(corpus, id);
    return new ClipDetail(
        ClipCard.of(clip),
        metadata(clip),
        library.conversationOf(clip).stream().map(ClipCard::of).toList(),
        rights.may(corpus, Right.REVIEW) ? chain(corpus, clip) : null);
  }

  private ClipDetail.Chain chain(CorpusId corpus, Clip clip) {
    return new ClipDetail.Chain(
        clip.sourcePath().orElse(null),
        library.goldOf(clip.id()).orElse(null),
        caring.reports(clip.id()),
        ledger.allVotes(corpus, clip.id()),
        ledger.allCaptions(corpus, clip.id()),
        ledger.comments(clip.id()),
        proposals.ofClip(clip.id()).stream()
            .map(p ->
                new ClipDetail.ProposalMade(
                    p.id().value(),
                    p.run().value(),
                    p.kind(),
                    p.label(),
                    p.probability(),
                    p.noise(),
                    p.state()))
            .toList(),
        ledger.decisions(clip.id()));
  }

  private static Map<String, Object> metadata(Clip clip) {
    return clip.metadata()
        .map(m -> JsonMapper.shared().readValue(m, new TypeReference<Map<String, Object>>() {}))
        .orElse(Map.of());
  }

  private CorpusCard card(Corpus corpus) {
    return new CorpusCard(
        corpus,
        rights.myRole(corpus.id()).orElse(null),
        rights.may(corpus.id(), Right.READ) ? catalogue.stats(corpus.id()) : null);
  }

  // The domain refuses with IllegalArgumentException and a sentence fit for people.
  private static <T> T sensibly(Supplier<T> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// What a single voter said, what runs believe and what curators rejected are for those who
  /// review.
  private void require(CorpusId corpus, ClipFilter filter) {
    rights.require(corpus, Right.READ);
    if (filter.against() != null || filter.missed() != null || filter.rejected() != null) {
      rights.require(corpus, Right.REVIEW);
    }
  }

  private static void checkSize(int size) {
    if (size < 1 || size > LARGEST_PAGE) {
      throw new InvalidRequestException("A page has 1 to %s clips, not %s.", LARGEST_PAGE, size);
    }
  }

  private static void checkText(String text, int longest, Sentence complaint) {
    if (text.length() > longest) {
      throw new InvalidRequestException(complaint);
    }
  }
}
