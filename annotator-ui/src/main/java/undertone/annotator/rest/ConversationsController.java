package undertone.annotator.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.library.Dialogue;
import undertone.annotator.library.Dialogues;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.ConversationRow;

/// Conversations turn by turn, with what everybody holds of each, for people who review.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class ConversationsController {

  private final Dialogues dialogues;

  ConversationsController(Dialogues dialogues) {
    this.dialogues = dialogues;
  }

  /// @param clip number of a clip in it
  record ConversationInfo(String name, long clip, int turns, int speakers, int voted, int apart) {
    static ConversationInfo of(ConversationRow row) {
      return new ConversationInfo(
          row.name(), row.first().value(), row.turns(), row.speakers(), row.voted(), row.apart());
    }
  }

  /// @param next name to ask on from, null at the end
  record Page(List<ConversationInfo> conversations, @Nullable String next) {}

  @GetMapping("/conversations")
  Page conversations(@PathVariable CorpusId corpus, @RequestParam(defaultValue = "") String after) {
    var rows = dialogues.page(corpus, after);
    return new Page(
        rows.stream().map(ConversationInfo::of).toList(),
        rows.size() < Dialogues.PAGE ? null : rows.getLast().name());
  }

  /// The conversation a clip belongs to.
  @GetMapping("/clips/{clip}/conversation")
  Dialogue conversation(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return dialogues.of(corpus, clip);
  }
}
