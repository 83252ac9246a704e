package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.Examples;
import undertone.annotator.library.LabelDraft;
import undertone.annotator.library.SchemeDesk;
import undertone.annotator.library.SchemeDraft;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.SchemeConflictException;

/// The label scheme of a corpus: its labels in order, one of them open to be edited, and every
/// version there was. Nothing changes before the preview has been seen.
@Route("corpora/:corpus/labels")
@PermitAll
class LabelsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final SchemeDesk desk;
  private final Examples examples;
  private final Addresses addresses;

  LabelsView(SchemeDesk desk, Examples examples, Addresses addresses) {
    this.desk = desk;
    this.examples = examples;
    this.addresses = addresses;
    addClassNames("page", "labels");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    show(addresses.corpus(visit, Right.MANAGE));
  }

  private void show(Corpus corpus) {
    var setting = desk.setting(corpus.id());
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        new Editor(corpus, setting),
        new SchemeVersions(corpus, setting.base(), desk, () -> show(corpus)));
  }

  /// The labels at the left, the open one at the right.
  private final class Editor extends Div {
    private final Corpus corpus;
    private final SchemeDesk.Setting setting;
    private final Div list = Drawn.div("label-list");
    private final Div form = Drawn.div("label-form section");
    private final Div saving = Drawn.div("between label-saving");
    private SchemeDraft draft;
    private @Nullable LabelDraft open;

    Editor(Corpus corpus, SchemeDesk.Setting setting) {
      this.corpus = corpus;
      this.setting = setting;
      draft = new SchemeDraft(setting.scheme());
      open = draft.labels().getFirst();
      addClassNames("section", "label-editor");
      saving.getElement().setAttribute("role", "status");
      var scheme = setting.scheme();
      add(
          Drawn.heading(
              Words.say("labels.title"),
              Words.say("settings.schemeIs", scheme.title(), scheme.version()),
              fromFile(),
              export()),
          saving,
          Drawn.div("label-desk", list, form));
      draw();
    }

    private void draw() {
      drawList();
      drawSaving();
      form.removeAll();
      if (open != null) {
        form.add(new LabelForm(draft, open, this::edited, this::reopen), examplesOf(open));
      }
    }

    private Component examplesOf(LabelDraft label) {
      var rows = Drawn.element("ul", "rows");
      for (var clip : examples.of(corpus.id(), label.id())) {
        var address = "corpora/" + corpus.slug() + "/clips/" + clip.id();
        rows.add(Drawn.element("li", "row", Drawn.link(address, clip.name())));
      }
      var card = Drawn.element("section", "card", Drawn.title(2, Words.say("examples.clips")));
      card.add(rows.getComponentCount() > 0 ? rows : Drawn.sentence(Words.say("examples.none")));
      return card;
    }

    private void edited() {
      drawList();
      drawSaving();
    }

    private void reopen(@Nullable LabelDraft label) {
      open = label;
      draw();
    }

    private void drawList() {
      list.removeAll();
      var rows = Drawn.element("ol", "label-rows");
      draft.labels().forEach(l -> rows.add(row(l)));
      var add = new NativeButton(Words.say("labels.add"), _ -> reopen(draft.add()));
      add.addClassName("act");
      list.add(rows, add);
    }

    private Component row(LabelDraft label) {
      var name = label.name(Words.locale().getLanguage());
      var word = name.isEmpty() ? label.id() : name;
      var choose = new NativeButton();
      choose.addClickListener(_ -> reopen(label));
      choose.addClassName("label-row");
      choose.getElement().setAttribute("aria-current", Boolean.toString(label.equals(open)));
      var glyph = Drawn.text("glyph", label.glyph());
      glyph.getElement().setAttribute("aria-hidden", "true");
      choose.add(Drawn.text("swatch", ""), glyph, Drawn.text("", word));
      if (!label.key().isEmpty()) {
        choose.add(
            Drawn.element(
                "kbd", draft.sameKey(label).isEmpty() ? "" : "clash", new Text(label.key())));
      }
      Drawn.vary(choose, "--label", label.colour());
      return Drawn.element(
          "li",
          "label-line",
          choose,
          mover(label, word, -1, "labels.up", "up"),
          mover(label, word, 1, "labels.down", "down"));
    }

    private Component mover(LabelDraft label, String word, int steps, String key, String icon) {
      var button = new NativeButton();
      button.add(Drawn.icon("down"));
      button.addClickListener(_ -> {
        draft.move(label, steps);
        edited();
      });
      button.addClassNames("tool", icon);
      button.setAriaLabel(Words.say(key, word));
      return button;
    }

    private void drawSaving() {
      saving.removeAll();
      saving.setVisible(draft.changed());
      var save = new Button(Words.say("labels.preview"), _ -> preview());
      save.addThemeVariants(ButtonVariant.PRIMARY);
      var discard =
          new NativeButton(
              Words.say("labels.discard"), _ -> take(new SchemeDraft(setting.scheme())));
      discard.addClassName("quiet");
      saving.add(
          Drawn.text("muted", Words.say("labels.unsaved")), Drawn.div("inline", discard, save));
    }

    private void take(SchemeDraft next) {
      draft = next;
      reopen(draft.labels().getFirst());
    }

    private void preview() {
      try {
        var next = draft.scheme();
        var becomes = draft.becomes();
        var preview = desk.preview(corpus.id(), next, becomes);
        new MigrationDialog(
                preview,
                becomes,
                setting.scheme(),
                next,
                () -> desk.change(corpus.id(), preview.base(), next, becomes),
                () -> show(corpus))
            .open();
      } catch (InvalidRequestException | SchemeConflictException refused) {
        Drawn.complain(refused);
      } catch (IllegalArgumentException twice) {
        Drawn.complain(new InvalidRequestException(twice));
      }
    }

    private Component export() {
      var link =
          new Anchor("api/v1/corpora/" + corpus.id() + "/scheme/file", Words.say("labels.export"));
      link.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
      link.addClassName("act");
      return link;
    }

    private Component fromFile() {
      var button =
          new NativeButton(
              Words.say("labels.import"),
              _ ->
                  new SchemeFileDialog(
                          yaml -> desk.parsed(corpus.id(), yaml),
                          file -> take(SchemeDraft.from(setting.scheme(), file)))
                      .open());
      button.addClassName("act");
      return button;
    }
  }

  @Override
  public String getPageTitle() {
    return Words.say("labels.title");
  }
}
