package undertone.annotator.insights.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.insights.Insights;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.HeatMap;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.corpus.Corpus;
import undertone.engine.insights.AgreementReport;
import undertone.engine.insights.Figure;
import undertone.engine.insights.VoterReport;

/// How far the voters of a corpus agree: on what, with whom, when; each figure leads to its clips.
@Route("insights/:corpus")
@PermitAll
class InsightsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Insights insights;
  private final CorpusLibrary library;
  private final ReviewHabits habits;
  private final Rights rights;
  private final Addresses addresses;

  InsightsView(
      Insights insights,
      CorpusLibrary library,
      ReviewHabits habits,
      Rights rights,
      Addresses addresses) {
    this.insights = insights;
    this.library = library;
    this.habits = habits;
    this.rights = rights;
    this.addresses = addresses;
    addClassNames("page", "insights");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    removeAll();
    var csv =
        new Anchor(
            "/api/v1/corpora/%s/insights/agreement.csv".formatted(corpus.id()),
            Words.say("insights.csv"));
    csv.addClassName("act");
    csv.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
    add(Drawn.heading(Words.say("room.insights"), Words.say("insights.lead"), csv));
    boolean nameless = rights.may(corpus.id(), Right.REVIEW) && habits.nameless(corpus.id());
    var faces = Faces.of(library.scheme(corpus.id()));
    var page = Drawn.div("section");
    add(
        new Watching(
            insights,
            corpus.id(),
            report -> new Page(corpus, faces, report, nameless).drawOn(page)),
        page);
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.insights");
  }

  /// One report.
  private record Page(Corpus corpus, Faces faces, AgreementReport report, boolean nameless) {

    void drawOn(Div page) {
      page.removeAll();
      if (report.several() == 0) {
        page.add(
            Drawn.empty("people", Words.say("insights.emptyTitle"), Words.say("insights.empty")));
        if (report.figures().stream().anyMatch(figure -> figure.value() != null)) {
          page.add(statistics()); // of traces, say, by people who could not tell
        }
        if (!report.voters().isEmpty()) {
          page.add(voters());
        }
        return;
      }
      page.add(
          Drawn.div(
              "figures",
              Drawn.figure(Words.number(report.several()), Words.say("insights.several")),
              Drawn.figure(Words.number(report.clips()), Words.say("insights.voted")),
              Drawn.figure(Words.number(report.votes()), Words.say("insights.votes"))));
      if (report.withMachines()) {
        page.add(Drawn.note(Words.say("insights.withMachines")));
      }
      if (report.anonymous()) {
        page.add(Drawn.note(Words.say("insights.anonymous")));
      }
      page.add(statistics(), labels(), apart(), time());
      var curation = report.curation();
      if (curation != null) {
        page.add(curated(curation));
      }
      if (!report.voters().isEmpty()) {
        page.add(voters());
      }
      if (report.pairs().size() > 1) {
        page.add(pairs());
      }
    }

    private Component statistics() {
      var rows = Drawn.div("intervals linked");
      for (var figure : report.figures()) {
        rows.add(
            Figures.row(
                Drawn.div(
                    "statistic",
                    Drawn.text("", statistic(figure)),
                    Drawn.text("fine", Words.say("statistic." + figure.name() + ".hint"))),
                figure,
                clips("apart", behind(figure.name()))));
      }
      return Drawn.card(Words.say("insights.statistics"), Words.say("insights.intervals"), rows);
    }

    private static String statistic(Figure figure) {
      return Words.say("statistic." + figure.name());
    }

    /// The clips a statistic was worked out of, as far as people part on them.
    private static String behind(String statistic) {
      var what = statistic.substring(0, statistic.indexOf('-') + 1);
      return switch (what) {
        case "valence-" -> ClipFilter.Beside.VALENCE.written();
        case "arousal-" -> ClipFilter.Beside.AROUSAL.written();
        case "intensity-" -> ClipFilter.Beside.INTENSITY.written();
        case "certainty-" -> ClipFilter.Beside.CERTAINTY.written();
        case "trace-" -> ClipFilter.Beside.TRACES.written();
        default -> ClipFilter.ANY;
      };
    }

    private Anchor clips(String filter, String value) {
      return Figures.clips(corpus, filter, value, Words.say("insights.clips"));
    }

    private Component labels() {
      var rows = Drawn.div("intervals linked");
      for (var label : report.labels()) {
        rows.add(
            Figures.row(
                faces.chip(label.name(), Faces.Strength.OUTLINED),
                label,
                label.value() == null ? null : clips("apart", label.name())));
      }
      return Drawn.card(Words.say("insights.labels"), Words.say("insights.labelsLead"), rows);
    }

    private Component apart() {
      var ids = report.labelIds();
      int most =
          IntStream.range(0, ids.size())
              .flatMap(a ->
                  IntStream.range(0, ids.size())
                      .filter(b -> a != b)
                      .map(b -> report.apart().get(a).get(b)))
              .max()
              .orElse(0);
      var cells = new ArrayList<List<HeatMap.Cell>>();
      for (int a = 0; a < ids.size(); a++) {
        var row = new ArrayList<HeatMap.Cell>();
        for (int b = 0; b < ids.size(); b++) {
          int clips = report.apart().get(a).get(b);
          var link =
              a == b || clips == 0
                  ? null
                  : Figures.clips(
                      corpus, "apart", ids.get(a) + "|" + ids.get(b), Words.number(clips));
          row.add(
              new HeatMap.Cell(
                  Words.number(clips), a == b || most == 0 ? 0 : (double) clips / most, link));
        }
        cells.add(row);
      }
      var names = ids.stream().map(faces::name).toList();
      return Drawn.card(
          Words.say("insights.apart"),
          Words.say("insights.apartLead"),
          HeatMap.of(Words.say("insights.apart"), "", names, names, cells));
    }

    private Component time() {
      return Drawn.card(
          Words.say("insights.time"), Words.say("insights.timeLead"), Figures.curve(report.time()));
    }

    private Component curated(AgreementReport.Curation curation) {
      return Drawn.card(
          Words.say("insights.curation"),
          Words.say(
              "insights.curationLead",
              Words.number(curation.clips()),
              Words.share(curation.held()),
              Words.share(curation.first())),
          Drawn.div(
              "intervals",
              Figures.row(Drawn.text("", Words.say("insights.before")), curation.before(), null),
              Figures.row(Drawn.text("", Words.say("insights.after")), curation.after(), null)));
    }

    /// Each voter beside the rest.
    private Component voters() {
      var head = Drawn.element("tr", "");
      for (var key :
          List.of(
              "insights.voter",
              "insights.votes",
              "insights.withRest",
              "insights.kappaRest",
              "insights.onTruth",
              "insights.clips")) {
        head.add(Drawn.cell("th", Words.say(key), "col"));
      }
      var body = Drawn.element("tbody", "");
      for (int m = 0; m < report.voters().size(); m++) {
        if (report.voters().get(m).votes() > 0) {
          body.add(voter(report.voters().get(m), m));
        }
      }
      return Drawn.card(
          Words.say("insights.voters"),
          Words.say("insights.votersLead"),
          Drawn.scrolled(
              Drawn.element("table", "table", Drawn.element("thead", "", head), body),
              Words.say("insights.voters")));
    }

    private Component voter(VoterReport voter, int place) {
      var name =
          Drawn.link("insights/%s/voters/%d".formatted(corpus.slug(), voter.id()), name(place));
      var row = Drawn.element("tr", "", Drawn.element("td", "", name));
      row.add(
          Drawn.cell("td", Words.number(voter.votes()), ""),
          Drawn.cell("td", ranged(voter.withRest()), ""),
          Drawn.cell("td", ranged(voter.kappaWithRest()), ""),
          Drawn.cell(
              "td",
              voter.judged() == 0
                  ? Words.say("insights.none")
                  : Words.say(
                      "insights.of",
                      Words.share((double) voter.first() / voter.judged()),
                      Words.number(voter.judged())),
              ""));
      row.add(
          nameless || voter.crowd()
              ? Drawn.element("td", "")
              : Drawn.element("td", "", clips("against", voter.name())));
      return row;
    }

    private static String ranged(Figure figure) {
      var low = figure.low();
      return low == null
          ? Figures.written(figure.value())
          : Words.say(
              "insights.ranged",
              Figures.written(figure.value()),
              Figures.written(low),
              Figures.written(figure.high()));
    }

    private String name(int place) {
      return nameless
          ? Words.say("review.nameless.voter", place + 1)
          : report.voters().get(place).name();
    }

    private Component pairs() {
      var places =
          report.pairs().stream()
              .flatMapToInt(pair -> IntStream.of(pair.a(), pair.b()))
              .distinct()
              .sorted()
              .boxed()
              .toList();
      var kappas = new HashMap<List<Integer>, Figure>();
      report
          .pairs()
          .forEach(pair -> {
            kappas.put(List.of(pair.a(), pair.b()), pair.kappa());
            kappas.put(List.of(pair.b(), pair.a()), pair.kappa());
          });
      var cells = new ArrayList<List<HeatMap.Cell>>();
      for (int a : places) {
        var row = new ArrayList<HeatMap.Cell>();
        for (int b : places) {
          row.add(cell(kappas.get(List.of(a, b))));
        }
        cells.add(row);
      }
      var names = places.stream().map(this::name).toList();
      return Drawn.card(
          Words.say("insights.pairs"),
          Words.say("insights.pairsLead"),
          HeatMap.of(Words.say("insights.pairs"), "", names, names, cells));
    }

    private static HeatMap.Cell cell(@Nullable Figure kappa) {
      if (kappa == null) {
        return new HeatMap.Cell("", 0, null);
      }
      var value = kappa.value();
      return new HeatMap.Cell(
          Words.say("insights.of", Figures.written(value), Words.number(kappa.clips())),
          value == null ? 0 : value,
          null);
    }
  }
}
