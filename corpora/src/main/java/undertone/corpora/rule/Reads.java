package undertone.corpora.rule;

import java.util.Arrays;
import java.util.regex.Pattern;
import undertone.corpora.InvalidValueException;

/// What of a clip a rule reads.
public enum Reads {
  /// What is said in the clip: words and phrases, such as `haha` or `laugh*`.
  TRANSCRIPT {
    @Override
    void mustBeReadable(String written) {
      if (Phrase.of(written).isEmpty()) {
        throw new InvalidValueException("\"%s\" holds no word to look for.", written);
      }
    }

    @Override
    boolean finds(String written, ClipFacts clip) {
      return Phrase.of(written).in(clip.transcript());
    }
  },
  /// What was written of the clip: words and phrases.
  CAPTION {
    @Override
    void mustBeReadable(String written) {
      TRANSCRIPT.mustBeReadable(written);
    }

    @Override
    boolean finds(String written, ClipFacts clip) {
      var phrase = Phrase.of(written);
      return clip.captions().stream().anyMatch(phrase::in);
    }
  },
  /// Action units that somebody's tracks show: one, such as `AU12`, or several together,
  /// `AU6+AU12`.
  UNITS {
    private static final Pattern UNITS = Pattern.compile("AU[1-9][0-9]?(\\+AU[1-9][0-9]?)*");

    @Override
    void mustBeReadable(String written) {
      if (!UNITS.matcher(written).matches()) {
        throw new InvalidValueException(
            "Action units are written AU12, or AU6+AU12 where both must be seen; \"%s\" is not.",
            written);
      }
    }

    @Override
    boolean finds(String written, ClipFacts clip) {
      return clip.shows(
          Arrays.stream(written.substring(2).split("\\+AU")).map(Integer::valueOf).toList());
    }
  },
  /// A column of the imported table: `strength=strong`.
  COLUMN {
    @Override
    void mustBeReadable(String written) {
      int equals = written.indexOf('=');
      if (equals < 1 || equals == written.length() - 1) {
        throw new InvalidValueException(
            "A column and its value are written strength=strong; \"%s\" is not.", written);
      }
    }

    @Override
    boolean finds(String written, ClipFacts clip) {
      int equals = written.indexOf('=');
      var value = clip.columns().get(written.substring(0, equals).strip());
      return value != null && value.strip().equalsIgnoreCase(written.substring(equals + 1).strip());
    }
  };

  /// @throws InvalidValueException if it is nothing that could be looked for
  abstract void mustBeReadable(String written);

  /// Whether a clip has what is looked for.
  abstract boolean finds(String written, ClipFacts clip);
}
