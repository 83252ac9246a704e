package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;

/// What a list of clips is narrowed to. The choices stand in the address, so that a filtered list
/// can be sent to somebody and the back button works.
final class ClipFilters extends Div {

  private static final List<String> MISSED = List.of("1", "2", "3");
  private static final List<String> NOISE = List.of("0.3", "0.5", "0.7", "0.9");
  private static final List<String> NAMES =
      List.of(
          "words",
          "label",
          "modality",
          "state",
          "split",
          "decided",
          "voted",
          "noise",
          "distress",
          "apart",
          "against",
          "missed",
          "rejected");

  private final Faces faces;
  private final boolean reviews;
  private final Runnable changed;
  private final Map<String, String> chosen = new LinkedHashMap<>();
  private boolean table = false;
  private final Div labels = Drawn.div("label-filter");
  private final Div votes = Drawn.div("vote-filter");

  /// @param reviews whether the person may know what runs believe and what was rejected
  /// @param changed called after each choice of the person
  ClipFilters(Faces faces, boolean reviews, Runnable changed) {
    this.faces = faces;
    this.reviews = reviews;
    this.changed = changed;
    addClassName("filters");
  }

  /// Takes the choices of a filter that was kept.
  void become(String query) {
    chosen.clear();
    var kept = QueryParameters.fromString(query);
    NAMES.forEach(name ->
        kept.getSingleParameter(name)
            .filter(value -> !value.isBlank())
            .ifPresent(value -> chosen.put(name, value)));
    changed.run();
  }

  /// The choices as the query of an address, whichever way the clips are shown.
  String query() {
    return QueryParameters.simple(chosen).getQueryString();
  }

  /// Takes the choices of an address.
  void read(BeforeEnterEvent visit) {
    chosen.clear();
    table = Addresses.asked(visit, "view").filter("table"::equals).isPresent();
    for (var name : NAMES) {
      Addresses.asked(visit, name).ifPresent(value -> chosen.put(name, value));
    }
  }

  QueryParameters address() {
    var asked = new LinkedHashMap<>(chosen);
    if (table) {
      asked.put("view", "table");
    }
    return QueryParameters.simple(asked);
  }

  /// Whether the clips stand as rows of figures rather than as pictures.
  boolean table() {
    return table;
  }

  void switchView() {
    table = !table;
    changed.run();
  }

  boolean narrows() {
    return !chosen.isEmpty();
  }

  void clear() {
    chosen.clear();
    changed.run();
  }

  ClipFilter filter() {
    return new ClipFilter(
        one(Modality.values(), chosen.get("modality")),
        one(ClipState.values(), chosen.get("state")),
        chosen.get("label"),
        chosen.get("split"),
        yesOrNo(chosen.get("decided")),
        yesOrNo(chosen.get("voted")),
        NOISE.contains(chosen.getOrDefault("noise", ""))
            ? Double.valueOf(chosen.get("noise"))
            : null,
        chosen.get("words"),
        one(ClipFilter.Distress.values(), chosen.get("distress")),
        chosen.get("apart"),
        chosen.get("against"),
        MISSED.contains(chosen.getOrDefault("missed", ""))
            ? Integer.valueOf(chosen.get("missed"))
            : null,
        yesOrNo(chosen.get("rejected")));
  }

  /// Draws the choices.
  ///
  /// @param splits there are in the corpus
  void draw(List<String> splits) {
    removeAll();
    var row = Drawn.div("filter-row", words());
    row.add(choice("modality", names(Modality.values()), v -> Words.of(Modality.valueOf(v))));
    if (!splits.isEmpty()) {
      row.add(choice("split", splits, Function.identity()));
    }
    row.add(choice("decided", List.of("yes", "no"), v -> Words.say("filter.decided." + v)));
    row.add(choice("voted", List.of("yes", "no"), v -> Words.say("filter.voted." + v)));
    row.add(choice("noise", NOISE, v -> Words.say("filter.noise.from", v.substring(1))));
    row.add(choice("state", names(ClipState.values()), v -> Words.of(ClipState.valueOf(v))));
    row.add(
        choice(
            "distress",
            names(ClipFilter.Distress.values()),
            v -> Words.say("filter.distress." + v)));
    if (reviews) {
      row.add(
          choice("missed", MISSED, k -> Words.say("filter.missed.of", Integer.valueOf(k))),
          choice("rejected", List.of("yes", "no"), v -> Words.say("filter.rejected." + v)));
    }
    add(row, votes, labels);
    drawVotes();
  }

  /// Filters that come from a figure and can only be taken back here.
  private void drawVotes() {
    votes.removeAll();
    var apart = chosen.get("apart");
    if (apart != null) {
      votes.add(taken("apart", Words.say("filter.apart", faces.apart(apart))));
    }
    var against = chosen.get("against");
    if (against != null) {
      votes.add(taken("against", Words.say("filter.against", against)));
    }
    votes.setVisible(apart != null || against != null);
  }

  private Component taken(String name, String text) {
    var button = new NativeButton(text);
    button.addClickListener(_ -> {
      choose(name, null);
      drawVotes();
    });
    button.addClassNames("quiet", "taken");
    button.add(Drawn.icon("close"));
    button.setTitle(Words.say("filter.takeBack"));
    return button;
  }

  private Component words() {
    var field = new TextField();
    field.setPlaceholder(Words.say("filter.words"));
    field.setAriaLabel(Words.say("filter.words"));
    field.setPrefixComponent(Drawn.icon("search"));
    field.setClearButtonVisible(true);
    field.setValue(chosen.getOrDefault("words", ""));
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(250);
    field.addValueChangeListener(e -> choose("words", e.getValue()));
    return field;
  }

  private Component choice(String name, List<String> values, Function<String, String> word) {
    var select = new Select<String>();
    select.setAriaLabel(Words.say("filter." + name));
    select.setPlaceholder(Words.say("filter." + name));
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(Words.say("filter.any", Words.say("filter." + name)));
    select.setItems(values);
    select.setItemLabelGenerator(
        v -> v == null ? Words.say("filter.any", Words.say("filter." + name)) : word.apply(v));
    var value = chosen.get(name);
    if (value != null && values.contains(value)) {
      select.setValue(value);
    }
    select.addValueChangeListener(e -> choose(name, e.getValue()));
    return select;
  }

  /// Draws the labels with how many clips lead with each: the distribution is the filter.
  void drawLabels(Map<String, Long> counts) {
    labels.removeAll();
    labels
        .getElement()
        .setAttribute("role", "group")
        .setAttribute("aria-label", Words.say("filter.label"));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    for (var label : faces.scheme().labels()) {
      labels.add(labelButton(label.id(), counts.getOrDefault(label.id(), 0L), most));
    }
  }

  private Component labelButton(String label, long clips, long most) {
    boolean pressed = label.equals(chosen.get("label"));
    var button = new NativeButton();
    button.addClickListener(_ -> choose("label", pressed ? null : label));
    button.addClassName("label-choice");
    button.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
    var glyph = Drawn.text("glyph", faces.glyph(label));
    glyph.getElement().setAttribute("aria-hidden", "true");
    button.add(
        Drawn.div("label-choice-words", glyph, Drawn.text("", faces.name(label))),
        Drawn.text("number muted", Words.number(clips)),
        Drawn.bar("of-label", most == 0 ? 0 : (double) clips / most));
    Drawn.vary(button, "--label", faces.colour(label));
    return button;
  }

  private void choose(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      chosen.remove(name);
    } else {
      chosen.put(name, value);
    }
    changed.run();
  }

  private static @Nullable Boolean yesOrNo(@Nullable String value) {
    return value == null ? null : (Boolean) value.equals("yes");
  }

  private static <E extends Enum<E>> @Nullable E one(E[] constants, @Nullable String name) {
    return Arrays.stream(constants).filter(c -> c.name().equals(name)).findFirst().orElse(null);
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
