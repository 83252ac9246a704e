package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.function.ValueProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.corpus.Corpus;

/// The clips of a corpus as rows of figures, in order of arrival: the one order an index serves.
/// Scrolling on is asked for by the position reached, so that the thousandth page costs what the
/// first does; only a jump is asked for by row number.
final class ClipTable extends Grid<ClipCard> {

  private static final int MOST_KEYS = 2000;

  private final CorpusLibrary library;
  private final Corpus corpus;
  private final Faces faces;
  private final Map<Integer, Long> positions = new HashMap<>(); // by row number: of the row before
  private final Map<Long, Double> agreement = new HashMap<>(); // of the rows on the screen

  ClipTable(CorpusLibrary library, Corpus corpus, Faces faces) {
    this.library = library;
    this.corpus = corpus;
    this.faces = faces;
    addClassName("clip-table");
    addThemeVariants(GridVariant.NO_BORDER);
    setPageSize(50);
    addComponentColumn(this::name).setHeader(Words.say("clips.name")).setFlexGrow(2);
    addComponentColumn(c -> label(c.leadingLabel())).setHeader(Words.say("filter.label"));
    figure("clips.votes", c -> Words.number(c.votes()));
    figure("clips.agreement", this::agreement);
    figure("clips.noise", c -> c.noise() == null ? "" : Words.share(c.noise()));
    addColumn(c -> c.split() == null ? "" : c.split()).setHeader(Words.say("filter.split"));
    addColumn(c -> c.speaker() == null ? "" : c.speaker()).setHeader(Words.say("clips.speaker"));
    addComponentColumn(c -> label(c.decidedLabel())).setHeader(Words.say("clips.decided"));
    figure(
        "clips.length", c -> c.durationMicros() == null ? "" : Words.clipTime(c.durationMicros()));
    addItemDoubleClickListener(e -> UI.getCurrent().navigate(address(e.getItem())));
  }

  private void figure(String key, ValueProvider<ClipCard, String> value) {
    addColumn(value)
        .setHeader(Words.say(key))
        .setTextAlign(ColumnTextAlign.END)
        .setFlexGrow(0)
        .setAutoWidth(true);
  }

  /// @param clips how many the filter leaves
  void show(ClipFilter filter, long clips) {
    positions.clear();
    setDataProvider(
        DataProvider.fromCallbacks(
            asked -> fetch(filter, asked.getOffset(), asked.getLimit()).stream(),
            asked -> {
              asked.getOffset(); // Vaadin insists that both are read
              asked.getLimit();
              return Math.toIntExact(clips);
            }));
  }

  private List<ClipCard> fetch(ClipFilter filter, int offset, int size) {
    var before = offset == 0 ? Long.valueOf(-1) : positions.get(offset);
    var page =
        before == null
            ? library.slice(corpus.id(), filter, offset, size)
            : library.browse(corpus.id(), filter, before, size).clips();
    if (positions.size() > MOST_KEYS) {
      positions.clear();
    }
    for (int i = 0; i < page.size(); i++) {
      positions.put(offset + i + 1, page.get(i).position());
    }
    agreement.clear();
    agreement.putAll(library.agreement(corpus.id(), page));
    return page;
  }

  private String agreement(ClipCard clip) {
    var share = agreement.get(clip.id());
    return share == null ? "" : Words.percent(share);
  }

  private Component name(ClipCard clip) {
    return Drawn.link(address(clip), clip.name());
  }

  private Component label(@Nullable String label) {
    return label == null ? Drawn.text("fine", "–") : faces.chip(label, Faces.Strength.OUTLINED);
  }

  private String address(ClipCard clip) {
    return "corpora/" + corpus.slug() + "/clips/" + clip.id();
  }
}
