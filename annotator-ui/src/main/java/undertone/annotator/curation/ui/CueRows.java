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

/// What was held of a clip by single cues: a row of voters for each cue. To be seen, not counted.
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
        var list = Drawn.element("ul", "voters");
        held.forEach(v -> list.add(voter(v, faces, names, gold)));
        rows.add(Drawn.element("section", "cue-row", Drawn.title(3, Words.of(cue)), list));
      }
    }
    return rows;
  }

  /// A voter's name, with the cue they judged by where it is not the whole clip.
  static String who(Said.VoteSaid vote, VoterNames names) {
    var name = names.of(vote.voter());
    return vote.cue().single() ? name + " · " + Words.of(vote.cue()) : name;
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
