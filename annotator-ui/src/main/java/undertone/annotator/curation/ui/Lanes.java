package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;

/// The stretches and traces of a clip as its voters drew them, one lane each along the clip's time.
/// Pressing a stretch takes the player to its start.
final class Lanes extends Div {

  private final Faces faces;
  private final VoterNames names;
  private final LongConsumer seek;
  private final long length; // microseconds

  /// @param durationMicros of the clip; lanes grow longer where somebody drew beyond it
  private Lanes(
      List<Said.VoteSaid> votes,
      long durationMicros,
      Faces faces,
      VoterNames names,
      LongConsumer seek) {
    this.faces = faces;
    this.names = names;
    this.seek = seek;
    long drawn =
        votes.stream()
            .flatMap(v -> v.segments().stream())
            .mapToLong(Said.SegmentSaid::endMicros)
            .max()
            .orElse(1);
    this.length = Math.max(durationMicros, drawn);
    addClassName("lanes");
    getElement().setAttribute("role", "group").setAttribute("aria-label", Words.say("lanes.title"));
    for (var vote : votes) {
      if (!vote.segments().isEmpty()) {
        add(lane(CueRows.who(vote, names), stretches(vote)));
      }
      vote.traces().forEach(t -> add(lane(traced(vote, t), trace(vote, t))));
    }
  }

  /// The lanes of some votes; an empty piece where nobody drew anything.
  static Component of(
      List<Said.VoteSaid> votes,
      long durationMicros,
      Faces faces,
      VoterNames names,
      LongConsumer seek) {
    boolean drawn = votes.stream().anyMatch(v -> !v.segments().isEmpty() || !v.traces().isEmpty());
    return drawn ? new Lanes(votes, durationMicros, faces, names, seek) : new Div();
  }

  private static Component lane(String name, Component track) {
    return Drawn.div("lane", Drawn.text("lane-name fine", name), track);
  }

  /// Stretches that overlap stand in rows of their own.
  private Component stretches(Said.VoteSaid vote) {
    var track = Drawn.div("track");
    var ends = new ArrayList<Long>();
    for (var part : vote.segments()) {
      int row = 0;
      while (row < ends.size() && ends.get(row) > part.startMicros()) {
        row++;
      }
      if (row == ends.size()) {
        ends.add(0L);
      }
      ends.set(row, part.endMicros());
      track.add(stretch(vote, part, row));
    }
    Drawn.vary(track, "--rows", Integer.toString(ends.size()));
    return track;
  }

  private Component stretch(Said.VoteSaid vote, Said.SegmentSaid part, int row) {
    var labels = String.join(" · ", part.candidates().stream().map(faces::name).toList());
    var words = labels.isEmpty() ? Words.of(part.meaning()) : labels;
    var caption = part.caption();
    var whole =
        Words.say(
            "lanes.stretch",
            names.of(vote.voter()),
            Words.clipTime(part.startMicros()),
            Words.clipTime(part.endMicros()),
            caption == null ? words : words + " – " + caption);
    var stretch = new NativeButton();
    stretch.addClickListener(_ -> seek.accept(part.startMicros()));
    stretch.addClassName("stretch");
    stretch.setAriaLabel(whole);
    stretch.getElement().setAttribute("title", whole);
    if (!part.candidates().isEmpty()) {
      var glyph = Drawn.text("glyph", faces.glyph(part.candidates().getFirst()));
      glyph.getElement().setAttribute("aria-hidden", "true");
      stretch.add(glyph);
      Drawn.vary(stretch, "--label", faces.colour(part.candidates().getFirst()));
    }
    stretch.add(Drawn.text("", words));
    Drawn.vary(stretch, "--from", share(part.startMicros()));
    Drawn.vary(stretch, "--length", share(part.endMicros() - part.startMicros()));
    Drawn.vary(stretch, "--row", Integer.toString(row));
    return stretch;
  }

  private String traced(Said.VoteSaid vote, Said.TraceSaid trace) {
    return CueRows.who(vote, names) + " · " + Words.say("lanes.axis." + trace.axis());
  }

  /// The area between the trace and its middle line.
  private Component trace(Said.VoteSaid vote, Said.TraceSaid trace) {
    var known =
        trace.values().stream().filter(Objects::nonNull).mapToDouble(v -> v).summaryStatistics();
    var track = Drawn.div("track traced");
    track
        .getElement()
        .setAttribute("role", "img")
        .setAttribute(
            "aria-label",
            Words.say(
                "lanes.traceSays",
                traced(vote, trace),
                value(known.getMin()),
                value(known.getMax())));
    var area = Drawn.text("trace-area", "");
    Drawn.vary(area, "--shape", shape(trace));
    track.add(
        area, Drawn.text("fine number", value(known.getMin()) + " … " + value(known.getMax())));
    return track;
  }

  private String shape(Said.TraceSaid trace) {
    var corners = new ArrayList<String>();
    double first = 0;
    double last = 0;
    for (int i = 0; i < trace.values().size(); i++) {
      var value = trace.values().get(i);
      double across = Math.min(100, 100.0 * i * trace.stepMicros() / length);
      if (value != null) {
        if (corners.isEmpty()) {
          first = across;
        }
        // A hair's breadth around the middle, so that a trace at rest can be seen.
        corners.add(corner(across, 50 - 50 * value + (value < 0 ? 2 : -2)));
        last = across;
      }
    }
    corners.add(corner(Math.max(last, first + 0.5), 50));
    corners.add(corner(first, 50));
    return "polygon(" + String.join(", ", corners) + ")";
  }

  private static String corner(double across, double down) {
    return String.format(Locale.ROOT, "%.2f%% %.1f%%", across, Math.clamp(down, 0, 100));
  }

  private static String value(double value) {
    return String.format(Locale.ROOT, "%+.2f", value);
  }

  private String share(long micros) {
    return String.format(Locale.ROOT, "%.5f", (double) micros / length);
  }
}
