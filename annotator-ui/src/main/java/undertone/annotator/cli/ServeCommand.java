package undertone.annotator.cli;

import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.HouseDatabase;
import undertone.annotator.jobs.DemoDesk;
import undertone.annotator.jobs.EngineProcess;
import undertone.annotator.security.FirstAdmin;
import undertone.annotator.web.WebHouse;
import undertone.corpora.decision.Disagreements;
import undertone.corpora.proposal.Estimates;

/// `undertone serve`: the web app, and the engine process beside it.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Starts the web app and, beside it, the engine process.")
final class ServeCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--port", defaultValue = "8080", description = "Port (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}; 0.0.0.0 opens it to the network).")
  private String host = "127.0.0.1";

  @Option(names = "--demo", description = "Makes the demo corpus if it is not there yet.")
  private boolean demo;

  @Override
  public Integer call() throws Exception {
    long began = System.nanoTime();
    var place = new ListeningPlace(host, port);
    var folder = home.folder();
    var database = HouseDatabase.serve(folder);
    ConfigurableApplicationContext context;
    boolean open = false;
    try {
      place.requireFree();
      context = open(folder, database);
      open = true;
    } finally {
      if (!open) {
        database.close();
      }
    }
    var engine = EngineProcess.watch(folder);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              engine.close();
              context.close();
              database.close();
            }));
    context.getBean(Disagreements.class).countMissing(); // clips from before they were counted
    context.getBean(Estimates.class).orderMissing(); // and beliefs from before they were ordered
    if (demo) {
      context.getBean(DemoDesk.class).makeIfMissing();
    }
    var address = place.address();
    System.out.printf(
        "%nUndertone is ready at %s (%.1f s).%n", address, (System.nanoTime() - began) / 1e9);
    context
        .getBean(FirstAdmin.class)
        .link()
        .ifPresent(link ->
            System.out.printf(
                "Nobody can log in yet. Open this link once to become the administrator:%n"
                    + "  %s%s%n",
                address, link));
    return UndertoneCommand.KEEPS_RUNNING;
  }

  private ConfigurableApplicationContext open(HomeFolder folder, HouseDatabase database) {
    var settings = Settings.of(folder, database);
    settings.put("server.port", port);
    settings.put("server.address", host);
    return new SpringApplicationBuilder(WebHouse.class).properties(settings).run();
  }
}
