package undertone.annotator.releases.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.releases.ReleaseShelf;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.exports.LabelSource;
import undertone.exports.Manifest;
import undertone.exports.Release;

/// The releases of a corpus: what each holds, its files to fetch, and how two of them differ.
@Route("releases/:corpus")
@PermitAll
class ReleasesView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final ReleaseShelf shelf;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;
  private final Clock clock;

  ReleasesView(
      ReleaseShelf shelf, CorpusLibrary library, Rights rights, Addresses addresses, Clock clock) {
    this.shelf = shelf;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    this.clock = clock;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    boolean mayMake = rights.may(corpus.id(), Right.MANAGE);
    removeAll();
    var releases = shelf.of(corpus.id());
    add(
        Drawn.heading(
            Words.say("room.releases"),
            Words.say("releases.lead"),
            mayMake && !releases.isEmpty() ? make(corpus, releases) : Drawn.div("")));
    if (releases.isEmpty()) {
      add(
          mayMake
              ? Drawn.empty(
                  "box",
                  Words.say("releases.emptyTitle"),
                  Words.say("releases.empty"),
                  make(corpus, releases))
              : Drawn.empty(
                  "box", Words.say("releases.emptyTitle"), Words.say("releases.emptyReader")));
      return;
    }
    releases.forEach(r -> add(card(corpus, r)));
    var ready = releases.stream().filter(r -> r.state() == Release.State.READY).toList();
    if (ready.size() > 1) {
      add(new DifferencePane(corpus, ready, shelf));
    }
  }

  private Component make(Corpus corpus, List<Release> releases) {
    var button =
        new NativeButton(
            Words.say("release.open"),
            _ -> new ReleaseDialog(corpus, shelf, library).open("v" + (releases.size() + 1)));
    button.addClassNames("act", "primary");
    return button;
  }

  private Component card(Corpus corpus, Release release) {
    var head =
        Drawn.div(
            "between",
            Drawn.div(
                "inline",
                Drawn.title(2, release.name()),
                Drawn.text("fine", Words.ago(release.createdAt(), clock))));
    var card = Drawn.element("section", "card", head);
    if (release.state() == Release.State.WRITING) {
      card.add(Drawn.element("p", "muted", new Text(Words.say("release.writing"))));
      return card;
    }
    var manifest = shelf.manifest(corpus.id(), release.name());
    card.add(sources(manifest));
    var mer = manifest.mer();
    if (mer != null) {
      card.add(Drawn.element("p", "muted", new Text(mer(mer))));
    }
    var reports = shelf.reports(corpus.id(), release.name());
    if (!reports.isEmpty()) {
      card.add(runs(corpus, reports));
    }
    card.add(files(corpus, release, manifest));
    return card;
  }

  /// The runs whose reports the release carries, and what their corrections were estimated to be
  /// worth.
  private static Component runs(Corpus corpus, List<ReleaseShelf.RunReport> reports) {
    var list = Drawn.element("ul", "rows");
    for (var report : reports) {
      var link =
          Drawn.link(
              "runs/" + corpus.slug() + "/" + report.run(),
              Words.say("run.name", Words.of(report.kind()), report.run().value()));
      list.add(
          Drawn.element(
              "li", "row", Drawn.div("row-words", link), Drawn.text("fine", worth(report))));
    }
    return Drawn.div("section", Drawn.title(3, Words.say("release.runs")), list);
  }

  private static String worth(ReleaseShelf.RunReport report) {
    var precision = report.precision();
    var low = report.low();
    return precision == null || low == null
        ? Words.say("release.runUnproven")
        : Words.say("release.runPrecision", Words.share(precision), Words.share(low));
  }

  /// What went into the files of a challenge, and what did not for which reason.
  private static String mer(Manifest.MerEntry mer) {
    boolean pairs = mer.holdsPairs();
    var said =
        Words.say(
            pairs ? "release.merPairs" : "release.merRows", mer.track(), Words.number(mer.clips()));
    if (mer.unlabelled() > 0) {
      said +=
          " "
              + Words.say(
                  pairs ? "release.merWithoutPairs" : "release.merUnlabelled",
                  Words.number(mer.unlabelled()));
    }
    if (!mer.leftOut().isEmpty()) {
      said +=
          " "
              + Words.say(
                  "release.merLeftOut",
                  mer.leftOut().entrySet().stream()
                      .map(e -> e.getKey() + " " + Words.number(e.getValue()))
                      .collect(Collectors.joining(", ")));
    }
    if (mer.withoutValence() > 0) {
      said += " " + Words.say("release.merValence", Words.number(mer.withoutValence()));
    }
    return said;
  }

  /// Where the labels come from, as one bar: settled by curators, by majority, none.
  private static Component sources(Manifest manifest) {
    double all = Math.max(1, manifest.clips());
    var bar = Drawn.div("stack");
    bar.getElement().setAttribute("aria-hidden", "true");
    var figures =
        Drawn.div(
            "figures", Drawn.figure(Words.number(manifest.clips()), Words.say("stats.clips")));
    for (var source : LabelSource.values()) {
      long clips = manifest.sources().getOrDefault(source.name(), 0L);
      var part = Drawn.text("stack-part " + source.name().toLowerCase(Locale.ROOT), "");
      Drawn.vary(part, "--share", Double.toString(clips / all));
      bar.add(part);
      figures.add(Drawn.figure(Words.number(clips), Words.of(source)));
    }
    return Drawn.div("section", figures, bar);
  }

  private static Component files(Corpus corpus, Release release, Manifest manifest) {
    var list = Drawn.element("ul", "rows");
    list.add(file(corpus, release, "manifest.json", ""));
    manifest
        .files()
        .forEach(f -> list.add(file(corpus, release, f.path(), Words.bytes(f.bytes()))));
    return new Details(Words.say("release.files", manifest.files().size() + 1), list);
  }

  private static Component file(Corpus corpus, Release release, String path, String size) {
    var address =
        "api/v1/corpora/%s/releases/%s/files?path=%s"
            .formatted(
                corpus.id(), release.name(), URLEncoder.encode(path, StandardCharsets.UTF_8));
    var link = new Anchor(address, path);
    link.setRouterIgnore(true);
    link.getElement().setAttribute("download", true);
    return Drawn.element(
        "li",
        "row",
        Drawn.icon("down"),
        Drawn.div("row-words", link),
        Drawn.text("fine number", size));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.releases");
  }
}
