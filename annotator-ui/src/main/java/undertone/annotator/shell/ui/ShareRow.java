package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import undertone.engine.metrics.Share;

/// A share as a row: what it is of, its interval on a line from 0 to 1, and its numbers.
public final class ShareRow {

  private ShareRow() {}

  public static Component of(String word, Share share) {
    return of(Drawn.text("", word), share);
  }

  public static Component of(Component word, Share share) {
    return Drawn.div(
        "interval-row",
        word,
        Drawn.interval(share.low(), share.high(), share.value()),
        Drawn.text(
            "number",
            Words.say(
                "found.interval",
                Words.share(share.value()),
                Words.share(share.low()),
                Words.share(share.high()),
                share.hits(),
                share.of())));
  }
}
