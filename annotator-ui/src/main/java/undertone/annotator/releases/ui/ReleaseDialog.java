package undertone.annotator.releases.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.releases.ReleaseShelf;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Question;
import undertone.exports.DecisionPolicy;
import undertone.exports.MerExport;
import undertone.exports.ReleasePolicy;

/// Asks what goes into a release and how its labels are decided, and starts the run that writes it.
final class ReleaseDialog {

  private final Corpus corpus;
  private final ReleaseShelf shelf;
  private final CorpusLibrary library;

  ReleaseDialog(Corpus corpus, ReleaseShelf shelf, CorpusLibrary library) {
    this.corpus = corpus;
    this.shelf = shelf;
    this.library = library;
  }

  /// @param suggested a name that is free
  void open(String suggested) {
    var dialog = new Dialog(Words.say("release.title"));
    var name = new TextField(Words.say("release.name"), suggested, "");
    name.setHelperText(Words.say("release.nameHint"));
    name.setAutofocus(true);
    var decisions = new RadioButtonGroup<DecisionPolicy>(Words.say("release.decisions"));
    decisions.setItems(DecisionPolicy.values());
    decisions.setItemLabelGenerator(Words::of);
    decisions.setValue(ReleasePolicy.DEFAULT.decisions());
    decisions.addClassName("stacked");
    var votes = new IntegerField(Words.say("release.minVotes"));
    votes.setHelperText(Words.say("release.minVotesHint"));
    votes.setValue(ReleasePolicy.DEFAULT.minVotes());
    votes.setMin(0);
    votes.setStepButtonsVisible(true);
    var split = new Select<String>();
    split.setLabel(Words.say("filter.split"));
    split.setItems(library.splits(corpus.id()));
    split.setEmptySelectionAllowed(true);
    split.setEmptySelectionCaption(Words.say("release.allSplits"));
    split.setPlaceholder(Words.say("release.allSplits"));
    var labelled = new Checkbox(Words.say("release.labelledOnly"));
    var cues = new Checkbox(Words.say("release.cueVotes"));
    var shift = new Checkbox(Words.say("release.shiftTraces"));
    shift.setVisible(corpus.questions().contains(Question.TRACES));

    var mer = new Select<MerTrack>();
    mer.setLabel(Words.say("release.mer"));
    mer.setHelperText(Words.say("release.merHint"));
    mer.setItems(MerTrack.values());
    mer.setItemLabelGenerator(track -> track == null ? "" : track.code());
    mer.setEmptySelectionAllowed(true);
    mer.setEmptySelectionCaption(Words.say("release.noMer"));
    mer.setPlaceholder(Words.say("release.noMer"));

    var make = new Button(Words.say("release.submit"));
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(_ -> {
      try {
        var policy =
            new ReleasePolicy(
                    decisions.getValue(),
                    Objects.requireNonNullElse(votes.getValue(), 0),
                    split.getValue(),
                    labelled.getValue(),
                    cues.getValue() ? true : null,
                    shift.getValue() ? true : null)
                .withMer(mer.getValue() == null ? null : new MerExport(mer.getValue(), null, null));
        var run = shelf.make(corpus.id(), name.getValue().strip(), policy);
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (InvalidRequestException refused) {
        name.setErrorMessage(Words.of(refused));
        name.setInvalid(true);
      }
    });
    dialog.add(
        Drawn.div(
            "form",
            name,
            decisions,
            Drawn.div("form-pair", votes, split),
            labelled,
            cues,
            shift,
            mer));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), make);
    dialog.addClassName("narrow");
    dialog.open();
  }
}
