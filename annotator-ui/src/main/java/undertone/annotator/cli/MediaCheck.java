package undertone.annotator.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import undertone.annotator.home.CodeVersion;
import undertone.annotator.jobs.JobTasks;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.MediaRegister;
import undertone.corpora.media.MediaStore;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.Runs;

/// Compares what clips need with what lies in the media store: clips whose file is gone say so, and
/// those whose file has come back are opened again.
final class MediaCheck {

  private static final int PAGE = 1000;

  private final MediaStore store;
  private final MediaRegister register;
  private final Workbench bench;

  MediaCheck(Workbench bench) {
    this.bench = bench;
    this.store = bench.get(MediaStore.class);
    this.register = bench.get(MediaRegister.class);
  }

  /// @throws IOException if files are missing, saying which and what to do
  String look() throws IOException {
    long files = 0;
    long missing = 0;
    String first = null;
    Set<CorpusId> toPrepare = new HashSet<>();
    var page = register.needed("", PAGE);
    while (!page.isEmpty()) {
      for (var needed : page) {
        files++;
        if (!store.holds(needed.hash())) {
          register.lost(needed.hash());
          missing++;
          first = first == null ? needed.hash() : first;
        } else if (needed.lost()) {
          register.found(needed.hash());
          toPrepare.addAll(register.corporaOf(needed.hash()));
        }
      }
      page = register.needed(page.getLast().hash(), PAGE);
    }
    toPrepare.forEach(this::prepare);
    refuseMissing(files, missing, first);
    return "%d files".formatted(files);
  }

  private void refuseMissing(long files, long missing, @Nullable String first) throws IOException {
    if (first != null) {
      throw new IOException(
          ("%d of %d files are missing, the first is %s; bring them back from a backup and run this"
                  + " again, or import their folders again")
              .formatted(missing, files, store.path(first)));
    }
  }

  private void prepare(CorpusId corpus) {
    var run =
        bench.get(Runs.class).queue(RunKind.PREPARE, corpus, "{}", 0, CodeVersion.current(), null);
    bench.get(JobTasks.Desk.class).submit(run.id());
  }
}
