package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.EvidenceFact;
import undertone.annotator.curation.PartsToTake.RatingToTake;
import undertone.annotator.curation.ProposalCase;
import undertone.annotator.labelling.WordingDesk;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Rating;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.TrackDesk;
import undertone.annotator.tracks.ui.FaceSigns;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.ClipRating;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.pseudo.SpreadBasis;
import undertone.engine.pseudo.PseudoMethod;

/// Everything a curator needs to decide one proposal, on one screen: the clip and what people said
/// of it on the left, what the run says and why on the right.
final class CasePane extends Div {

  private static final int MOST_BARS = 5;
  private static final double LEAST_DRAWN = 0.005;

  private final ProposalCase shown;
  private final Faces faces;
  private final Corpus corpus;
  private final GoldFigures gold;
  private final VoterNames names;
  private ClipRating rating;
  private @Nullable Player player;

  /// @param nameless whether voters are numbered instead of named, and their figures left out
  CasePane(
      ProposalCase shown,
      Faces faces,
      Corpus corpus,
      boolean nameless,
      GoldFigures gold,
      Curating curating,
      WordingDesk wordings,
      TrackDesk tracks) {
    this.shown = shown;
    this.faces = faces;
    this.corpus = corpus;
    this.gold = nameless ? GoldFigures.NONE : gold;
    this.names =
        nameless
            ? VoterNames.numbered(
                Stream.of(shown.votes(), shown.cueVotes(), shown.watched())
                    .flatMap(List::stream)
                    .map(Said.VoteSaid::voter)
                    .distinct()
                    .toList())
            : VoterNames.plain();
    this.rating = RatingPane.of(shown.standing());
    addClassName("case");
    var said = Drawn.div("case-side", clip(tracks), lanes(), voters());
    if (RatingPane.belongsTo(corpus, shown.votes(), shown.standing())) {
      said.add(part("rating.title", new RatingPane(shown.votes(), rating, r -> rating = r)));
    }
    said.add(captions(wordings, tracks));
    said.add(
        part(
            "review.remarks",
            new Remarks(
                corpus.id(),
                new ClipId(shown.clip().id()),
                shown.comments(),
                names,
                this::seek,
                curating)));
    add(said, Drawn.div("case-side", proposal(), evidence(), neighbours()));
  }

  /// What the curator would settle of how the whole clip feels; null = nothing.
  @Nullable RatingToTake rating() {
    return RatingToTake.of(rating);
  }

  /// Puts the case out of sight, its media fetched already, or shows it.
  void waiting(boolean waits) {
    getElement().setAttribute("hidden", waits);
    if (player != null) {
      player.waiting(waits);
    }
  }

  private Component clip(TrackDesk tracks) {
    var clip = shown.clip();
    if (clip.state() == ClipState.UNREADABLE) {
      var reason = clip.reason();
      return Drawn.empty("broken", Words.say("clip.unreadable"), reason == null ? "" : reason);
    }
    var plays =
        new Player(
                clip.media(), clip.modality(), clip.text(), clip.durationMicros(), !clip.hasAudio())
            .shaped(clip.width(), clip.height())
            .tracked(tracks.address(corpus.id(), new ClipId(clip.id())).orElse(null))
            .atOnce();
    player = plays;
    return Drawn.div("stage", plays);
  }

  private Component lanes() {
    var duration = shown.clip().durationMicros();
    return Lanes.of(
        Stream.concat(shown.votes().stream(), shown.cueVotes().stream()).toList(),
        duration == null ? 0 : duration,
        faces,
        names,
        this::seek);
  }

  private void seek(long micros) {
    if (player != null) {
      player.seek(micros);
    }
  }

  private Component voters() {
    var list = Drawn.element("ul", "voters");
    shown.votes().forEach(v -> list.add(voter(v)));
    return part(
        "review.voters",
        Drawn.div(
            "said-lines",
            shown.votes().isEmpty()
                ? Drawn.element("p", "muted", new Text(Words.say("ledger.noVotes")))
                : list,
            CueRows.of(shown.cueVotes(), faces, names, gold),
            CueRows.watched(shown.watched(), faces, names, gold)));
  }

  private Component voter(Said.VoteSaid vote) {
    var item =
        Drawn.element(
            "li",
            "voter",
            Drawn.text("who", names.of(vote.voter())),
            gold.beside(vote.voter()),
            vote.candidates().isEmpty()
                ? Drawn.text("muted", Words.of(vote.meaning()))
                : faces.chips(
                    new CandidateSet(vote.candidates()), new CandidateSet(vote.excluded())));
    Rating.of(vote.rating()).forEach(item::add);
    return item;
  }

  private Component captions(WordingDesk wordings, TrackDesk tracks) {
    var face = tracks.reading(corpus.id(), new ClipId(shown.clip().id()));
    var list = Drawn.element("ul", "captions");
    for (var caption : shown.captions()) {
      var words = Drawn.element("q", "", new Text(caption.text()));
      words.getElement().setAttribute("lang", caption.language());
      var line = Drawn.element("li", "");
      CaptionPlace.of(caption.level(), caption.region()).ifPresent(line::add);
      line.add(words, Drawn.text("fine", names.of(caption.voter())));
      caption.names().forEach(label -> line.add(bearing(label)));
      line.add(FaceSigns.of(face, caption.text(), this::seek));
      list.add(line);
    }
    var own =
        new WordingPane(corpus, new ClipId(shown.clip().id()), names, wordings, face, this::seek);
    return shown.captions().isEmpty()
        ? part("review.captions", own)
        : part("review.captions", list, own);
  }

  /// What a caption says for or against the proposal by naming a label. It is the word that counts,
  /// and the screen says so.
  private Component bearing(String label) {
    boolean supports = label.equals(shown.proposal().label());
    return Drawn.text(
        supports ? "bearing supports" : "bearing",
        Words.say(
            supports ? "review.captionSupports" : "review.captionContradicts", faces.name(label)));
  }

  /// Now and then, as bars of the labels' colours, with how doubtful the votes are.
  private Component proposal() {
    var proposal = shown.proposal();
    var from = proposal.fromLabel();
    var move = Drawn.div("move");
    if (from != null) {
      move.add(faces.chip(from, Faces.Strength.OUTLINED), Drawn.text("muted", "→"));
    }
    move.add(faces.chip(proposal.label(), Faces.Strength.SOLID));
    var link =
        Drawn.link("corpora/" + corpus.slug() + "/clips/" + shown.clip().id(), shown.clip().name());
    link.addClassName("fine");
    var there = Drawn.div("inline", link);
    if (shown.clip().conversation() != null) {
      var dialogue =
          Drawn.link(
              "corpora/" + corpus.slug() + "/clips/" + shown.clip().id() + "/conversation",
              Words.say("dialogue.open"));
      dialogue.addClassName("fine");
      there.add(dialogue);
    }
    var compared =
        Drawn.div(
            "compared",
            column(
                "review.now",
                "review.nowHint",
                shown.before().isEmpty()
                    ? Drawn.element("p", "muted", new Text(Words.say("ledger.noVotes")))
                    : faces.bars(shown.before(), compared())));
    if (!shown.content().isEmpty()) {
      compared.add(
          column("review.content", "review.contentHint", faces.bars(shown.content(), compared())));
    }
    compared.add(column("review.then", thenHint(), faces.bars(shown.after(), compared())));
    var card = Drawn.element("section", "card tight", Drawn.div("between", move, there), compared);
    // What one caption says is no doubt about the votes yet, and without votes there is none.
    if (shown.written() == null && !shown.before().isEmpty()) {
      card.add(noise());
    }
    return card;
  }

  private String thenHint() {
    if (shown.written() != null) {
      return "review.thenWrittenHint";
    }
    if (shown.proposal().kind() == ProposalKind.PSEUDO_LABEL) {
      return "review.thenSpreadHint";
    }
    return shown.content().isEmpty() && shown.neighbours().isEmpty()
        ? "review.thenVotesHint"
        : "review.thenHint";
  }

  /// The labels drawn on all sides: the two of the move, then those most probable on either side;
  /// in the order of the run.
  private List<String> compared() {
    var move =
        Stream.concat(
                Stream.of(shown.proposal().label()),
                Stream.ofNullable(shown.proposal().fromLabel()))
            .toList();
    var others =
        Stream.of(shown.before(), shown.content(), shown.after())
            .flatMap(shares -> shares.keySet().stream())
            .distinct()
            .filter(label -> !move.contains(label) && most(label) >= LEAST_DRAWN)
            .sorted(Comparator.comparingDouble(label -> -most(label)))
            .limit(MOST_BARS - (long) move.size());
    return Stream.concat(move.stream(), others)
        .sorted(
            Comparator.<String>comparingDouble(l -> -shown.after().getOrDefault(l, 0.0))
                .thenComparingDouble(l -> -shown.before().getOrDefault(l, 0.0)))
        .toList();
  }

  private double most(String label) {
    return Stream.of(shown.before(), shown.content(), shown.after())
        .mapToDouble(shares -> shares.getOrDefault(label, 0.0))
        .max()
        .orElse(0);
  }

  private static Component column(String key, String hint, Component bars) {
    return Drawn.div(
        "section", Drawn.title(3, Words.say(key)), Drawn.text("fine", Words.say(hint)), bars);
  }

  private Component noise() {
    double noise = shown.proposal().noise();
    return Drawn.div(
        "noise-row",
        Drawn.text("muted", Words.say("review.noise")),
        Drawn.bar("noise", noise),
        Drawn.text("number", Words.share(noise)));
  }

  /// One sentence that sums up the evidence, and how the belief grew.
  private Component evidence() {
    var why = Drawn.element("p", "why", new Text(why(shown.facts())));
    var section = part("review.why", why);
    var written = shown.written();
    if (written != null) {
      var quote = Drawn.element("blockquote", "quote", new Text(written.text()));
      quote.getElement().setAttribute("lang", written.language());
      section.getElement().appendChild(quote.getElement());
    }
    var spread = shown.spread();
    if (spread != null) {
      section.getElement().appendChild(origin(spread).getElement());
    }
    if (!shown.trajectory().isEmpty()) {
      section.getElement().appendChild(trajectory().getElement());
    }
    return section;
  }

  /// In one line how a label that was spread came about.
  private static Component origin(SpreadBasis spread) {
    var says =
        Words.say(
            "review.spread",
            Words.number(spread.round()),
            Words.of(PseudoMethod.of(spread.method())),
            Words.share(spread.confidence()),
            Words.share(spread.rawConfidence()),
            Words.share(spread.margin()));
    var asked = spread.threshold();
    if (asked != null && asked > 1) {
      return Drawn.element("p", "fine", new Text(says + " " + Words.say("review.spreadNone")));
    }
    return Drawn.element(
        "p",
        "fine",
        new Text(
            asked == null
                ? says
                : says
                    + " "
                    + Words.say(
                        "review.spreadAsked",
                        Words.share(asked),
                        Words.number(spread.taught()),
                        Words.number(spread.networks().size()))));
  }

  private String why(List<EvidenceFact> facts) {
    var clauses =
        facts.stream()
            .map(f -> Words.say(f.key(), f.values().stream().map(this::readable).toArray()))
            .collect(Collectors.joining(Words.say("evidence.comma")));
    var sentence = Words.say("evidence.sentence", clauses);
    return sentence.substring(0, 1).toUpperCase(Words.locale()) + sentence.substring(1);
  }

  private Object readable(Object value) {
    return switch (value) {
      case Double share -> Words.share(share);
      case String label -> faces.name(label);
      default -> value;
    };
  }

  private Component trajectory() {
    var bars = Drawn.div("spark");
    bars.getElement()
        .setAttribute("role", "img")
        .setAttribute(
            "aria-label",
            Words.say(
                "review.trajectorySays",
                faces.name(shown.proposal().label()),
                Words.share(shown.trajectory().getFirst()),
                Words.share(shown.trajectory().getLast())));
    for (double share : shown.trajectory()) {
      var bar = Drawn.text("spark-bar", "");
      Drawn.vary(bar, "--share", Double.toString(Math.clamp(share, 0.02, 1)));
      bars.add(bar);
    }
    Drawn.vary(bars, "--label", faces.colour(shown.proposal().label()));
    return Drawn.div(
        "said-lines",
        Drawn.div(
            "spark-row",
            Drawn.text("muted", Words.say("review.trajectory")),
            bars,
            Drawn.text("number", Words.share(shown.trajectory().getLast()))),
        Drawn.element(
            "p",
            "fine",
            new Text(Words.say("review.trajectoryHint", faces.name(shown.proposal().label())))));
  }

  private Component neighbours() {
    var list = Drawn.element("ul", "neighbours");
    shown.neighbours().forEach(n -> list.add(neighbour(n)));
    return part(
        "review.nearest",
        shown.neighbours().isEmpty()
            ? Drawn.element("p", "muted", new Text(Words.say("review.noNeighbours")))
            : list);
  }

  private Component neighbour(ProposalCase.NeighbourClip near) {
    var clip = near.clip();
    var media = clip.media();
    var says =
        near.label().isEmpty()
            ? clip.name()
            : Words.say(
                near.confirmed() ? "clip.saysDecided" : "clip.saysLeading",
                clip.name(),
                faces.name(near.label()));
    var glimpse =
        new Glimpse(
            says,
            clip.modality(),
            media.mediaUrl() == null ? "" : media.mediaUrl(),
            media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
            clip.text() == null ? "" : clip.text());
    var item = Drawn.element("li", "neighbour", Drawn.div("neighbour-face", glimpse));
    item.add(
        near.label().isEmpty()
            ? Drawn.text("fine", Words.say("clip.noLabel"))
            : faces.chip(
                near.label(), near.confirmed() ? Faces.Strength.SOLID : Faces.Strength.OUTLINED));
    return item;
  }

  private static Component part(String key, Component... content) {
    var part = Drawn.element("section", "part", Drawn.title(2, Words.say(key)));
    part.add(content);
    return part;
  }
}
