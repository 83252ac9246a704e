import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from './controls.css.js';
import { messagesFor } from './messages.js';
import { bounded, type Axis } from './traces.js';
import { planeStyles } from './undertone-plane.css.js';
import { vars } from './vars.js';

/** Where something lies between unpleasant and pleasant, calm and excited; -1..1. */
export type Felt = Readonly<Record<Axis, number>>;

/**
 * The plane of valence and arousal with one place in it, moved by mouse, pen, finger or arrow keys.
 * It shows the place it is given and tells where the hand goes.
 *
 * @fires hold - detail: Partial<Felt>, wherever the hand goes
 * @fires settle - detail: 'hand' when it lets go, 'key' after each key
 */
@customElement('undertone-plane')
export class UndertonePlane extends LitElement {
  static override styles = [controls, planeStyles];

  @property() language = 'en';
  @property() name = '';
  @property({ attribute: false }) place: Felt | null = null;
  /** The key that leads here, if there is one. */
  @property() shortcut: string | null = null;
  /** How far an arrow key goes. */
  @property({ type: Number }) stride = 0.05;

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const { place } = this;
    return html`<div
      class="pad field"
      role="group"
      aria-label=${this.name}
      aria-description=${place === null
        ? texts.notRated
        : `${texts.axes.VALENCE} ${place.VALENCE}, ${texts.axes.AROUSAL} ${place.AROUSAL}`}
      aria-keyshortcuts=${this.shortcut ?? nothing}
      tabindex="0"
      @pointerdown=${this.grab}
      @pointermove=${this.pull}
      @lostpointercapture=${() => this.settle('hand')}
      @keydown=${this.steer}
    >
      <span class="word top">${texts.excited}</span>
      <span class="word foot">${texts.calm}</span>
      <span class="word left">${texts.unpleasant}</span>
      <span class="word right">${texts.pleasant}</span>
      ${place === null
        ? nothing
        : html`<span
            class="puck"
            ${vars({ '--x': String((place.VALENCE + 1) / 2), '--y': String((1 - place.AROUSAL) / 2) })}
          ></span>`}
    </div>`;
  }

  override focus(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.pad')?.focus({ preventScroll: true }),
    );
  }

  override blur(): void {
    this.renderRoot.querySelector<HTMLElement>('.pad')?.blur();
  }

  private readonly grab = (event: PointerEvent): void => {
    if (event.button !== 0) {
      return;
    }
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    target.focus({ preventScroll: true });
    this.follow(event, target);
  };

  private readonly pull = (event: PointerEvent): void => {
    const target = event.currentTarget as HTMLElement;
    if (target.hasPointerCapture(event.pointerId)) {
      this.follow(event, target);
    }
  };

  private settle(by: 'hand' | 'key'): void {
    this.dispatchEvent(new CustomEvent('settle', { detail: by }));
  }

  private follow(event: PointerEvent, target: HTMLElement): void {
    const box = target.getBoundingClientRect();
    this.hold({
      VALENCE: bounded((2 * (event.clientX - box.left)) / Math.max(1, box.width) - 1),
      AROUSAL: bounded(1 - (2 * (event.clientY - box.top)) / Math.max(1, box.height)),
    });
  }

  /** Arrows move the place; a host must not take them for steps through the clip. */
  private readonly steer = (event: KeyboardEvent): void => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (by !== undefined && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      const upright = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      const axis = upright ? 'AROUSAL' : 'VALENCE';
      const from = this.place ?? { VALENCE: 0, AROUSAL: 0 };
      this.hold({ ...(this.place === null && from), [axis]: bounded(from[axis] + by * this.stride) });
      this.settle('key');
    }
  };

  /** The next key may come before whoever is told has shown the new place. */
  private hold(felt: Partial<Felt>): void {
    this.place = { VALENCE: 0, AROUSAL: 0, ...this.place, ...felt };
    this.dispatchEvent(new CustomEvent<Partial<Felt>>('hold', { detail: felt }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-plane': UndertonePlane;
  }
}
