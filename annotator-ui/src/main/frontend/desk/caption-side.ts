/** Where a clip is described: in one's own words first, with a structure beside them if asked. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { PLACES } from './caption-structure.js';
import type { Messages } from './messages.js';
import type { Session } from './session.js';
import { placeOf } from './wordings.js';

interface Look {
  readonly longestCaption: number;
  /** Whether the fields of the structure are open. */
  readonly structured: boolean;
}

interface Asks {
  turnStructure(): void;
  redraw(): void;
}

export function captionSide(
  texts: Messages,
  session: Session,
  look: Look,
  asks: Asks,
): TemplateResult {
  const whole = session.part === null;
  const open = whole && look.structured;
  const helped = whole && session.wordings.state === 'there';
  return html`<div class="caption ${open || helped ? 'open' : ''}">
    <div class="caption-head">
      <label for="caption">${whole ? texts.caption : texts.captionPart}</label>
      <span class="gap"></span>
      ${tongue(texts, session, asks)}
      ${whole
        ? html`<button class="quiet turn-structure" aria-expanded=${open} @click=${asks.turnStructure}>
            ${texts.structure}
          </button>`
        : nothing}
    </div>
    ${field(session, look, {
      id: 'caption',
      rows: 3,
      text: session.words,
      hint: texts.captionHint,
      placeholder: texts.captionPlaceholder,
      written: (text) => {
        session.write(text);
        asks.redraw();
      },
    })}
    ${whole && session.wordingHelp !== 'off' ? wordings(texts, session, look) : nothing}
    ${open ? structure(texts, session, look, asks) : nothing}
  </div>`;
}

/** What others wrote of clips like this one, if the annotator asks. */
function wordings(texts: Messages, session: Session, look: Look): TemplateResult {
  const { state, open } = session.wordings;
  const wanting = session.wordingHelp === 'draftFirst';
  const said = {
    unasked: wanting ? texts.wordingsDraftFirst : '',
    asking: texts.wordingsAsking,
    unlearned: texts.wordingsUnlearned,
    away: texts.wordingsAway,
    there: open.length === 0 ? texts.wordingsNone : texts.wordingsLead,
  }[state];
  return html`<div class="wordings">
    ${state === 'there'
      ? nothing
      : html`<button
          class="outlined"
          ?disabled=${wanting || state === 'asking'}
          @click=${() => void session.askWordings()}
        >
          ${texts.wordingsAsk}
        </button>`}
    <span class="fine" role="status">${said}</span>
    ${state === 'there'
      ? html`<ul>
          ${open.map(
            (wording) => html`<li>
              <span class="place">${texts.places[placeOf(wording)]}</span>
              <q lang=${wording.language}>${wording.text}</q>
              <button
                class="quiet"
                aria-label=${texts.wordingTakeThis(wording.text)}
                @click=${() => session.takeWording(wording, look.structured)}
              >
                ${texts.wordingTake}
              </button>
              <button
                class="quiet"
                aria-label=${texts.wordingRejectThis(wording.text)}
                @click=${() => session.rejectWording(wording)}
              >
                ${texts.wordingReject}
              </button>
            </li>`,
          )}
        </ul>`
      : nothing}
  </div>`;
}

function structure(texts: Messages, session: Session, look: Look, asks: Asks): TemplateResult {
  return html`<fieldset class="structure">
    <legend class="unseen">${texts.structure}</legend>
    ${PLACES.map(
      (place) => html`<label for="caption-${place}">${texts.places[place]}</label>
        ${field(session, look, {
          id: `caption-${place}`,
          rows: 1,
          text: session.structure[place] ?? '',
          hint: texts.captionHint,
          placeholder: '',
          written: (text) => {
            session.describeAt(place, text);
            asks.redraw();
          },
        })}`,
    )}
    <button
      class="outlined"
      title=${texts.structureProposeHint}
      ?disabled=${session.caption.trim() === ''}
      @click=${() => session.proposeStructure()}
    >
      ${texts.structurePropose}
    </button>
  </fieldset>`;
}

/** Which language the words are in; a press takes the next one. */
function tongue(texts: Messages, session: Session, asks: Asks): TemplateResult {
  const language = session.languageOf(session.words);
  const name = texts.languages[language as keyof Messages['languages']] ?? language;
  return html`<button
    class="quiet tongue"
    lang=${language}
    aria-label=${texts.captionLanguage(name)}
    title=${texts.captionLanguage(name)}
    @click=${() => {
      session.turnLanguage();
      asks.redraw();
    }}
  >
    ${name}
  </button>`;
}

interface Field {
  readonly id: string;
  readonly rows: number;
  readonly text: string;
  readonly hint: string;
  readonly placeholder: string;
  written(text: string): void;
}

function field(session: Session, look: Look, one: Field): TemplateResult {
  const language = session.languageOf(one.text);
  return html`<textarea
    id=${one.id}
    rows=${one.rows}
    aria-keyshortcuts=${one.id === 'caption' ? '/' : nothing}
    aria-description=${one.hint}
    placeholder=${one.placeholder}
    lang=${language}
    dir="auto"
    spellcheck=${language.startsWith('zh') ? 'false' : 'true'}
    maxlength=${look.longestCaption}
    .value=${live(one.text)}
    @input=${(event: Event) => one.written((event.target as HTMLTextAreaElement).value)}
  ></textarea>`;
}

