import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from './controls.css.js';
import { messagesFor } from './messages.js';
import { ratingStyles } from './undertone-rating.css.js';
import './undertone-plane.js';
import type { Felt, UndertonePlane } from './undertone-plane.js';
import { UNRATED, type Rating } from './work.js';

const STRIDE = 0.1;
const MIDDLE: Felt = { VALENCE: 0, AROUSAL: 0 };

/**
 * How pleasant and how excited the whole clip is. Nothing is said until the plane is touched, and
 * what was said can be taken back.
 *
 * @fires rate - detail: Rating
 */
@customElement('undertone-rating')
export class UndertoneRating extends LitElement {
  static override styles = [controls, ratingStyles];

  @property() language = 'en';
  @property({ attribute: false }) rating: Rating = UNRATED;
  /** The key that leads here, if there is one. */
  @property() key: string | null = null;

  @state() private held: Felt | null = null;

  @query('undertone-plane') private plane!: UndertonePlane | null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rating')) {
      this.held = feltOf(this.rating);
    }
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    return html`
      <undertone-plane
        language=${this.language}
        name=${texts.rating}
        stride=${STRIDE}
        .shortcut=${this.key}
        .place=${this.held}
        @hold=${this.hold}
        @settle=${this.settle}
      ></undertone-plane>
      <div class="said">
        <h3>
          ${texts.rating} ${this.key === null ? nothing : html`<kbd aria-hidden="true">${this.key}</kbd>`}
        </h3>
        <p role="status">
          ${this.held === null
            ? texts.notRated
            : texts.rated(signed(this.held.VALENCE), signed(this.held.AROUSAL))}
        </p>
        ${this.held === null
          ? nothing
          : html`<button class="outlined" @click=${this.takeBack}>${texts.takeBack}</button>`}
      </div>
    `;
  }

  override focus(): void {
    this.scrollIntoView({ block: 'nearest' });
    this.plane?.focus();
  }

  private readonly hold = (event: CustomEvent<Partial<Felt>>): void => {
    const { VALENCE, AROUSAL } = { ...MIDDLE, ...this.held, ...event.detail };
    this.held = { VALENCE: rounded(VALENCE), AROUSAL: rounded(AROUSAL) };
  };

  /** Arrows go on to step through the clip after a hand was here; keys that came here stay. */
  private readonly settle = (event: CustomEvent<'hand' | 'key'>): void => {
    const { held } = this;
    if (event.detail === 'hand') {
      this.plane?.blur();
    }
    this.tell(held === null ? UNRATED : { valence: held.VALENCE, arousal: held.AROUSAL });
  };

  private readonly takeBack = (event: MouseEvent): void => {
    this.held = null;
    this.tell(UNRATED);
    if (event.detail === 0) {
      this.focus(); // by a key: the button goes away under it
    }
  };

  private tell(rating: Rating): void {
    this.dispatchEvent(new CustomEvent<Rating>('rate', { detail: rating }));
  }
}

/** A dimension that was not said lies in the middle as soon as the other one is. */
function feltOf({ valence, arousal }: Rating): Felt | null {
  return valence === null && arousal === null
    ? null
    : { VALENCE: valence ?? 0, AROUSAL: arousal ?? 0 };
}

/** As fine as a hand can mean it. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-rating': UndertoneRating;
  }
}
