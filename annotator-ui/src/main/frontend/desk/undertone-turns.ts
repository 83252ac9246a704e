import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Clip, Speaker } from './api.js';
import { controls } from './controls.css.js';
import { PAUSE, PLAY } from './icons.js';
import { messagesFor } from './messages.js';
import { colourOf, turnLines, type TurnLine } from './turn-lines.js';

/**
 * The conversation around the clip in hand: who speaks, what is said, and each turn to be played
 * where it stands. The clip in hand stays as it is; it only falls silent while a turn plays.
 *
 * @fires turn - a turn begins to play
 */
@customElement('undertone-turns')
export class UndertoneTurns extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
      }

      ol {
        block-size: 100%;
        color: var(--ink-2);
        list-style: none;
        margin: 0;
        overflow: auto;
        padding: 0;
      }

      li {
        align-items: center;
        border-radius: var(--radius-small);
        display: grid;
        gap: 0 8px;
        grid-template-columns: 56px 28px 26px minmax(0, 1fr);
        min-block-size: 24px;
        padding-inline: 4px;
      }

      li.here {
        background: var(--accent-wash);
        color: var(--ink);
      }

      .when {
        color: var(--ink-3);
        font-size: var(--size-12);
        white-space: nowrap;
      }

      .here .when {
        color: var(--ink-2);
      }

      /* letters tell speakers apart, the colour only helps */
      .sign {
        --hue: var(--ink-3);

        background: color-mix(in srgb, var(--hue) 22%, var(--surface));
        border: 1.5px solid var(--hue);
        border-radius: var(--radius);
        color: var(--ink);
        font-size: var(--size-12);
        font-weight: 600;
        line-height: 18px;
        min-inline-size: 24px;
        padding-inline: 3px;
        text-align: center;
      }

      .c0 { --hue: light-dark(#2563a8, #7db4ee); }
      .c1 { --hue: light-dark(#a4521c, #f0a56c); }
      .c2 { --hue: light-dark(#5f7d12, #b6d465); }
      .c3 { --hue: light-dark(#8a3c92, #dd9be4); }
      .c4 { --hue: light-dark(#0b7a75, #62c8c3); }
      .c5 { --hue: light-dark(#a3324f, #f299ae); }

      .play {
        block-size: 24px;
        inline-size: 24px;
        min-block-size: 24px;
        padding: 4px;
      }

      q {
        color: var(--ink);
        quotes: '“' '”';
      }

      .who {
        color: var(--ink-3);
        font-size: var(--size-12);
      }

      .film {
        background: var(--stage);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        inline-size: 240px;
        inset-block-end: calc(100% + 8px);
        inset-inline-end: 0;
        max-inline-size: 60%;
        position: absolute;
        z-index: 3;
      }
    `,
  ];

  @property({ attribute: false }) clip: Clip | null = null;
  @property() language = 'en';

  /** Which of the lines plays. */
  @state() private playing: number | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('clip') && changed.get('clip')?.id !== this.clip?.id) {
      this.playing = null;
    }
  }

  /** Falls silent, as when the clip in hand is played. */
  stop(): void {
    this.playing = null;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.clip === null) {
      return nothing;
    }
    const lines = turnLines(this.clip);
    return html`<ol aria-label=${messagesFor(this.language).conversation}>
        ${lines.map((line, place) => this.line(line, place))}
      </ol>
      ${this.sounding(lines)}`;
  }

  private line(line: TurnLine, place: number): TemplateResult {
    const texts = messagesFor(this.language);
    const when = { before: texts.before, here: texts.thisClip, after: texts.after }[line.place];
    return html`<li class=${line.place} aria-current=${line.place === 'here' ? 'true' : 'false'}>
      <span class="when">${when}</span>
      ${line.sign === null ? html`<span></span>` : this.sign(line.sign)}
      ${line.plays === null ? html`<span></span>` : this.button(line, place)}
      <span class="words">
        ${line.text === '' ? nothing : html`<q>${line.text}</q>`}
        ${line.sign === null ? nothing : html`<span class="who">${line.sign.name}</span>`}
        ${line.distressing ? html`<span class="who">${texts.turnHard}</span>` : nothing}
      </span>
    </li>`;
  }

  private sign(sign: Speaker): TemplateResult {
    return html`<span class="sign c${colourOf(sign)}" aria-hidden="true">${sign.letters}</span>`;
  }

  private button(line: TurnLine, place: number): TemplateResult {
    const texts = messagesFor(this.language);
    const plays = this.playing === place;
    const name = plays ? texts.turnStop : texts.turnPlay(line.sign?.name ?? '', line.text);
    return html`<button
      class="play"
      aria-label=${name}
      title=${name}
      aria-pressed=${String(plays)}
      @click=${() => this.turn(plays ? null : place)}
    >
      ${plays ? PAUSE : PLAY}
    </button>`;
  }

  private turn(place: number | null): void {
    this.playing = place;
    if (place !== null) {
      this.dispatchEvent(new CustomEvent('turn'));
    }
  }

  private sounding(lines: readonly TurnLine[]): TemplateResult | typeof nothing {
    const plays = this.playing === null ? null : (lines[this.playing]?.plays ?? null);
    if (plays === null) {
      return nothing;
    }
    return plays.seen
      ? html`<video
          class="film"
          autoplay
          playsinline
          src=${plays.url}
          poster=${plays.poster ?? nothing}
          @ended=${() => this.stop()}
          @error=${() => this.stop()}
        ></video>`
      : html`<audio
          autoplay
          src=${plays.url}
          @ended=${() => this.stop()}
          @error=${() => this.stop()}
        ></audio>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-turns': UndertoneTurns;
  }
}
