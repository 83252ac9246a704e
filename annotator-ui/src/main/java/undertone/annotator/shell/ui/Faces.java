package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.scheme.OpenWord;

/// How the labels of one scheme look in one language: colour, glyph and word, never colour alone.
///
/// @param language tag such as `en`
public record Faces(LabelScheme scheme, String language) {

  /// How sure a label is drawn.
  public enum Strength {
    /// A voter's first choice, or what was decided.
    SOLID,
    /// Held possible.
    OUTLINED,
    /// Ruled out.
    STRUCK
  }

  public static Faces of(LabelScheme scheme) {
    return new Faces(scheme, Words.locale().getLanguage());
  }

  public String name(String label) {
    if (OpenWord.is(label)) {
      return OpenWord.ofCandidate(label).word();
    }
    return scheme.label(label).map(l -> l.name(language)).orElse(label);
  }

  /// What voters are apart on, as it stands in a filter of clips.
  public String apart(String apart) {
    var beside = ClipFilter.Beside.of(apart);
    if (beside.isPresent()) {
      return Words.say("filter.apart." + beside.get());
    }
    return apart.equals(ClipFilter.ANY)
        ? Words.say("filter.apartAny")
        : Arrays.stream(apart.split("\\|", 2)).map(this::name).collect(Collectors.joining(" / "));
  }

  public String colour(String label) {
    return scheme.label(label).map(Label::colour).orElse("#8a8f98");
  }

  public String glyph(String label) {
    return OpenWord.is(label) ? "“" : scheme.label(label).map(Label::glyph).orElse("·");
  }

  public Component chip(String label, Strength strength) {
    var glyph = Drawn.text("glyph", glyph(label));
    glyph.getElement().setAttribute("aria-hidden", "true");
    var chip = new Span(glyph, new Span(name(label)));
    chip.addClassNames(
        "chip",
        switch (strength) {
          case SOLID -> "solid";
          case OUTLINED -> "outlined";
          case STRUCK -> "struck";
        });
    if (strength == Strength.STRUCK) {
      chip.getElement().setAttribute("aria-label", Words.say("label.ruledOut", name(label)));
    }
    Drawn.vary(chip, "--label", colour(label));
    return chip;
  }

  /// A label as a button with its key, as on the annotator's palette.
  public Component key(String label, Runnable pressed) {
    var glyph = Drawn.text("glyph", glyph(label));
    glyph.getElement().setAttribute("aria-hidden", "true");
    var button = new NativeButton();
    button.addClickListener(_ -> pressed.run());
    button.addClassName("label-key");
    scheme
        .label(label)
        .filter(l -> !l.key().isEmpty())
        .ifPresent(l -> button.add(Drawn.element("kbd", "", new Text(l.key()))));
    button.add(glyph, new Span(name(label)));
    Drawn.vary(button, "--label", colour(label));
    return button;
  }

  /// A candidate set: the first choice solid, others outlined, ruled-out ones struck through.
  public Component chips(CandidateSet candidates, CandidateSet excluded) {
    var row = Drawn.div("chips");
    var strength = Strength.SOLID;
    for (var label : candidates.labels()) {
      row.add(chip(label, strength));
      strength = Strength.OUTLINED;
    }
    for (var label : excluded.labels()) {
      row.add(chip(label, Strength.STRUCK));
    }
    return row;
  }

  /// From one label to another.
  ///
  /// @param from null where nobody holds any
  public Component move(@Nullable String from, String to) {
    var move = Drawn.div("move");
    move.add(
        from == null
            ? Drawn.text("muted", Words.say("review.unlabelled"))
            : chip(from, Strength.OUTLINED),
        Drawn.text("muted", "→"),
        chip(to, Strength.SOLID));
    return move;
  }

  /// Probabilities of given labels as bars, in the order given; a label without one has an empty
  /// bar.
  public Component bars(Map<String, Double> shares, List<String> labels) {
    var list = Drawn.element("ol", "bars");
    labels.forEach(label -> list.add(bar(label, shares.getOrDefault(label, 0.0))));
    return list;
  }

  private Component bar(String label, double share) {
    var row =
        Drawn.element(
            "li",
            "label-bar",
            Drawn.text("label-bar-name", name(label)),
            Drawn.bar("of-label", share),
            Drawn.text("number", Words.share(share)));
    Drawn.vary(row, "--label", colour(label));
    return row;
  }

  /// What a list drawn in the browser needs of one label.
  public Map<String, String> drawing(String label) {
    var drawing = new LinkedHashMap<String, String>();
    drawing.put("name", name(label));
    drawing.put("colour", colour(label));
    drawing.put("glyph", glyph(label));
    return drawing;
  }
}
