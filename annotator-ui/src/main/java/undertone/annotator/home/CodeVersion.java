package undertone.annotator.home;

import java.util.Optional;

/// The version of Undertone a run was made with.
public final class CodeVersion {
  private CodeVersion() {}

  public static String current() {
    return Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
        .orElse("from sources");
  }
}
