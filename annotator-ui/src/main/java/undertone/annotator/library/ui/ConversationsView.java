package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import undertone.annotator.library.Dialogues;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.clip.ConversationRow;
import undertone.corpora.corpus.Corpus;

/// The conversations of a corpus, by name, with how far they are voted on.
@Route("corpora/:corpus/conversations")
@PermitAll
class ConversationsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String AFTER = "after";

  private final Dialogues dialogues;
  private final Addresses addresses;

  ConversationsView(Dialogues dialogues, Addresses addresses) {
    this.dialogues = dialogues;
    this.addresses = addresses;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.REVIEW);
    var rows = dialogues.page(corpus.id(), Addresses.asked(visit, AFTER).orElse(""));
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        Drawn.heading(getPageTitle(), Words.say("conversations.lead")));
    if (rows.isEmpty()) {
      add(
          Drawn.empty(
              "people", Words.say("conversations.none"), Words.say("conversations.noneWhy")));
      return;
    }
    var body = Drawn.element("tbody", "");
    rows.forEach(row -> body.add(line(corpus, row)));
    add(
        Drawn.scrolled(
            Drawn.element("table", "table", head(), body), Words.say("conversations.title")));
    if (rows.size() == Dialogues.PAGE) {
      var next = URLEncoder.encode(rows.getLast().name(), StandardCharsets.UTF_8);
      add(
          Drawn.link(
              "corpora/" + corpus.slug() + "/conversations?" + AFTER + "=" + next,
              Words.say("conversations.more")));
    }
  }

  private static Component head() {
    var row = Drawn.element("tr", "");
    for (var column : new String[] {"name", "turns", "speakers", "voted", "apart"}) {
      row.add(Drawn.cell("th", Words.say("conversations." + column), "col"));
    }
    return Drawn.element("thead", "", row);
  }

  private static Component line(Corpus corpus, ConversationRow row) {
    var name = Drawn.cell("th", "", "row");
    name.add(Drawn.link(DialogueView.address(corpus, row.first().value()), row.name()));
    return Drawn.element(
        "tr",
        "",
        name,
        Drawn.cell("td", Words.number(row.turns()), ""),
        Drawn.cell("td", Words.number(row.speakers()), ""),
        Drawn.cell("td", Words.number(row.voted()), ""),
        Drawn.cell("td", Words.number(row.apart()), ""));
  }

  @Override
  public String getPageTitle() {
    return Words.say("conversations.title");
  }
}
