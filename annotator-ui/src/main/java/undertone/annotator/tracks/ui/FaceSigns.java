package undertone.annotator.tracks.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.FaceReading;

/// Beside a caption, what the face shows of its words. Pressing a sign takes the player to the
/// moment at which it is clearest.
public final class FaceSigns {
  private FaceSigns() {}

  /// None where the caption says nothing of a face that is followed.
  public static List<Component> of(FaceReading face, String caption, LongConsumer seek) {
    return face.of(caption).stream().map(sign -> of(sign, seek)).toList();
  }

  private static Component of(FaceReading.Sign sign, LongConsumer seek) {
    var units = sign.units().stream().map(UnitWords::of).collect(Collectors.joining(" + "));
    var key = (sign.denied() ? "face.denied." : "face.said.") + sign.verdict();
    var chip = new NativeButton(Words.say(key, sign.word(), Words.clipTime(sign.atMicros())));
    chip.addClickListener(_ -> seek.accept(sign.atMicros()));
    chip.addClassNames("bearing", "sign-" + sign.verdict().name().toLowerCase(Locale.ROOT));
    chip.getElement()
        .setAttribute(
            "title", Words.say("face.why", units, Words.share(sign.clearest()), sign.by()));
    return chip;
  }
}
