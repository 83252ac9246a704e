import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Label, Modality, Spectrogram } from './api.js';
import { fetchFrames, fetchPeaks } from './clip-files.js';
import { clipPicture, unreadable, type Failure, type MediaEvents } from './clip-picture.js';
import { controls } from './controls.css.js';
import type { FrameTable } from './frames.js';
import { Grid } from './grid.js';
import { Keymap, isPartCommand, type Command, type PartCommand } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import { obeyPart, type Consequence, type Parts } from './part-commands.js';
import { isOver, type Bounds } from './playback.js';
import { obey } from './player-commands.js';
import { adopt, habits, keepHabits, type Habits, type SoundLane } from './player-habits.js';
import { find, type Segment, type Segments } from './segments.js';
import type { Trace } from './traces.js';
import { transport } from './transport.js';
import { playerStyles } from './undertone-player.css.js';
import { fetchTracks, type Follower } from './tracks.js';
import './undertone-timeline.js';
import type { UndertoneTimeline } from './undertone-timeline.js';
import { uuid } from './uuid.js';
import { vars } from './vars.js';
import { veil } from './veil.js';

const SECOND = 1_000_000; // microseconds
const KEYS = new Keymap([]);

/** Looks at the clock further apart tell nothing of the next one: the page was hidden. */
const LONGEST_STRIDE = 100_000; // microseconds

/**
 * Shows one clip: video, sound, picture or text, in its own shape. The media element is the only
 * clock; frames are stepped by the server's table of their exact times.
 *
 * With focus it answers to the space bar and the arrow keys; a host that has the keys itself calls
 * `obey`. While `waiting` it fetches the clip and stays silent, so that it can be shown at once.
 *
 * @slot unreadable - what can be done about a clip that cannot be shown
 * @fires unreadable - the clip cannot be shown
 * @fires parts - detail: Parts, as they were drawn or as a key made them
 */
@customElement('undertone-player')
export class UndertonePlayer extends LitElement {
  static override styles = [controls, playerStyles];

  @property({ attribute: 'media-url' }) mediaUrl = '';
  @property({ attribute: 'poster-url' }) posterUrl = '';
  @property({ attribute: 'peaks-url' }) peaksUrl = '';
  @property({ attribute: 'frames-url' }) framesUrl = '';
  /** What machines follow in the face; empty for nothing. */
  @property({ attribute: 'tracks-url' }) tracksUrl = '';
  @property({ reflect: true }) modality: Modality = 'VIDEO';
  @property() text = '';
  @property() language = 'en';
  /** Microseconds, until the media element knows better. */
  @property({ type: Number, attribute: 'duration-micros' }) durationMicros = 0;
  @property({ type: Boolean }) silent = false;
  /** Whether the clip is hard to bear: blurred and muted until somebody asks for it. */
  @property({ type: Boolean }) distressing = false;
  @property({ type: Number }) width = 0; // pixels
  @property({ type: Number }) height = 0; // pixels
  /** A stretch that the clip is opened at, in microseconds; 0 to 0 is the whole clip. */
  @property({ type: Number, attribute: 'from-micros' }) fromMicros = 0;
  @property({ type: Number, attribute: 'to-micros' }) toMicros = 0;
  /** Start by itself as soon as it is shown, unless the system asks for less motion. */
  @property({ type: Boolean }) autoplay = false;
  @property({ type: Boolean, reflect: true }) waiting = false;

  @property({ attribute: false }) spectrogram: Spectrogram | null = null;
  /** Whether the clip has parts that are answered for. */
  @property({ type: Boolean }) parted = false;
  @property({ attribute: false }) segments: Segments = [];
  @property({ attribute: false }) selection: readonly string[] = [];
  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) keymap: Keymap | null = null;
  /** Whether there are lanes of valence and arousal. */
  @property({ type: Boolean }) traced = false;
  @property({ attribute: false }) traces: readonly Trace[] = [];

  @state() private asked = false; // for a clip that is hard to bear
  @state() private position = 0; // microseconds
  @state() private duration = 0; // microseconds
  @state() private playing = false;
  @state() private failure: Failure | null = null;
  @state() private followers: readonly Follower[] = [];
  @state() private peaks: Int8Array | null = null;
  @state() private peaksFailed = false;
  @state() private frames: FrameTable | null = null;
  @state() private habits: Habits = habits();
  @state() private mark: number | null = null; // where a part was begun

  @query('video, audio') private media!: HTMLMediaElement | null;
  @query('undertone-timeline') private line!: UndertoneTimeline | null;

  private readonly events: MediaEvents = {
    toggle: () => this.toggle(),
    onPlay: () => this.onPlay(),
    onPause: () => this.onPause(),
    onTime: () => this.onTime(),
    onSeeked: () => this.onSeeked(),
    onDuration: () => this.onDuration(),
    onError: () => this.onError(),
  };
  private grid = new Grid(0, null);
  private bounds: Bounds | null = null; // what playing keeps to
  private opening: Bounds | null = null; // the stretch it was opened at, till that is played or left
  private opened = false; // whether it stands there
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
    if (['mediaUrl', 'modality', 'text', 'distressing'].some((name) => changed.has(name))) {
      this.asked = false;
    }
    if (changed.has('mediaUrl') || changed.has('modality')) {
      this.position = 0;
      this.mark = null;
      this.bounds = null;
      this.wanted = null;
      this.playing = false;
      this.opened = false;
      this.failure = this.mediaUrl === '' && this.modality !== 'TEXT' ? 'decode' : null;
    }
    if (changed.has('durationMicros')) {
      this.duration = this.durationMicros;
    }
    if (changed.has('peaksUrl')) {
      void this.takePeaks(this.peaksUrl);
    }
    if (changed.has('tracksUrl')) {
      void this.takeTracks(this.tracksUrl);
    }
    if (changed.has('framesUrl')) {
      void this.takeFrames(this.framesUrl);
    }
    if (['duration', 'durationMicros', 'frames'].some((name) => changed.has(name))) {
      // Where the file says it is longer than what was measured, a part ends where it was measured.
      const measured = this.durationMicros > 0 ? this.durationMicros : this.duration;
      this.grid = new Grid(Math.min(measured, this.duration), this.frames);
    }
    if (changed.has('selection') && this.playing) {
      this.keepTo(null);
    }
    if (changed.get('waiting') === true && !this.waiting) {
      this.habits = habits(); // they may have changed on the clip before
    }
  }

  override updated(changed: PropertyValues): void {
    if (['mediaUrl', 'waiting', 'asked', 'distressing'].some((name) => changed.has(name))) {
      this.adopt();
      if (this.autoplay && !this.waiting && !this.veiled && !calm()) {
        void this.play();
      }
    }
    if (this.failure !== null && changed.has('failure')) {
      this.dispatchEvent(new CustomEvent('unreadable'));
    }
  }

  private get veiled(): boolean {
    return this.distressing && !this.asked;
  }

  private adopt(): void {
    const { habits: kept, veiled } = this;
    adopt(this.media, { ...kept, muted: kept.muted || veiled }, this.bounds !== null);
  }

  get isPlaying(): boolean {
    return this.playing;
  }

  /** The media element's time, in microseconds: finer than what is shown. */
  get micros(): number {
    return this.playing && this.media !== null ? this.media.currentTime * SECOND : this.position;
  }

  /** The part that is selected, or null. */
  private get chosen(): Segment | null {
    return find(this.segments, this.selection.at(-1) ?? '') ?? null;
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
      this.keepTo(this.opening);
      void this.play();
    } else {
      this.pause();
    }
  }

  /** Plays the selected part from its start and stops at its end. */
  playPart(): void {
    const { chosen: part } = this;
    if (part !== null) {
      this.seek(part.startMicros);
      this.keepTo({ from: part.startMicros, to: part.endMicros });
      void this.play();
    }
  }

  /** Plays the stretch that the clip was opened at and stops at its end. */
  playStretch(): void {
    this.toStretch();
    void this.play();
  }

  private toStretch(): void {
    const { fromMicros: from, toMicros: to } = this;
    if (to > from) {
      this.seek(from);
      this.opening = { from, to };
      this.keepTo(this.opening);
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
      this.opening = null;
      this.keepTo(null);
    }
  }

  /** Does what a key means, if it is the player's business. */
  obey(command: Command): boolean {
    if (command === 'unveil') {
      this.asked = true;
      return this.distressing;
    }
    if (command === 'partPlay') {
      this.playPart();
      return this.parted;
    }
    if (isPartCommand(command)) {
      return this.parted && this.obeyPart(command);
    }
    const { position, habits: kept, line, frames } = this;
    return obey(
      {
        position,
        last: frames?.middle(frames.count - 1) ?? this.duration,
        habits: kept,
        line,
        toggle: () => this.toggle(),
        stepFrames: (by) => this.stepFrames(by),
        seek: (micros) => this.seek(micros),
        keep: (changed) => this.keep(changed),
      },
      command,
    );
  }

  private obeyPart(command: Exclude<PartCommand, 'partPlay'>): boolean {
    const { segments, selection, grid, mark } = this;
    const position = Math.round(this.micros);
    this.follow(obeyPart(command, { segments, selection, grid, position, mark, newId: uuid }));
    return true;
  }

  private follow({ parts, mark, seek }: Consequence): void {
    if (mark !== undefined) {
      this.mark = mark;
    }
    if (parts !== undefined) {
      this.dispatchEvent(new CustomEvent<Parts>('parts', { detail: parts }));
    }
    if (seek !== undefined) {
      this.pause();
      this.look(seek);
    }
  }

  /** Goes to the frame at a time, and reads that time. */
  private look(micros: number): void {
    const { frames } = this;
    const shown = frames !== null && micros < this.grid.duration;
    this.seek(shown ? frames.middle(frames.at(micros)) : micros, micros);
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const timed = this.modality === 'VIDEO' || this.modality === 'AUDIO';
    const veiled = this.veiled && this.failure === null;
    return html`
      <div
        class="stage ${veiled ? 'veiled' : ''}"
        ${vars({ '--clip-width': `${this.width}`, '--clip-height': `${this.height}` })}
      >
        ${this.failure === null
          ? clipPicture(texts, this, this.events, () => this.timeline(texts))
          : unreadable(texts, this.failure, this.mediaUrl, () => (this.failure = null))}
        ${veiled ? veil(texts, (this.keymap ?? KEYS).ofCommand('unveil'), () => this.obey('unveil')) : nothing}
      </div>
      ${timed ? this.controls(texts) : nothing}
      ${timed && this.modality === 'VIDEO' ? this.timeline(texts) : nothing}
    `;
  }

  private controls(texts: Messages): TemplateResult {
    const part = this.chosen === null ? 'unselected' : 'selected';
    return transport(texts, {
      playing: this.playing,
      position: this.position,
      duration: this.duration,
      habits: this.habits,
      silent: this.silent,
      stuck: this.failure !== null,
      frames: this.modality !== 'VIDEO' ? 'none' : this.frames === null ? 'coming' : 'there',
      part: this.parted ? part : 'none',
      obey: (command) => this.obey(command),
      keep: (kept) => this.keep(kept),
    });
  }

  private timeline(texts: Messages): TemplateResult {
    return html`<undertone-timeline
      language=${this.language}
      .peaks=${this.peaks}
      .spectrogram=${this.spectrogram}
      .sound=${this.habits.sound}
      .duration=${this.duration}
      .position=${this.position}
      .words=${this.peaksFailed ? texts.noWaveform : ''}
      .parted=${this.parted}
      .grid=${this.grid}
      .segments=${this.segments}
      .selection=${this.selection}
      .mark=${this.mark}
      .labels=${this.labels}
      .keymap=${this.keymap}
      .traced=${this.traced}
      .traces=${this.traces}
      .followers=${this.followers}
      .face=${this.habits.face}
      @face=${(event: CustomEvent<boolean>) => this.keep({ ...this.habits, face: event.detail })}
      @seek=${(event: CustomEvent<number>) => this.seek(event.detail)}
      @look=${(event: CustomEvent<number>) => this.follow({ seek: event.detail })}
      @parts=${(event: CustomEvent<Parts>) => this.follow({ parts: event.detail })}
      @sound=${(event: CustomEvent<SoundLane>) => this.keep({ ...this.habits, sound: event.detail })}
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
    const chooses =
      (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) &&
      event.key.startsWith('Arrow');
    if (!presses && !chooses && this.obey(stroke.command)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private onPlay(): void {
    this.dispatchEvent(new CustomEvent('plays'));
    this.playing = true;
    this.wanted = null;
    const tick = (): void => {
      if (this.media !== null && this.playing) {
        this.onTime();
        this.ticking = requestAnimationFrame(tick);
      }
    };
    cancelAnimationFrame(this.ticking);
    tick();
  }

  /** The clock went on: once per picture the page paints, and now and then where it is not seen. */
  private onTime(): void {
    const { media, bounds } = this;
    if (media === null || !this.playing || media.seeking) {
      return;
    }
    const now = media.currentTime * SECOND;
    const stride = Math.min(Math.max(0, now - this.position), LONGEST_STRIDE);
    this.position = now;
    if (bounds !== null && isOver(now, bounds, stride)) {
      this.turn(bounds);
    }
  }

  /** At the end of a stretch: from its start again, or at rest on its own last frame. */
  private turn({ from, to }: Bounds): void {
    if (this.media !== null && this.habits.loop) {
      this.media.currentTime = from / SECOND;
      void this.play();
    } else {
      this.pause();
      this.bounds = null;
      this.opening = null;
      this.look(this.grid.opening(to - 1));
    }
  }

  /**
   * What playing keeps to: a stretch given, or in a loop the selected part while the playhead is in
   * it, or else the whole clip.
   */
  private keepTo(given: Bounds | null): void {
    const { chosen: part, habits: kept } = this;
    const within =
      part !== null && this.position >= part.startMicros - 1 && this.position < part.endMicros;
    const looped = kept.loop && within ? { from: part.startMicros, to: part.endMicros } : null;
    this.bounds = given ?? looped;
    this.adopt();
  }

  private onPause(): void {
    const { media, bounds } = this;
    this.playing = false;
    cancelAnimationFrame(this.ticking);
    if (media !== null && this.wanted === null) {
      this.position = media.currentTime * SECOND;
      if (this.frames !== null && !media.ended) {
        // While it plays the browser paints a frame a little early; at rest picture and clock agree.
        // It leaves out a seek to where it already stands, so the frame is asked for by its middle.
        this.wanted = this.frames.middle(this.frames.at(this.position));
        media.currentTime = this.wanted / SECOND;
      }
    }
    if (media?.ended && bounds !== null) {
      this.turn(bounds); // a part that ends with the clip
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
      if (!this.opened) {
        this.opened = true;
        this.toStretch();
      }
    }
  }

  private onError(): void {
    this.playing = false;
    const network = this.media?.error?.code === MediaError.MEDIA_ERR_NETWORK;
    this.failure = network ? 'network' : 'decode';
  }

  private keep(kept: Habits): void {
    this.habits = kept;
    keepHabits(kept);
    this.keepTo(this.bounds);
  }

  private async takePeaks(url: string): Promise<void> {
    this.peaks = null;
    this.peaksFailed = false;
    const peaks = url === '' ? null : await fetchPeaks(url);
    if (url === this.peaksUrl) {
      this.peaks = peaks;
      this.peaksFailed = peaks === null && url !== '';
    }
  }

  private async takeTracks(url: string): Promise<void> {
    this.followers = [];
    const followers = url === '' ? [] : await fetchTracks(url);
    if (url === this.tracksUrl) {
      this.followers = followers;
    }
  }

  private async takeFrames(url: string): Promise<void> {
    this.frames = null;
    const frames = url === '' ? null : await fetchFrames(url);
    if (url === this.framesUrl) {
      this.frames = frames;
    }
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
