import { LitElement, css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clock } from './clock.js';
import { controls } from './controls.css.js';
import { messagesFor } from './messages.js';
import { vars } from './vars.js';
import { waveformPath } from './waveform.js';

const BARS = 240;

/**
 * The clip laid out in time: its sound as a waveform, the moment now, and a place to point at
 * another moment. Its lanes share one scale, the media element's own clock.
 *
 * @fires seek - detail: microseconds
 */
@customElement('undertone-timeline')
export class UndertoneTimeline extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-block-size: 40px;
      }

      .lane {
        background: var(--sunken);
        block-size: 100%;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        cursor: pointer;
        overflow: hidden;
        position: relative;
        touch-action: none;
      }

      svg {
        block-size: 100%;
        display: block;
        inline-size: 100%;
        padding-block: 4px;
      }

      .wave {
        fill: var(--ink-3);
        opacity: 0.6;
      }

      .heard {
        fill: var(--ink);
      }

      .flat {
        fill: var(--line-strong);
      }

      .now,
      .there {
        background: var(--accent);
        inline-size: 2px;
        inset-block: 0;
        inset-inline-start: calc(var(--at) * 100% - 1px);
        pointer-events: none;
        position: absolute;
      }

      .there {
        background: var(--ink-3);
        inline-size: 1px;
      }

      .there span {
        background: var(--raised);
        border-radius: var(--radius-small);
        color: var(--ink-2);
        font-size: var(--size-12);
        inset-block-start: 2px;
        inset-inline-start: 4px;
        line-height: 16px;
        padding: 0 4px;
        position: absolute;
      }

      .there.late span {
        inset-inline: auto 4px;
      }

      .words {
        color: var(--ink-3);
        font-size: var(--size-12);
        inset-block-end: 4px;
        inset-inline-end: 8px;
        pointer-events: none;
        position: absolute;
      }
    `,
  ];

  @property() language = 'en';
  @property({ attribute: false }) peaks: Int8Array | null = null;
  /** Words for a lane without a waveform. */
  @property() words = '';
  @property({ type: Number }) duration = 0; // microseconds
  @property({ type: Number }) position = 0; // microseconds
  @state() private pointed: number | null = null; // 0..1

  private path = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('peaks')) {
      this.path = this.peaks === null ? '' : waveformPath(this.peaks, BARS);
    }
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const at = this.duration > 0 ? Math.min(1, this.position / this.duration) : 0;
    return html`
      <div
        class="lane"
        role="slider"
        tabindex="0"
        aria-label=${texts.position}
        aria-valuemin="0"
        aria-valuemax=${this.duration / 1e6}
        aria-valuenow=${this.position / 1e6}
        aria-valuetext=${texts.positionOf(clock(this.position), clock(this.duration))}
        @pointerdown=${this.grab}
        @pointermove=${this.point}
        @pointerleave=${() => (this.pointed = null)}
      >
        <svg viewBox="0 0 ${BARS} 2" preserveAspectRatio="none" aria-hidden="true">
          ${this.path === '' ? flatLine(at) : this.wave(at)}
        </svg>
        <div class="now" ${vars({ '--at': String(at) })}></div>
        ${this.pointed === null ? nothing : this.there(this.pointed)}
        ${this.words === '' ? nothing : html`<span class="words">${this.words}</span>`}
      </div>
    `;
  }

  private wave(at: number): TemplateResult {
    return svg`
      <clipPath id="heard"><rect x="0" y="0" width=${at * BARS} height="2"></rect></clipPath>
      <path class="wave" d=${this.path}></path>
      <path class="heard" d=${this.path} clip-path="url(#heard)"></path>
    `;
  }

  private there(at: number): TemplateResult {
    return html`<div class="there ${at > 0.5 ? 'late' : ''}" ${vars({ '--at': String(at) })}>
      <span>${clock(at * this.duration)}</span>
    </div>`;
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) {
      return;
    }
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.seek(event);
  }

  private point(event: PointerEvent): void {
    this.pointed = event.pointerType === 'mouse' ? fraction(event) : null;
    if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) {
      this.seek(event);
    }
  }

  private seek(event: PointerEvent): void {
    this.dispatchEvent(new CustomEvent('seek', { detail: fraction(event) * this.duration }));
  }
}

function flatLine(at: number): TemplateResult {
  return svg`
    <rect class="wave" x="0" y="0.96" width=${BARS} height="0.08"></rect>
    <rect class="heard" x="0" y="0.96" width=${at * BARS} height="0.08"></rect>
  `;
}

function fraction(event: PointerEvent): number {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-timeline': UndertoneTimeline;
  }
}
