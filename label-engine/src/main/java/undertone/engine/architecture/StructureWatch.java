package undertone.engine.architecture;

/// Hears how a search and what follows it go on, and may stop them.
public interface StructureWatch {
  /// Hears nothing and never stops.
  StructureWatch SILENT = _ -> {};

  /// Sounds were heard of some of the clips.
  default void looked(int clips, int of) {}

  /// An epoch has ended.
  void step(StructureStep step);

  /// Asked before every step; `true` ends the work with a
  /// [java.util.concurrent.CancellationException]. Begun again in the same folder it goes on from
  /// the last stage that had ended, and while a structure is trained from scratch from its last
  /// whole epoch.
  default boolean cancelled() {
    return false;
  }
}
