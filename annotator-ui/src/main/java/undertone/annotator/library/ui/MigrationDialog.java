package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.LabelScheme;
import undertone.corpora.corpus.SchemeConflictException;
import undertone.corpora.migration.Preview;

/// Shows what a change of the label scheme would touch, and carries it out when told to.
final class MigrationDialog extends Dialog {

  private final Faces before;
  private final Faces after;

  /// @param becomes what becomes of labels that change; empty when going back
  MigrationDialog(
      Preview preview,
      Map<String, List<String>> becomes,
      LabelScheme was,
      LabelScheme is,
      Runnable carryOut,
      Runnable done) {
    super(Words.say("migration.title"));
    before = Faces.of(was);
    after = Faces.of(is);
    addClassName("wide");
    var body = Drawn.div("section migration");
    if (!becomes.isEmpty()) {
      var list = Drawn.element("ul", "rows");
      becomes.forEach((label, parts) -> list.add(becoming(label, parts)));
      body.add(list);
    }
    body.add(
        preview.clips() == 0 && preview.proposals() + preview.proposalsBack() == 0
            ? Drawn.sentence(Words.say("migration.nothing"))
            : figures(preview));
    body.add(Drawn.element("p", "fine", new Text(Words.say("migration.kept"))));
    if (!preview.examples().isEmpty()) {
      body.add(Drawn.title(3, Words.say("migration.examples", preview.examples().size())));
      body.add(examples(preview.examples()));
    }
    add(body);
    var carry = new Button(Words.say("migration.carryOut"));
    carry.addThemeVariants(ButtonVariant.PRIMARY);
    carry.setDisableOnClick(true);
    carry.addClickListener(_ -> {
      try {
        carryOut.run();
        close();
        done.run();
        Drawn.say(Words.say("migration.done"));
      } catch (InvalidRequestException | SchemeConflictException refused) {
        close();
        Drawn.complain(refused);
      }
    });
    getFooter().add(new Button(Words.say("dialog.cancel"), _ -> close()), carry);
  }

  private Component becoming(String label, List<String> parts) {
    var row = Drawn.element("li", "row", before.chip(label, Faces.Strength.OUTLINED));
    row.add(Drawn.text("muted", "→"));
    if (parts.isEmpty()) {
      row.add(Drawn.text("muted", Words.say("migration.other")));
    }
    parts.forEach(p -> row.add(after.chip(p, Faces.Strength.OUTLINED)));
    return row;
  }

  private static Component figures(Preview preview) {
    var figures =
        Drawn.div(
            "figures",
            figure(preview.clips(), "migration.clips"),
            figure(preview.votes(), "migration.votes"),
            figure(preview.golds(), "migration.golds"),
            figure(preview.decisions(), "migration.decisions"),
            figure(preview.proposals(), "migration.proposals"));
    var box = Drawn.div("section", figures);
    note(box, preview.decisionsLost(), "migration.decisionsLost");
    note(box, preview.goldsLost(), "migration.goldsLost");
    note(box, preview.proposals(), "migration.setAside");
    note(box, preview.proposalsBack(), "migration.proposalsBack");
    return box;
  }

  private static Component figure(long count, String key) {
    return Drawn.figure(Words.number(count), Words.say(key));
  }

  private static void note(Div box, long count, String key) {
    if (count > 0) {
      box.add(Drawn.element("p", "", new Text(Words.say(key, count))));
    }
  }

  private Component examples(List<Preview.Example> examples) {
    var table = Drawn.element("table", "table");
    table.add(
        Drawn.element(
            "thead",
            "",
            Drawn.element(
                "tr",
                "",
                head("migration.clip"),
                head("migration.who"),
                head("migration.before"),
                head("migration.after"))));
    var rows = Drawn.element("tbody", "");
    for (var example : examples) {
      example
          .votes()
          .forEach(v -> rows.add(line(example.name(), v.voter(), v.before(), v.after())));
      word(rows, example.name(), "migration.gold", example.gold());
      word(rows, example.name(), "migration.decision", example.decision());
    }
    table.add(rows);
    return Drawn.div("table-scroll", table);
  }

  private void word(HtmlContainer rows, String clip, String key, Preview.@Nullable WordRead word) {
    if (word != null) {
      rows.add(line(clip, Words.say(key), set(word.before()), set(word.after())));
    }
  }

  private static CandidateSet set(@Nullable String label) {
    return label == null ? CandidateSet.NONE : CandidateSet.of(label);
  }

  private Component line(String clip, String who, CandidateSet was, CandidateSet is) {
    return Drawn.element(
        "tr",
        "",
        Drawn.element("td", "clip-name", new Text(clip)),
        Drawn.element("td", "", new Text(who)),
        Drawn.element("td", "", before.chips(was, CandidateSet.NONE)),
        Drawn.element(
            "td",
            "",
            is.isEmpty()
                ? Drawn.text("muted", Words.say("migration.open"))
                : after.chips(is, CandidateSet.NONE)));
  }

  private static Component head(String key) {
    return Drawn.element("th", "", new Text(Words.say(key)));
  }
}
