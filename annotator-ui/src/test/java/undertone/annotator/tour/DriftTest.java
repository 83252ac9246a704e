package undertone.annotator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Far into a long clip, the frame on screen, the desk's clock, the table of frame times and the
/// events of a trace still speak of the same moment: to the frame when the picture stands; while it
/// plays, up to the time a machine may take to paint, which no length of clip makes longer. The
/// frames carry their number.
@Tag("tour")
@ExtendWith(DemoHouse.Open.class)
class DriftTest {

  private static final int SECONDS = 20 * 60;
  private static final long BLUR = 5_000; // microseconds by which a browser rounds times
  private static final long PAINT = 150_000; // microseconds of the day a busy machine paints late
  private static final String CLIP = "undertone-desk undertone-player:not([waiting])";

  @TempDir private Path folder;

  @Test
  void picture_clock_table_and_trace_tell_the_same_moment_at_both_ends_of_a_long_clip(
      DemoHouse house) throws Exception {
    NumberedClip.write(folder.resolve("numbered.mp4"), SECONDS);
    var corpus = house.corpus("Long", folder);
    var path = "/api/v1/corpora/" + corpus.get("id").asLong();
    house.kim().put(path + "/questions", Map.of("questions", List.of("TRACES")));
    try (var dora = house.letIn(house.stranger(), corpus, "ANNOTATOR", "dora")) {
      dora.login("dora");
      dora.knowsTheDesk();
      dora.visit("/annotate/long");
      dora.see(CLIP + " .frames button[title*='←']:not([disabled])");
      dora.page().evaluate(EYES);

      long[] times = frameTable(dora);
      seeksAndSteps(dora, times);
      var events = new ArrayList<JsonNode>();
      dora.page().onRequest(request -> tracesOf(request).forEach(events::add));
      for (var speed : List.of("0.5", "2")) {
        playsAndRecords(dora, times, speed);
      }
      pausesOften(dora, times);
      dora.page().keyboard().press("h");
      dora.page().keyboard().press("Enter");
      dora.see(".save.saved");
      holdsTheMomentsOfTheHand(dora, times, events);
      assertThat(dora.complaints()).isEmpty();
    }
  }

  /// The table that the desk steps by is that of the frames that were written.
  private static long[] frameTable(Guest dora) {
    var read = (List<?>) dora.page().evaluate("window.eyes.table()");
    long[] times = read.stream().mapToLong(t -> ((Number) t).longValue()).toArray();
    assertThat(times).hasSize(NumberedClip.frames(SECONDS));
    for (int i = 0; i < times.length; i++) {
      assertThat(times[i])
          .as("time of frame %d", i)
          .isCloseTo(NumberedClip.micros(i), Offset.offset(BLUR));
    }
    return times;
  }

  private static void seeksAndSteps(Guest dora, long[] times) {
    for (double share : new double[] {0.97, 0.03, 0.61}) {
      var box = dora.see(CLIP + " undertone-timeline .sound").boundingBox();
      dora.page().mouse().click(box.x + share * box.width, box.y + box.height / 2);
      var there = atRest(dora, times);
      assertThat(there.micros())
          .isBetween((share - 0.1) * SECONDS * 1e6, (share + 0.1) * SECONDS * 1e6);
      int frame = there.frame();
      for (int by : new int[] {1, 1, 1, 1, 1, 1, 1, -1, -1}) {
        dora.page().keyboard().press(by > 0 ? "ArrowRight" : "ArrowLeft");
        frame += by;
        assertThat(atRest(dora, times).frame()).isEqualTo(frame);
      }
    }
  }

  /// Plays a stretch near the end with the hand on the pad, and looks at every frame that is shown.
  private static void playsAndRecords(Guest dora, long[] times, String speed) {
    var keys = dora.page().keyboard();
    var choice = dora.see(CLIP + " select.speed");
    while (!choice.inputValue().equals(speed)) {
      keys.press(Double.parseDouble(choice.inputValue()) > Double.parseDouble(speed) ? "," : ".");
    }
    keys.press("Shift+#");
    dora.see("undertone-pad .pad");
    dora.page().evaluate("window.eyes.watch()");
    keys.press("Space");
    for (int i = 0; i < 4; i++) {
      dora.page().waitForFunction("count => window.eyes.seen.length >= count", 4 * (i + 1));
      keys.press(i % 2 == 0 ? "ArrowUp" : "ArrowRight");
    }
    keys.press("Space");
    keys.press("Shift+#");
    dora.see("undertone-palette");

    var seen = (List<?>) dora.page().evaluate("window.eyes.seen");
    var clockOff = new ArrayList<Long>();
    for (int i = 0; i + 1 < seen.size(); i++) {
      var look = Look.of(seen.get(i));
      // what is drawn from the video may already be the frame that the next look is told of
      double own = Math.abs(look.mediaMicros() - times[look.frame()]);
      double next = Math.abs(Look.of(seen.get(i + 1)).mediaMicros() - times[look.frame()]);
      assertThat(Math.min(own, next))
          .as("time of frame %d at %s x", look.frame(), speed)
          .isLessThanOrEqualTo(BLUR);
      clockOff.add(outside(look, times));
    }
    assertThat(median(clockOff))
        .as("clock beside the frame on screen at %s x", speed)
        .isLessThanOrEqualTo((long) (Double.parseDouble(speed) * PAINT));
    atRest(dora, times);
  }

  /// At speed a browser paints ahead of its clock; wherever it is stopped, both agree.
  private static void pausesOften(Guest dora, long[] times) {
    for (int i = 0; i < 12; i++) {
      dora.page().keyboard().press("Space");
      dora.page().waitForTimeout(120 + 7 * i);
      dora.page().keyboard().press("Space");
      atRest(dora, times);
    }
  }

  /// Each event of the traces lies in the frame that was on screen when the hand moved.
  private static void holdsTheMomentsOfTheHand(Guest dora, long[] times, List<JsonNode> traces) {
    assertThat(traces).extracting(t -> t.get("axis").asString()).contains("VALENCE", "AROUSAL");
    var moments =
        traces.stream()
            .flatMap(t -> t.get("events").valueStream())
            .map(e -> e.get(0).asLong())
            .toList();
    var off = new ArrayList<Long>();
    for (var one : (List<?>) dora.page().evaluate("window.eyes.moved")) {
      var look = Look.of(one);
      assertThat(moments)
          .as("events of the trace, one of which was made at %s", look)
          .anyMatch(at -> at >= look.micros() - BLUR && at <= look.untilMicros() + BLUR);
      off.add(outside(look, times));
    }
    assertThat(off).hasSize(8);
    assertThat(median(off)).as("events beside the frame on screen").isLessThanOrEqualTo(2 * PAINT);
  }

  /// Waits until the picture stands, and holds it against the clock.
  private static Look atRest(Guest dora, long[] times) {
    var last = new Look[1];
    for (int i = 0; i < 100; i++) {
      last[0] = Look.of(dora.page().evaluate("window.eyes.look()"));
      if (!last[0].seeking() && outside(last[0], times) == 0) {
        break;
      }
      dora.page().waitForTimeout(50); // the browser paints when it likes
    }
    var look = last[0];
    assertThat(outside(look, times))
        .as("microseconds between %s and the stay of its frame, from %d", look, times[look.frame()])
        .isZero();
    return look;
  }

  /// How far the clock lies outside of the time for which the frame on screen is shown, in
  /// microseconds.
  private static long outside(Look look, long[] times) {
    long from = times[look.frame()] - BLUR;
    long to =
        BLUR + (look.frame() + 1 < times.length ? times[look.frame() + 1] : SECONDS * 1_000_000L);
    return (long) Math.max(0, Math.max(from - look.micros(), look.micros() - to));
  }

  private static long median(List<Long> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static List<JsonNode> tracesOf(Request request) {
    var body = request.url().endsWith("/votes") ? request.postData() : null;
    return body == null
        ? List.of()
        : JsonMapper.shared().readTree(body).get("traces").valueStream().toList();
  }

  /// What one look at the page told.
  ///
  /// @param micros of the desk's clock
  /// @param mediaMicros of the frame on screen as the browser tells it; the clock's own where it
  ///   was not told
  /// @param untilMicros of the desk's clock when all had heard of what was looked at
  private record Look(
      int frame, double micros, double mediaMicros, double untilMicros, boolean seeking) {
    static Look of(Object told) {
      var look = (Map<?, ?>) told;
      return new Look(
          ((Number) look.get("frame")).intValue(),
          ((Number) look.get("micros")).doubleValue(),
          ((Number) look.get("mediaMicros")).doubleValue(),
          look.get("untilMicros") instanceof Number until
              ? until.doubleValue()
              : ((Number) look.get("micros")).doubleValue(),
          (Boolean) look.get("seeking"));
    }
  }

  private static final String EYES =
      """
      (() => {
        const desk = document.querySelector('undertone-desk');
        const player = desk.shadowRoot.querySelector('undertone-player:not([waiting])');
        const video = player.shadowRoot.querySelector('video');
        const canvas = new OffscreenCanvas(%d, %d).getContext('2d', { willReadFrequently: true });
        const look = mediaTime => {
          canvas.drawImage(video, 0, 0, %d, %d);
          let frame = 0;
          for (let bit = 0; bit < 16; bit++) {
            const [light] = canvas.getImageData((bit %% 8) * 16 + 8, (bit >> 3) * 32 + 16, 1, 1).data;
            frame |= (light > 127 ? 1 : 0) << bit;
          }
          const micros = player.micros;
          return { frame, micros, mediaMicros: (mediaTime ?? micros / 1e6) * 1e6, seeking: video.seeking };
        };
        const eyes = (window.eyes = {
          seen: [],
          moved: [],
          look: () => look(),
          async table() {
            const bytes = await (await fetch(player.getAttribute('frames-url'))).arrayBuffer();
            return [...new BigInt64Array(bytes)].map(Number);
          },
          watch() {
            eyes.seen = [];
            const next = (_, { mediaTime }) => {
              if (!video.paused) {
                eyes.seen.push(look(mediaTime));
              }
              video.requestVideoFrameCallback(next);
            };
            video.requestVideoFrameCallback(next);
          },
        });
        addEventListener('keydown', event => {
          if (!video.paused && event.key.startsWith('Arrow')) {
            const moved = look();
            eyes.moved.push(moved);
            setTimeout(() => (moved.untilMicros = player.micros)); // when the desk has heard of it
          }
        }, { capture: true });
      })()\
      """
          .formatted(
              NumberedClip.WIDTH, NumberedClip.HEIGHT, NumberedClip.WIDTH, NumberedClip.HEIGHT);
}
