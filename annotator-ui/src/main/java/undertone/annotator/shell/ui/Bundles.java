package undertone.annotator.shell.ui;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Every text a person reads, from `messages_en.properties` and `messages_zh.properties`.
///
/// All texts are [MessageFormat] patterns, with or without values.
@Component
public class Bundles implements I18NProvider {

  public static final Locale ENGLISH = Locale.ENGLISH;
  public static final Locale CHINESE = Locale.CHINESE;

  private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
  private static final List<Locale> LOCALES = List.of(ENGLISH, CHINESE);

  private final Map<Locale, Map<String, String>> texts = new HashMap<>();

  Bundles() {
    for (var locale : LOCALES) {
      texts.put(locale, read(locale));
    }
  }

  @Override
  public List<Locale> getProvidedLocales() {
    return LOCALES;
  }

  @Override
  public String getTranslation(String key, Locale locale, Object... values) {
    var text = of(locale).get(key);
    if (text == null) {
      LOG.error("Bug: no text \"{}\" in messages_{}.properties.", key, locale.getLanguage());
      return key;
    }
    return new MessageFormat(text, locale).format(values);
  }

  @Override
  public Map<String, String> getAllTranslations(Locale locale) {
    return Map.copyOf(of(locale));
  }

  private Map<String, String> of(Locale locale) {
    return texts.getOrDefault(
        Locale.of(locale.getLanguage()), texts.getOrDefault(ENGLISH, Map.of()));
  }

  private static Map<String, String> read(Locale locale) {
    // Without a fallback, so that a Chinese server does not answer English requests in Chinese.
    var bundle =
        ResourceBundle.getBundle(
            "messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    var texts = new HashMap<String, String>();
    for (Enumeration<String> keys = bundle.getKeys(); keys.hasMoreElements(); ) {
      var key = keys.nextElement();
      texts.put(key, bundle.getString(key));
    }
    return texts;
  }
}
