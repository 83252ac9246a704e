package undertone.annotator.jobs;

import java.util.ArrayList;
import java.util.List;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;
import undertone.corpora.clip.Library;
import undertone.corpora.manifest.ClipRow;
import undertone.engine.contract.Dialogue;

/// The clips of a corpus that are ready, as turns of conversations.
///
/// @param talks their turns are called by the ids of clips; a clip of no conversation is one of its
///   own
record CorpusTalks(List<Clip> clips, List<Dialogue> talks) {
  private static final int PAGE = 1000;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  CorpusTalks {
    clips = List.copyOf(clips);
    talks = List.copyOf(talks);
  }

  /// @param stop asked between pages; throws to stop
  static CorpusTalks read(CorpusId corpus, Library library, Runnable stop) {
    var clips = new ArrayList<Clip>();
    long after = -1;
    while (true) {
      stop.run();
      var page = library.page(corpus, READY, after, PAGE);
      if (page.isEmpty()) {
        return new CorpusTalks(clips, Dialogue.of(clips.stream().map(CorpusTalks::row).toList()));
      }
      clips.addAll(page);
      after = page.getLast().position();
    }
  }

  /// Who speaks when; what is said and what it is labelled stays behind.
  private static ClipRow row(Clip clip) {
    return ClipRow.ofTurn(
        clip.id().toString(),
        clip.conversation().orElse(null),
        clip.turn().orElse(null),
        clip.speaker().orElse(null),
        clip.startMicros().orElse(null),
        clip.endMicros().orElse(null));
  }
}
