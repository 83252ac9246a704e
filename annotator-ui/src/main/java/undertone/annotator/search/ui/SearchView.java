package undertone.annotator.search.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.library.ui.KeptBar;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.search.Asked;
import undertone.annotator.search.SearchDesk;
import undertone.annotator.search.SearchIndexes;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.Label;
import undertone.corpora.corpus.Corpus;

/// Finds clips by description. What is sought stands in the address, so that it can be sent to
/// somebody and the back button works.
@Route("search/:corpus")
@PermitAll
class SearchView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final SearchDesk search;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;
  private final KeptFilters kept;
  private final Clock clock;

  SearchView(
      SearchDesk search,
      CorpusLibrary library,
      Rights rights,
      Addresses addresses,
      KeptFilters kept,
      Clock clock) {
    this.search = search;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    this.kept = kept;
    this.clock = clock;
    addClassNames("page", "search");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    removeAll();
    add(
        Drawn.heading(
            Words.say("room.search"), Words.say("search.lead"), new SearchWays(corpus, false)));
    add(new Seeking(corpus, visit));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.search");
  }

  /// A field and filters above, what was found below.
  private final class Seeking extends Div {
    private static final List<String> NAMES =
        List.of("words", "like", "label", "annotated", "language", "days", "by");
    private static final List<String> DAYS = List.of("1", "7", "30");
    private static final int SHOWN = 20;
    private static final int MORE = 100;
    private static final int POLL_MILLIS = 2000;

    private final Corpus corpus;
    private final Faces faces;
    private final Map<String, String> chosen = new LinkedHashMap<>();
    private final TextField words = new TextField();
    private final Div filters = Drawn.div("filters");
    private final KeptBar keptBar;
    private final Div standing = Drawn.div("between found");
    private final Div list = Drawn.div("list");
    private List<SearchDesk.By> models = List.of(); // by which clips can be sought
    private int limit = SHOWN;
    private boolean filling;
    private @Nullable Registration polls;

    Seeking(Corpus corpus, BeforeEnterEvent visit) {
      this.corpus = corpus;
      faces = Faces.of(library.scheme(corpus.id()));
      keptBar = new KeptBar(corpus.id(), KeptFilters.Room.SEARCH, kept, this::become);
      NAMES.forEach(
          name -> Addresses.asked(visit, name).ifPresent(value -> chosen.put(name, value)));
      addClassName("seeking");
      standing.getElement().setAttribute("role", "status");
      add(field(), filters, keptBar, standing, list);
      drawFilters();
      show();
    }

    private Component field() {
      words.setPlaceholder(Words.say("search.placeholder"));
      words.setAriaLabel(Words.say("search.words"));
      words.setPrefixComponent(Drawn.icon("search"));
      words.setClearButtonVisible(true);
      words.setMaxLength(2000);
      words.addClassName("search-words");
      // Enter changes the value; a listener to the key would hear of it before the new value came
      words.addValueChangeListener(typed -> {
        if (typed.isFromClient()) {
          seek();
        }
      });
      var go = new NativeButton(Words.say("search.go"), _ -> seek());
      go.addClassNames("act", "primary");
      return Drawn.div("search-field", words, go);
    }

    private void seek() {
      var sought = words.getValue().strip();
      if (chosen.remove("like") != null || !sought.equals(chosen.getOrDefault("words", ""))) {
        choose("words", sought);
      }
    }

    private void choose(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        chosen.remove(name);
      } else {
        chosen.put(name, value);
      }
      changed();
    }

    private void become(String query) {
      chosen.clear();
      var asked = QueryParameters.fromString(query);
      NAMES.forEach(name ->
          asked
              .getSingleParameter(name)
              .filter(value -> !value.isBlank())
              .ifPresent(value -> chosen.put(name, value)));
      drawFilters();
      changed();
    }

    private void changed() {
      limit = SHOWN;
      UI.getCurrent()
          .getPage()
          .getHistory()
          .pushState(null, new Location("search/" + corpus.slug(), QueryParameters.simple(chosen)));
      show();
    }

    private void drawFilters() {
      words.setValue(chosen.getOrDefault("words", ""));
      filters.removeAll();
      filters.add(
          select(
              "label",
              Words.say("search.label"),
              faces.scheme().labels().stream().map(Label::id).toList(),
              faces::name),
          select(
              "annotated",
              Words.say("search.annotated"),
              List.of("yes", "no"),
              value -> Words.say("search.annotated." + value)),
          select(
              "language",
              Words.say("search.language"),
              List.of("en", "zh"),
              value -> Words.say("search.language." + value)),
          select(
              "days", Words.say("search.days"), DAYS, value -> Words.say("search.days." + value)));
      if (!models.isEmpty() || chosen.containsKey("by")) {
        filters.add(by());
      }
    }

    /// By which model, where any has described the clips; one that has not and stands in the
    /// address can be taken back.
    private Component by() {
      var names = new ArrayList<>(models.stream().map(SearchDesk.By::model).toList());
      var asked = chosen.get("by");
      if (asked != null && !names.contains(asked)) {
        names.add(asked);
      }
      var select = select("by", Words.say("search.by"), names, this::byModel);
      select.addClassName("search-by");
      return select;
    }

    private String byModel(String name) {
      boolean words = models.stream().noneMatch(one -> one.model().equals(name) && !one.words());
      return Words.say(words ? "search.by.words" : "search.by.like", name);
    }

    /// Models come while the index fills.
    private void offer(List<SearchDesk.By> now) {
      if (!now.equals(models)) {
        models = now;
        drawFilters();
      }
    }

    private Select<String> select(
        String name, String label, List<String> values, Function<String, String> says) {
      var select = new Select<String>();
      select.setAriaLabel(label);
      select.setEmptySelectionAllowed(true);
      select.setEmptySelectionCaption(label);
      select.setPlaceholder(label);
      select.setItems(values);
      select.setItemLabelGenerator(v -> v == null || v.isEmpty() ? label : says.apply(v));
      var value = chosen.get(name);
      if (value != null && values.contains(value)) {
        select.setValue(value);
      }
      select.addValueChangeListener(picked -> choose(name, picked.getValue()));
      return select;
    }

    private void show() {
      var asked = asked();
      keptBar.draw(asked.words().isEmpty() ? "" : QueryParameters.simple(chosen).getQueryString());
      list.removeAll();
      standing.removeAll();
      SearchDesk.Answer answer;
      try {
        answer = search.search(corpus.id(), asked);
      } catch (InvalidRequestException refused) {
        offer(search.by(corpus.id()));
        list.add(Drawn.loss(refused));
        return;
      }
      offer(answer.by());
      told(asked, answer);
      if (answer.found().isEmpty()) {
        list.add(nothing(asked));
      } else {
        list.add(
            new SearchHits(
                corpus,
                faces,
                answer.found(),
                asked.by().isEmpty(),
                rights.may(corpus.id(), Right.REVIEW) ? this::send : null,
                clip -> {
                  chosen.remove("words");
                  words.setValue("");
                  choose("like", Long.toString(clip));
                }));
        if (answer.found().size() == limit && limit < MORE) {
          var more = new NativeButton(Words.say("search.more"), _ -> more());
          more.addClassName("act");
          list.add(more);
        }
      }
    }

    /// The index fills while somebody looks: what stands there already keeps its place and what was
    /// picked of it; where nothing was found yet, it is sought again.
    private void goOn() {
      if (list.getChildren().noneMatch(SearchHits.class::isInstance)) {
        show();
        return;
      }
      var asked = asked();
      var answer = search.search(corpus.id(), asked);
      offer(answer.by());
      standing.removeAll();
      told(asked, answer);
    }

    private void more() {
      limit = MORE;
      show();
    }

    private Asked asked() {
      var like = chosen.get("like");
      var annotated = chosen.get("annotated");
      return new Asked(
          chosen.getOrDefault("words", ""),
          like != null && like.matches("\\d{1,18}") ? new ClipId(Long.parseLong(like)) : null,
          chosen.containsKey("label") ? Set.of(chosen.get("label")) : Set.of(),
          annotated == null ? null : annotated.equals("yes"),
          chosen.containsKey("language") ? Set.of(chosen.get("language")) : Set.of(),
          DAYS.contains(chosen.getOrDefault("days", ""))
              ? clock.instant().minus(Duration.ofDays(Long.parseLong(chosen.get("days"))))
              : null,
          null,
          chosen.getOrDefault("by", ""),
          limit);
    }

    /// How many were found, and how far the index is.
    private void told(Asked asked, SearchDesk.Answer answer) {
      var progress = answer.progress();
      if (asked.like() != null) {
        standing.add(Drawn.text("muted", Words.say("search.like", answer.found().size())));
      } else if (!asked.words().isEmpty()) {
        standing.add(Drawn.text("muted number", Words.say("search.found", answer.found().size())));
      }
      standing.add(
          Drawn.text(
              "fine number",
              asked.by().isEmpty() || !progress.whole()
                  ? indexed(progress)
                  : Words.say("search.byOnly", asked.by())));
      filling = !progress.whole() || progress.toEncode() > 0;
      getUI().ifPresent(this::poll);
    }

    private String indexed(SearchIndexes.Progress progress) {
      if (!progress.whole()) {
        return Words.say("search.reading", Words.number(progress.entries()));
      }
      return progress.toEncode() > 0
          ? Words.say(
              "search.encoding",
              Words.number(progress.entries()),
              Words.number(progress.toEncode()))
          : Words.say("search.ready", Words.number(progress.entries()));
    }

    private Component nothing(Asked asked) {
      return asked.words().isEmpty() && asked.like() == null
          ? Drawn.empty("search", Words.say("search.emptyTitle"), Words.say("search.empty"))
          : Drawn.empty(
              "search",
              Words.say("search.noneTitle"),
              asked.by().isEmpty()
                  ? Words.say("search.none")
                  : Words.say("search.none.by", asked.by()));
    }

    private void send(List<ClipId> clips) {
      try {
        int called = search.call(corpus.id(), clips);
        Drawn.say(Words.say("search.sent", called));
      } catch (InvalidRequestException refused) {
        Drawn.complain(refused);
      }
    }

    private void poll(UI ui) {
      ui.setPollInterval(filling ? POLL_MILLIS : -1);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
      polls =
          attached
              .getUI()
              .addPollListener(_ -> {
                if (filling) {
                  goOn();
                }
              });
      poll(attached.getUI());
    }

    @Override
    protected void onDetach(DetachEvent detached) {
      detached.getUI().setPollInterval(-1);
      Optional.ofNullable(polls).ifPresent(Registration::remove);
      polls = null;
    }
  }
}
