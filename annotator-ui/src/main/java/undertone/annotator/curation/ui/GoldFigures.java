package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.plan.GoldRecord;

/// How often each voter's first answer to a gold clip held the gold label, to stand beside their
/// name.
record GoldFigures(Map<String, GoldRecord> byName) {

  static final GoldFigures NONE = new GoldFigures(Map.of());

  static GoldFigures of(List<GoldRecord> records) {
    return new GoldFigures(
        records.stream().collect(Collectors.toMap(GoldRecord::name, Function.identity())));
  }

  /// An empty piece for those who were never checked.
  Component beside(String voter) {
    var gold = byName.get(voter);
    if (gold == null) {
      return Drawn.text("", "");
    }
    var figure =
        Drawn.text(
            "fine number",
            Words.say("plan.goldShort", Words.number(gold.held()), Words.number(gold.clips())));
    figure
        .getElement()
        .setAttribute(
            "title",
            Words.say(
                "plan.goldAnswer",
                Words.number(gold.clips()),
                Words.number(gold.pool()),
                Words.share(gold.heldShare()),
                Words.share(gold.firstShare())));
    return figure;
  }
}
