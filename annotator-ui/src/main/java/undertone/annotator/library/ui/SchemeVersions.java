package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.SchemeDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.SchemeConflictException;
import undertone.corpora.corpus.SchemeHistory;

/// Every version the label scheme of a corpus had, newest first; each can be gone back to.
final class SchemeVersions extends HtmlContainer {

  private final Corpus corpus;
  private final int base;
  private final SchemeDesk desk;
  private final Runnable changed;

  SchemeVersions(Corpus corpus, int base, SchemeDesk desk, Runnable changed) {
    super("section");
    this.corpus = corpus;
    this.base = base;
    this.desk = desk;
    this.changed = changed;
    addClassName("card");
    add(Drawn.title(2, Words.say("versions.title")));
    var versions = desk.versions(corpus.id());
    int now = versions.getFirst().node();
    var list = Drawn.element("ol", "rows");
    versions.forEach(v -> list.add(row(v, now)));
    add(list);
  }

  private Component row(SchemeHistory.Version version, int now) {
    var by = version.by();
    var words =
        Drawn.div(
            "row-words",
            Drawn.text("who", Words.say("settings.schemeIs", version.title(), version.version())),
            Drawn.text(
                "fine",
                by == null
                    ? Words.moment(version.at())
                    : Words.say("versions.by", by, Words.moment(version.at()))));
    if (version.node() != version.seq()) {
      words.add(Drawn.text("fine", Words.say("versions.wentBack")));
    }
    var becomes = changes(version.mapping().becomes());
    if (!becomes.isEmpty()) {
      words.add(Drawn.text("fine", becomes));
    }
    var row = Drawn.element("li", "row", words);
    if (version.stands()) {
      row.add(Drawn.text("muted", Words.say("versions.stands")));
    } else if (version.node() == version.seq() && version.node() != now) {
      var back = new NativeButton(Words.say("versions.back"), _ -> preview(version.node()));
      back.addClassName("quiet");
      row.add(back);
    }
    return row;
  }

  private static String changes(Map<String, List<String>> becomes) {
    return becomes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e ->
            e.getKey()
                + " → "
                + (e.getValue().isEmpty()
                    ? Words.say("migration.other")
                    : String.join(" · ", e.getValue())))
        .collect(Collectors.joining("; "));
  }

  private void preview(int node) {
    try {
      var scheme = desk.setting(corpus.id()).scheme();
      var preview = desk.previewBack(corpus.id(), node);
      new MigrationDialog(
              preview,
              Map.of(),
              scheme,
              desk.schemeIn(corpus.id(), node),
              () -> desk.goBack(corpus.id(), base, node),
              changed)
          .open();
    } catch (InvalidRequestException | SchemeConflictException refused) {
      Drawn.complain(refused);
    }
  }
}
