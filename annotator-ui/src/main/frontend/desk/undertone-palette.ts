import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  NOTHING_YET,
  isComplete,
  placeOf,
  pointedAt,
  type Act,
  type Answer,
  type Certainty,
  type Meaning,
} from './answer.js';
import type { Label } from './api.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { LIST, WHEEL } from './icons.js';
import { INTENSITIES, Keymap } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import { LONGEST_WORD, wordOf } from './own-words.js';
import { LAYOUTS, type Layout } from './palette-habit.js';
import { looks, mark, standing } from './place-words.js';
import './undertone-about.js';
import type { UndertoneAbout } from './undertone-about.js';
import './undertone-order.js';
import { paletteStyles } from './undertone-palette.css.js';
import './undertone-wheel.js';
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
 * @fires word - detail: string, a word of the annotator's own as it was typed
 * @fires layout - detail: Layout
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
  /** True while a part of the clip is answered for. */
  @property({ type: Boolean }) parted = false;
  /** True where whoever listens is asked about. */
  @property({ type: Boolean }) listener = false;
  /** True where words of one's own may be typed; `known` ones are suggested. */
  @property({ type: Boolean }) worded = false;
  @property({ attribute: false }) known: readonly string[] = [];
  @property() layout: Layout = 'FLAT';

  @query('undertone-about') private about!: UndertoneAbout;
  @query('.own-word input') private wordField!: HTMLInputElement | null;

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
      <div class="head">
        <h2 id="question">${this.question(texts)}</h2>
        ${this.layouts(texts)}
      </div>
      ${this.layout === 'WHEEL' && !this.phone.matches ? this.wheel() : this.list(texts)}
      ${this.worded ? this.ownWord(texts) : nothing} ${this.sentence(texts)}
      <details class="finer" ?open=${!this.phone.matches}>
        <summary>${texts.finer}</summary>
        <div class="rows">
          ${this.row('meaning', texts.meaning, this.meanings(texts))}
          ${this.row('certainty', texts.certainty, this.certainties(texts))}
          ${this.row('intensity', texts.intensity, this.intensities(texts))}
        </div>
      </details>
      <undertone-about></undertone-about>
    `;
  }

  private question(texts: Messages): string {
    if (this.parted) {
      return texts.questionPart;
    }
    return this.listener ? texts.questionListener : texts.question;
  }

  private list(texts: Messages): TemplateResult {
    return html`<div
      class="labels"
      role="group"
      aria-labelledby="question"
      ${vars({ '--half': String(Math.ceil((this.labels.length + 1) / 2)) })}
    >
      ${this.labels.map((label) => this.chip(texts, label))} ${this.cannotTell(texts)}
    </div>`;
  }

  /** Puts the cursor where a word can be typed. */
  typeWord(): void {
    this.wordField?.focus();
  }

  private ownWord(texts: Messages): TemplateResult {
    const key = this.keymap.ofCommand('word');
    return html`<div class="own-word">
      <input
        type="text"
        autocomplete="off"
        autocapitalize="none"
        maxlength=${LONGEST_WORD}
        list="known"
        aria-label=${texts.ownWord}
        aria-keyshortcuts=${key ?? nothing}
        placeholder=${texts.ownWord}
        @keydown=${this.wordKey}
        @change=${this.finishWord}
      />
      <datalist id="known">
        ${this.known.map((word) => html`<option value=${word}></option>`)}
      </datalist>
      ${key === null ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
    </div>`;
  }

  private readonly wordKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) {
      return;
    }
    this.finishWord();
    if (!event.ctrlKey && !event.metaKey) {
      event.preventDefault(); // with them it goes on to submit the answer
      event.stopPropagation();
    }
  };

  /** Tells a word that was typed and not told yet; it belongs to the clip on the desk. */
  readonly finishWord = (): void => {
    const typed = this.wordField?.value ?? '';
    if (this.wordField !== null && typed.trim() !== '') {
      this.wordField.value = '';
      this.dispatchEvent(new CustomEvent<string>('word', { detail: typed }));
    }
  };

  private wheel(): TemplateResult {
    return html`<undertone-wheel
      language=${this.language}
      .labels=${this.labels.filter((label) => wordOf(label.id) === null)}
      .keymap=${this.keymap}
      .answer=${this.answer}
      @act=${(event: CustomEvent<Act>) => this.tell(event.detail)}
      @regard=${(event: CustomEvent<{ label: Label | null; by: Element }>) =>
        this.about.regard(event.detail.label, event.detail.by)}
    ></undertone-wheel>`;
  }

  private layouts(texts: Messages): TemplateResult {
    const words: Readonly<Record<Layout, string>> = {
      FLAT: texts.paletteFlat,
      WHEEL: texts.paletteWheel,
    };
    return html`<fieldset class="choice layouts" aria-label=${texts.palette}>
      ${LAYOUTS.map(
        (layout) => html`<label title=${words[layout]}>
          <input
            type="radio"
            name="layout"
            aria-label=${words[layout]}
            .checked=${live(this.layout === layout)}
            @change=${() => this.dispatchEvent(new CustomEvent('layout', { detail: layout }))}
          />${layout === 'FLAT' ? LIST : WHEEL}
        </label>`,
      )}
    </fieldset>`;
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
      @pointerenter=${(event: PointerEvent) => this.regard(event, label)}
      @pointerleave=${this.lookAway}
      @focus=${(event: FocusEvent) => this.regard(event, label)}
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

  /** The answer as chips in their order, and in words. */
  private sentence(texts: Messages): TemplateResult {
    const wanting = this.wanting && !isComplete(this.answer);
    const lacks = this.parted ? texts.incompletePart : texts.incomplete;
    return html`<div class="words">
      <undertone-order
        language=${this.language}
        .labels=${this.labels}
        .answer=${this.answer}
        @act=${(event: CustomEvent<Act>) => this.tell(event.detail)}
      ></undertone-order>
      <p class=${wanting ? 'wanting' : ''} role="status">
        ${wanting ? lacks : this.inWords(texts)}
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
      this.tell(pointedAt(label.id, event.shiftKey));
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

  /** A pointer that rests on a label, or the focus that Tab brought, asks what it means. */
  private regard(event: FocusEvent | PointerEvent, label: Label): void {
    const by = event.currentTarget as Element;
    const asks =
      event instanceof PointerEvent ? event.pointerType !== 'touch' : by.matches(':focus-visible');
    if (asks) {
      this.about.regard(label, by);
    }
  }

  private readonly lookAway = (event: Event): void => {
    clearTimeout(this.longPress);
    this.about.regard(null, event.currentTarget as Element);
  };

  private readonly turned = (): void => this.requestUpdate();

  private nameOf(id: string): string {
    return this.labels.find((label) => label.id === id)?.name ?? id;
  }

  private tell(act: Act): void {
    this.dispatchEvent(new CustomEvent<Act>('act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-palette': UndertonePalette;
  }
}
