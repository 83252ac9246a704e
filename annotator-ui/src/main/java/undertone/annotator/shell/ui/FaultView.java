package undertone.annotator.shell.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import undertone.annotator.people.NotAllowedException;
import undertone.corpora.clip.UnknownClipException;
import undertone.corpora.corpus.UnknownCorpusException;

/// What people see when a page cannot be shown: what happened and what to do, and a number under
/// which the log tells the operator the rest.
@AnonymousAllowed
class FaultView extends Div implements HasErrorParameter<Exception>, HasDynamicTitle {

  private static final Logger LOG = LoggerFactory.getLogger(FaultView.class);

  @Override
  public int setErrorParameter(BeforeEnterEvent visit, ErrorParameter<Exception> fault) {
    removeAll();
    if (tellsNothing(fault.getException())) {
      add(NotFoundView.words());
      return HttpServletResponse.SC_NOT_FOUND;
    }
    var number = UUID.randomUUID().toString().substring(0, 8);
    LOG.error(
        "Bug: page /{} failed ({})", visit.getLocation().getPath(), number, fault.getException());
    add(
        NotFoundView.standingAlone(
            "storm", Words.say("fault.title"), Words.say("fault.words", number)));
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  // Whether a thing is missing or not ours to see must look the same.
  private static boolean tellsNothing(Exception fault) {
    return fault instanceof UnknownCorpusException
        || fault instanceof UnknownClipException
        || fault instanceof NotAllowedException;
  }

  @Override
  public String getPageTitle() {
    return Words.say("fault.title");
  }
}
