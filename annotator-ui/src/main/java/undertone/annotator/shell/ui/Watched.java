package undertone.annotator.shell.ui;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import java.util.HashSet;
import java.util.Set;
import undertone.corpora.RunId;

/// The runs a session has seen under way, so that each end is told once.
@SpringComponent
@VaadinSessionScope
class Watched {

  private final Set<RunId> moving = new HashSet<>();

  void moves(RunId run) {
    moving.add(run);
  }

  /// Whether this end is news.
  boolean ended(RunId run) {
    return moving.remove(run);
  }
}
