package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.LabelDraft;
import undertone.annotator.library.SchemeDraft;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;

/// Everything a label says of itself, and what can become of it.
final class LabelForm extends Div {

  private static final double LEAST_CONTRAST = 3; // WCAG 2.2, 1.4.11: marks against their ground
  private static final List<String> GROUNDS = List.of("#FFFFFF", "#191C20"); // light, dark

  private final SchemeDraft draft;
  private final LabelDraft label;
  private final Runnable edited;
  private final Consumer<@Nullable LabelDraft> reopen;

  /// @param edited called after each change
  /// @param reopen called with the label to edit next
  LabelForm(
      SchemeDraft draft, LabelDraft label, Runnable edited, Consumer<@Nullable LabelDraft> reopen) {
    this.draft = draft;
    this.label = label;
    this.edited = edited;
    this.reopen = reopen;
    addClassNames("card", "form");
    add(
        Drawn.div("form-pair", name("en", "labels.nameEn"), name("zh", "labels.nameZh")),
        Drawn.div("form-pair", id(), key()),
        colour(),
        Drawn.div("form-pair", glyph(), parent()),
        Drawn.div("form-pair", place("labels.valence", true), place("labels.arousal", false)),
        definition("en", "labels.definitionEn"),
        definition("zh", "labels.definitionZh"),
        aliases(),
        becoming());
  }

  private Component name(String language, String key) {
    var field = new TextField(Words.say(key), label.name(language), "");
    field.setMaxLength(100);
    field.addValueChangeListener(e -> {
      label.name(language, e.getValue());
      edited.run();
    });
    return field;
  }

  private Component id() {
    var field = new TextField(Words.say("labels.id"), label.id(), "");
    field.setHelperText(Words.say("labels.idHint"));
    field.setMaxLength(100);
    field.addValueChangeListener(e -> {
      var id = e.getValue().strip();
      boolean taken = !id.equals(label.id()) && draft.has(id);
      field.setInvalid(id.isEmpty() || id.indexOf('|') >= 0 || taken);
      field.setErrorMessage(Words.say(taken ? "labels.idTaken" : "labels.idWrong"));
      if (!field.isInvalid()) {
        draft.rename(label, id);
        edited.run();
      }
    });
    return field;
  }

  private Component key() {
    var field = new TextField(Words.say("labels.key"), label.key(), "");
    field.setMaxLength(1);
    field.setHelperText(Words.say("labels.keyHint"));
    clash(field);
    field.addValueChangeListener(e -> {
      var key = e.getValue().strip().toUpperCase(Locale.ROOT);
      if (key.matches("[A-Z]?")) {
        label.key(key);
        field.setValue(key);
        clash(field);
        edited.run();
      } else {
        field.setErrorMessage(Words.say("labels.keyWrong"));
        field.setInvalid(true);
      }
    });
    return field;
  }

  private void clash(TextField field) {
    var others =
        draft.sameKey(label).stream().map(LabelDraft::id).collect(Collectors.joining(", "));
    boolean reserved = label.key().equals("X");
    field.setErrorMessage(
        reserved ? Words.say("labels.keyReserved") : Words.say("labels.keyTaken", others));
    field.setInvalid(reserved || !others.isEmpty());
  }

  private Component colour() {
    var own = new TextField(Words.say("labels.colour"), label.colour(), "");
    own.setMaxLength(7);
    var warning = Drawn.text("fine waiting", "");
    var swatches = Drawn.div("swatches");
    swatches.getElement().setAttribute("role", "group");
    swatches.getElement().setAttribute("aria-label", Words.say("labels.palette"));
    for (var colour : SchemeDraft.PALETTE) {
      var swatch = new NativeButton();
      swatch.addClassName("swatch");
      swatch.setAriaLabel(colour);
      swatch.addClickListener(_ -> own.setValue(colour));
      Drawn.vary(swatch, "--label", colour);
      swatches.add(swatch);
    }
    own.addValueChangeListener(e -> {
      var colour = e.getValue().strip().toUpperCase(Locale.ROOT);
      own.setErrorMessage(Words.say("labels.colourWrong"));
      own.setInvalid(!colour.matches("#[0-9A-F]{6}"));
      if (!own.isInvalid()) {
        label.colour(colour);
        warn(warning);
        edited.run();
      }
    });
    warn(warning);
    return Drawn.div("label-colour", own, swatches, warning);
  }

  private void warn(Span warning) {
    var pale =
        GROUNDS.stream().filter(g -> Contrast.of(label.colour(), g) < LEAST_CONTRAST).toList();
    var near =
        draft.labels().stream()
            .filter(l -> !l.equals(label) && Contrast.near(l.colour(), label.colour()))
            .map(LabelDraft::id)
            .collect(Collectors.joining(", "));
    var words = "";
    if (!near.isEmpty()) {
      words = Words.say("labels.near", near);
    } else if (!pale.isEmpty() && !SchemeDraft.PALETTE.contains(label.colour())) {
      words = Words.say(pale.getFirst().equals("#FFFFFF") ? "labels.paleLight" : "labels.paleDark");
    }
    warning.setText(words);
  }

  private Component glyph() {
    var field = new TextField(Words.say("labels.glyph"), label.glyph(), "");
    field.setHelperText(Words.say("labels.glyphHint"));
    field.setMaxLength(2);
    field.addValueChangeListener(e -> {
      label.glyph(e.getValue().strip());
      edited.run();
    });
    return field;
  }

  private Component parent() {
    var select = new Select<String>();
    select.setLabel(Words.say("labels.parent"));
    select.setHelperText(Words.say("labels.parentHint"));
    select.setEmptySelectionAllowed(true);
    select.setItems(
        draft.labels().stream().filter(l -> !l.equals(label)).map(LabelDraft::id).toList());
    if (label.parent() != null) {
      select.setValue(label.parent());
    }
    select.addValueChangeListener(e -> {
      label.parent(e.getValue());
      edited.run();
    });
    return select;
  }

  private Component place(String key, boolean isValence) {
    var field = new NumberField(Words.say(key));
    field.setMin(-1);
    field.setMax(1);
    field.setStep(0.01);
    var value = isValence ? label.valence() : label.arousal();
    if (value != null) {
      field.setValue(value);
    }
    field.addValueChangeListener(e -> {
      if (e.getValue() == null || Math.abs(e.getValue()) <= 1) {
        label.place(
            isValence ? e.getValue() : label.valence(), isValence ? label.arousal() : e.getValue());
        edited.run();
      }
    });
    return field;
  }

  private Component definition(String language, String key) {
    var field = new TextArea(Words.say(key), label.definition(language), "");
    field.addValueChangeListener(e -> {
      label.define(language, e.getValue());
      edited.run();
    });
    return field;
  }

  private Component aliases() {
    var field = new TextField(Words.say("labels.aliases"), String.join(", ", label.aliases()), "");
    field.setHelperText(Words.say("labels.aliasesHint"));
    field.addValueChangeListener(e -> {
      label.aliases(words(e.getValue()));
      edited.run();
    });
    return field;
  }

  /// Merge, split and retire: what was said of this label stays, and is read otherwise.
  private Component becoming() {
    if (label.origin() == null) {
      var remove = new NativeButton(Words.say("labels.remove"), _ -> leave(draft::retire));
      remove.addClassName("quiet");
      return remove;
    }
    var into = new Select<LabelDraft>();
    into.setLabel(Words.say("labels.mergeInto"));
    into.setItems(draft.labels().stream().filter(l -> !l.equals(label)).toList());
    into.setItemLabelGenerator(l -> Objects.requireNonNull(l).id());
    var merge =
        act(
            "labels.merge",
            () -> {
              if (into.getValue() != null) {
                leave(l -> draft.merge(l, into.getValue()));
              }
            });
    var parts = new TextField(Words.say("labels.splitInto"));
    parts.setPlaceholder(label.id() + "-1, " + label.id() + "-2");
    var split =
        act(
            "labels.split",
            () -> {
              var ids = words(parts.getValue());
              boolean taken = ids.stream().anyMatch(i -> !i.equals(label.id()) && draft.has(i));
              parts.setErrorMessage(Words.say(taken ? "labels.idTaken" : "labels.splitWrong"));
              parts.setInvalid(taken || ids.size() < 2);
              if (!parts.isInvalid()) {
                reopen.accept(draft.split(label, ids).getFirst());
              }
            });
    var retire = act("labels.retire", () -> leave(draft::retire));
    return Drawn.element(
        "section",
        "becoming",
        Drawn.title(3, Words.say("labels.becoming")),
        Drawn.element("p", "fine", new Text(Words.say("labels.becomingLead"))),
        Drawn.div("line-form", into, merge),
        Drawn.div("line-form", parts, split),
        Drawn.div("line-form", Drawn.text("muted", Words.say("labels.retireLead")), retire));
  }

  private static NativeButton act(String key, Runnable action) {
    var button = new NativeButton(Words.say(key), _ -> action.run());
    button.addClassName("act");
    return button;
  }

  // A scheme keeps at least one label.
  private void leave(Consumer<LabelDraft> way) {
    if (draft.labels().size() > 1) {
      way.accept(label);
      reopen.accept(draft.labels().getFirst());
    }
  }

  private static List<String> words(String written) {
    return Arrays.stream(written.split("[,，|]"))
        .map(String::strip)
        .filter(w -> !w.isEmpty())
        .distinct()
        .toList();
  }
}
