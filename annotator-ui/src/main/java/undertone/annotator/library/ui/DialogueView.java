package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.Dialogue;
import undertone.annotator.library.Dialogues;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.SpeakerSign;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.vote.VoterKind;

/// One conversation as a table: a row for each turn, a lane for each voter. In a cell stands the
/// label a voter puts first; the whole set shows while the label is pointed at or the row has the
/// focus, and is always there for screen readers.
@Route("corpora/:corpus/clips/:clip/conversation")
@PermitAll
class DialogueView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  /// Rows on a page; a longer conversation goes on over pages.
  static final int MOST_TURNS = 250;

  private final Dialogues dialogues;
  private final CorpusLibrary library;
  private final Addresses addresses;
  private final Div stage = Drawn.div("dialogue-stage");
  private String title = "";

  DialogueView(Dialogues dialogues, CorpusLibrary library, Addresses addresses) {
    this.dialogues = dialogues;
    this.library = library;
    this.addresses = addresses;
    addClassName("page");
  }

  /// Where the conversation of a clip is laid out.
  static String address(Corpus corpus, long clip) {
    return "corpora/" + corpus.slug() + "/clips/" + clip + "/conversation";
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.REVIEW);
    long here = Addresses.number(visit, "clip");
    var dialogue = dialogues.of(corpus.id(), new ClipId(here));
    var faces = Faces.of(library.scheme(corpus.id()));
    title = dialogue.name() == null ? Words.say("dialogue.alone") : dialogue.name();
    removeAll();
    stage.removeAll();
    var speakers = Drawn.div("inline");
    dialogue
        .speakers()
        .forEach(s -> speakers.add(SpeakerSign.of(s.name(), s.number(), s.letters())));
    int place = dialogue.turns().stream().map(t -> t.clip().id()).toList().indexOf(here);
    int first = place / MOST_TURNS * MOST_TURNS;
    int last = Math.min(dialogue.turns().size(), first + MOST_TURNS);
    add(
        Drawn.trail(
            Drawn.link(
                "corpora/" + corpus.slug() + "/conversations", Words.say("conversations.title"))),
        Drawn.heading(title, Words.say("dialogue.lead", dialogue.turns().size())),
        speakers,
        stage,
        Drawn.scrolled(
            table(corpus, dialogue, dialogue.turns().subList(first, last), faces, here), title),
        pages(corpus, dialogue.turns(), first, last));
  }

  private static Component pages(Corpus corpus, List<Dialogue.Turn> turns, int first, int last) {
    var pages = Drawn.div("actions");
    if (first > 0) {
      pages.add(
          Drawn.link(
              address(corpus, turns.get(first - 1).clip().id()), Words.say("dialogue.earlier")));
    }
    if (last < turns.size()) {
      pages.add(
          Drawn.link(address(corpus, turns.get(last).clip().id()), Words.say("dialogue.later")));
    }
    return pages;
  }

  private Component table(
      Corpus corpus, Dialogue dialogue, List<Dialogue.Turn> turns, Faces faces, long here) {
    var body = Drawn.element("tbody", "");
    turns.forEach(turn -> body.add(row(corpus, dialogue, turn, faces, turn.clip().id() == here)));
    return Drawn.element("table", "table dialogue", head(dialogue.lanes()), body);
  }

  private static Component head(List<Dialogue.Lane> lanes) {
    var row =
        Drawn.element(
            "tr",
            "",
            Drawn.cell("th", Words.say("dialogue.turn"), "col"),
            Drawn.cell("th", Words.say("dialogue.words"), "col"),
            Drawn.cell("th", Words.say("dialogue.apart"), "col"),
            Drawn.cell("th", Words.say("ledger.gold"), "col"),
            Drawn.cell("th", Words.say("dialogue.decided"), "col"));
    for (var lane : lanes) {
      var cell = Drawn.cell("th", "", "col");
      cell.add(
          Drawn.text("", lane.voter()),
          Drawn.text(
              "fine lane-kind",
              Words.say(lane.probation() ? "dialogue.probation" : "dialogue.kind." + lane.kind())));
      if (lane.kind() == VoterKind.MACHINE) {
        cell.addClassName("of-machine");
      }
      row.add(cell);
    }
    return Drawn.element("thead", "", row);
  }

  private Component row(
      Corpus corpus, Dialogue dialogue, Dialogue.Turn turn, Faces faces, boolean here) {
    var clip = turn.clip();
    var number = Drawn.cell("th", "", "row");
    number.add(Drawn.text("number", clip.turn() == null ? "·" : String.valueOf(clip.turn())));
    var row =
        Drawn.element(
            "tr",
            here ? "here" : "",
            number,
            Drawn.element("td", "", words(corpus, turn, here)),
            Drawn.element("td", "", apart(turn)),
            label(turn.gold(), faces),
            label(clip.decidedLabel(), faces));
    for (int lane = 0; lane < dialogue.lanes().size(); lane++) {
      var cell = held(turn, turn.held().get(lane), faces);
      if (dialogue.lanes().get(lane).kind() == VoterKind.MACHINE) {
        cell.addClassName("of-machine");
      }
      row.add(cell);
    }
    return row;
  }

  private Component words(Corpus corpus, Dialogue.Turn turn, boolean here) {
    var clip = turn.clip();
    var line = Drawn.div("dialogue-words");
    var speaker = turn.speaker();
    if (speaker != null) {
      line.add(SpeakerSign.of(speaker.name(), speaker.number(), speaker.letters()));
    }
    if (clip.media().mediaUrl() != null && clip.state() == ClipState.READY) {
      var play = new NativeButton("▶", _ -> play(clip));
      play.addClassName("quiet");
      play.getElement().setAttribute("aria-label", Words.say("dialogue.play", said(clip)));
      line.add(play);
    }
    var link = Drawn.link("corpora/" + corpus.slug() + "/clips/" + clip.id(), said(clip));
    if (here) {
      link.getElement().setAttribute("aria-current", "true");
    }
    line.add(link);
    return line;
  }

  private static String said(ClipCard clip) {
    var text = clip.text();
    return text == null || text.isBlank() ? clip.name() : text;
  }

  private void play(ClipCard clip) {
    stage.removeAll();
    stage.add(
        new Player(
                clip.media(), clip.modality(), clip.text(), clip.durationMicros(), !clip.hasAudio())
            .shaped(clip.width(), clip.height())
            .veiled(clip.distressing())
            .atOnce());
  }

  private static Component apart(Dialogue.Turn turn) {
    var marks = Drawn.div("said-lines");
    if (turn.peopleApart()) {
      marks.add(Drawn.text("apart-mark", "≠ " + Words.say("dialogue.peopleApart")));
    }
    if (turn.modelsApart()) {
      marks.add(Drawn.text("apart-mark", "≠ " + Words.say("dialogue.modelsApart")));
    }
    return marks;
  }

  private static Component label(@Nullable String label, Faces faces) {
    var cell = Drawn.element("td", "");
    if (label != null) {
      cell.add(faces.chip(label, Faces.Strength.SOLID));
    }
    return cell;
  }

  private static HtmlContainer held(Dialogue.Turn turn, Dialogue.@Nullable Held held, Faces faces) {
    var cell = Drawn.element("td", "held");
    if (held == null) {
      return cell;
    }
    if (held.candidates().isEmpty()) {
      cell.add(Drawn.text("muted", Words.of(held.meaning())));
      return cell;
    }
    boolean differs = turn.differs(held);
    cell.add(faces.chip(held.candidates().getFirst(), Faces.Strength.SOLID));
    if (differs) {
      cell.addClassName("differs");
      var mark = Drawn.text("apart-mark", "≠");
      mark.getElement()
          .setAttribute("role", "img")
          .setAttribute("aria-label", Words.say("dialogue.differs"));
      cell.add(mark);
    }
    set(held, faces, cell);
    return cell;
  }

  private static void set(Dialogue.Held held, Faces faces, HtmlContainer cell) {
    int others = held.candidates().size() - 1;
    var context = held.context();
    if (others == 0 && context == null) {
      return;
    }
    var set = Drawn.div("set");
    if (others > 0) {
      cell.add(Drawn.text("fine number more", "+" + others));
      set.add(faces.chips(new CandidateSet(held.candidates()), CandidateSet.NONE));
      set.add(Drawn.text("fine", Words.of(held.meaning())));
    }
    if (context != null) {
      set.add(Drawn.text("fine", Words.say("ledger.context." + context)));
    }
    cell.add(set);
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
