package undertone.annotator.shell.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.corpus.Corpus;

/// Finds what an address speaks of. What is missing and what one may not see answer alike.
@Component
public class Addresses {

  private final Rights rights;

  Addresses(Rights rights) {
    this.rights = rights;
  }

  /// The corpus in the address `…/:corpus`.
  ///
  /// @throws NotFoundException if there is none, or the person lacks the right
  public Corpus corpus(BeforeEnterEvent visit, Right right) {
    var slug = visit.getRouteParameters().get("corpus").orElse("");
    return rights.visible().stream()
        .filter(c -> c.slug().equals(slug))
        .filter(c -> rights.may(c.id(), right))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  /// A number in the address.
  ///
  /// @throws NotFoundException if it is none
  public static long number(BeforeEnterEvent visit, String name) {
    return visit
        .getRouteParameters()
        .get(name)
        .filter(n -> n.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElseThrow(NotFoundException::new);
  }

  /// What an address asks for behind its question mark; empty where it says nothing.
  public static Optional<String> asked(BeforeEnterEvent visit, String name) {
    return visit
        .getLocation()
        .getQueryParameters()
        .getSingleParameter(name)
        .filter(v -> !v.isBlank());
  }
}
