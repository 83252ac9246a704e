package undertone.corpora.media;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One JVM that decodes, seen from outside. It is asked one thing at a time.
///
/// It inherits nothing of our environment, so it knows no database; the kernel bounds its memory
/// and processor time, and we bound the time it takes to answer.
final class WorkerProcess implements AutoCloseable {

  /// The worker died over a request. It need not be the file's fault: any process can be killed.
  static final class DiedException extends Exception {
    private final String how;

    DiedException(String how) {
      super(how);
      this.how = how;
    }

    String how() {
      return how;
    }
  }

  private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());
  private static final int LAST_WORDS = 20;
  private static final int OUT_OF_MEMORY = 3; // exit code of -XX:+ExitOnOutOfMemoryError
  private static final int OUT_OF_PROCESSOR_TIME = 128 + 24; // killed by SIGXCPU

  private final WorkerLimits limits;
  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private final ExecutorService conversation;
  private final Deque<String> lastWords = new ArrayDeque<>();
  private volatile boolean closed;
  private int requests;
  private long busyNanos;
  private long idleSinceNanos = System.nanoTime();

  private WorkerProcess(WorkerLimits limits, Process process) {
    this.limits = limits;
    this.process = process;
    questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    var name = "media-worker-" + process.pid();
    conversation =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    Thread.ofPlatform().daemon().name(name + "-stderr").start(this::listen);
  }

  /// Starts a process and waits until it has loaded its libraries.
  static WorkerProcess start(WorkerLimits limits) {
    var builder = new ProcessBuilder(command(limits));
    var environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8"); // file names are UTF-8 there too
    builder.directory(new File(System.getProperty("java.io.tmpdir")));
    WorkerProcess worker;
    try {
      worker = new WorkerProcess(limits, builder.start());
    } catch (IOException e) {
      throw new MediaWorkersDownException("the program cannot be run", e);
    }
    try {
      worker.converse(limits.start(), worker::greet);
      return worker;
    } catch (DiedException | UndecodableException e) {
      worker.close();
      throw new MediaWorkersDownException(e.getMessage() + worker.lastWords(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Whether it may be asked once more.
  boolean isFit() {
    return !closed
        && process.isAlive()
        && requests < limits.requestsPerProcess()
        && busyNanos < limits.busyPerProcess().toNanos();
  }

  boolean isIdleTooLong() {
    return System.nanoTime() - idleSinceNanos > limits.idle().toNanos();
  }

  /// Asks and waits for the answer.
  ///
  /// @throws UndecodableException if the worker cannot decode the file, or not in time
  /// @throws DiedException if the worker is gone
  /// @throws CancellationException if this thread is interrupted; the worker is then killed
  <A> A ask(MediaRequest<A> request) throws UndecodableException, DiedException {
    long began = System.nanoTime();
    requests++;
    try {
      return converse(
          request.timeout(limits),
          () -> {
            MediaRequest.write(questions, request);
            questions.flush();
            return request.readAnswer(answers);
          });
    } finally {
      idleSinceNanos = System.nanoTime();
      busyNanos += idleSinceNanos - began;
    }
  }

  @Override
  public void close() {
    closed = true; // the process itself may take a moment to die
    process.destroyForcibly();
    conversation.shutdownNow();
  }

  private boolean greet() throws IOException {
    if (answers.readInt() != MediaWorker.READY) {
      throw new IOException("Something else than a media worker was started.");
    }
    boolean confined = answers.readBoolean();
    if (!confined) {
      LOG.log(
          System.Logger.Level.WARNING,
          "This system cannot keep media workers off the network; on Linux with an x86-64 processor it can.");
    }
    return confined;
  }

  private <A> A converse(Duration timeout, Callable<A> exchange)
      throws UndecodableException, DiedException {
    var answer = conversation.submit(exchange);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      close();
      throw new UndecodableException(
          "decoding did not end within %d seconds".formatted(Math.max(1, timeout.toSeconds())));
    } catch (InterruptedException _) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while media were decoded.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UndecodableException undecodable) {
        throw undecodable;
      }
      if (e.getCause() instanceof IOException) {
        throw death();
      }
      throw new IllegalStateException("Bug: talking to a media worker failed.", e);
    }
  }

  /// What the end of the pipe means.
  ///
  /// @throws UndecodableException if the process ran into a limit: then it is the file's fault
  private DiedException death() throws UndecodableException {
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        close();
        return new DiedException("the decoder gave an answer that makes no sense");
      }
    } catch (InterruptedException _) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while a media worker ended.");
    }
    int code = process.exitValue();
    LOG.log(System.Logger.Level.INFO, "Media worker ended with {0}{1}", code, lastWords());
    return switch (code) {
      case OUT_OF_MEMORY ->
          throw new UndecodableException("decoding it needs more memory than a decoder may have");
      case OUT_OF_PROCESSOR_TIME ->
          throw new UndecodableException(
              "decoding it needs more processor time than a decoder may have");
      default -> new DiedException("the decoder crashed on it (code %d)".formatted(code));
    };
  }

  private void listen() {
    try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.log(System.Logger.Level.DEBUG, line);
        synchronized (lastWords) {
          lastWords.addLast(line);
          if (lastWords.size() > LAST_WORDS) {
            lastWords.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Media worker's log ended", e); // its pipe broke with it
    }
  }

  private String lastWords() {
    synchronized (lastWords) {
      return lastWords.isEmpty()
          ? ""
          : lastWords.stream().collect(Collectors.joining("\n  ", ". Its last words:\n  ", ""));
    }
  }

  // The shell sets the limits and then becomes the JVM, so its pid is the JVM's. A limit that
  // cannot be set is one the system has already set lower.
  private static List<String> command(WorkerLimits limits) {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -c 0; ulimit -v $1 2>/dev/null; ulimit -t $2 2>/dev/null; ulimit -f $3 2>/dev/null; shift 3; exec \"$@\"",
            "media-worker",
            Long.toString(limits.addressSpaceMegabytes() * 1024L),
            Integer.toString(limits.cpuSeconds()),
            Long.toString(limits.fileMegabytes() * 2048L), // in blocks of 512 bytes
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + limits.heapMegabytes() + "m",
            "-Xss4m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:+DisplayVMOutputToStderr", // stdout belongs to the answers
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.maxBytes=0", // the kernel's limit is the one that counts
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Duser.home=" + System.getProperty("user.home")));
    var cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + Path.of(cache).toAbsolutePath());
    }
    command.add("-cp");
    command.add(absoluteClassPath());
    command.add(MediaWorker.class.getName());
    return command;
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
