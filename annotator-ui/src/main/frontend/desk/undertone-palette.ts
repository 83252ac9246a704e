import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  NOTHING_YET,
  isComplete,
  placeOf,
  type Act,
  type Answer,
  type Certainty,
  type Meaning,
  type Place,
} from './answer.js';
import type { Label } from './api.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { INTENSITIES, Keymap } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import { paletteStyles } from './undertone-palette.css.js';
import { vars } from './vars.js';

/** One of the words of a row, of which one at the most holds. */
interface Choice {
  readonly word: string | TemplateResult;
  readonly hint: string;
  readonly key: string | null;
  readonly held: boolean;
  readonly act: Act;
}

const LONG_PRESS_MILLIS = 450;

/**
 * The labels of a scheme, each with its colour, sign, word and key, and what an answer makes of
 * them: chosen in order, ruled out, or open. Below them what the choice means, how sure and how
 * strong. It holds no answer itself: it shows one and tells what the annotator does to it.
 *
 * @fires act - detail: Act
 */
@customElement('undertone-palette')
export class UndertonePalette extends LitElement {
  static override styles = [controls, paletteStyles];

  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) keymap = new Keymap([]);
  @property({ attribute: false }) answer: Answer = NOTHING_YET;
  @property() language = 'en';
  /** Says that the answer lacks something, until it no longer does. */
  @property({ type: Boolean }) wanting = false;
  @state() private regarded: Label | null = null;

  private longPress = 0;
  private swallowClick = false;
  private readonly phone = matchMedia('(max-width: 639px)');

  override connectedCallback(): void {
    super.connectedCallback();
    this.phone.addEventListener('change', this.turned);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.phone.removeEventListener('change', this.turned);
    clearTimeout(this.longPress);
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    return html`
      <h2 id="question">${texts.question}</h2>
      <div
        class="labels"
        role="group"
        aria-labelledby="question"
        ${vars({ '--half': String(Math.ceil((this.labels.length + 1) / 2)) })}
      >
        ${this.labels.map((label) => this.chip(texts, label))} ${this.cannotTell(texts)}
      </div>
      ${this.sentence(texts)}
      <details class="finer" ?open=${!this.phone.matches}>
        <summary>${texts.finer}</summary>
        <div class="rows">
          ${this.row('meaning', texts.meaning, this.meanings(texts))}
          ${this.row('certainty', texts.certainty, this.certainties(texts))}
          ${this.row('intensity', texts.intensity, this.intensities(texts))}
        </div>
      </details>
    `;
  }

  private chip(texts: Messages, label: Label): TemplateResult {
    const place = placeOf(this.answer, label.id);
    const key = this.keymap.ofLabel(label.id);
    return html`<button
      class="chip ${looks(place)}"
      aria-pressed=${place.kind === 'candidate'}
      aria-description=${[label.definition, key === null ? '' : texts.ruleOutHint(key)].join(' ')}
      aria-keyshortcuts=${key === null ? nothing : `${key} Shift+${key}`}
      ${vars({ '--label': label.colour, '--label-ink': inkOn(label.colour) })}
      @click=${(event: MouseEvent) => this.pressed(event, label)}
      @contextmenu=${(event: Event) => this.ruleOut(event, label)}
      @pointerdown=${(event: PointerEvent) => this.startLongPress(event, label)}
      @pointerup=${this.endLongPress}
      @pointercancel=${this.endLongPress}
      @pointerenter=${() => (this.regarded = label)}
      @pointerleave=${this.lookAway}
      @focus=${() => (this.regarded = label)}
      @blur=${this.lookAway}
    >
      <span class="glyph" aria-hidden="true">${label.glyph}</span>
      <span class="name">${label.name}</span>
      <span class="unseen">${standing(texts, place)}</span>
      <span class="mark" aria-hidden="true">${mark(place)}</span>
      ${key === null ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
    </button>`;
  }

  private cannotTell(texts: Messages): TemplateResult {
    const held = this.answer.meaning === 'CANNOT_TELL';
    const key = this.keymap.ofMeaning('CANNOT_TELL');
    return html`<button
      class="chip cannot-tell ${held ? 'first' : ''}"
      aria-pressed=${held}
      aria-keyshortcuts=${key ?? nothing}
      @click=${() => this.tell({ kind: 'mean', meaning: 'CANNOT_TELL' })}
    >
      <span class="glyph" aria-hidden="true">?</span>
      <span class="name">${texts.cannotTell}</span>
      <span class="mark" aria-hidden="true">${held ? '●' : ''}</span>
      ${key === null ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
    </button>`;
  }

  /** The answer in words, or what the label under the pointer means; one place for both. */
  private sentence(texts: Messages): TemplateResult {
    const { regarded } = this;
    const wanting = this.wanting && !isComplete(this.answer);
    return html`<div class="words">
      <p class=${wanting ? 'wanting' : ''} role="status">
        ${wanting ? texts.incomplete : this.inWords(texts)}
      </p>
      <p class="definition" aria-hidden="true">
        ${regarded === null ? nothing : html`<b>${regarded.name}</b> ${regarded.definition}`}
      </p>
    </div>`;
  }

  private inWords(texts: Messages): string {
    const { meaning, candidates, excluded } = this.answer;
    const names = (ids: readonly string[]) => ids.map((id) => this.nameOf(id));
    const [first, ...others] = names(candidates);
    const not = excluded.length === 0 ? '' : texts.notThese(names(excluded));
    if (meaning === 'CANNOT_TELL') {
      return `${texts.cannotSay} ${not}`;
    }
    if (first === undefined) {
      return not === '' ? texts.nothingYet : not;
    }
    const all = meaning === 'ALL_OF' && others.length > 0;
    return `${all ? texts.allOf([first, ...others]) : texts.oneOf(first, others)} ${not}`;
  }

  private meanings(texts: Messages): readonly Choice[] {
    const words: ReadonlyArray<readonly [Meaning, string]> = [
      ['ONE_OF', texts.meaningOneOf],
      ['ALL_OF', texts.meaningAllOf],
    ];
    return words.map(([meaning, word]) => ({
      word,
      hint: '',
      key: this.keymap.ofMeaning(meaning),
      held: this.answer.meaning === meaning,
      act: { kind: 'mean', meaning },
    }));
  }

  private certainties(texts: Messages): readonly Choice[] {
    const words: ReadonlyArray<readonly [Certainty, string]> = [
      ['UNSURE', texts.unsure],
      ['FAIRLY', texts.fairly],
      ['CERTAIN', texts.certain],
    ];
    return words.map(([certainty, word]) => ({
      word,
      hint: '',
      key: this.keymap.ofCertainty(certainty),
      held: this.answer.certainty === certainty,
      act: { kind: 'sure', certainty },
    }));
  }

  private intensities(texts: Messages): readonly Choice[] {
    return INTENSITIES.map((intensity, i) => ({
      word: html`<span class="bar" ${vars({ '--height': String(intensity) })}></span>
        <span class="unseen">${texts.intensities[i]}</span>`,
      hint: texts.intensities[i] ?? '',
      key: this.keymap.ofIntensity(intensity),
      held: this.answer.intensity === intensity,
      act: { kind: 'strong', intensity },
    }));
  }

  private row(name: string, what: string, choices: readonly Choice[]): TemplateResult {
    return html`<span id=${name} class="what">${what}</span>
      <fieldset class="choice ${name}" role="radiogroup" aria-labelledby=${name}>
        ${choices.map((choice) => this.choice(name, choice))}
      </fieldset>`;
  }

  private choice(name: string, { word, hint, key, held, act }: Choice): TemplateResult {
    // A choice that is made again is taken back, which a radio button alone cannot do.
    const again = (event: Event): void => {
      if (held && act.kind !== 'mean') {
        event.preventDefault();
        this.tell(act);
      }
    };
    return html`<label
      title=${[hint, key === null ? '' : `( ${key} )`].join(' ').trim()}
      @click=${again}
    >
      <input
        type="radio"
        name=${name}
        aria-keyshortcuts=${key ?? nothing}
        .checked=${live(held)}
        @change=${() => this.tell(act)}
        @click=${(event: Event) => event.stopPropagation()}
      />${word}
    </label>`;
  }

  private pressed(event: MouseEvent, label: Label): void {
    if (this.swallowClick) {
      this.swallowClick = false; // the end of a long press, which has ruled the label out
    } else {
      this.tell({ kind: event.shiftKey ? 'ruleOut' : 'press', label: label.id });
    }
  }

  private ruleOut(event: Event, label: Label): void {
    event.preventDefault();
    if (!this.swallowClick) {
      this.tell({ kind: 'ruleOut', label: label.id });
    }
  }

  private startLongPress(event: PointerEvent, label: Label): void {
    this.swallowClick = false;
    if (event.pointerType === 'touch') {
      this.longPress = window.setTimeout(() => {
        this.swallowClick = true;
        this.tell({ kind: 'ruleOut', label: label.id });
      }, LONG_PRESS_MILLIS);
    }
  }

  private endLongPress(): void {
    clearTimeout(this.longPress);
  }

  private lookAway(): void {
    clearTimeout(this.longPress);
    this.regarded = null;
  }

  private readonly turned = (): void => this.requestUpdate();

  private nameOf(id: string): string {
    return this.labels.find((label) => label.id === id)?.name ?? id;
  }

  private tell(act: Act): void {
    this.dispatchEvent(new CustomEvent<Act>('act', { detail: act }));
  }
}

function looks(place: Place): string {
  switch (place.kind) {
    case 'candidate':
      return place.rank === 1 ? 'first' : 'later';
    case 'excluded':
      return 'out';
    case 'open':
      return '';
  }
}

function mark(place: Place): string {
  switch (place.kind) {
    case 'candidate':
      return `${place.rank === 1 ? '●' : '○'}${place.rank}`;
    case 'excluded':
      return '╳';
    case 'open':
      return '';
  }
}

function standing(texts: Messages, place: Place): string {
  switch (place.kind) {
    case 'candidate':
      return place.rank === 1 ? texts.firstChoice : texts.choice(place.rank);
    case 'excluded':
      return texts.ruledOut;
    case 'open':
      return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-palette': UndertonePalette;
  }
}
