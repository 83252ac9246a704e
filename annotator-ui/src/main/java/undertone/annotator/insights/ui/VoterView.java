package undertone.annotator.insights.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.insights.Insights;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Chart;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.HeatMap;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.insights.AgreementReport;
import undertone.engine.insights.AgreementReport.Period;
import undertone.engine.insights.VoterReport;
import undertone.engine.voters.FaceExpressionVoter;

/// One voter, person or machine: what they confuse, how wide their sets are, how they drift.
@Route("insights/:corpus/voters/:voter")
@PermitAll
class VoterView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Insights insights;
  private final CorpusLibrary library;
  private final ReviewHabits habits;
  private final Addresses addresses;

  VoterView(Insights insights, CorpusLibrary library, ReviewHabits habits, Addresses addresses) {
    this.insights = insights;
    this.library = library;
    this.habits = habits;
    this.addresses = addresses;
    addClassNames("page", "insights");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.REVIEW);
    long id = Addresses.number(visit, "voter");
    removeAll();
    boolean nameless = habits.nameless(corpus.id());
    var faces = Faces.of(library.scheme(corpus.id()));
    var page = Drawn.div("section");
    add(
        Drawn.trail(Drawn.link("insights/" + corpus.slug(), Words.say("room.insights"))),
        new Watching(
            insights, corpus.id(), report -> draw(page, corpus, faces, report, id, nameless)),
        page);
  }

  private static void draw(
      Div page, Corpus corpus, Faces faces, AgreementReport report, long id, boolean nameless) {
    int place =
        IntStream.range(0, report.voters().size())
            .filter(m -> report.voters().get(m).id() == id)
            .findFirst()
            .orElse(-1);
    if (place < 0) {
      page.add(Drawn.empty("people", Words.say("voter.gone"), Words.say("voter.goneLead")));
      return;
    }
    var voter = report.voters().get(place);
    var name = nameless ? Words.say("review.nameless.voter", place + 1) : voter.name();
    page.add(
        Drawn.heading(
            name,
            Words.say(
                voter.crowd()
                    ? "voter.crowd"
                    : voter.machine() ? "voter.machine" : "voter.person")));
    page.add(summary(voter));
    if (voter.machine() && voter.name().equals(FaceExpressionVoter.NAME)) {
      page.add(Drawn.note(Words.say("vote.maySeen")));
    }
    if (!nameless && !voter.crowd()) {
      var clips = Figures.clips(corpus, "against", voter.name(), Words.say("voter.against"));
      clips.addClassName("act");
      page.add(Drawn.div("actions", clips));
    }
    page.add(withRest(voter));
    page.add(confusion(report, faces, voter));
    if (!voter.estimated().isEmpty()) {
      page.add(estimated(report, faces, voter));
    }
    page.add(sizes(voter), drift(voter));
  }

  private static Component summary(VoterReport voter) {
    var figures =
        Drawn.div(
            "figures",
            Drawn.figure(Words.number(voter.votes()), Words.say("insights.votes")),
            Drawn.figure(
                Words.percent(share(voter.cannotTell(), voter.votes())),
                Words.say("voter.cannotTell")),
            Drawn.figure(Words.number(voter.skips()), Words.say("voter.skips")),
            Drawn.figure(
                Words.say(
                    "voter.outOf", Words.number(voter.goldVoted()), Words.number(voter.gold())),
                Words.say("voter.gold")));
    if (voter.judged() > 0) {
      figures.add(
          Drawn.figure(
              Words.percent(share(voter.first(), voter.judged())), Words.say("voter.first")),
          Drawn.figure(
              Words.percent(share(voter.held(), voter.judged())), Words.say("voter.held")));
    }
    var competence = voter.competence();
    if (competence != null) {
      figures.add(Drawn.figure(Words.percent(competence), Words.say("voter.competence")));
    }
    return figures;
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : (double) part / of;
  }

  private static Component withRest(VoterReport voter) {
    return Drawn.card(
        Words.say("voter.withRest"),
        Words.say("voter.withRestLead"),
        Drawn.div(
            "intervals",
            Figures.row(Drawn.text("", Words.say("statistic.percent")), voter.withRest(), null),
            Figures.row(
                Drawn.text("", Words.say("statistic.cohen-kappa")), voter.kappaWithRest(), null)));
  }

  private static Component confusion(AgreementReport report, Faces faces, VoterReport voter) {
    var cells = new ArrayList<List<HeatMap.Cell>>();
    for (var row : voter.confusion()) {
      int all = row.stream().mapToInt(Integer::intValue).sum();
      cells.add(
          row.stream().map(n -> new HeatMap.Cell(Words.number(n), share(n, all), null)).toList());
    }
    return matrix(report, faces, "voter.confusion", "voter.confusionLead", cells);
  }

  private static Component estimated(AgreementReport report, Faces faces, VoterReport voter) {
    var cells =
        voter.estimated().stream()
            .map(row ->
                row.stream()
                    .map(share -> new HeatMap.Cell(Words.share(share), share, null))
                    .toList())
            .toList();
    return matrix(report, faces, "voter.estimated", "voter.estimatedLead", cells);
  }

  private static Component matrix(
      AgreementReport report,
      Faces faces,
      String title,
      String lead,
      List<List<HeatMap.Cell>> cells) {
    var names = report.labelIds().stream().map(faces::name).toList();
    return Drawn.card(
        Words.say(title),
        Words.say(lead),
        HeatMap.of(Words.say(title), Words.say("voter.corner"), names, names, cells));
  }

  private static Component sizes(VoterReport voter) {
    var votes = new ArrayList<@Nullable Double>();
    voter.setSizes().forEach(n -> votes.add((double) n));
    return Drawn.card(
        Words.say("voter.sizes"),
        Words.say("voter.sizesLead"),
        Figures.chart(
            Words.say("voter.sizesSays", voter.votes() - voter.cannotTell()),
            Words.say("voter.labels"),
            IntStream.rangeClosed(1, votes.size()).boxed().toList(),
            List.of(
                new Chart.Series(Words.say("insights.votes"), Chart.Series.Kind.BAR, 0, votes))));
  }

  private static Component drift(VoterReport voter) {
    var agreement = new ArrayList<@Nullable Double>();
    var size = new ArrayList<@Nullable Double>();
    for (var period : voter.drift()) {
      agreement.add(period.agreement());
      size.add(period.setSize());
    }
    return Drawn.card(
        Words.say("voter.drift"),
        Words.say("voter.driftLead"),
        Figures.chart(
            Words.say("insights.timeSays", voter.drift().size()),
            Words.say("insights.from"),
            voter.drift().stream().map(Period::from).toList(),
            List.of(
                new Chart.Series(
                    Words.say("insights.agreementOf"), Chart.Series.Kind.LINE, 0, agreement),
                new Chart.Series(Words.say("voter.setSize"), Chart.Series.Kind.LINE, 1, size))));
  }

  @Override
  public String getPageTitle() {
    return Words.say("voter.title");
  }
}
