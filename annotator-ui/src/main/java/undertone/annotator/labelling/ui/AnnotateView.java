package undertone.annotator.labelling.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Words;

/// The desk at which one person annotates one corpus. It is told who and which; everything else it
/// asks and saves over REST by itself, so a lost server page never costs an answer.
@Route("annotate/:corpus")
@PermitAll
@Tag("undertone-desk")
@JsModule("./desk/undertone-desk.ts")
@StyleSheet("annotate.css")
class AnnotateView extends Component implements BeforeEnterObserver, HasDynamicTitle {

  private final Addresses addresses;
  private final CurrentPerson person;
  private String corpusName = "";

  AnnotateView(Addresses addresses, CurrentPerson person) {
    this.addresses = addresses;
    this.person = person;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.ANNOTATE);
    corpusName = corpus.name();
    getElement().setAttribute("corpus", corpus.id().toString());
    getElement().setAttribute("voter", person.account().id().toString());
    getElement().setAttribute("language", Words.locale().getLanguage());
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.annotate") + " · " + corpusName;
  }
}
