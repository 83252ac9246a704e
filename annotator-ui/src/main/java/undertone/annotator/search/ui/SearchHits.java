package undertone.annotator.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.ClipCard;
import undertone.annotator.media.ClipStretch;
import undertone.annotator.search.Found;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// Clips that were found: each plays in place, the moment that fits if one does, beside the words
/// it was found by. Clips that were found by nearly the same words stand folded under the first of
/// them.
final class SearchHits extends Div {
  private final Corpus corpus;
  private final Faces faces;
  private final boolean differ;
  private final LongConsumer like;
  private final List<Found> found;
  private final Set<Long> picked = new LinkedHashSet<>();
  private final NativeButton sending = new NativeButton();

  /// @param differ whether each says by which ways it was found; else all were found by the same
  ///   one
  /// @param send hears which clips are to be answered first; null = nobody may send them
  /// @param like hears of which clip the like is sought
  SearchHits(
      Corpus corpus,
      Faces faces,
      List<Found> found,
      boolean differ,
      @Nullable Consumer<List<ClipId>> send,
      LongConsumer like) {
    this.corpus = corpus;
    this.faces = faces;
    this.found = found;
    this.differ = differ;
    this.like = like;
    addClassName("hits");
    if (send != null) {
      sending.addClassName("act");
      sending.addClickListener(_ -> send.accept(chosen()));
      add(Drawn.div("hits-bar", sending));
      drawSending();
    }
    var list = Drawn.element("ol", "hit-list");
    var same =
        found.stream()
            .filter(hit -> hit.sameAs() != null)
            .collect(Collectors.groupingBy(hit -> Objects.requireNonNull(hit.sameAs())));
    for (var hit : found) {
      if (hit.sameAs() == null) {
        var item = drawn(hit, "hit", send != null);
        var others = same.getOrDefault(hit.clip().id(), List.of());
        if (!others.isEmpty()) {
          item.add(folded(others, send != null));
        }
        list.add(item);
      }
    }
    add(list);
  }

  private Component folded(List<Found> others, boolean pickable) {
    var list = Drawn.element("ol", "hit-list");
    others.forEach(hit -> list.add(drawn(hit, "hit-again", pickable)));
    return Drawn.div("hit-same", new Details(Words.say("search.sameWords", others.size()), list));
  }

  /// Those that were picked, else all that are shown.
  private List<ClipId> chosen() {
    return (picked.isEmpty() ? found.stream().map(hit -> hit.clip().id()).toList() : picked)
        .stream().map(ClipId::new).toList();
  }

  private void drawSending() {
    sending.setText(
        picked.isEmpty()
            ? Words.say("search.sendAll", found.size())
            : Words.say("search.send", picked.size()));
  }

  private HtmlContainer drawn(Found hit, String looks, boolean pickable) {
    var clip = hit.clip();
    var label = clip.decidedLabel() == null ? clip.leadingLabel() : clip.decidedLabel();
    var stretch = ClipStretch.of(hit.startMicros(), hit.endMicros());
    var said = stretch.map(s -> Words.say("search.moment", clip.name(), s.start(), s.end()));
    var name =
        Drawn.link(
            "corpora/"
                + corpus.slug()
                + "/clips/"
                + clip.id()
                + stretch.map(s -> "?" + ClipStretch.NAME + "=" + s.written()).orElse(""),
            clip.name());
    name.addClassName("hit-name");
    said.ifPresent(name::setAriaLabel);
    var more = new NativeButton(Words.say("search.moreLike"), _ -> like.accept(clip.id()));
    more.addClassName("quiet");
    more.setAriaLabel(Words.say("search.moreLikeOf", clip.name()));
    var foot = Drawn.div("inline hit-foot", name);
    stretch.ifPresent(s -> foot.add(Drawn.text("fine number hit-stretch", s.said())));
    if (label != null) {
      foot.add(
          faces.chip(
              label, clip.decidedLabel() == null ? Faces.Strength.OUTLINED : Faces.Strength.SOLID));
    }
    if (differ) {
      foot.add(Drawn.text("fine", ways(hit)));
    }
    foot.add(more);
    var item =
        Drawn.element(
            "li",
            "card " + looks,
            face(clip, stretch, said.orElse(clip.name())),
            Drawn.div("hit-words", words(hit, foot)));
    if (pickable) {
      var pick = new Checkbox(false);
      pick.setAriaLabel(Words.say("search.pick", clip.name()));
      pick.addValueChangeListener(ticked -> {
        if (ticked.getValue()) {
          picked.add(clip.id());
        } else {
          picked.remove(clip.id());
        }
        drawSending();
      });
      item.add(pick);
    }
    return item;
  }

  private static Component face(ClipCard clip, Optional<ClipStretch> stretch, String said) {
    var media = clip.media();
    var glimpse =
        new Glimpse(
            said,
            clip.modality(),
            media.mediaUrl() == null ? "" : media.mediaUrl(),
            media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
            clip.text() == null ? "" : clip.text());
    stretch.ifPresent(glimpse::within);
    return Drawn.div("hit-face", glimpse);
  }

  /// What fits, above the foot: the caption, else what is said in the clip, if anything is.
  private static Component[] words(Found hit, Component foot) {
    var caption = hit.caption();
    var said = caption == null ? hit.clip().text() : caption.text();
    if (said == null || said.isBlank()) {
      return new Component[] {foot};
    }
    var quote = Drawn.element("blockquote", "hit-quote", new Text(said));
    if (caption != null) {
      quote.getElement().setAttribute("lang", caption.language());
    }
    return new Component[] {quote, foot};
  }

  private static String ways(Found hit) {
    boolean words = hit.ranks().containsKey("words");
    boolean seen = hit.ranks().containsKey("seen");
    boolean meaning = hit.ranks().size() > (words ? 1 : 0) + (seen ? 1 : 0);
    if (seen && !words && !meaning) {
      return Words.say("search.bySight");
    }
    return Words.say(
        words && meaning ? "search.byBoth" : words ? "search.byWords" : "search.byMeaning");
  }
}
