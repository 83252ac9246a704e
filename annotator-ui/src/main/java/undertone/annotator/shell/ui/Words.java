package undertone.annotator.shell.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import undertone.annotator.language.Interpreter;
import undertone.corpora.Sentence;

/// Texts, numbers and times in the language of the person at the screen.
public final class Words {

  private Words() {}

  /// The text of a key of the message bundles.
  public static String say(String key, Object... values) {
    return I18NProvider.translate(key, values);
  }

  /// What a room reports, in its reader's language.
  public static String say(Sentence sentence) {
    return Interpreter.say(sentence, locale());
  }

  /// What a service refused.
  public static String of(RuntimeException refused) {
    return Interpreter.say(refused, locale());
  }

  /// The word for a constant, under the key `RunState.DONE`.
  public static String of(Enum<?> constant) {
    return say(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
  }

  /// The explaining sentence for a constant, under the key `CorpusRole.OWNER.hint`.
  public static String hint(Enum<?> constant) {
    return say(constant.getDeclaringClass().getSimpleName() + "." + constant.name() + ".hint");
  }

  public static Locale locale() {
    var ui = UI.getCurrent();
    return ui == null ? Bundles.ENGLISH : ui.getLocale();
  }

  /// Grouped by thousands.
  public static String number(long count) {
    return NumberFormat.getIntegerInstance(locale()).format(count);
  }

  /// A probability or share as papers write it, `.41`; the ends are `0` and `1`.
  public static String share(double share) {
    var written = String.format(Locale.ROOT, "%.2f", Math.clamp(share, 0, 1));
    return switch (written) {
      case "0.00" -> share > 0 ? "<.01" : "0";
      case "1.00" -> share < 1 ? ">.99" : "1";
      default -> written.substring(1);
    };
  }

  /// A number of -1..1, such as a concordance, written like a share: `.41`, `−.07`.
  public static String signed(double number) {
    return number < 0 ? "−" + share(-number) : share(number);
  }

  public static String percent(double share) {
    return NumberFormat.getPercentInstance(locale()).format(share);
  }

  /// How many numbers a network learns: millions, of small ones thousands.
  public static String amount(long count) {
    var format = NumberFormat.getNumberInstance(locale());
    boolean small = count < 100_000;
    format.setMaximumFractionDigits(!small && count < 10_000_000 ? 1 : 0);
    return small ? format.format(count / 1e3) + " k" : format.format(count / 1e6) + " M";
  }

  /// A size of a file, in the unit that keeps it short.
  public static String bytes(long bytes) {
    double size = bytes;
    for (var unit : new String[] {"B", "kB", "MB"}) {
      if (size < 1000) {
        return String.format(locale(), unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
      }
      size /= 1000;
    }
    return String.format(locale(), "%.1f GB", size);
  }

  /// A time within a clip, `0:03.48`.
  public static String clipTime(long micros) {
    long hundredths = Math.round(micros / 10_000.0);
    return String.format(
        Locale.ROOT, "%d:%02d.%02d", hundredths / 6000, hundredths / 100 % 60, hundredths % 100);
  }

  /// A moment in the visitor's time zone.
  public static String moment(Instant moment) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale())
        .format(moment.atZone(zone()));
  }

  /// How long ago a moment was, in the coarsest unit that still says something.
  public static String ago(Instant moment, Clock clock) {
    var past = Duration.between(moment, clock.instant());
    if (past.toMinutes() < 1) {
      return say("time.now");
    }
    if (past.toHours() < 1) {
      return say("time.minutes", past.toMinutes());
    }
    if (past.toDays() < 1) {
      return say("time.hours", past.toHours());
    }
    return past.toDays() < 14 ? say("time.days", past.toDays()) : moment(moment);
  }

  /// A length of work, `2 min 5 s`.
  public static String lasted(Duration length) {
    if (length.toMinutes() < 1) {
      return say("time.lastedSeconds", Math.max(1, length.toSeconds()));
    }
    return length.toHours() < 1
        ? say("time.lastedMinutes", length.toMinutes(), length.toSecondsPart())
        : say("time.lastedHours", length.toHours(), length.toMinutesPart());
  }

  private static ZoneId zone() {
    var ui = UI.getCurrent();
    if (ui == null || ui.getPage().getExtendedClientDetails() == null) {
      return ZoneOffset.UTC;
    }
    var id = ui.getPage().getExtendedClientDetails().getTimeZoneId();
    return id == null || id.isEmpty() ? ZoneOffset.UTC : ZoneId.of(id);
  }
}
