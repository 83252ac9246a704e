package undertone.annotator.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeYaml;
import undertone.corpora.scheme.ShippedSchemes;

class SchemeDraftTest {

  private static final LabelScheme EKMAN = ShippedSchemes.find("ekman7").orElseThrow();

  private final SchemeDraft draft = new SchemeDraft(EKMAN);

  @Test
  void an_untouched_draft_changes_nothing() {
    assertThat(draft.changed()).isFalse();
    assertThat(draft.scheme()).isEqualTo(EKMAN);
  }

  @Test
  void a_renamed_label_keeps_its_former_word_for_tables() {
    draft.rename(label("anger"), "rage");

    assertThat(draft.becomes()).isEqualTo(Map.of("anger", List.of("rage")));
    assertThat(label("rage").aliases()).contains("anger");
    SchemeYaml.read("test", SchemeYaml.write(draft.scheme())); // holds as a file
  }

  @Test
  void a_merger_into_a_label_that_is_renamed_leads_to_its_new_word() {
    draft.merge(label("disgust"), label("anger"));
    draft.rename(label("anger"), "hostility");

    assertThat(draft.becomes())
        .isEqualTo(Map.of("anger", List.of("hostility"), "disgust", List.of("hostility")));
    assertThat(label("hostility").aliases()).contains("disgust");
  }

  @Test
  void a_part_of_a_split_label_that_is_retired_leaves_the_other_part() {
    var parts = draft.split(label("happiness"), List.of("joy-felt", "smile-only"));
    draft.retire(parts.getLast());

    assertThat(draft.becomes()).isEqualTo(Map.of("happiness", List.of("joy-felt")));
  }

  @Test
  void a_split_may_keep_the_word_of_the_whole_as_one_part() {
    draft.split(label("fear"), List.of("fear", "worry"));

    assertThat(draft.becomes()).isEqualTo(Map.of("fear", List.of("fear", "worry")));
    SchemeYaml.read("test", SchemeYaml.write(draft.scheme()));
  }

  @Test
  void labels_with_one_key_are_told() {
    label("fear").key("A");

    assertThat(draft.sameKey(label("fear"))).containsExactly(label("anger"));
  }

  @Test
  void a_file_without_a_label_retires_it() {
    var fewer =
        new LabelScheme(
            "ekman7",
            1,
            "Fewer",
            EKMAN.labels().stream().filter(l -> !l.id().equals("disgust")).toList());

    assertThat(SchemeDraft.from(EKMAN, fewer).becomes()).isEqualTo(Map.of("disgust", List.of()));
  }

  private LabelDraft label(String id) {
    return draft.labels().stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
  }
}
