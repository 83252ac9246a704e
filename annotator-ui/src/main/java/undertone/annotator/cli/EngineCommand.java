package undertone.annotator.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import undertone.annotator.home.HouseDatabase;
import undertone.annotator.jobs.EngineHouse;

/// `undertone engine`: a worker on the same database and media store.
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "Works on queued runs; any number of engines may share one database.")
final class EngineCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--threads", defaultValue = "3", description = "Runs at once (${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--beside-app", hidden = true, description = "Ends when standard input ends.")
  private boolean besideApp;

  @Override
  public Integer call() throws Exception {
    var folder = home.folder();
    var database = HouseDatabase.reach(folder);
    var house = EngineHouse.furnish(Settings.of(folder, database));
    var name =
        besideApp
            ? "engine of " + Integer.toHexString(folder.root().hashCode())
            : "engine %s/%d"
                .formatted(InetAddress.getLocalHost().getHostName(), ProcessHandle.current().pid());
    var engine = EngineHouse.engine(house, name, threads);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              engine.stop();
              house.close();
            }));
    engine.start();
    System.out.println("Engine \"" + name + "\" is at work.");
    if (besideApp) {
      endWithTheApp();
    }
    return UndertoneCommand.KEEPS_RUNNING;
  }

  // The app holds the other end of this pipe and never writes: it ends when the app does.
  private static void endWithTheApp() {
    Thread.ofPlatform()
        .name("app-watch")
        .daemon()
        .start(() -> {
          try {
            while (System.in.read() >= 0) {}
          } catch (IOException e) {
            System.err.println("The pipe to the app broke: " + e.getMessage());
          }
          Runtime.getRuntime().halt(0);
        });
  }
}
