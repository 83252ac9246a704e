package undertone.annotator;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;

@Route("")
class TempView extends Span {
  TempView() {
    super("hello");
  }
}
