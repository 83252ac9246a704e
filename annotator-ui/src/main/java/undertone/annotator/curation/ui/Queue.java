package undertone.annotator.curation.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.shell.ui.Addresses;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ReviewFilter;
import undertone.corpora.proposal.ReviewOrder;

/// Which proposals are under review and in which order, as it stands in an address: `from`, `to`,
/// `overruled`, `near`, `kind`, `noise`, `probability`, `order`; and which clips, by the names that
/// the list of clips has: `words`, `modality`, `split`, `distress`, `apart`, `against`, `missed`,
/// `rejected`.
final class Queue {

  static final List<String> STEPS = List.of("0.5", "0.6", "0.7", "0.8", "0.9", "0.95");

  static final List<String> MISSED = List.of("1", "2", "3");

  /// So many labels as somebody may have written by hand.
  private static final Pattern SO_MANY = Pattern.compile("[1-9]\\d{0,2}");

  private static final List<String> OF_CLIPS =
      List.of("words", "modality", "split", "distress", "apart", "against", "missed", "rejected");

  private static final List<String> OF_PROPOSALS =
      List.of("overruled", "near", "kind", "noise", "probability");

  private static final List<String> NAMES =
      Stream.of(List.of("from", "to"), OF_PROPOSALS, List.of("order"), OF_CLIPS)
          .flatMap(List::stream)
          .toList();

  private final Map<String, String> chosen = new LinkedHashMap<>();

  static Queue read(BeforeEnterEvent visit) {
    var queue = new Queue();
    NAMES.forEach(
        name -> Addresses.asked(visit, name).ifPresent(value -> queue.chosen.put(name, value)));
    return queue;
  }

  /// Takes the choices of a filter that was kept.
  void become(String query) {
    chosen.clear();
    var kept = QueryParameters.fromString(query);
    NAMES.forEach(name ->
        kept.getSingleParameter(name)
            .filter(value -> !value.isBlank())
            .ifPresent(value -> chosen.put(name, value)));
  }

  void clear() {
    chosen.clear();
  }

  /// @param value empty to choose nothing
  void choose(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      chosen.remove(name);
    } else {
      chosen.put(name, value);
    }
  }

  Optional<String> chosen(String name) {
    return Optional.ofNullable(chosen.get(name));
  }

  QueryParameters address() {
    return QueryParameters.simple(chosen);
  }

  String query() {
    return address().getQueryString();
  }

  /// What is chosen beside move and order, by name.
  Map<String, String> finer() {
    var finer = new LinkedHashMap<String, String>();
    Stream.concat(OF_PROPOSALS.stream(), OF_CLIPS.stream())
        .forEach(name -> chosen(name).ifPresent(value -> finer.put(name, value)));
    return finer;
  }

  boolean narrows() {
    return !finer().isEmpty() || chosen.containsKey("to");
  }

  ReviewOrder order() {
    return chosen("order").flatMap(o -> one(ReviewOrder.values(), o)).orElse(ReviewOrder.GAIN);
  }

  ReviewFilter filter() {
    boolean moves = chosen.containsKey("to");
    return new ReviewFilter(
        moves ? chosen.getOrDefault("from", "") : null,
        chosen.get("to"),
        step("noise"),
        step("probability"),
        chosen("kind").flatMap(k -> one(ProposalKind.values(), k)).orElse(null),
        chosen.get("overruled"),
        chosen("near").filter(Queue::isNumber).map(Long::valueOf).orElse(null),
        clips());
  }

  private ClipFilter clips() {
    return new ClipFilter(
        chosen("modality").flatMap(m -> one(Modality.values(), m)).orElse(null),
        null,
        null,
        chosen.get("split"),
        null,
        null,
        null,
        chosen.get("words"),
        chosen("distress").flatMap(d -> one(ClipFilter.Distress.values(), d)).orElse(null),
        chosen.get("apart"),
        chosen.get("against"),
        missed().orElse(null),
        chosen("rejected").map("yes"::equals).orElse(null));
  }

  /// Among how many labels of the newest run the leading one is not.
  Optional<Integer> missed() {
    return chosen("missed").filter(SO_MANY.asMatchPredicate()).map(Integer::valueOf);
  }

  private static boolean isNumber(String written) {
    return written.matches("\\d{1,18}");
  }

  private @Nullable Double step(String name) {
    return chosen(name).filter(STEPS::contains).map(Double::valueOf).orElse(null);
  }

  private static <E extends Enum<E>> Optional<E> one(E[] values, String name) {
    return Arrays.stream(values).filter(v -> v.name().equals(name)).findFirst();
  }
}
