package undertone.annotator.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// The two ways to look for clips: by words, and by eye on a map.
final class SearchWays extends Nav {

  /// @param map whether the map is open
  SearchWays(Corpus corpus, boolean map) {
    addClassName("ways");
    setAriaLabel(Words.say("map.ways"));
    add(way(corpus, "", "map.way.list", !map), way(corpus, "/map", "map.way.map", map));
  }

  private static Component way(Corpus corpus, String rest, String word, boolean here) {
    var link = Drawn.link("search/" + corpus.slug() + rest, Words.say(word));
    link.addClassName("act");
    if (here) {
      link.getElement().setAttribute("aria-current", "page");
    }
    return link;
  }
}
