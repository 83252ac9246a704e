import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Label, Spectrogram } from './api.js';
import { clock } from './clock.js';
import { controls } from './controls.css.js';
import { Grid } from './grid.js';
import { WAVE, SPECTROGRAM, WHOLE, ZOOM_IN, ZOOM_OUT, BOTH } from './icons.js';
import { keyCap, type Keymap } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import type { Parts } from './part-commands.js';
import { SOUND_LANES, type SoundLane } from './player-habits.js';
import { ticks } from './ruler.js';
import { find, type Segments } from './segments.js';
import { BARS, followedLine, spectrogram, traceLine, wave } from './timeline-lanes.js';
import { AXES, type Trace } from './traces.js';
import { seen, unitOf, type Follower, type Track } from './tracks.js';
import './undertone-segments.js';
import { timelineStyles } from './undertone-timeline.css.js';
import { vars } from './vars.js';
import { across, around, follow, isWhole, pan, span, timeAt, whole, zoom, type View } from './viewport.js';
import { waveformPath } from './waveform.js';

/** A turn of the wheel, in pixels, that makes things about a third larger. */
const WHEEL_PIXELS = 300;
const KEY_FACTOR = 1.5;

/**
 * The clip laid out in time: a ruler, its sound as a waveform and a spectrogram, its parts, its
 * traces, the moment now, and a place to point at another moment. All lanes share one scale, the
 * media element's own clock; Ctrl and the wheel, or two fingers, bring a stretch of it closer.
 *
 * @fires seek - detail: microseconds
 * @fires look - detail: microseconds, where a frame appears that is to be seen
 * @fires parts - detail: Parts
 * @fires sound - detail: SoundLane
 * @fires face - detail: whether what machines follow is to be laid open
 */
@customElement('undertone-timeline')
export class UndertoneTimeline extends LitElement {
  static override styles = [controls, timelineStyles];

  @property() language = 'en';
  @property({ attribute: false }) peaks: Int8Array | null = null;
  @property({ attribute: false }) spectrogram: Spectrogram | null = null;
  @property() sound: SoundLane = 'WAVE';
  /** Words for a lane without a waveform. */
  @property() words = '';
  @property({ type: Number }) duration = 0; // microseconds
  @property({ type: Number }) position = 0; // microseconds

  /** Whether there is a lane of parts. */
  @property({ type: Boolean }) parted = false;
  @property({ attribute: false }) grid = new Grid(0, null);
  @property({ attribute: false }) segments: Segments = [];
  @property({ attribute: false }) selection: readonly string[] = [];
  @property({ attribute: false }) mark: number | null = null;
  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) keymap: Keymap | null = null;

  /** Whether there are lanes of traces. */
  @property({ type: Boolean }) traced = false;
  @property({ attribute: false }) traces: readonly Trace[] = [];

  /** What machines follow in the face. */
  @property({ attribute: false }) followers: readonly Follower[] = [];
  /** Whether that is laid open. */
  @property({ type: Boolean }) face = true;

  @state() private view: View = whole(0);
  @state() private pointed: number | null = null; // 0..1 across the view
  @state() private pixels = 0;

  @query('.course') private course!: HTMLElement;

  private path = '';
  private fingers: ReadonlyMap<number, number> = new Map(); // pointer to its x, in pixels
  private readonly measure = new ResizeObserver(() => (this.pixels = this.course.clientWidth));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('wheel', this.roll, { passive: false });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('wheel', this.roll);
    this.measure.disconnect();
  }

  override firstUpdated(): void {
    this.measure.observe(this.course);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('duration')) {
      const before = changed.get('duration') ?? 0;
      this.view = isWhole(this.view, before) ? whole(this.duration) : this.view;
    }
    if (changed.has('position')) {
      this.view = follow(this.view, this.duration, this.position);
    }
    if (changed.has('peaks') || (changed as PropertyValues).has('view')) {
      this.path = this.peaks === null ? '' : waveformPath(this.peaks, BARS, this.view);
    }
  }

  /** Closer (above 1) or further away, around the playhead while it is in view. */
  zoomBy(factor: number): void {
    const place = across(this.view, this.position);
    const anchor = place >= 0 && place <= 1 ? this.position : timeAt(this.view, 0.5);
    this.view = zoom(this.view, this.duration, factor, anchor);
  }

  zoomIn(): void {
    this.zoomBy(KEY_FACTOR);
  }

  zoomOut(): void {
    this.zoomBy(1 / KEY_FACTOR);
  }

  /** The whole clip, or from there the selected part. */
  zoomWhole(): void {
    const part = find(this.segments, this.selection.at(-1) ?? '');
    this.view =
      part !== undefined && isWhole(this.view, this.duration)
        ? around(part.startMicros, part.endMicros, this.duration)
        : whole(this.duration);
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const at = across(this.view, this.position);
    const closer = !isWhole(this.view, this.duration);
    const gutter = this.parted || this.traced || this.followers.length > 0 || this.spectrogram !== null;
    return html`<div class="timeline ${gutter ? 'guttered' : ''}">
      ${gutter ? this.zoomButtons(texts, closer) : nothing} ${this.ruler()}
      ${gutter ? this.soundButtons(texts) : nothing} ${this.soundLane(texts, at)}
      ${this.parted ? this.partsLane(texts) : nothing}
      ${this.traced ? AXES.map((axis) => this.traceLane(texts, axis)) : nothing}
      ${this.followers.map((follower) => this.followedLanes(texts, follower))}
      ${closer || gutter ? this.map(texts, closer) : nothing}
      <div class="course" aria-hidden="true">
        ${at >= 0 && at <= 1 ? html`<div class="now" ${vars({ '--at': String(at) })}></div>` : nothing}
        ${this.pointed === null ? nothing : this.there(this.pointed)}
      </div>
    </div>`;
  }

  private ruler(): TemplateResult {
    return html`<div class="ruler scaled" aria-hidden="true" @pointerdown=${this.grab} @pointermove=${this.point}>
      ${ticks(this.view, this.pixels).map(
        ({ micros, word }) => html`<span
          class="tick ${word === '' ? '' : 'worded'}"
          ${vars({ '--at': String(across(this.view, micros)) })}
          >${word}</span
        >`,
      )}
    </div>`;
  }

  private soundLane(texts: Messages, at: number): TemplateResult {
    const pictured = this.spectrogram !== null && this.sound !== 'WAVE' ? this.spectrogram : null;
    return html`<div
      class="sound lane scaled ${pictured === null ? 'wave' : this.sound.toLowerCase()}"
      role="slider"
      tabindex="0"
      aria-label=${texts.position}
      aria-valuemin="0"
      aria-valuemax=${this.duration / 1e6}
      aria-valuenow=${this.position / 1e6}
      aria-valuetext=${texts.positionOf(clock(this.position), clock(this.duration))}
      @pointerdown=${this.grab}
      @pointermove=${this.point}
      @pointerup=${this.lift}
      @pointercancel=${this.lift}
      @pointerleave=${() => (this.pointed = null)}
    >
      ${pictured !== null && this.sound === 'SPECTROGRAM' ? nothing : wave(this.path, at)}
      ${pictured === null ? nothing : spectrogram(pictured, this.view, this.duration)}
      ${this.words === '' ? nothing : html`<span class="words">${this.words}</span>`}
    </div>`;
  }

  private partsLane(texts: Messages): TemplateResult {
    return html`<span class="name">${texts.parts}</span>
      <undertone-segments
        class="scaled"
        language=${this.language}
        .segments=${this.segments}
        .selection=${this.selection}
        .grid=${this.grid}
        .view=${this.view}
        .labels=${this.labels}
        .keymap=${this.keymap}
        .position=${this.position}
        .mark=${this.mark}
        @parts=${(event: CustomEvent<Parts>) => this.tell('parts', event.detail)}
        @seek=${(event: CustomEvent<number>) => this.tell('seek', event.detail)}
        @look=${(event: CustomEvent<number>) => this.tell('look', event.detail)}
      ></undertone-segments>`;
  }

  private traceLane(texts: Messages, axis: Trace['axis']): TemplateResult {
    const trace = this.traces.find((one) => one.axis === axis) ?? { axis, events: [] };
    return html`<span class="name">${texts.axes[axis]}</span>
      <div class="lane scaled traced">${traceLine(trace, this.view)}</div>`;
  }

  private followedLanes(texts: Messages, { name, tracks }: Follower): TemplateResult {
    const unseen = tracks.filter((track) => !seen(track));
    return html`<button
        class="follower scaled"
        aria-expanded=${this.face}
        @click=${() => this.tell('face', !this.face)}
      >
        ${texts.followedBy(name)}
      </button>
      ${this.face ? tracks.filter(seen).map((track) => this.followedLane(texts, track)) : nothing}
      ${!this.face || unseen.length === 0
        ? nothing
        : html`<span class="others scaled" title=${unseen.map((track) => unitWords(texts, track)).join('\n')}
            >${texts.unitsUnseen(unseen.map(({ measure }) => measure).join(', '))}</span
          >`}`;
  }

  private followedLane(texts: Messages, track: Track): TemplateResult {
    const words = unitWords(texts, track);
    const unit = unitOf(track);
    return html`<span class="name" title=${words}>${unit === null ? words : track.measure}</span>
      <div
        class="lane scaled followed ${unit === null ? '' : 'unit'}"
        role="img"
        aria-label=${words}
        title=${words}
        @pointerdown=${this.grab}
      >
        ${followedLine(track, this.view)}
        ${unit === null ? nothing : html`<span class="unit-word">${texts.units[unit] ?? ''}</span>`}
      </div>`;
  }

  /** Where the view lies in the clip: seen at a glance, moved by hand. It keeps its place unseen. */
  private map(texts: Messages, closer: boolean): TemplateResult {
    const all = whole(this.duration);
    const of = (from: number, to: number) =>
      vars({ '--from': String(across(all, from)), '--wide': String((to - from) / this.duration) });
    return html`<div
      class="map scaled ${closer ? '' : 'idle'}"
      title=${texts.map}
      @pointerdown=${this.grabMap}
      @pointermove=${this.pullMap}
    >
      ${this.segments.map((held) => html`<span class="mark" ${of(held.startMicros, held.endMicros)}></span>`)}
      <span class="window" ${of(this.view.from, this.view.to)}></span>
      <span class="here" ${of(this.position, this.position)}></span>
    </div>`;
  }

  private zoomButtons(texts: Messages, closer: boolean): TemplateResult {
    const button = (word: string, key: string | null | undefined, picture: TemplateResult, act: () => void, off = false) =>
      html`<button
        aria-label=${word}
        title=${key ? `${word} ( ${keyCap(key)} )` : word}
        ?disabled=${off}
        @click=${act}
      >
        ${picture}
      </button>`;
    return html`<span class="tools">
      ${button(texts.zoomOut, this.keymap?.ofCommand('zoomOut'), ZOOM_OUT, () => this.zoomOut(), !closer)}
      ${button(texts.zoomIn, this.keymap?.ofCommand('zoomIn'), ZOOM_IN, () => this.zoomIn())}
      ${button(texts.zoomWhole, this.keymap?.ofCommand('zoomWhole'), WHOLE, () => this.zoomWhole(), !closer && this.selection.length === 0)}
    </span>`;
  }

  private soundButtons(texts: Messages): TemplateResult {
    const pictures = { WAVE, SPECTROGRAM, BOTH };
    return this.spectrogram === null
      ? html`<span class="name">${texts.soundLane}</span>`
      : html`<span class="tools" role="group" aria-label=${texts.soundLane}>
          ${SOUND_LANES.map(
            (lane) => html`<button
              aria-label=${texts.soundLanes[lane]}
              title=${texts.soundLanes[lane]}
              aria-pressed=${this.sound === lane}
              @click=${() => this.tell('sound', lane)}
            >
              ${pictures[lane]}
            </button>`,
          )}
        </span>`;
  }

  private there(at: number): TemplateResult {
    return html`<div class="there ${at > 0.5 ? 'late' : ''}" ${vars({ '--at': String(at) })}>
      <span>${clock(timeAt(this.view, at))}</span>
    </div>`;
  }

  private readonly grab = (event: PointerEvent): void => {
    if (event.button !== 0) {
      return;
    }
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      this.fingers = new Map([...this.fingers, [event.pointerId, event.clientX]]);
    }
    if (this.fingers.size < 2) {
      this.seek(event);
    }
  };

  private readonly point = (event: PointerEvent): void => {
    this.pointed = event.pointerType === 'mouse' ? this.placeOf(event) : null;
    if (this.fingers.size === 2 && this.fingers.has(event.pointerId)) {
      this.pinch(event);
    } else if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) {
      this.seek(event);
    }
  };

  private readonly lift = (event: PointerEvent): void => {
    this.fingers = new Map([...this.fingers].filter(([finger]) => finger !== event.pointerId));
  };

  /** Two fingers keep the times they took hold of. */
  private pinch(event: PointerEvent): void {
    const other = [...this.fingers].find(([finger]) => finger !== event.pointerId)?.[1] ?? 0;
    const before = this.fingers.get(event.pointerId) ?? event.clientX;
    const apart = Math.abs(before - other);
    if (apart > 1) {
      const factor = Math.max(0.2, Math.abs(event.clientX - other) / apart);
      const anchor = timeAt(this.view, this.placeOf({ clientX: other }));
      this.view = zoom(this.view, this.duration, factor, anchor);
    }
    this.fingers = new Map([...this.fingers, [event.pointerId, event.clientX]]);
  }

  /** With Ctrl or ⌘, as trackpads send a pinch, it zooms; sideways it moves what is closer. */
  private readonly roll = (event: WheelEvent): void => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const anchor = timeAt(this.view, this.placeOf(event));
      this.view = zoom(this.view, this.duration, Math.exp(-event.deltaY / WHEEL_PIXELS), anchor);
    } else if (sideways !== 0 && !isWhole(this.view, this.duration)) {
      event.preventDefault();
      const by = (sideways * span(this.view)) / Math.max(1, this.pixels);
      this.view = pan(this.view, this.duration, by);
    }
  };

  private readonly grabMap = (event: PointerEvent): void => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.pullMap(event);
  };

  /** The middle of the view follows the hand. */
  private readonly pullMap = (event: PointerEvent): void => {
    if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) {
      const middle = this.placeOf(event) * this.duration;
      this.view = pan(this.view, this.duration, middle - timeAt(this.view, 0.5));
    }
  };

  private seek(event: PointerEvent): void {
    this.tell('seek', timeAt(this.view, this.placeOf(event)));
  }

  private placeOf({ clientX }: { readonly clientX: number }): number {
    const box = this.course.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - box.left) / Math.max(1, box.width)));
  }

  private tell(what: 'seek' | 'look' | 'parts' | 'sound' | 'face', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

function unitWords(texts: Messages, track: Track): string {
  const unit = unitOf(track);
  if (unit === null) {
    return track.measure === 'valence' ? texts.axes.VALENCE : texts.axes.AROUSAL;
  }
  return `${track.measure} ${texts.units[unit] ?? ''}`.trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-timeline': UndertoneTimeline;
  }
}
