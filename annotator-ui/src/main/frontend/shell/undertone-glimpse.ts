import { LitElement, html, css, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isOver } from '../desk/playback.js';

/**
 * A clip as a thumbnail that plays in place: resting on it plays it silently, pressing it plays it
 * with sound, leaving it stops it. Of a clip with a stretch only that is shown and played.
 */
@customElement('undertone-glimpse')
export class UndertoneGlimpse extends LitElement {
  static override styles = css`
    :host {
      block-size: 100%;
      display: block;
      inline-size: 100%;
    }

    button {
      background: var(--ut-stage);
      block-size: 100%;
      border: 0;
      border-radius: inherit;
      color: var(--ut-ink-2);
      cursor: pointer;
      display: grid;
      font: inherit;
      inline-size: 100%;
      overflow: hidden;
      padding: 0;
      place-items: center;
      position: relative;
    }

    button:focus-visible {
      outline: 2px solid var(--ut-focus);
      outline-offset: 2px;
    }

    img,
    video {
      block-size: 100%;
      grid-area: 1 / 1;
      inline-size: 100%;
      min-block-size: 0;
      object-fit: contain;
    }

    .words {
      font-size: var(--ut-size-12);
      line-height: 1.3;
      max-block-size: 100%;
      overflow: hidden;
      padding: 8px;
      text-align: start;
    }

    svg {
      block-size: 24px;
      fill: none;
      grid-area: 1 / 1;
      inline-size: 24px;
      stroke: currentColor;
      stroke-linecap: round;
      stroke-width: 1.75;
    }

    .playing {
      color: var(--ut-accent-ink);
    }
  `;

  @property() kind: 'video' | 'audio' | 'image' | 'text' = 'video';
  @property() src = '';
  @property() poster = '';
  @property() words = '';
  /** What the button says to those who cannot see it. */
  @property() name = '';
  /** The stretch that is shown, in seconds; 0 to 0 is the whole clip. */
  @property({ type: Number }) from = 0;
  @property({ type: Number }) to = 0;
  @state() private playing = false;
  @state() private loud = false;

  @query('video, audio') private media!: HTMLMediaElement | null;
  private rest?: number;
  private ticking = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    cancelAnimationFrame(this.ticking);
  }

  override updated(changed: PropertyValues): void {
    if (this.parted && (changed.has('playing') || changed.has('loud'))) {
      cancelAnimationFrame(this.ticking);
      if (this.playing) {
        void this.play();
      } else {
        this.media?.pause();
        this.rewind();
      }
    }
  }

  private get parted(): boolean {
    return this.to > this.from;
  }

  private async play(): Promise<void> {
    const { media } = this;
    let before = this.from;
    const tick = (): void => {
      const now = media?.currentTime ?? 0;
      if (isOver(now, this, Math.max(0, Math.min(now - before, 0.1)))) {
        this.turn();
      }
      before = now;
      this.ticking = requestAnimationFrame(tick);
    };
    if (media !== null) {
      this.rewind();
      tick();
      try {
        await media.play();
      } catch {
        this.stop(); // the browser wants a gesture first
      }
    }
  }

  /** At the end of its stretch a film begins again, a sound has been heard. */
  private turn(): void {
    if (this.kind === 'audio') {
      this.stop();
    } else {
      this.rewind();
      this.media?.play().catch(() => undefined); // whoever leaves it meanwhile pauses it
    }
  }

  private readonly rewind = (): void => {
    if (this.media !== null && this.media.readyState > 0) {
      this.media.currentTime = this.from;
    }
  };

  override render() {
    return html`<button
      type="button"
      aria-label=${this.name}
      aria-pressed=${this.loud}
      @click=${this.press}
      @pointerenter=${this.dwell}
      @pointerleave=${this.stop}
      @blur=${this.stop}
    >
      ${this.face()}
    </button>`;
  }

  private face() {
    if (this.kind === 'text') {
      return html`<span class="words">${this.words}</span>`;
    }
    if (this.parted && this.kind === 'video') {
      // without a poster it shows, once it is loaded, the picture that the stretch begins with
      return html`${this.poster ? html`<img src=${this.poster} alt="" loading="lazy" />` : nothing}
        <video
          src="${this.src}#t=${this.from}"
          preload="metadata"
          .muted=${!this.loud}
          playsinline
          @loadedmetadata=${this.rewind}
          @ended=${this.turn}
        ></video>`;
    }
    if (this.kind === 'audio') {
      return html`<svg viewBox="0 0 24 24" class=${this.playing ? 'playing' : ''}>
          <path d="M4 10v4M8 7v10M12 4v16M16 8v8M20 10.5v3" />
        </svg>
        ${this.playing
          ? html`<audio src=${this.src} autoplay @loadedmetadata=${this.rewind} @ended=${this.stop}></audio>`
          : nothing}`;
    }
    return html`${this.poster ? html`<img src=${this.poster} alt="" loading="lazy" />` : nothing}
    ${this.playing && this.kind === 'video'
      ? html`<video src=${this.src} poster=${this.poster} .muted=${!this.loud} autoplay loop playsinline></video>`
      : nothing}`;
  }

  private press(): void {
    this.loud = !(this.playing && this.loud);
    this.playing = this.loud;
  }

  private dwell(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && this.kind === 'video') {
      this.rest = window.setTimeout(() => (this.playing = true), 150);
    }
  }

  private stop(): void {
    window.clearTimeout(this.rest);
    this.playing = false;
    this.loud = false;
  }
}
