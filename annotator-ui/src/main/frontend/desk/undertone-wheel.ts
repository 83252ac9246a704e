import { LitElement, css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { NOTHING_YET, placeOf, pointedAt, type Act, type Answer } from './answer.js';
import type { Label } from './api.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { Keymap } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import { looks, mark, standing } from './place-words.js';
import { vars } from './vars.js';
import { beside, hasDirections, middle, outline, sectors, type Sector } from './wheel.js';

const INNER = 34;
const OUTER = 100;

/**
 * The labels of a scheme as a wheel, near emotions beside each other, "cannot tell" in the middle.
 * It tells the same acts as the list of chips, so a vote is the same whichever it was made with.
 *
 * @fires act - detail: Act
 * @fires regard - detail: { label: Label | null, by: Element }, what the pointer or the focus is on
 */
@customElement('undertone-wheel')
export class UndertoneWheel extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }

      svg.wheel {
        display: block;
        inline-size: min(100%, 336px, 38vh);
        margin-inline: auto;
        overflow: visible;
        user-select: none;
      }

      .sector {
        --label: var(--ink-3);

        cursor: pointer;
        outline: none;
      }

      .sector path {
        fill: color-mix(in srgb, var(--label) 20%, var(--surface));
        stroke: var(--ground);
        stroke-width: 1.5;
        transition: fill var(--fast);
      }

      .sector:hover path {
        fill: color-mix(in srgb, var(--label) 38%, var(--surface));
      }

      .sector.later path {
        fill: color-mix(in srgb, var(--label) 38%, var(--surface));
      }

      .ring {
        fill: none;
        pointer-events: none;
        stroke: var(--label);
        stroke-width: 1.5;
      }

      .sector.first path,
      .sector.first:hover path {
        fill: var(--label);
      }

      .sector:focus-visible path {
        stroke: var(--focus);
        stroke-width: 3;
      }

      text {
        fill: var(--ink);
        font: 400 7.5px var(--font);
        pointer-events: none;
        text-anchor: middle;
      }

      .glyph {
        font-size: 11px;
      }

      .key {
        fill: var(--ink-2);
        font-size: 6.5px;
      }

      .first text {
        fill: var(--label-ink);
        font-weight: 600;
      }

      .out text {
        fill: var(--ink-3);
      }

      .out .name {
        text-decoration: line-through;
      }

      .direction {
        fill: var(--ink-3);
        font-size: 6px;
      }
    `,
  ];

  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) keymap = new Keymap([]);
  @property({ attribute: false }) answer: Answer = NOTHING_YET;
  @property() language = 'en';
  @state() private entry: string | null = null; // the label that Tab comes to

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const all = sectors(this.labels);
    const entry = this.entry ?? all[0]?.label.id;
    return html`<svg class="wheel" viewBox="-112 -108 224 216" role="group" aria-label=${texts.question}>
      ${hasDirections(this.labels) ? directions(texts) : nothing}
      ${all.map((sector) => this.sector(texts, all, sector, sector.label.id === entry))}
      ${all.map((sector) => this.ring(sector))} ${this.cannotTell(texts)}
    </svg>`;
  }

  private sector(
    texts: Messages,
    all: readonly Sector[],
    sector: Sector,
    entry: boolean,
  ): TemplateResult {
    const { label } = sector;
    const place = placeOf(this.answer, label.id);
    const key = this.keymap.ofLabel(label.id);
    const [x, y] = middle(sector, (INNER + OUTER) / 2 + 4);
    return svg`<g
      class="sector ${looks(place)}"
      role="button"
      data-id=${label.id}
      tabindex=${entry ? 0 : -1}
      aria-pressed=${place.kind === 'candidate'}
      aria-label=${`${label.name} ${standing(texts, place)}`.trim()}
      aria-description=${[label.definition, key === null ? '' : texts.ruleOutHint(key)].join(' ')}
      ${vars({ '--label': label.colour, '--label-ink': inkOn(label.colour) })}
      @click=${(event: MouseEvent) => this.tell(pointedAt(label.id, event.shiftKey))}
      @contextmenu=${(event: MouseEvent) => this.ruleOut(event, label)}
      @keydown=${(event: KeyboardEvent) => this.walk(event, all, label)}
      @focus=${(event: Event) => this.focused(event, label)}
      @blur=${(event: Event) => this.regard(null, event)}
      @pointerenter=${(event: Event) => this.regard(label, event)}
      @pointerleave=${(event: Event) => this.regard(null, event)}
    >
      <path d=${outline(sector, INNER, OUTER)}></path>
      <text class="glyph" x=${x} y=${y - 6}>${label.glyph}</text>
      <text class="name" x=${x} y=${y + 4}>${label.name}</text>
      <text class="key" x=${x} y=${y + 13}>${key ?? ''} ${mark(place)}</text>
    </g>`;
  }

  /** The outline of a later choice, over all sectors: none of its neighbours covers it. */
  private ring(sector: Sector): TemplateResult | typeof nothing {
    const place = placeOf(this.answer, sector.label.id);
    return looks(place) === 'later'
      ? svg`<path
          class="ring"
          d=${outline(sector, INNER, OUTER)}
          ${vars({ '--label': sector.label.colour })}
        ></path>`
      : nothing;
  }

  private cannotTell(texts: Messages): TemplateResult {
    const held = this.answer.meaning === 'CANNOT_TELL';
    const key = this.keymap.ofMeaning('CANNOT_TELL');
    const act: Act = { kind: 'mean', meaning: 'CANNOT_TELL' };
    return svg`<g
      class="sector ${held ? 'first' : ''}"
      role="button"
      tabindex="0"
      aria-pressed=${held}
      aria-label=${texts.cannotTell}
      ${vars({ '--label': 'var(--ink-3)', '--label-ink': 'var(--ground)' })}
      @click=${() => this.tell(act)}
      @keydown=${(event: KeyboardEvent) => presses(event) && this.tell(act)}
    >
      <path d="M${INNER - 3} 0A${INNER - 3} ${INNER - 3} 0 1 0 ${3 - INNER} 0A${INNER - 3} ${INNER - 3} 0 1 0 ${INNER - 3} 0Z"></path>
      <text class="name" x="0" y="1">${texts.cannotTell}</text>
      <text class="key" x="0" y="11">${key ?? ''} ${held ? '●' : ''}</text>
    </g>`;
  }

  /** Around the wheel by the arrow keys; Enter and the space bar press, with Shift they rule out. */
  private walk(event: KeyboardEvent, all: readonly Sector[], label: Label): void {
    const way = { ArrowRight: -1, ArrowDown: -1, ArrowLeft: 1, ArrowUp: 1 }[event.key] as 1 | -1 | undefined;
    if (way !== undefined) {
      event.preventDefault();
      const there = beside(all, label.id, way);
      this.renderRoot.querySelector<SVGGElement>(`[data-id="${CSS.escape(there)}"]`)?.focus();
    } else if (presses(event)) {
      this.tell(pointedAt(label.id, event.shiftKey));
    }
  }

  private focused(event: Event, label: Label): void {
    this.entry = label.id;
    this.regard((event.target as Element).matches(':focus-visible') ? label : null, event);
  }

  private ruleOut(event: MouseEvent, label: Label): void {
    event.preventDefault();
    this.tell(pointedAt(label.id, true));
  }

  private regard(label: Label | null, event: Event): void {
    this.dispatchEvent(new CustomEvent('regard', { detail: { label, by: event.currentTarget } }));
  }

  private tell(act: Act): void {
    this.dispatchEvent(new CustomEvent<Act>('act', { detail: act }));
  }
}

function directions(texts: Messages): TemplateResult {
  return svg`
    <text class="direction" x="0" y="-102">${texts.excited}</text>
    <text class="direction" x="0" y="107">${texts.calm}</text>
    <text class="direction" transform="rotate(90 104 0)" x="104" y="2">${texts.pleasant}</text>
    <text class="direction" transform="rotate(-90 -104 0)" x="-104" y="2">${texts.unpleasant}</text>
  `;
}

function presses(event: KeyboardEvent): boolean {
  const really = (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey;
  if (really) {
    event.preventDefault();
  }
  return really;
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-wheel': UndertoneWheel;
  }
}
