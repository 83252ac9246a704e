package undertone.annotator.rules.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.rules.RuleDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.rule.Reads;
import undertone.corpora.rule.Rule;

/// Writes a rule, and tries it on clips before it is kept.
final class RuleDialog {
  private final Corpus corpus;
  private final RuleDesk desk;
  private final Faces faces;
  private final Runnable kept;
  private final List<String> before; // labels of the rule that is changed, the likeliest first
  private final TextField name = new TextField(Words.say("rule.name"));
  private final Select<Reads> reads = new Select<>();
  private final TextArea looksFor = new TextArea(Words.say("rule.looksFor"));
  private final TextArea unless = new TextArea(Words.say("rule.unless"));
  private final CheckboxGroup<String> labels = new CheckboxGroup<>(Words.say("rule.labels"));
  private final Div found = Drawn.div("form");
  private final Div trouble = Drawn.div("complaint");

  /// @param changed null = a new rule
  /// @param kept what follows once it is
  RuleDialog(Corpus corpus, RuleDesk desk, Faces faces, @Nullable Rule changed, Runnable kept) {
    this.corpus = corpus;
    this.desk = desk;
    this.faces = faces;
    this.kept = kept;
    before =
        changed == null
            ? List.of()
            : changed.labels().labels().stream()
                .filter(label -> faces.scheme().indexOf(label) >= 0) // others are gone
                .toList();
    found.getElement().setAttribute("role", "status");
    trouble.getElement().setAttribute("role", "alert");
    name.setHelperText(Words.say("rule.nameHint"));
    reads.setLabel(Words.say("rule.reads"));
    reads.setItems(Reads.values());
    reads.setItemLabelGenerator(Words::of);
    reads.addValueChangeListener(e -> looksFor.setHelperText(Words.hint(e.getValue())));
    unless.setHelperText(Words.say("rule.unlessHint"));
    labels.setItems(faces.scheme().labels().stream().map(Label::id).toList());
    labels.setItemLabelGenerator(faces::name);
    if (changed == null) {
      reads.setValue(Reads.TRANSCRIPT);
      return;
    }
    name.setValue(changed.name());
    name.setReadOnly(true); // its votes stand under this name
    reads.setValue(changed.reads());
    looksFor.setValue(String.join("\n", changed.looksFor()));
    unless.setValue(String.join("\n", changed.unless()));
    labels.setValue(Set.copyOf(before));
  }

  void open() {
    var dialog = new Dialog(Words.say(name.isReadOnly() ? "rule.change" : "rule.new"));
    dialog.add(Drawn.div("form", name, reads, looksFor, unless, labels, found, trouble));
    var keep = new Button(Words.say("rule.keep"));
    keep.addThemeVariants(ButtonVariant.PRIMARY);
    keep.addClickListener(_ ->
        orSayWhyNot(() -> {
          desk.write(corpus.id(), typed(name.getValue().strip()));
          dialog.close();
          kept.run();
        }));
    var attempt = new Button(Words.say("rule.try"), _ -> orSayWhyNot(this::attempt));
    dialog
        .getFooter()
        .add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), attempt, keep);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private void orSayWhyNot(Runnable deed) {
    trouble.removeAll();
    try {
      deed.run();
    } catch (InvalidRequestException refused) {
      trouble.add(Drawn.loss(refused));
    }
  }

  private void attempt() {
    found.removeAll();
    var trial = desk.attempt(corpus.id(), typed("tried"));
    found.add(Drawn.sentence(Words.say("rule.speaks", trial.speaksOf(), trial.clips())));
    if (trial.right().of() > 0) {
      found.add(Drawn.sentence(Words.say("rule.right", trial.right().hits(), trial.right().of())));
    }
    var shown = Drawn.element("ul", "");
    trial.examples().forEach(words -> shown.add(Drawn.element("li", "", Drawn.text("", words))));
    found.add(shown);
    found.scrollIntoView(); // it stands below the fold of the dialog
  }

  private Rule typed(String called) {
    return RuleDesk.rule(() ->
        new Rule(
            called, reads.getValue(), lines(looksFor), lines(unless), new CandidateSet(inOrder())));
  }

  /// The labels chosen: in the order they had, then those that came, as the scheme has them.
  private List<String> inOrder() {
    var chosen = labels.getValue();
    return Stream.concat(before.stream(), faces.scheme().labels().stream().map(Label::id))
        .distinct()
        .filter(chosen::contains)
        .toList();
  }

  private static List<String> lines(TextArea area) {
    return area.getValue().lines().toList();
  }
}
