package undertone.annotator.library.ui;

import com.vaadin.flow.component.virtuallist.VirtualList;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;

/// The clips of a corpus as tiles. Only what is on the screen is fetched and drawn, so that a
/// hundred thousand clips scroll like a hundred.
///
/// Rows of twelve divide evenly into six, four, three or two columns; the style sheet chooses.
final class ClipTiles extends VirtualList<ClipTiles.Row> {

  private static final int PER_ROW = 12;
  private static final int LARGEST_FETCH = 480;

  private static final String TILES =
      """
      <ul class="tiles">${!item.clips ? Array.from({ length: 12 }, () => html`<li class="skeleton tile-to-come"></li>`) : JSON.parse(item.clips).map(c => html`<li class="tile">
        <a href=${c.address} router-link aria-label=${c.says}>
          <span class="tile-face">
            ${c.picture
              ? html`<img src=${c.picture} alt="" loading="lazy" decoding="async">`
              : c.words
                ? html`<span class="tile-words">${c.words}</span>`
                : html`<i class="icon icon-${c.sign}"></i>`}
            ${c.time ? html`<span class="tile-time number">${c.time}</span>` : ''}
            ${c.decided ? html`<span class="tile-decided"><i class="icon icon-check"></i></span>` : ''}
          </span>
          <span class="tile-foot" .style="${'--label:' + c.colour}">
            ${c.label
              ? html`<span class="chip ${c.decided ? 'solid' : 'outlined'}"><span class="glyph">${c.glyph}</span><span>${c.label}</span></span>`
              : html`<span class="fine">${c.none}</span>`}
            <span class="fine number">${c.votes}</span>
            ${c.noise == null ? '' : html`<span class="bar noise" .style="${'--share:' + c.noise}" title=${c.noiseSays}></span>`}
          </span>
        </a>
      </li>`)}</ul>
      """;

  private final CorpusLibrary library;
  private final Corpus corpus;
  private final Faces faces;

  record Row(int number, List<ClipCard> clips) {}

  ClipTiles(CorpusLibrary library, Corpus corpus, Faces faces) {
    this.library = library;
    this.corpus = corpus;
    this.faces = faces;
    addClassName("clip-tiles");
    setRenderer(LitRenderer.<Row>of(TILES).withProperty("clips", this::drawn));
  }

  /// @param clips how many the filter leaves
  void show(ClipFilter filter, long clips) {
    int rows = Math.toIntExact((clips + PER_ROW - 1) / PER_ROW);
    setDataProvider(
        DataProvider.fromCallbacks(
            asked -> {
              var found = fetch(filter, asked.getOffset() * PER_ROW, asked.getLimit() * PER_ROW);
              int last = (found.size() + PER_ROW - 1) / PER_ROW;
              return IntStream.range(0, last)
                  .mapToObj(i ->
                      new Row(
                          asked.getOffset() + i,
                          found.subList(i * PER_ROW, Math.min(found.size(), (i + 1) * PER_ROW))));
            },
            asked -> {
              asked.getOffset(); // Vaadin insists that both are read
              asked.getLimit();
              return rows;
            }));
  }

  private List<ClipCard> fetch(ClipFilter filter, int offset, int size) {
    var found = new ArrayList<ClipCard>();
    while (found.size() < size) {
      int wanted = Math.min(LARGEST_FETCH, size - found.size());
      var page = library.slice(corpus.id(), filter, offset + found.size(), wanted);
      found.addAll(page);
      if (page.size() < wanted) {
        break;
      }
    }
    return found;
  }

  /// What the browser needs of one clip.
  record Tile(
      String address,
      @Nullable String picture,
      @Nullable String words,
      String sign,
      @Nullable String time,
      boolean decided,
      @Nullable String label,
      String glyph,
      String colour,
      String none,
      String votes,
      @Nullable Double noise,
      String noiseSays,
      String says) {}

  // As one text: the renderer's own serializer knows neither records nor maps.
  private String drawn(Row row) {
    return JsonMapper.shared().writeValueAsString(row.clips().stream().map(this::drawn).toList());
  }

  private Tile drawn(ClipCard clip) {
    boolean ready = clip.state() == ClipState.READY;
    var label = clip.decidedLabel() == null ? clip.leadingLabel() : clip.decidedLabel();
    var micros = clip.durationMicros();
    var noise = clip.noise();
    return new Tile(
        "corpora/" + corpus.slug() + "/clips/" + clip.id(),
        ready ? clip.media().thumbnailUrl() : null,
        ready ? words(clip) : null,
        ready ? "sound" : "broken",
        micros == null ? null : Words.clipTime(micros),
        clip.decidedLabel() != null,
        label == null ? null : faces.name(label),
        label == null ? "" : faces.glyph(label),
        label == null ? "transparent" : faces.colour(label),
        ready ? Words.say("clip.noLabel") : Words.of(clip.state()),
        Words.say("clip.votes", clip.votes()),
        noise,
        noise == null ? "" : Words.say("clip.noise", Words.share(noise)),
        says(clip, label));
  }

  private static @Nullable String words(ClipCard clip) {
    return clip.media().thumbnailUrl() == null ? clip.text() : null;
  }

  private String says(ClipCard clip, @Nullable String label) {
    return label == null
        ? clip.name()
        : Words.say(
            clip.decidedLabel() == null ? "clip.saysLeading" : "clip.saysDecided",
            clip.name(),
            faces.name(label));
  }
}
