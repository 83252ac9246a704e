package undertone.corpora.manifest;

import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;

/// How a table is to be understood.
///
/// @param scheme what label words mean; without one they are kept as written
/// @param language of `text` and `caption` columns that name none
public record TableRules(@Nullable LabelScheme scheme, String language, TableLimits limits) {

  /// Words as written, English, generous limits.
  public static final TableRules AS_WRITTEN = new TableRules(null, "en", TableLimits.GENEROUS);

  public static TableRules under(LabelScheme scheme) {
    return new TableRules(scheme, "en", TableLimits.GENEROUS);
  }

  public TableRules inLanguage(String language) {
    return new TableRules(scheme, language, limits);
  }
}
