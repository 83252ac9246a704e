package undertone.annotator.rules.ui;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.jobs.VotePlan.Deed;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.rules.RuleDesk;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.rule.Rule;
import undertone.corpora.run.Run;
import undertone.engine.metrics.Share;

/// The rules of a corpus: what each looks for, how much it speaks of, how it stands to the others
/// and to what curators settled. Owners write them and let them vote.
@Route("corpora/:corpus/rules")
@PermitAll
class RulesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final int NAMED = 4; // things looked for that are shown in a row

  private final RuleDesk desk;
  private final RunDesk runs;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;

  RulesView(
      RuleDesk desk, RunDesk runs, CorpusLibrary library, Rights rights, Addresses addresses) {
    this.desk = desk;
    this.runs = runs;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    addClassNames("page", "rules");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    show(addresses.corpus(visit, Right.REVIEW));
  }

  @Override
  public String getPageTitle() {
    return Words.say("rules.title");
  }

  private void show(Corpus corpus) {
    var faces = Faces.of(library.scheme(corpus.id()));
    var rules = desk.of(corpus.id());
    boolean may = rights.may(corpus.id(), Right.MANAGE);
    var actions = Drawn.div("actions");
    if (may) {
      actions.add(act("act", "rules.new", () -> write(corpus, faces, null)));
    }
    if (may && desk.mayVote(corpus.id())) {
      actions.add(act("act primary", "rules.vote", () -> follow(corpus, runs.rules(corpus.id()))));
    }
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        Drawn.heading(Words.say("rules.title"), Words.say("rules.lead"), actions));
    if (rules.isEmpty()) {
      add(Drawn.empty("wave", Words.say("rules.noneTitle"), Words.say("rules.none")));
      return;
    }
    var rows = rules.stream().map(standing -> row(corpus, faces, standing, may)).toList();
    add(
        Drawn.stacked(heads(may), rows, Words.say("rules.title")),
        Drawn.sentence(Words.say("rules.reading")));
  }

  private static List<String> heads(boolean may) {
    var names =
        Stream.of("rule", "finds", "says", "coverage", "overlap", "conflict", "right", "state");
    return Stream.concat(names, may ? Stream.of("deeds") : Stream.empty())
        .map(name -> Words.say("rules." + name))
        .toList();
  }

  private HtmlContainer row(Corpus corpus, Faces faces, RuleDesk.Standing standing, boolean may) {
    var rule = standing.rule();
    var says = Drawn.div("chips");
    rule.labels().labels().forEach(label -> says.add(faces.chip(label, Faces.Strength.OUTLINED)));
    var row =
        Drawn.element(
            "tr",
            "",
            Drawn.cell("th", rule.name(), "row"),
            Drawn.element("td", "", Drawn.text("fine", finds(rule))),
            Drawn.element("td", "", says));
    var seen = standing.figures();
    row.add(
        Drawn.cell("td", seen == null ? "–" : Words.share(seen.coverage()), ""),
        Drawn.cell("td", seen == null ? "–" : Words.share(seen.overlap()), ""),
        Drawn.cell("td", seen == null ? "–" : Words.share(seen.conflict()), ""),
        Drawn.cell("td", seen == null ? "–" : right(seen.right()), ""),
        Drawn.cell("td", Words.say(state(standing)), ""));
    if (may) {
      row.add(Drawn.element("td", "", deeds(corpus, faces, standing)));
    }
    return row;
  }

  private static String state(RuleDesk.Standing standing) {
    return standing.counts()
        ? "rules.counts"
        : standing.figures() == null ? "rules.silent" : "rules.probation";
  }

  private static String right(Share right) {
    return right.of() == 0
        ? "–"
        : Words.say(
            "found.interval",
            Words.share(right.value()),
            Words.share(right.low()),
            Words.share(right.high()),
            right.hits(),
            right.of());
  }

  private static String finds(Rule rule) {
    var looked = String.join(" · ", rule.looksFor().stream().limit(NAMED).toList());
    int more = rule.looksFor().size() - NAMED;
    var all = more > 0 ? Words.say("rules.more", looked, more) : looked;
    return rule.unless().isEmpty()
        ? Words.say("rules.reads", Words.of(rule.reads()), all)
        : Words.say(
            "rules.readsUnless", Words.of(rule.reads()), all, String.join(" · ", rule.unless()));
  }

  private Component deeds(Corpus corpus, Faces faces, RuleDesk.Standing standing) {
    var rule = standing.rule();
    var deeds =
        Drawn.div(
            "actions",
            named(
                act("act", "rules.change", () -> write(corpus, faces, rule)),
                Words.say("rules.changeOf", rule.name())),
            named(
                act("act", "rules.takeBack", () -> withdraw(corpus, rule)),
                Words.say("rules.takeBackOf", rule.name())));
    if (standing.counts()) {
      deeds.add(act("act", "model.suspend", () -> vote(corpus, rule, Deed.SUSPEND)));
    } else if (standing.figures() != null) {
      deeds.add(act("act", "model.letIn", () -> vote(corpus, rule, Deed.LET_IN)));
    }
    return deeds;
  }

  /// What a button does to whom, for who cannot see its row.
  private static NativeButton named(NativeButton button, String name) {
    button.setAriaLabel(name);
    return button;
  }

  private static NativeButton act(String styles, String key, Runnable deed) {
    var button = new NativeButton(Words.say(key), _ -> orComplain(deed));
    button.addClassNames(styles.split(" "));
    return button;
  }

  private static void orComplain(Runnable deed) {
    try {
      deed.run();
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }

  private void write(Corpus corpus, Faces faces, @Nullable Rule changed) {
    new RuleDialog(corpus, desk, faces, changed, () -> show(corpus)).open();
  }

  private void withdraw(Corpus corpus, Rule rule) {
    desk.withdraw(corpus.id(), rule.name());
    Drawn.say(Words.say("rules.takenBack", rule.name()));
    show(corpus);
  }

  private void vote(Corpus corpus, Rule rule, Deed deed) {
    follow(corpus, runs.vote(corpus.id(), new VotePlan(rule.voter(), deed)));
  }

  private void follow(Corpus corpus, Run run) {
    getUI().ifPresent(ui -> ui.navigate("runs/%s/%s".formatted(corpus.slug(), run.id())));
  }
}
