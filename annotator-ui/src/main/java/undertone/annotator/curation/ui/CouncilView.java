package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.CouncilCase;
import undertone.annotator.curation.CouncilDesk;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.search.SearchDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// People, models of this house and language models side by side, clip by clip, those first on
/// which they are furthest apart; what is shown can be sent to the annotators.
@Route("review/:corpus/council")
@PermitAll
class CouncilView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int PAGE = 25;
  private static final int MOST_CHIPS = 3; // of people's labels; the rest is in the clip's ledger

  private final CouncilDesk council;
  private final SearchDesk calls;
  private final CorpusLibrary library;
  private final Addresses addresses;

  CouncilView(CouncilDesk council, SearchDesk calls, CorpusLibrary library, Addresses addresses) {
    this.council = council;
    this.calls = calls;
    this.library = library;
    this.addresses = addresses;
    addClassNames("page", "council");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    removeAll();
    add(new Sitting(addresses.corpus(visit, Right.REVIEW)));
  }

  @Override
  public String getPageTitle() {
    return Words.say("council.title");
  }

  /// One curator's look at the list.
  private final class Sitting extends Div {
    private final Corpus corpus;
    private final Faces faces;
    private final Component rows = Drawn.element("tbody", "");
    private final List<CouncilCase.Machine> machines; // of the first page: later ones are as wide
    private final List<ClipId> shown = new ArrayList<>();
    private final Div foot = Drawn.div("actions");
    private @Nullable String next = "";

    Sitting(Corpus corpus) {
      this.corpus = corpus;
      this.faces = Faces.of(library.scheme(corpus.id()));
      addClassName("section");
      var first = council.page(corpus.id(), "", PAGE);
      machines = first.machines();
      add(
          Drawn.trail(Drawn.link("review/" + corpus.slug(), Words.say("room.review"))),
          Drawn.heading(
              Words.say("council.title"), Words.say("council.lead", council.count(corpus.id()))));
      if (first.cases().isEmpty()) {
        add(
            Drawn.empty(
                "done",
                Words.say("council.noneTitle"),
                Words.say("council.none"),
                Drawn.link("runs/" + corpus.slug(), Words.say("review.toRuns"))));
        return;
      }
      var table = Drawn.element("table", "table seats", head(), rows);
      add(Drawn.scrolled(table, Words.say("council.title")), foot);
      append(first);
    }

    private Component head() {
      var row =
          Drawn.element(
              "tr",
              "",
              Drawn.cell("th", Words.say("clips.name"), "col"),
              Drawn.cell("th", Words.say("council.people"), "col"));
      for (var machine : machines) {
        var cell = Drawn.cell("th", "", "col");
        cell.add(
            Drawn.link("insights/" + corpus.slug() + "/voters/" + machine.id(), machine.name()),
            Drawn.text("fine", Words.of(machine.family())));
        if (machine.probation()) {
          cell.add(Drawn.text("fine", Words.say("council.probation")));
        }
        row.add(cell);
      }
      row.add(Drawn.cell("th", Words.say("council.apart"), "col"));
      return Drawn.element("thead", "", row);
    }

    private void append(CouncilCase.Page page) {
      for (var one : page.cases()) {
        shown.add(new ClipId(one.clip().id()));
        rows.getElement().appendChild(row(one).getElement());
      }
      next = page.next();
      foot.removeAll();
      if (next != null) {
        foot.add(button(Words.say("council.more"), "act", this::more));
      }
      foot.add(button(Words.say("council.call", called().size()), "act primary", this::call));
    }

    private void more() {
      var after = next;
      if (after != null) {
        append(council.page(corpus.id(), after, PAGE));
      }
    }

    private void call() {
      try {
        Drawn.say(Words.say("search.sent", calls.call(corpus.id(), called())));
      } catch (InvalidRequestException refused) {
        Drawn.complain(refused);
      }
    }

    private List<ClipId> called() {
      return shown.stream().limit(SearchDesk.MOST_CALLED).toList();
    }

    private Component row(CouncilCase one) {
      var row = Drawn.element("tr", "", Drawn.element("th", "", clip(one.clip())), people(one));
      row.getElement().getChild(0).setAttribute("scope", "row");
      for (var machine : machines) {
        row.add(
            Drawn.element(
                "td",
                "",
                faces.chips(
                    new CandidateSet(one.machines().getOrDefault(machine.id(), List.of())),
                    CandidateSet.NONE)));
      }
      row.add(
          Drawn.element(
              "td",
              "",
              Drawn.bar("", one.degree()),
              Drawn.text("number", Words.share(one.degree()))));
      return row;
    }

    private Component clip(ClipCard clip) {
      var media = clip.media();
      var glimpse =
          new Glimpse(
              clip.name(),
              clip.modality(),
              media.mediaUrl() == null ? "" : media.mediaUrl(),
              media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
              clip.text() == null ? "" : clip.text());
      return Drawn.div(
          "seats-clip",
          Drawn.div("neighbour-face", glimpse),
          Drawn.link("corpora/" + corpus.slug() + "/clips/" + clip.id(), clip.name()));
    }

    private Component people(CouncilCase one) {
      if (one.people().isEmpty()) {
        return Drawn.element("td", "", Drawn.text("muted", Words.say("council.nobody")));
      }
      var chips = Drawn.div("chips");
      var strength = Faces.Strength.SOLID;
      for (var held : one.people().stream().limit(MOST_CHIPS).toList()) {
        chips.add(
            Drawn.div(
                "inline",
                faces.chip(held.label(), strength),
                Drawn.text("number fine", Words.share(held.share()))));
        strength = Faces.Strength.OUTLINED;
      }
      return Drawn.element(
          "td", "", chips, Drawn.text("fine", Words.say("council.voices", one.voices())));
    }

    private static Component button(String words, String looks, Runnable pressed) {
      var button = new NativeButton(words, _ -> pressed.run());
      button.addClassNames(looks.split(" "));
      return button;
    }
  }
}
