package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.pseudo.SpreadLabels;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.RunId;
import undertone.engine.metrics.Share;
import undertone.engine.pseudo.Gates;

/// What labels of a run have to pass, label by label: how many clips would, and how many of those
/// called so are right. It follows every change; nothing is proposed before one says so.
final class GatesPane extends Div {
  private static final int NEIGHBOURS = 10;

  private final RunId run;
  private final PseudoDesk desk;
  private final SpreadLabels spread;
  private final Faces faces;
  private final List<NumberField> confidence = new ArrayList<>();
  private final List<HtmlContainer> passing = new ArrayList<>();
  private final List<Div> right = new ArrayList<>();
  private final IntegerField folds;
  private final IntegerField modalities;
  private final IntegerField neighbours;
  private final IntegerField machines;
  private final Div total = Drawn.div("");

  /// @param changes whether the person may change what is proposed
  GatesPane(RunId run, PseudoDesk desk, Faces faces, boolean changes) {
    this.run = run;
    this.desk = desk;
    this.spread = desk.spread(run);
    this.faces = faces;
    addClassName("section");
    var now = desk.gates(run);
    folds = agreeing("gates.folds", now.folds(), spread.folds());
    modalities = agreeing("gates.modalities", now.modalities(), spread.modalities());
    neighbours = agreeing("gates.neighbours", now.neighbours(), NEIGHBOURS);
    machines = agreeing("gates.machines", now.machines(), NEIGHBOURS);
    modalities.setVisible(spread.modalities() > 0);
    machines.setVisible(spread.machines() || now.machines() > 0);
    total.getElement().setAttribute("role", "status");
    var card =
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("gates.title")),
            Drawn.element("p", "muted", new Text(Words.say("gates.lead"))),
            table(now),
            Drawn.div("gates", folds, modalities, neighbours, machines),
            total);
    if (changes) {
      var apply = new NativeButton(Words.say("gates.apply"), _ -> apply());
      apply.addClassNames("act", "primary");
      card.add(Drawn.div("actions", apply));
    }
    add(card);
    preview();
  }

  private IntegerField agreeing(String key, int value, int most) {
    var field = new IntegerField(Words.say(key, most));
    field.setValue(value);
    field.setMin(0);
    field.setMax(most);
    field.setStepButtonsVisible(true);
    field.addValueChangeListener(_ -> preview());
    return field;
  }

  private Component table(Gates now) {
    var heads =
        Stream.of("gates.label", "gates.called", "gates.least", "gates.pass", "gates.right")
            .map(key -> Words.say(key))
            .toList();
    var rows = new ArrayList<HtmlContainer>();
    for (int c = 0; c < spread.labels().size(); c++) {
      var label = spread.labels().get(c);
      var least = new NumberField();
      least.setValue(now.confidence().get(c));
      least.setMin(0);
      least.setMax(1);
      least.setStep(.01);
      least.setStepButtonsVisible(true);
      least.setValueChangeMode(ValueChangeMode.LAZY);
      least.setAriaLabel(Words.say("gates.leastOf", faces.name(label)));
      least.addValueChangeListener(_ -> preview());
      confidence.add(least);
      var pass = Drawn.element("td", "number");
      passing.add(pass);
      var estimate = Drawn.div("estimate");
      right.add(estimate);
      var name = Drawn.element("th", "", faces.chip(label, Faces.Strength.SOLID));
      name.getElement().setAttribute("scope", "row");
      var called = Drawn.element("td", "number");
      called.setText(Words.number(spread.preview(now).get(c).unlabelled()));
      rows.add(
          Drawn.element(
              "tr",
              "",
              name,
              called,
              Drawn.element("td", "", least),
              pass,
              Drawn.element("td", "", estimate)));
    }
    return Drawn.div("gates-table", Drawn.stacked(heads, rows, Words.say("gates.title")));
  }

  private Gates gates() {
    return new Gates(
        confidence.stream().map(f -> Math.clamp(or(f.getValue(), 1.0), 0, 1)).toList(),
        Math.max(0, or(folds.getValue(), 0)),
        Math.max(0, or(modalities.getValue(), 0)),
        Math.clamp(or(neighbours.getValue(), 0), 0, NEIGHBOURS),
        Math.max(0, or(machines.getValue(), 0)));
  }

  private static <N extends Number> N or(N value, N otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  private void preview() {
    var previews = spread.preview(gates());
    int all = 0;
    for (int c = 0; c < previews.size(); c++) {
      var one = previews.get(c);
      all += one.passing();
      passing.get(c).setText(Words.number(one.passing()));
      right.get(c).removeAll();
      right.get(c).add(estimate(one.right()));
    }
    total.setText(Words.say("gates.total", Words.number(all)));
  }

  private static Component[] estimate(Share share) {
    return share.of() == 0
        ? new Component[] {Drawn.text("muted", Words.say("gates.unknown"))}
        : new Component[] {
          Drawn.interval(share.low(), share.high(), share.value()),
          Drawn.text(
              "number",
              Words.say("gates.share", Words.share(share.value()), share.hits(), share.of()))
        };
  }

  private void apply() {
    try {
      int waiting = desk.apply(run, gates());
      Drawn.say(Words.say("gates.applied", waiting));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
