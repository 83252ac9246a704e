package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.library.KeptFilters.Room;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CorpusId;
import undertone.corpora.view.SavedView;
import undertone.corpora.view.SavedViews;

/// Filters a person has kept, as chips, and a field to keep the one that is set.
public final class KeptBar extends Div {

  private final CorpusId corpus;
  private final Room room;
  private final KeptFilters filters;
  private final Consumer<String> take;

  /// @param take hears the query of the filter that was pressed
  public KeptBar(CorpusId corpus, Room room, KeptFilters filters, Consumer<String> take) {
    this.corpus = corpus;
    this.room = room;
    this.filters = filters;
    this.take = take;
    addClassNames("chips", "kept-bar");
  }

  /// @param query the filter that is set; empty for none
  public void draw(String query) {
    removeAll();
    var kept = filters.of(corpus, room);
    setVisible(!kept.isEmpty() || !query.isEmpty());
    kept.forEach(filter -> add(chip(filter, query)));
    if (!query.isEmpty() && kept.stream().noneMatch(f -> f.content().equals(query))) {
      add(keeper(query));
    }
  }

  private Component chip(SavedView filter, String query) {
    var press = new NativeButton(filter.name(), _ -> take.accept(filter.content()));
    press
        .getElement()
        .setAttribute("aria-pressed", Boolean.toString(filter.content().equals(query)));
    var letGo =
        new NativeButton(
            "",
            _ -> {
              filters.letGo(corpus, room, filter.name());
              draw(query);
            });
    letGo.add(Drawn.icon("close"));
    letGo.setAriaLabel(Words.say("queue.letGo", filter.name()));
    return Drawn.div("kept-filter", press, letGo);
  }

  private Component keeper(String query) {
    var name = new TextField();
    name.setAriaLabel(Words.say("queue.name"));
    name.setPlaceholder(Words.say("queue.name"));
    name.setMaxLength(SavedViews.LONGEST_NAME);
    var keep = new NativeButton(Words.say("queue.keep"), _ -> keep(name, query));
    keep.addClassName("act");
    return Drawn.div("inline", name, keep);
  }

  private void keep(TextField name, String query) {
    if (name.getValue().isBlank()) {
      name.focus();
      return;
    }
    try {
      filters.keep(corpus, room, name.getValue(), query);
      draw(query);
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
