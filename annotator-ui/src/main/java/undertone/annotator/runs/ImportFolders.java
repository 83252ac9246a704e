package undertone.annotator.runs;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.jobs.CorruptPlan;
import undertone.annotator.jobs.ImportPlan;
import undertone.annotator.jobs.MerImportPlan;
import undertone.annotator.jobs.RobustnessPlan;
import undertone.annotator.people.Rights;
import undertone.corpora.run.Run;

/// Which folders of the server people may bring in. Whoever can import a folder can read it, so
/// owners reach only what the operator has opened, `undertone.import-roots`; administrators reach
/// everything but the house's own data.
@Component
class ImportFolders {

  private static final int MOST_FOLDERS = 500;

  private static final String CLOSED =
      "This folder is not open for imports; ask an administrator to import it, or to add it to"
          + " undertone.import-roots.";

  private final Rights rights;
  private final HomeFolder home;
  private final List<Path> roots;

  ImportFolders(
      Rights rights, HomeFolder home, @Value("${undertone.import-roots:}") List<String> roots) {
    this.rights = rights;
    this.home = home;
    this.roots =
        roots.stream()
            .filter(r -> !r.isBlank())
            .map(r -> Path.of(r).toAbsolutePath().normalize())
            .toList();
  }

  /// Where a person may begin to look for folders.
  List<Path> beginnings() {
    return rights.isAdmin() && roots.isEmpty()
        ? StreamSupport.stream(FileSystems.getDefault().getRootDirectories().spliterator(), false)
            .toList()
        : roots.stream().filter(Files::isDirectory).toList();
  }

  /// The folders in a folder that are open to the person, by name, without hidden ones.
  List<Path> inside(Path folder) {
    check(folder);
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .filter(this::open)
          .sorted()
          .limit(MOST_FOLDERS)
          .toList();
    } catch (IOException e) {
      throw new InvalidRequestException("%s cannot be read.", folder);
    }
  }

  private boolean open(Path folder) {
    try {
      check(folder);
      return true;
    } catch (InvalidRequestException _) {
      return false;
    }
  }

  /// What a run reads of the server, and where it writes, as its plan says: whoever lets it go on
  /// has to reach that too, whoever began it.
  ///
  /// @throws InvalidRequestException if some of it is closed to the person, or is gone
  void check(Run run) {
    var json = JsonMapper.shared();
    switch (run.kind()) {
      case IMPORT -> check(pathOf(json.readValue(run.plan(), ImportPlan.class).folder()));
      case MER -> check(json.readValue(run.plan(), MerImportPlan.class));
      case ROBUSTNESS -> check(json.readValue(run.plan(), RobustnessPlan.class));
      case CORRUPT -> {
        var plan = json.readValue(run.plan(), CorruptPlan.class);
        checkNoise(plan.noise());
        var target = pathOf(plan.folder());
        check(Files.exists(target) ? target : target.resolveSibling(".").normalize());
      }
      case PREPARE,
          REFINE,
          VOTE,
          RULES,
          TRAIN,
          CAPTION,
          EMBED,
          DESCRIBE,
          CONTRADICT,
          PSEUDO,
          RELEASE,
          DEMO,
          LLM -> {} // reach nothing but the house
    }
  }

  /// @throws InvalidRequestException if one of its files is closed to the person, or is none
  void check(MerImportPlan plan) {
    checkFile(pathOf(plan.file()));
    if (plan.candidates() != null) {
      checkFile(pathOf(plan.candidates()));
    }
    if (plan.wheels() != null) {
      check(pathOf(plan.wheels()));
    }
  }

  /// @throws InvalidRequestException if its folder of noise is closed to the person, or is none
  void check(RobustnessPlan plan) {
    checkNoise(plan.noise());
  }

  private void checkNoise(@Nullable String noise) {
    if (noise != null) {
      check(pathOf(noise));
    }
  }

  private static Path pathOf(String written) {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw new InvalidRequestException("%s is not a path of this server.", written);
    }
  }

  /// @throws InvalidRequestException if the folder is closed to the person, or is none
  void check(Path folder) {
    mustBeOpen(folder);
    if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
      throw new InvalidRequestException("%s is not a folder of this server.", folder);
    }
    mustLeadNowhereElse(folder);
  }

  /// @throws InvalidRequestException if the file lies where the person may not look, or is none
  void checkFile(Path file) {
    mustBeOpen(file);
    if (!file.isAbsolute() || !Files.isRegularFile(file)) {
      throw new InvalidRequestException("%s is not a file of this server.", file);
    }
    mustLeadNowhereElse(file);
  }

  /// Whoever may not look learns nothing of what is there.
  private void mustBeOpen(Path path) {
    if (!rights.isAdmin() && roots.stream().noneMatch(r -> path.normalize().startsWith(r))) {
      throw new InvalidRequestException(CLOSED);
    }
  }

  private void mustLeadNowhereElse(Path path) {
    boolean admin = rights.isAdmin();
    var real = realPath(path);
    if (!admin && roots.stream().noneMatch(r -> real.startsWith(realPath(r)))) {
      throw new InvalidRequestException(CLOSED);
    }
    var ours = realPath(home.root());
    if (real.startsWith(ours) && !real.startsWith(ours.resolve(home.demo().getFileName()))) {
      throw new InvalidRequestException("Undertone's own data cannot be imported.");
    }
  }

  // Links are followed first, so that none leads around the check.
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new InvalidRequestException("%s cannot be read.", path);
    }
  }
}
