package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.Cue;

/// What is to be seen and not counted: a row of voters for each pass apart, and one of models on
/// probation.
final class CueRows {

  private CueRows() {}

  /// An empty piece where nobody judged a cue alone.
  static Component of(List<Said.VoteSaid> votes, Faces faces, VoterNames names, GoldFigures gold) {
    var rows = new Div();
    if (!votes.isEmpty()) {
      rows.addClassName("cue-rows");
    }
    for (var cue : Cue.values()) {
      var held = votes.stream().filter(v -> v.cue() == cue).toList();
      if (!held.isEmpty()) {
        rows.add(row(Words.of(cue), held, faces, names, gold));
      }
    }
    return rows;
  }

  /// What models on probation hold; an empty piece where there are none.
  static Component watched(
      List<Said.VoteSaid> votes, Faces faces, VoterNames names, GoldFigures gold) {
    return votes.isEmpty()
        ? new Div()
        : Drawn.div("cue-rows", row(Words.say("review.watched"), votes, faces, names, gold));
  }

  private static Component row(
      String title, List<Said.VoteSaid> held, Faces faces, VoterNames names, GoldFigures gold) {
    var list = Drawn.element("ul", "voters");
    held.forEach(v -> list.add(voter(v, faces, names, gold)));
    return Drawn.element("section", "cue-row", Drawn.title(3, title), list);
  }

  /// A voter's name, with what they were asked where it is not the label of the whole clip.
  static String who(Said.VoteSaid vote, VoterNames names) {
    var name = names.of(vote.voter());
    return vote.cue().apart() ? name + " · " + Words.of(vote.cue()) : name;
  }

  private static Component voter(
      Said.VoteSaid vote, Faces faces, VoterNames names, GoldFigures gold) {
    return Drawn.element(
        "li",
        "voter",
        Drawn.text("who", names.of(vote.voter())),
        gold.beside(vote.voter()),
        vote.candidates().isEmpty()
            ? Drawn.text("muted", Words.of(vote.meaning()))
            : faces.chips(new CandidateSet(vote.candidates()), new CandidateSet(vote.excluded())));
  }
}
