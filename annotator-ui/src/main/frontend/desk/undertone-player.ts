import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Modality } from './api.js';
import { clock } from './clock.js';
import { controls } from './controls.css.js';
import { FrameTable } from './frames.js';
import { FRAME_BACK, FRAME_FORWARD, LOOP, MUTED, PAUSE, PLAY, SOUND } from './icons.js';
import { Keymap, type Command } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import { habits, keepHabits, type Habits } from './player-habits.js';
import { playerStyles } from './undertone-player.css.js';
import './undertone-timeline.js';
import { vars } from './vars.js';

const SPEEDS: ReadonlyArray<readonly [number, string]> = [
  [0.5, '½'],
  [1, '1×'],
  [2, '2×'],
];
const SECOND = 1_000_000; // microseconds
const KEYS = new Keymap([]);

/**
 * Shows one clip: video, sound, picture or text, in its own shape. The media element is the only
 * clock; frames are stepped by the server's table of their exact times.
 *
 * With focus it answers to the space bar and the arrow keys; a host that has the keys itself calls
 * `obey`. While `waiting` it fetches the clip and stays silent, so that it can be shown at once.
 *
 * @slot unreadable - what can be done about a clip that cannot be shown
 * @fires unreadable - the clip cannot be shown
 */
@customElement('undertone-player')
export class UndertonePlayer extends LitElement {
  static override styles = [controls, playerStyles];

  @property({ attribute: 'media-url' }) mediaUrl = '';
  @property({ attribute: 'poster-url' }) posterUrl = '';
  @property({ attribute: 'peaks-url' }) peaksUrl = '';
  @property({ attribute: 'frames-url' }) framesUrl = '';
  @property({ reflect: true }) modality: Modality = 'VIDEO';
  @property() text = '';
  @property() language = 'en';
  /** Microseconds, until the media element knows better. */
  @property({ type: Number, attribute: 'duration-micros' }) durationMicros = 0;
  @property({ type: Boolean }) silent = false;
  @property({ type: Number }) width = 0; // pixels
  @property({ type: Number }) height = 0; // pixels
  /** Start by itself as soon as it is shown, unless the system asks for less motion. */
  @property({ type: Boolean }) autoplay = false;
  @property({ type: Boolean, reflect: true }) waiting = false;

  @state() private position = 0; // microseconds
  @state() private duration = 0; // microseconds
  @state() private playing = false;
  @state() private failure: 'network' | 'decode' | null = null;
  @state() private peaks: Int8Array | null = null;
  @state() private peaksFailed = false;
  @state() private frames: FrameTable | null = null;
  @state() private habits: Habits = habits();

  @query('video, audio') private media!: HTMLMediaElement | null;

  private ticking = 0;
  private wanted: number | null = null; // microseconds: where a seek under way will end

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = this.tabIndex === -1 ? 0 : this.tabIndex;
    this.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.onKey);
    cancelAnimationFrame(this.ticking);
    this.media?.pause();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('mediaUrl') || changed.has('modality')) {
      this.position = 0;
      this.wanted = null;
      this.playing = false;
      this.failure = this.mediaUrl === '' && this.modality !== 'TEXT' ? 'decode' : null;
    }
    if (changed.has('durationMicros')) {
      this.duration = this.durationMicros;
    }
    if (changed.has('peaksUrl')) {
      void this.fetchPeaks(this.peaksUrl);
    }
    if (changed.has('framesUrl')) {
      void this.fetchFrames(this.framesUrl);
    }
    if (changed.get('waiting') === true && !this.waiting) {
      this.habits = habits(); // they may have changed on the clip before
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('mediaUrl') || changed.has('waiting')) {
      this.adopt(this.habits);
      if (this.autoplay && !this.waiting && !calm()) {
        void this.play();
      }
    }
    if (this.failure !== null && changed.has('failure')) {
      this.dispatchEvent(new CustomEvent('unreadable'));
    }
  }

  get isPlaying(): boolean {
    return this.playing;
  }

  async play(): Promise<void> {
    try {
      await this.media?.play();
    } catch {
      // The browser wants a gesture first, or the clip has left the screen: it stays paused.
    }
  }

  pause(): void {
    this.media?.pause();
  }

  toggle(): void {
    if (this.media?.paused) {
      void this.play();
    } else {
      this.pause();
    }
  }

  /** Moves so many frames by the exact frame table; where there is none, by tenths of a second. */
  stepFrames(by: number): void {
    this.pause();
    if (this.frames === null) {
      this.seek(this.position + (by * SECOND) / 10);
    } else {
      const frame = this.frames.away(this.wanted ?? this.position, by);
      this.seek(this.frames.middle(frame), this.frames.time(frame));
    }
  }

  /**
   * @param micros where to go
   * @param shown what the clock reads there, if that differs
   */
  seek(micros: number, shown = micros): void {
    if (this.media !== null) {
      const there = Math.min(Math.max(micros, 0), this.duration);
      this.wanted = there;
      this.media.currentTime = there / SECOND;
      this.position = Math.min(Math.max(shown, 0), this.duration);
    }
  }

  /** Does what a key means, if it is the player's business. */
  obey(command: Command): boolean {
    switch (command) {
      case 'playPause':
        this.toggle();
        return true;
      case 'frameBack':
        this.stepFrames(-1);
        return true;
      case 'frameForward':
        this.stepFrames(1);
        return true;
      case 'secondBack':
        this.seek(this.position - SECOND);
        return true;
      case 'secondForward':
        this.seek(this.position + SECOND);
        return true;
      case 'toStart':
        this.seek(0);
        return true;
      case 'toEnd':
        this.seek(this.frames?.middle(this.frames.count - 1) ?? this.duration);
        return true;
      case 'slower':
        this.changeSpeed(-1);
        return true;
      case 'faster':
        this.changeSpeed(1);
        return true;
      case 'loop':
        this.keep({ ...this.habits, loop: !this.habits.loop });
        return true;
      default:
        return false;
    }
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const timed = this.modality === 'VIDEO' || this.modality === 'AUDIO';
    return html`
      <div
        class="stage"
        ${vars({ '--clip-width': `${this.width}`, '--clip-height': `${this.height}` })}
      >
        ${this.failure === null ? this.clip(texts) : this.unreadable(texts, this.failure)}
      </div>
      ${timed ? this.transport(texts) : nothing}
      ${timed && this.modality === 'VIDEO' ? this.timeline(texts) : nothing}
    `;
  }

  private clip(texts: Messages): TemplateResult {
    switch (this.modality) {
      case 'VIDEO':
        return html`<video
          src=${this.mediaUrl}
          poster=${this.posterUrl || nothing}
          preload="auto"
          playsinline
          disablepictureinpicture
          @click=${this.toggle}
          @play=${this.onPlay}
          @pause=${this.onPause}
          @seeked=${this.onSeeked}
          @durationchange=${this.onDuration}
          @error=${this.onError}
        ></video>`;
      case 'AUDIO':
        return html`<audio
            src=${this.mediaUrl}
            preload="auto"
            @play=${this.onPlay}
            @pause=${this.onPause}
            @seeked=${this.onSeeked}
            @durationchange=${this.onDuration}
            @error=${this.onError}
          ></audio>
          ${this.timeline(texts)}`;
      case 'IMAGE':
        return html`<img src=${this.mediaUrl} alt=${texts.image} @error=${this.onError} />`;
      case 'TEXT':
        return html`<p class="text" dir="auto">${this.text}</p>`;
    }
  }

  private unreadable(texts: Messages, failure: 'network' | 'decode'): TemplateResult {
    return html`<div class="unreadable" role="alert">
      <h2>${texts.unreadableTitle}</h2>
      <p>${failure === 'network' ? texts.unreadableNetwork : texts.unreadableDecode}</p>
      <div class="ways">
        ${this.mediaUrl === ''
          ? nothing
          : html`<button class="outlined" @click=${this.lookAgain}>${texts.lookAgain}</button>`}
        <slot name="unreadable"></slot>
      </div>
    </div>`;
  }

  private transport(texts: Messages): TemplateResult {
    const stuck = this.failure !== null;
    return html`<div class="transport" @mousedown=${keepFocus}>
      <button
        class="play"
        aria-label=${this.playing ? texts.pause : texts.play}
        aria-keyshortcuts="Space"
        ?disabled=${stuck}
        @click=${this.toggle}
      >
        ${this.playing ? PAUSE : PLAY}
      </button>
      <span class="time">
        <span>${clock(this.position)}</span
        ><span class="whole"> / ${clock(this.duration)}</span>
      </span>
      <fieldset class="choice speeds" aria-label=${texts.speed}>
        ${SPEEDS.map(
          ([speed, word]) => html`<label>
            <input
              type="radio"
              name="speed"
              .checked=${live(this.habits.speed === speed)}
              @change=${() => this.keep({ ...this.habits, speed })}
            />${word}</label
          >`,
        )}
      </fieldset>
      <button
        class="loop"
        aria-pressed=${this.habits.loop}
        aria-keyshortcuts="-"
        title="${texts.loop} ( - )"
        @click=${() => this.obey('loop')}
      >
        ${LOOP}<span class="word">${texts.loop}</span>
      </button>
      ${this.modality === 'VIDEO' ? this.frameButtons(texts, stuck) : nothing}
      <span class="gap"></span>
      ${this.silent
        ? html`<span class="quiet">${texts.silent}</span>`
        : html`<button
            aria-label=${this.habits.muted ? texts.unmute : texts.mute}
            title=${this.habits.muted ? texts.unmute : texts.mute}
            @click=${() => this.keep({ ...this.habits, muted: !this.habits.muted })}
          >
            ${this.habits.muted ? MUTED : SOUND}
          </button>`}
    </div>`;
  }

  private frameButtons(texts: Messages, stuck: boolean): TemplateResult {
    const blind = stuck || this.frames === null;
    return html`<span class="frames">
      <button
        aria-label=${texts.frameBack}
        aria-keyshortcuts="ArrowLeft"
        title="${texts.frameBack} ( ← )"
        ?disabled=${blind}
        @click=${() => this.stepFrames(-1)}
      >
        ${FRAME_BACK}
      </button>
      <span class="word" aria-hidden="true">${texts.frame}</span>
      <button
        aria-label=${texts.frameForward}
        aria-keyshortcuts="ArrowRight"
        title="${texts.frameForward} ( → )"
        ?disabled=${blind}
        @click=${() => this.stepFrames(1)}
      >
        ${FRAME_FORWARD}
      </button>
    </span>`;
  }

  private timeline(texts: Messages): TemplateResult {
    return html`<undertone-timeline
      .peaks=${this.peaks}
      .duration=${this.duration}
      .position=${this.position}
      .words=${this.peaksFailed ? texts.noWaveform : ''}
      language=${this.language}
      @seek=${(event: CustomEvent<number>) => this.seek(event.detail)}
      @mousedown=${keepFocus}
    ></undertone-timeline>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const stroke = KEYS.read(event);
    if (event.defaultPrevented || stroke?.kind !== 'command') {
      return;
    }
    const presses = target instanceof HTMLButtonElement && stroke.command === 'playPause';
    const chooses = target instanceof HTMLInputElement && event.key.startsWith('Arrow');
    if (!presses && !chooses && this.obey(stroke.command)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private onPlay(): void {
    this.playing = true;
    this.wanted = null;
    const tick = (): void => {
      if (this.media !== null && this.playing) {
        this.position = this.media.currentTime * SECOND;
        this.ticking = requestAnimationFrame(tick);
      }
    };
    cancelAnimationFrame(this.ticking);
    tick();
  }

  private onPause(): void {
    this.playing = false;
    cancelAnimationFrame(this.ticking);
    if (this.media !== null && this.wanted === null) {
      this.position = this.media.currentTime * SECOND;
    }
  }

  private onSeeked(): void {
    // A seek that was overtaken by a newer one must not move the clock back.
    if (this.media !== null && this.wanted !== null && !this.media.seeking) {
      this.wanted = this.media.paused ? this.wanted : null;
    }
  }

  private onDuration(): void {
    const seconds = this.media?.duration ?? Number.NaN;
    if (Number.isFinite(seconds) && seconds > 0) {
      this.duration = seconds * SECOND;
    }
  }

  private onError(): void {
    this.playing = false;
    const network = this.media?.error?.code === MediaError.MEDIA_ERR_NETWORK;
    this.failure = network ? 'network' : 'decode';
  }

  private lookAgain(): void {
    this.failure = null;
  }

  private changeSpeed(by: 1 | -1): void {
    const at = SPEEDS.findIndex(([speed]) => speed === this.habits.speed);
    const speed = SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)]?.[0];
    this.keep({ ...this.habits, speed: speed ?? 1 });
  }

  private keep(kept: Habits): void {
    this.habits = kept;
    keepHabits(kept);
    this.adopt(kept);
  }

  private adopt({ speed, loop, muted }: Habits): void {
    if (this.media !== null) {
      this.media.defaultPlaybackRate = speed;
      this.media.playbackRate = speed;
      this.media.loop = loop;
      this.media.muted = muted;
    }
  }

  private async fetchPeaks(url: string): Promise<void> {
    this.peaks = null;
    this.peaksFailed = false;
    if (url !== '') {
      const bytes = await fetchBytes(url);
      if (url === this.peaksUrl) {
        this.peaks = bytes === null ? null : new Int8Array(bytes);
        this.peaksFailed = bytes === null;
      }
    }
  }

  private async fetchFrames(url: string): Promise<void> {
    this.frames = null;
    if (url !== '') {
      const bytes = await fetchBytes(url);
      if (url === this.framesUrl && bytes !== null && bytes.byteLength >= 8) {
        this.frames = FrameTable.parse(bytes);
      }
    }
  }
}

/** Null when it cannot be had: the clip still plays, without waveform or frame steps. */
async function fetchBytes(url: string): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}

/** A mouse press on a control leaves the keys where they are. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-player': UndertonePlayer;
  }
}
