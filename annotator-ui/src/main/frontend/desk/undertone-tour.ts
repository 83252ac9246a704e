import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from './controls.css.js';
import { messagesFor } from './messages.js';
import { TOUR, beside, targetOf, visiblePart, type TourStep, type TourTarget } from './tour.js';

const RING_PIXELS = 4;

/**
 * The tour: a card beside one control after another, and a ring around that control. It stops
 * nobody: every key and control of the desk goes on working, Esc leaves.
 *
 * @fires left - at its end, or when it was left
 */
@customElement('undertone-tour')
export class UndertoneTour extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        background: none;
        block-size: 100dvh;
        border: 0;
        inline-size: 100vw;
        inset: 0;
        margin: 0;
        max-block-size: none;
        max-inline-size: none;
        overflow: hidden;
        padding: 0;
        pointer-events: none;
        position: fixed;
      }

      :host(:not(:popover-open)) {
        display: none;
      }

      .ring {
        block-size: var(--height);
        border: 2px solid var(--focus);
        border-radius: var(--radius);
        inline-size: var(--width);
        left: var(--left);
        position: absolute;
        top: var(--top);
      }

      .card {
        background: var(--raised);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        display: grid;
        gap: 8px;
        inline-size: min(320px, calc(100vw - 16px));
        left: var(--card-left, 8px);
        padding: 12px 16px;
        pointer-events: auto;
        position: absolute;
        top: var(--card-top, 8px);
      }

      .card:focus {
        outline: none;
      }

      h2 {
        font-size: var(--size-16);
        font-weight: 600;
      }

      .text {
        color: var(--ink-2);
      }

      .ways {
        align-items: center;
        display: flex;
        gap: 8px;
      }

      .count {
        color: var(--ink-3);
        flex: 1;
      }
    `,
  ];

  @property() language = 'en';
  /** Finds a control of the desk; null where there is none now. */
  @property({ attribute: false }) find: (target: TourTarget) => Element | null = () => null;

  @state() private at = 0;
  @query('.card') private card!: HTMLElement | null;
  @query('.ring') private ring!: HTMLElement | null;

  private readonly touch = matchMedia('(pointer: coarse)');
  private readonly resized = new ResizeObserver(() => this.stand());

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    addEventListener('resize', this.stand);
    addEventListener('scroll', this.stand, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('resize', this.stand);
    removeEventListener('scroll', this.stand, { capture: true });
    this.resized.disconnect();
  }

  override firstUpdated(): void {
    this.showPopover();
    this.stand();
    this.card?.focus({ preventScroll: true });
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('at' as keyof UndertoneTour) || !this.hasUpdated) {
      this.resized.disconnect();
      const target = this.target;
      if (target !== null) {
        this.resized.observe(target);
        if (visiblePart(target.getBoundingClientRect(), screenBox()).height === 0) {
          target.scrollIntoView({ block: 'center' });
        }
      }
    }
    this.stand();
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const step = this.step;
    const last = this.at === TOUR.length - 1;
    const { title, keys, touch } = texts.tour[step];
    return html`
      <div class="ring" aria-hidden="true"></div>
      <section
        class="card"
        role="dialog"
        aria-labelledby="title"
        aria-describedby="text"
        tabindex="-1"
        @keydown=${this.onKey}
      >
        <h2 id="title" aria-live="polite">${title}</h2>
        <p id="text" class="text" aria-live="polite">${this.touch.matches ? touch : keys}</p>
        <div class="ways">
          <span class="count">${texts.tourCount(this.at + 1, TOUR.length)}</span>
          ${last
            ? ''
            : html`<button class="leave" @click=${this.leave}>${texts.tourLeave}</button>`}
          <button class="outlined" ?disabled=${this.at === 0} @click=${() => this.walk(-1)}>
            ${texts.tourBack}
          </button>
          <button class="primary" @click=${() => this.walk(1)}>
            ${last ? texts.tourDone : texts.tourNext}
          </button>
        </div>
      </section>
    `;
  }

  private get step(): TourStep {
    return TOUR[this.at] ?? 'labels';
  }

  private get target(): Element | null {
    return this.find(targetOf(this.step));
  }

  private walk(by: 1 | -1): void {
    if (this.at + by >= TOUR.length) {
      this.leave();
    } else {
      this.at = Math.max(0, this.at + by);
      this.card?.focus({ preventScroll: true }); // a button may just have been switched off
    }
  }

  private readonly leave = (): void => {
    this.dispatchEvent(new CustomEvent('left'));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const onButton = event.composedPath()[0] instanceof HTMLButtonElement;
    if (event.key === 'Escape') {
      this.leave();
    } else if (event.key === 'ArrowRight' || (event.key === 'Enter' && !onButton)) {
      this.walk(1);
    } else if (event.key === 'ArrowLeft') {
      this.walk(-1);
    } else {
      return; // the desk's
    }
    event.preventDefault();
  };

  /** Puts ring and card where the control is now. */
  private readonly stand = (): void => {
    const { card, ring, target } = this;
    if (card === null || ring === null) {
      return;
    }
    const box = target === null ? null : visiblePart(target.getBoundingClientRect(), screenBox());
    ring.hidden = box === null;
    if (box !== null) {
      place(ring, {
        '--left': box.left - RING_PIXELS,
        '--top': box.top - RING_PIXELS,
        '--width': box.width + 2 * RING_PIXELS,
        '--height': box.height + 2 * RING_PIXELS,
      });
    }
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const { left, top } = beside(box ?? NOWHERE, size, screenBox());
    place(card, { '--card-left': left, '--card-top': top });
  };
}

const NOWHERE = { left: 0, top: 0, width: 0, height: 0 };

function screenBox() {
  return { width: innerWidth, height: innerHeight };
}

function place(element: HTMLElement, pixels: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(pixels)) {
    element.style.setProperty(name, `${value}px`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-tour': UndertoneTour;
  }
}
