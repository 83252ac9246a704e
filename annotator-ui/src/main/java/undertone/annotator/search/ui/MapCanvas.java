package undertone.annotator.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import undertone.annotator.search.SearchDesk;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// The map itself: drawn in the browser, which reads the clips' places from their address.
@Tag("undertone-map")
@JsModule("./map/undertone-map.ts")
final class MapCanvas extends Component {
  private static final List<String> WORDS =
      List.of(
          "loading",
          "EMPTY",
          "FILLING",
          "SILENT",
          "DRAWING",
          "FAILED",
          "reading",
          "stage",
          "help",
          "lasso",
          "move",
          "closer",
          "further",
          "whole",
          "by",
          "by.label",
          "by.disagreement",
          "by.noise",
          "legend",
          "pick",
          "none",
          "chosen",
          "more",
          "most",
          "send",
          "clear",
          "drop",
          "apart",
          "noise",
          "distressing",
          "open",
          "settled",
          "summary",
          "count",
          "drawn",
          "later",
          "silent",
          "anew");

  /// @param sends whether the person may send clips to the queue and have the map drawn anew
  MapCanvas(Corpus corpus, Faces faces, boolean sends) {
    var address = "/api/v1/corpora/" + corpus.id();
    getElement()
        .setPropertyMap(
            "model",
            Map.of(
                "map",
                address + "/map",
                "clips",
                address + "/clips/",
                "page",
                "/corpora/" + corpus.slug() + "/clips/",
                "labels",
                labels(faces),
                "language",
                Words.locale().toLanguageTag(),
                "sends",
                sends,
                "most",
                SearchDesk.MOST_CALLED,
                "words",
                WORDS.stream().collect(Collectors.toMap(Function.identity(), MapCanvas::pattern)),
                "bands",
                bands()));
  }

  private static List<Map<String, String>> labels(Faces faces) {
    return faces.scheme().labels().stream()
        .map(label ->
            Map.of(
                "id", label.id(),
                "name", faces.name(label.id()),
                "colour", faces.colour(label.id())))
        .toList();
  }

  private static Map<String, Object> bands() {
    return Map.of(
        "unlabelled", Words.say("map.unlabelled"),
        "unknown",
            Map.of(
                "disagreement", Words.say("map.disagreement.unknown"),
                "noise", Words.say("map.noise.unknown")),
        "bands", Map.of("disagreement", bands("disagreement"), "noise", bands("noise")));
  }

  private static List<String> bands(String by) {
    return List.of(
        Words.say("map." + by + ".0"),
        Words.say("map." + by + ".1"),
        Words.say("map." + by + ".2"),
        Words.say("map." + by + ".3"));
  }

  /// The text with its place for a number left open.
  private static String pattern(String key) {
    return Words.say("map." + key, "{0}");
  }

  /// @param send hears which clips are to be answered first
  void onSend(Consumer<List<ClipId>> send) {
    getElement()
        .addEventListener(
            "send",
            sent ->
                send.accept(
                    sent.getEventData()
                        .get("event.detail.clips")
                        .valueStream()
                        .map(clip -> new ClipId(clip.asLong()))
                        .toList()))
        .addEventData("event.detail.clips");
  }

  /// @param open hears which clip is to be shown
  void onOpen(LongConsumer open) {
    getElement()
        .addEventListener(
            "open", opened -> open.accept(opened.getEventData().get("event.detail.clip").asLong()))
        .addEventData("event.detail.clip");
  }

  void onAnew(Runnable anew) {
    getElement().addEventListener("anew", _ -> anew.run());
  }
}
