import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { NOTHING_YET, apply, type Act, type Answer } from './answer.js';
import type { Label } from './api.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { messagesFor } from './messages.js';
import { vars } from './vars.js';

/**
 * A candidate set as it is drawn everywhere: a row of chips, the first choice solid, the others
 * outlined. Here their order can be changed by hand, or by the arrow keys.
 *
 * @fires act - detail: Act
 */
@customElement('undertone-order')
export class UndertoneOrder extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        gap: 4px;
        overflow: auto hidden;
        padding: 2px;
        scrollbar-width: none;
      }

      .chip {
        background: color-mix(in srgb, var(--label) 16%, var(--surface));
        border: 1px solid var(--label);
        cursor: grab;
        flex: none;
        gap: 4px;
        min-block-size: 26px;
        padding: 0 8px;
        touch-action: none;
        user-select: none;
      }

      .chip.first {
        background: var(--label);
        color: var(--label-ink);
        font-weight: 600;
      }

      .chip.held {
        cursor: grabbing;
        outline: 2px solid var(--focus);
      }

      .rank {
        font-size: var(--size-12);
      }
    `,
  ];

  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) answer: Answer = NOTHING_YET;
  @property() language = 'en';
  @state() private held: string | null = null;
  @state() private rank = 0; // where the held one would lie; 0 while it was not moved

  override render(): TemplateResult | typeof nothing {
    const texts = messagesFor(this.language);
    const { candidates } = this.shown;
    if (candidates.length === 0) {
      return nothing;
    }
    return html`<div class="row" role="group" aria-label=${texts.order} aria-description=${texts.orderHint}>
      ${repeat(
        candidates,
        (id) => id,
        (id, i) => this.chip(id, i, candidates.length > 1 ? texts.orderHint : ''),
      )}
    </div>`;
  }

  private chip(id: string, i: number, hint: string): TemplateResult {
    const label = this.labels.find((one) => one.id === id);
    const colour = label?.colour ?? '#888888';
    return html`<button
      class="chip ${i === 0 ? 'first' : ''} ${this.held === id ? 'held' : ''}"
      data-id=${id}
      title=${hint}
      ${vars({ '--label': colour, '--label-ink': inkOn(colour) })}
      @pointerdown=${(event: PointerEvent) => this.grab(event, id)}
      @pointermove=${this.pull}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
      @keydown=${(event: KeyboardEvent) => this.walk(event, id)}
    >
      <span class="rank">${i + 1}</span>${label?.name ?? id}
    </button>`;
  }

  private get shown(): Answer {
    const { held, rank } = this;
    return held === null || rank === 0 ? this.answer : apply(this.answer, { kind: 'rank', label: held, rank });
  }

  private grab(event: PointerEvent, id: string): void {
    if (event.button === 0) {
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      this.held = id;
      this.rank = 0;
    }
  }

  /** The held chip goes before the first one whose middle is right of the hand. */
  private readonly pull = (event: PointerEvent): void => {
    if (this.held !== null) {
      const others = [...this.renderRoot.querySelectorAll<HTMLElement>('.chip:not(.held)')];
      const left = others.filter((chip) => {
        const box = chip.getBoundingClientRect();
        return box.left + box.width / 2 < event.clientX;
      });
      this.rank = left.length + 1;
    }
  };

  private readonly drop = (): void => {
    const { held, rank } = this;
    this.letGo();
    if (held !== null && rank > 0 && this.answer.candidates.indexOf(held) !== rank - 1) {
      this.tell({ kind: 'rank', label: held, rank });
    }
  };

  private readonly letGo = (): void => {
    this.held = null;
    this.rank = 0;
  };

  private walk(event: KeyboardEvent, id: string): void {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const rank = this.answer.candidates.indexOf(id) + 1 + (way ?? 0);
    if (way !== undefined) {
      event.preventDefault();
      if (rank >= 1 && rank <= this.answer.candidates.length) {
        this.tell({ kind: 'rank', label: id, rank });
      }
    }
  }

  private tell(act: Act): void {
    this.dispatchEvent(new CustomEvent<Act>('act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-order': UndertoneOrder;
  }
}
