package undertone.corpora.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.FolderScan;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.corpora.media.MediaProbe;
import undertone.corpora.media.MediaStore;
import undertone.corpora.vote.Voting;

/// Brings a folder into a corpus.
///
/// Rows are read one after another, their media looked at by several threads, and written in
/// batches that start small: the first clips can be annotated while the rest is still being read.
/// Stopped at any point, even by a power cut, the same import run again goes on where it was; run
/// once more, it changes nothing.
@Service
public class Importer {

  /// The table an imported folder may hold.
  public static final String TABLE = "clips.csv";

  private static final int FIRST_BATCH = 4;
  private static final int LARGEST_BATCH = 256;
  private static final int BATCHES_AHEAD = 3;

  private final Catalogue catalogue;
  private final Voting voting;
  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Importer(
      Catalogue catalogue,
      Voting voting,
      JdbcClient jdbc,
      JdbcTemplate template,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.catalogue = catalogue;
    this.voting = voting;
    this.jdbc = jdbc;
    this.template = template;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// Brings a folder in, or goes on with it.
  ///
  /// @throws ImportException if the folder cannot be read or a voter's name is taken
  /// @throws undertone.corpora.manifest.ClipsCsvException if the header of the table is wrong
  public ImportReport run(
      ImportOrder order, MediaStore store, MediaProbe probe, ImportProgress progress) {
    var root = realFolder(order.folder());
    var table = root.resolve(TABLE);
    boolean isTable = Files.exists(table);
    var scheme = catalogue.schemeOf(order.corpus());
    var language = catalogue.require(order.corpus()).language();
    var intake =
        new RowIntake(
            root,
            isTable ? TABLE : "",
            scheme.name() + " " + scheme.version(),
            order.topK(),
            language,
            store,
            probe);
    var voters = new ImportVoters(voting, order.corpus());
    var update = new KnownClipUpdate(jdbc, voting, voters, order.topK(), isTable ? TABLE : "");
    var writer =
        new BatchWriter(
            jdbc, template, transaction, clock, order.corpus(), order.topK(), voters, update);
    var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      if (!isTable) {
        var total = threads.submit(() -> files(root));
        return new Journey(intake, writer, threads, total, progress)
            .through(FolderScan.of(root), Map::of);
      }
      var total = threads.submit(() -> lines(table));
      try (var csv = ClipsCsv.open(table, TableRules.under(scheme).inLanguage(language))) {
        return new Journey(intake, writer, threads, total, progress).through(csv, csv::others);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Path realFolder(Path folder) {
    try {
      var real = folder.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
      throw new ImportException("%s is not a folder; name the folder to import.", folder);
    } catch (IOException e) {
      throw new ImportException(
          Sentence.of("The folder %s cannot be read; is it on the machine that imports?", folder),
          e);
    }
  }

  private static long files(Path root) {
    long files = 0;
    for (var _ : FolderScan.of(root)) {
      files++;
    }
    return files;
  }

  private static long lines(Path table) {
    try (var in = Files.newInputStream(table)) {
      var buffer = new byte[1 << 16];
      long lines = 0;
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines++;
          }
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One import on its way: rows come in, batches are being looked at, the oldest is written.
  private static final class Journey {
    private final RowIntake intake;
    private final BatchWriter writer;
    private final ExecutorService threads;
    private final Future<Long> total;
    private final ImportProgress progress;
    private final ImportReport.Sum sum = new ImportReport.Sum();
    private final Deque<List<Future<Intake>>> ahead = new ArrayDeque<>();
    private List<ClipRow> batch = new ArrayList<>();
    private int batchSize = FIRST_BATCH;

    Journey(
        RowIntake intake,
        BatchWriter writer,
        ExecutorService threads,
        Future<Long> total,
        ImportProgress progress) {
      this.intake = intake;
      this.writer = writer;
      this.threads = threads;
      this.total = total;
      this.progress = progress;
    }

    ImportReport through(Iterable<RowResult> rows, Supplier<Map<String, Long>> others) {
      for (var result : rows) {
        switch (result) {
          case RowResult.Good(var row) -> batch.add(row);
          case RowResult.Bad(var faults) -> refuse(faults);
        }
        if (batch.size() == batchSize) {
          lookAhead();
          batchSize = Math.min(batchSize * 2, LARGEST_BATCH);
        }
      }
      lookAhead();
      while (!ahead.isEmpty()) {
        writeOldest();
      }
      return sum.report(others.get());
    }

    private void lookAhead() {
      if (batch.isEmpty()) {
        return;
      }
      var known = writer.known(batch.stream().map(ClipRow::name).toList());
      var futures = new ArrayList<Future<Intake>>();
      for (var row : batch) {
        futures.add(threads.submit(() -> intake.take(row, known.get(row.name()))));
      }
      ahead.add(futures);
      batch = new ArrayList<>();
      while (ahead.size() >= BATCHES_AHEAD || (!ahead.isEmpty() && isDone(ahead.getFirst()))) {
        writeOldest();
      }
    }

    private static boolean isDone(List<Future<Intake>> futures) {
      return futures.stream().allMatch(Future::isDone);
    }

    private void writeOldest() {
      var done = new ArrayList<Intake>();
      for (var future : ahead.removeFirst()) {
        done.add(result(future));
      }
      sum.add(writer.write(done));
      tell();
    }

    /// A table that is wrong throughout never fills a batch; who watches hears of it all the same.
    private void refuse(List<RowFault> faults) {
      sum.refused(faults);
      if (sum.rows() % LARGEST_BATCH == 0) {
        tell();
      }
    }

    private void tell() {
      progress.at(share(), Sentence.of("%s rows read", sum.rows()));
    }

    private double share() {
      if (!total.isDone()) {
        return 0;
      }
      return Math.min(1, (double) sum.rows() / Math.max(1, result(total)));
    }

    /// What a thread found; its own failures are ours.
    private static <T> T result(Future<T> future) {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ImportException(Sentence.of("The import was stopped; run it again to go on."), e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("Bug: an import's thread failed.", e.getCause());
      }
    }
  }
}
