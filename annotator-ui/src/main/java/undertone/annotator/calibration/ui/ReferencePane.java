package undertone.annotator.calibration.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.TextFile;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Makes a clip a calibration clip: a reference trace from a file, or one that somebody drew.
public final class ReferencePane extends HtmlContainer {

  private final CorpusId corpus;
  private final ClipId clip;
  private final Calibration calibration;
  private final Div body = Drawn.div("section");

  public ReferencePane(CorpusId corpus, ClipId clip, Calibration calibration) {
    super("section");
    this.corpus = corpus;
    this.clip = clip;
    this.calibration = calibration;
    addClassName("card");
    add(Drawn.title(2, Words.say("calibration.title")), body);
    draw();
  }

  private void draw() {
    body.removeAll();
    var reference = calibration.reference(corpus, clip);
    var at = reference.at();
    if (at == null) {
      body.add(Drawn.sentence(Words.say("calibration.none")));
    } else {
      var from = reference.takenFrom();
      body.add(
          Drawn.sentence(
              Words.say(
                  "calibration.is",
                  String.join(
                      ", ",
                      reference.axes().stream().map(a -> Words.say("lanes.axis." + a)).toList()),
                  Words.clipTime(Math.round(reference.seconds() * 1e6)),
                  from == null ? Words.say("calibration.file") : from,
                  Words.moment(at))));
      var clear =
          new NativeButton(
              Words.say("calibration.clear"),
              _ -> {
                calibration.clear(corpus, clip);
                draw();
              });
      clear.addClassName("quiet");
      body.add(Drawn.div("inline", clear));
    }
    body.add(fromFile());
    offers();
    var lags = calibration.lags(corpus);
    if (!lags.isEmpty()) {
      body.add(Drawn.title(3, Words.say("lag.title")), LagRows.of(lags));
    }
  }

  private HtmlContainer fromFile() {
    var name = Words.say("calibration.fromFile");
    var file =
        TextFile.chooser(
            ".csv,text/csv,text/plain",
            name,
            csv -> {
              if (!csv.isEmpty()) {
                attempt(() -> calibration.setFromTable(corpus, clip, csv));
              }
            });
    return Drawn.element("label", "section", Drawn.text("fine", name), file);
  }

  private void offers() {
    var offers = calibration.offers(corpus, clip);
    if (offers.isEmpty()) {
      return;
    }
    var whose = new Select<Calibration.Offer>();
    whose.setLabel(Words.say("calibration.fromVote"));
    whose.setItems(offers);
    whose.setItemLabelGenerator(Calibration.Offer::voter);
    whose.setValue(offers.getFirst());
    var take =
        new Button(
            Words.say("calibration.take"),
            _ -> attempt(() -> calibration.setFromVote(corpus, clip, whose.getValue().vote())));
    body.add(Drawn.div("line-form", whose, take));
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
    draw();
  }
}
