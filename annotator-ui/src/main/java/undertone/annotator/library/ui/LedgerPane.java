package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongConsumer;
import undertone.annotator.curation.ui.CaptionPlace;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Rating;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.FaceReading;
import undertone.annotator.tracks.ui.FaceSigns;
import undertone.corpora.CandidateSet;
import undertone.corpora.vote.VoterKind;

/// Everything ever said of a clip, in the order of the chain: votes, captions, proposals,
/// decisions. What no longer stands is shown struck through, never left out.
final class LedgerPane extends Div {

  private final Faces faces;

  /// @param face against which captions are held
  /// @param seek takes the player to a moment of the clip
  LedgerPane(
      ClipDetail.Chain chain, ClipCard clip, Faces faces, FaceReading face, LongConsumer seek) {
    this.faces = faces;
    addClassName("section");
    var gold = chain.gold();
    if (gold != null) {
      add(section("ledger.gold", faces.chip(gold, Faces.Strength.SOLID)));
    }
    add(votes(chain.votes()));
    if (!chain.captions().isEmpty()) {
      add(captions(chain.captions(), face, seek));
    }
    if (!chain.proposals().isEmpty()) {
      add(proposals(chain.proposals()));
    }
    var noise = clip.noise();
    if (noise != null) {
      add(
          section(
              "ledger.noise",
              Drawn.div(
                  "noise-line",
                  Drawn.bar("noise", noise),
                  Drawn.text("number", Words.share(noise)))));
    }
    if (!chain.decisions().isEmpty()) {
      add(decisions(chain.decisions()));
    }
  }

  private Component votes(List<Said.VoteSaid> votes) {
    if (votes.isEmpty()) {
      return section(
          "ledger.votes", Drawn.element("p", "muted", new Text(Words.say("ledger.noVotes"))));
    }
    var newest = new HashMap<String, Integer>();
    votes.forEach(v -> newest.merge(v.cue() + v.voter(), v.revision(), Math::max));
    var list = Drawn.element("ol", "ledger");
    for (var vote : votes.reversed()) {
      boolean newer = newest.getOrDefault(vote.cue() + vote.voter(), 0) > vote.revision();
      boolean stands = !newer && !vote.withdrawn();
      list.add(
          entry(
              stands,
              vote.kind() == VoterKind.PERSON ? "people" : "gear",
              vote.voter(),
              Words.moment(vote.castAt()),
              Drawn.div("said-lines", held(vote), parts(vote))));
    }
    return section("ledger.votes", list);
  }

  private Component held(Said.VoteSaid vote) {
    var row = Drawn.div("inline");
    if (vote.cue().apart()) {
      row.add(Drawn.text("cue", Words.of(vote.cue())));
    }
    var context = vote.context();
    if (context != null && !vote.cue().single()) {
      row.add(Drawn.text("cue", Words.say("ledger.context." + context)));
    }
    if (vote.goldCheck()) {
      row.add(Drawn.text("cue gold", Words.say("ledger.goldCheck")));
    }
    if (vote.withdrawn()) {
      row.add(Drawn.text("muted", Words.say("ledger.withdrawn")));
      return row;
    }
    row.add(faces.chips(new CandidateSet(vote.candidates()), new CandidateSet(vote.excluded())));
    if (vote.candidates().size() != 1) {
      row.add(Drawn.text("fine", Words.of(vote.meaning())));
    }
    var certainty = vote.certainty();
    if (certainty != null) {
      row.add(Drawn.text("fine", Words.of(certainty)));
    }
    Rating.of(vote.rating()).forEach(row::add);
    var guidelines = vote.guidelines();
    if (guidelines != null) {
      row.add(Drawn.text("fine", Words.say("ledger.guidelines", guidelines)));
    }
    if (!vote.tally().isEmpty()) {
      row.add(Drawn.text("fine number", tally(vote)));
    }
    return row;
  }

  /// What was said of stretches of the clip.
  private Component parts(Said.VoteSaid vote) {
    var list = Drawn.div("said-lines");
    for (var part : vote.segments()) {
      var row =
          Drawn.div(
              "inline",
              Drawn.text(
                  "fine number",
                  Words.say(
                      "ledger.stretch",
                      Words.clipTime(part.startMicros()),
                      Words.clipTime(part.endMicros()))),
              faces.chips(new CandidateSet(part.candidates()), new CandidateSet(part.excluded())));
      var words = part.caption();
      if (words != null) {
        row.add(Drawn.element("q", "", new Text(words)));
      }
      list.add(row);
    }
    return list;
  }

  private String tally(Said.VoteSaid vote) {
    return String.join(
        " · ",
        vote.tally().entrySet().stream()
            .map(e -> faces.name(e.getKey()) + " " + e.getValue())
            .toList());
  }

  private static Component captions(
      List<Said.CaptionWritten> captions, FaceReading face, LongConsumer seek) {
    var list = Drawn.element("ol", "ledger");
    captions.forEach(written -> {
      var c = written.caption();
      var row = Drawn.div("inline");
      CaptionPlace.of(c).ifPresent(row::add);
      if (c.text().isEmpty()) {
        row.add(Drawn.text("muted", Words.say("ledger.withdrawn")));
      } else {
        var words = Drawn.element("q", "", new Text(c.text()));
        words.getElement().setAttribute("lang", c.language());
        row.add(words);
        if (written.stands()) {
          row.add(FaceSigns.of(face, c.text(), seek));
        }
      }
      list.add(entry(written.stands(), "text", c.voter(), Words.moment(c.writtenAt()), row));
    });
    return section("ledger.captions", list);
  }

  private Component proposals(List<ClipDetail.ProposalMade> proposals) {
    var list = Drawn.element("ol", "ledger");
    proposals.forEach(p ->
        list.add(
            entry(
                true,
                "wave",
                Words.say("ledger.run", p.run()),
                Words.of(p.state()),
                Drawn.div(
                    "inline",
                    faces.chip(p.label(), Faces.Strength.OUTLINED),
                    Drawn.text("fine number", Words.share(p.probability()))))));
    return section("ledger.proposals", list);
  }

  private Component decisions(List<Said.DecisionSaid> decisions) {
    var undone = decisions.stream().map(Said.DecisionSaid::reverts).toList();
    var list = Drawn.element("ol", "ledger");
    for (var decision : decisions.reversed()) {
      var row = Drawn.div("inline", Drawn.text("", Words.of(decision.verdict())));
      var label = decision.label();
      if (label != null) {
        row.add(faces.chip(label, Faces.Strength.SOLID));
      }
      var rating = decision.parts().rating();
      if (rating != null) {
        Rating.of(rating.rating()).forEach(row::add);
      }
      if (!decision.reason().isBlank()) {
        row.add(Drawn.text("muted", decision.reason()));
      }
      list.add(
          entry(
              !undone.contains(decision.id()),
              "done",
              decision.curator(),
              Words.moment(decision.decidedAt()),
              row));
    }
    return section("ledger.decisions", list);
  }

  private static Component entry(
      boolean stands, String sign, String who, String when, Component what) {
    return Drawn.element(
        "li",
        stands ? "entry" : "entry gone",
        Drawn.icon(sign),
        Drawn.div(
            "entry-said",
            Drawn.div("inline", Drawn.text("who", who), Drawn.text("fine", when)),
            what));
  }

  private static HtmlContainer section(String key, Component content) {
    return Drawn.element("section", "card", Drawn.title(2, Words.say(key)), content);
  }
}
