package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.stream.Collectors;
import undertone.annotator.curation.EvidenceFact;
import undertone.annotator.curation.ProposalCase;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.clip.ClipState;

/// Everything a curator needs to decide one proposal, on one screen: the clip and what people said
/// of it on the left, what the run says and why on the right.
final class CasePane extends Div {

  private static final int MOST_BARS = 4;

  private final ProposalCase shown;
  private final Faces faces;
  private final String corpusSlug;

  CasePane(ProposalCase shown, Faces faces, String corpusSlug) {
    this.shown = shown;
    this.faces = faces;
    this.corpusSlug = corpusSlug;
    addClassName("case");
    var said = Drawn.div("case-side", clip(), voters());
    if (!shown.captions().isEmpty()) {
      said.add(captions());
    }
    add(said, Drawn.div("case-side", proposal(), evidence(), neighbours()));
  }

  private Component clip() {
    var clip = shown.clip();
    if (clip.state() == ClipState.UNREADABLE) {
      var reason = clip.reason();
      return Drawn.empty("broken", Words.say("clip.unreadable"), reason == null ? "" : reason);
    }
    return Drawn.div(
        "stage",
        new Player(
                clip.media(), clip.modality(), clip.text(), clip.durationMicros(), !clip.hasAudio())
            .shaped(clip.width(), clip.height())
            .atOnce());
  }

  private Component voters() {
    var list = Drawn.element("ul", "voters");
    shown.votes().forEach(v -> list.add(voter(v)));
    return part(
        "review.voters",
        shown.votes().isEmpty()
            ? Drawn.element("p", "muted", new Text(Words.say("ledger.noVotes")))
            : list);
  }

  private Component voter(Said.VoteSaid vote) {
    return Drawn.element(
        "li",
        "voter",
        Drawn.text("who", vote.voter()),
        vote.candidates().isEmpty()
            ? Drawn.text("muted", Words.of(vote.meaning()))
            : faces.chips(new CandidateSet(vote.candidates()), new CandidateSet(vote.excluded())));
  }

  private Component captions() {
    var list = Drawn.element("ul", "captions");
    for (var caption : shown.captions()) {
      var words = Drawn.element("q", "", new Text(caption.text()));
      words.getElement().setAttribute("lang", caption.language());
      list.add(Drawn.element("li", "", words, Drawn.text("fine", caption.voter())));
    }
    return part("review.captions", list);
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
        Drawn.link("corpora/" + corpusSlug + "/clips/" + shown.clip().id(), shown.clip().name());
    link.addClassName("fine");
    var compared =
        Drawn.div(
            "compared",
            column(
                "review.now",
                shown.before().isEmpty()
                    ? Drawn.element("p", "muted", new Text(Words.say("ledger.noVotes")))
                    : faces.bars(shown.before(), MOST_BARS)),
            column("review.then", faces.bars(shown.after(), MOST_BARS)));
    return Drawn.element(
        "section", "card tight", Drawn.div("between", move, link), compared, noise());
  }

  private static Component column(String key, Component bars) {
    return Drawn.div("section", Drawn.title(3, Words.say(key)), bars);
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
    if (!shown.trajectory().isEmpty()) {
      section.getElement().appendChild(trajectory().getElement());
    }
    return section;
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
        "spark-row",
        Drawn.text("muted", Words.say("review.trajectory")),
        bars,
        Drawn.text("number", Words.share(shown.trajectory().getLast())));
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

  private static Component part(String key, Component content) {
    return Drawn.element("section", "part", Drawn.title(2, Words.say(key)), content);
  }
}
