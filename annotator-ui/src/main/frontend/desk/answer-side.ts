/** The side of the desk on which a clip, or a part of it, is answered for. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Act } from './answer.js';
import type { Label } from './api.js';
import { captionSide } from './caption-side.js';
import { clock } from './clock.js';
import { RECORD } from './icons.js';
import { keyCap, type Keymap } from './keys.js';
import type { Messages } from './messages.js';
import type { Layout } from './palette-habit.js';
import { SKIP_REASONS, type Session, type SkipReason } from './session.js';
import type { Trace } from './traces.js';
import type { Moment } from './undertone-pad.js';
import type { Rating } from './work.js';

/** What the answer side can ask of its desk. */
export interface Asks {
  act(act: Act): void;
  /** A word of the annotator's own. */
  say(word: string): void;
  wholeClip(): void;
  record(): void;
  layOut(layout: Layout): void;
  live(traces: readonly Trace[] | null): void;
  moment(): Moment;
  turnStructure(): void;
  redraw(): void;
}

interface Look {
  readonly labels: readonly Label[];
  readonly keymap: Keymap;
  readonly language: string;
  readonly layout: Layout;
  readonly recording: boolean;
  readonly longestCaption: number;
  /** Whether words of one's own may be typed. */
  readonly worded: boolean;
  /** Whether parts of a clip, and traces, are asked for here. */
  readonly parted: boolean;
  readonly traced: boolean;
  /** Whether it is asked how the whole clip feels. */
  readonly rated: boolean;
  /** Whether a whole clip, or a part of one, is described; a single cue is judged only. */
  readonly captioned: boolean;
  readonly structured: boolean;
}

export function answerSide(
  texts: Messages,
  session: Session,
  look: Look,
  asks: Asks,
): TemplateResult {
  const idle = session.current === null;
  return html`<div class="answer ${session.part === null ? '' : 'of-part'}" ?inert=${idle}>
    ${look.parted || look.traced ? subject(texts, session, look, asks) : nothing}
    ${look.recording ? pad(session, look, asks) : palette(session, look, asks)}
    ${look.rated && !look.recording && session.part === null ? rating(session, look) : nothing}
    ${look.recording || !(look.captioned || session.part !== null)
      ? nothing
      : captionSide(texts, session, look, asks)}
  </div>`;
}

/** What is being answered for, said plainly, and the way back to the whole clip. */
function subject(texts: Messages, session: Session, look: Look, asks: Asks): TemplateResult {
  const { part, selection } = session;
  const { segments } = session.steps.now;
  const number = segments.findIndex((one) => one.id === part?.id) + 1;
  const name =
    part === null
      ? texts.wholeClip
      : selection.length > 1
        ? texts.theseParts(selection.length)
        : texts.thisPart(number, clock(part.startMicros), clock(part.endMicros));
  return html`<div class="subject ${part === null ? '' : 'part'}">
    <span class="name" role="status">${name}</span>
    ${part === null || look.recording
      ? nothing
      : html`<button
          aria-keyshortcuts="Escape"
          aria-label=${texts.toWholeClip}
          title=${texts.toWholeClip}
          @click=${asks.wholeClip}
        >
          <kbd aria-hidden="true">${keyCap('Escape')}</kbd> ${texts.wholeClip}
        </button>`}
    ${look.traced && (part === null || look.recording)
      ? html`<button
          class="record"
          aria-pressed=${look.recording}
          aria-keyshortcuts="#"
          title="${texts.record} ( # )"
          @click=${asks.record}
        >
          ${RECORD} ${look.recording ? texts.recordStop : texts.record}
        </button>`
      : nothing}
  </div>`;
}

function palette(session: Session, look: Look, asks: Asks): TemplateResult {
  return html`<undertone-palette
    .labels=${look.labels}
    .keymap=${look.keymap}
    .answer=${session.answer}
    .wanting=${session.wanting}
    .parted=${session.part !== null}
    .listener=${session.current?.clip.cue === 'LISTENER'}
    .worded=${look.worded}
    .known=${[...session.senses.keys()]}
    .layout=${look.layout}
    language=${look.language}
    @act=${(event: CustomEvent<Act>) => asks.act(event.detail)}
    @word=${(event: CustomEvent<string>) => asks.say(event.detail)}
    @layout=${(event: CustomEvent<Layout>) => asks.layOut(event.detail)}
  ></undertone-palette>`;
}

function rating(session: Session, look: Look): TemplateResult {
  return html`<undertone-rating
    language=${look.language}
    .rating=${session.steps.now}
    .key=${look.keymap.ofCommand('rate')}
    @rate=${(event: CustomEvent<Rating>) => session.rate(event.detail)}
  ></undertone-rating>`;
}

function pad(session: Session, look: Look, asks: Asks): TemplateResult {
  const taken = (event: CustomEvent<readonly Trace[]>): void => {
    asks.live(null);
    session.trace(event.detail);
  };
  return html`<undertone-pad
    language=${look.language}
    .traces=${session.steps.now.traces}
    .moment=${asks.moment}
    @live=${(event: CustomEvent<readonly Trace[]>) => asks.live(event.detail)}
    @traces=${taken}
  ></undertone-pad>`;
}

interface Ways {
  readonly skipping: boolean;
  readonly back: TemplateResult;
  submit(): void;
  skip(reason: SkipReason): void;
  turnSkipping(): void;
}

/** What ends the work on a clip. */
export function actions(texts: Messages, idle: boolean, ways: Ways): TemplateResult {
  return html`<div class="actions">
    ${ways.skipping ? skipReasons(texts, ways) : nothing} ${ways.back}
    <button
      class="outlined"
      aria-keyshortcuts="0"
      aria-expanded=${ways.skipping}
      ?disabled=${idle}
      @click=${ways.turnSkipping}
    >
      <kbd aria-hidden="true">0</kbd> ${texts.skip}
    </button>
    <button
      class="primary submit"
      aria-keyshortcuts="Enter"
      ?disabled=${idle}
      @click=${ways.submit}
    >
      ${texts.submit} <kbd aria-hidden="true">${keyCap('Enter')}</kbd>
    </button>
  </div>`;
}

function skipReasons(texts: Messages, { skip, turnSkipping }: Ways): TemplateResult {
  const words: Readonly<Record<SkipReason, string>> = {
    UNPLAYABLE: texts.skipUnplayable,
    NOBODY: texts.skipNobody,
    LANGUAGE: texts.skipLanguage,
    PRIVATE: texts.skipPrivate,
    DISTRESSING: texts.skipDistressing,
  };
  return html`<div class="reasons" role="group" aria-label=${texts.skipQuestion}>
    <p>${texts.skipQuestion}</p>
    ${SKIP_REASONS.map(
      (reason, i) => html`<button @click=${() => skip(reason)}>
        <kbd aria-hidden="true">${i + 1}</kbd> ${words[reason]}
      </button>`,
    )}
    <button @click=${turnSkipping}><kbd aria-hidden="true">Esc</kbd> ${texts.cancel}</button>
  </div>`;
}
