import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Label } from './api.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { glimpse } from './example.js';
import { vars } from './vars.js';

const PATIENCE_MILLIS = 350;
const GAP_PIXELS = 6;

/**
 * What a label means, beside what was pointed at: it waits until the pointer rests, lies over
 * everything, takes no pointer itself and moves nothing.
 */
@customElement('undertone-about')
export class UndertoneAbout extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        background: var(--raised);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        inline-size: max-content;
        inset: var(--top, 0) auto auto var(--left, 0);
        margin: 0;
        max-inline-size: min(320px, calc(100vw - 32px));
        padding: 8px 12px;
        pointer-events: none;
      }

      :host(:not(:popover-open)) {
        display: none;
      }

      .head {
        align-items: center;
        display: flex;
        font-weight: 600;
        gap: 8px;
        margin-block-end: 4px;
      }

      .glyph {
        background: var(--label);
        border-radius: var(--radius-small);
        color: var(--label-ink);
        display: grid;
        inline-size: 24px;
        line-height: 24px;
        place-items: center;
      }

      .definition {
        color: var(--ink-2);
      }

      .examples {
        display: flex;
        gap: 8px;
      }

      .examples > * {
        margin-block-start: 8px;
      }

      .examples :is(video, img) {
        aspect-ratio: 4 / 3;
        background: var(--stage);
        border-radius: var(--radius-small);
        inline-size: 88px;
        object-fit: contain;
      }
    `,
  ];

  @state() private label: Label | null = null;
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.setAttribute('aria-hidden', 'true'); // what it says is the description of what is pointed at
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult | typeof nothing {
    const { label } = this;
    return label === null
      ? nothing
      : html`<div class="head">
            <span class="glyph" ${vars({ '--label': label.colour, '--label-ink': inkOn(label.colour) })}
              >${label.glyph}</span
            >${label.name}
          </div>
          <div class="definition">${label.definition}</div>
          <div class="examples">${label.examples?.map(glimpse)}</div>`;
  }

  /** Shows a label beside what draws it, or with null lets it be. */
  regard(label: Label | null, by: Element): void {
    clearTimeout(this.timer);
    if (label === null || (label.definition === '' && (label.examples ?? []).length === 0)) {
      this.hidePopover();
      return;
    }
    this.timer = window.setTimeout(() => void this.show(label, by), PATIENCE_MILLIS);
  }

  private async show(label: Label, by: Element): Promise<void> {
    if (!by.isConnected) {
      return;
    }
    this.label = label;
    await this.updateComplete;
    this.showPopover();
    const own = this.getBoundingClientRect();
    const { left, top } = placeFor(by, own);
    this.style.setProperty('--top', `${top}px`);
    this.style.setProperty('--left', `${left}px`);
  }
}

/** Below what was pointed at, or above it; beside a drawing, so that it covers none of it. */
function placeFor(by: Element, own: DOMRect): { left: number; top: number } {
  const at = by.getBoundingClientRect();
  const drawing = by.closest('svg')?.getBoundingClientRect();
  const beside = (drawing?.left ?? 0) - GAP_PIXELS - own.width;
  if (drawing !== undefined && beside >= 8) {
    return { left: beside, top: Math.min(at.top, innerHeight - own.height - 8) };
  }
  const below = at.bottom + GAP_PIXELS;
  return {
    left: Math.max(8, Math.min(at.left, innerWidth - own.width - 8)),
    top: below + own.height > innerHeight ? at.top - GAP_PIXELS - own.height : below,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-about': UndertoneAbout;
  }
}
