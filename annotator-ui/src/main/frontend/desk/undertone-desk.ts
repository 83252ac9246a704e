import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  NOTHING_YET,
  begin,
  isComplete,
  isUntouched,
  redo,
  take,
  undo,
  type Act,
  type Answer,
  type Steps,
} from './answer.js';
import { Api, type Clip, type DeskSetting, type Handout, type Trouble, type Vote } from './api.js';
import { controls } from './controls.css.js';
import { Deck, type DeckState } from './deck.js';
import { Drafts } from './drafts.js';
import { Keymap, keyCap, type Command, type Stroke } from './keys.js';
import { keySheet } from './key-sheet.js';
import { captionLanguage, messagesFor, type Messages } from './messages.js';
import { openEntryStore } from './outbox-store.js';
import { Outbox, type EntryKind } from './outbox.js';
import { deskStyles } from './undertone-desk.css.js';
import './undertone-palette.js';
import './undertone-player.js';
import type { UndertonePlayer } from './undertone-player.js';
import { uuid } from './uuid.js';
import { Wakeable } from './wakeable.js';

/** Why a clip is passed over, as stored. The last one needs no explanation, so it has none. */
const SKIP_REASONS = ['UNPLAYABLE', 'NOBODY', 'LANGUAGE', 'PRIVATE'] as const;
type SkipReason = (typeof SKIP_REASONS)[number];

const RETRY_MILLIS = 3_000;
const SINGLE_KEYS = 'undertone-single-keys';
const SWIPE_PIXELS = 64;

/** A vote submitted from this page, which "back" can take back. */
interface Given {
  readonly handout: Handout;
  readonly clientId: string;
  readonly answer: Answer;
  readonly caption: string;
}

/**
 * The Annotate desk: one clip after another, a candidate set for each. Everything an annotator does
 * happens in the browser; what is answered goes to a local journal first and from there to the
 * server, so neither a reload nor a lost connection loses it.
 */
@customElement('undertone-desk')
export class UndertoneDesk extends LitElement {
  static override styles = [controls, deskStyles];

  @property() corpus = '';
  /** Whose desk it is: answers kept in this browser are only ever sent in the name they were given. */
  @property() voter = '';
  @property() language = 'en';

  @state() private setting: DeskSetting | null = null;
  @state() private trouble: Trouble | null = null;
  @state() private steps: Steps = begin(NOTHING_YET);
  @state() private caption = '';
  @state() private today = 0;
  @state() private total = 0;
  @state() private wanting = false;
  @state() private skipping = false;
  @state() private durable = true;
  @state() private singleKeys = localStorage.getItem(SINGLE_KEYS) !== 'off';

  @query('.desk') private desk!: HTMLElement;
  @query('undertone-player:not([waiting])') private player!: UndertonePlayer | null;
  @query('textarea') private captionField!: HTMLTextAreaElement | null;
  @query('dialog.keys') private keySheet!: HTMLDialogElement;
  @query('dialog.guidelines') private guidelines!: HTMLDialogElement;

  private api = new Api('', 'en');
  private deck: Deck | null = null;
  private outbox: Outbox | null = null;
  private drafts = new Drafts(localStorage, '', '');
  private keymap = new Keymap([]);
  private given: readonly Given[] = [];
  private shown: string | null = null; // id of the clip the answer belongs to
  private retry = 0;
  private touch: { x: number; y: number } | null = null;
  private readonly pauses = new Wakeable();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('visibilitychange', this.wake);
    window.addEventListener('online', this.wake);
    window.addEventListener('beforeunload', this.warn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('visibilitychange', this.wake);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('beforeunload', this.warn);
    clearTimeout(this.retry);
    this.outbox?.close();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('corpus') || changed.has('voter') || changed.has('language')) {
      void this.open();
    }
  }

  private get texts(): Messages {
    return messagesFor(this.language);
  }

  /** Opens the desk of a corpus: what this browser still owes the server first, then the clips. */
  private async open(): Promise<void> {
    this.outbox?.close();
    this.setting = null;
    this.trouble = null;
    this.given = [];
    this.shown = null;
    this.api = new Api(this.corpus, this.language);
    this.drafts = new Drafts(localStorage, this.voter, this.corpus);

    const { store, survivesReload } = await openEntryStore();
    const outbox = new Outbox(this.voter, {
      store,
      send: (entry) => this.api.send(entry),
      pause: (millis) => this.pauses.pause(millis),
      changed: () => this.requestUpdate(),
      storeFailed: () => (this.durable = false),
    });
    const deck = new Deck({
      next: (holding) => this.api.next(holding),
      answered: () => outbox.waiting.map((entry) => entry.clip),
      now: () => Date.now(),
      changed: () => this.turnToCurrent(),
    });
    this.durable = survivesReload;
    this.outbox = outbox;
    this.deck = deck;
    await outbox.open();
    await Promise.all([this.readSetting(), deck.fill()]);
  }

  private async readSetting(): Promise<void> {
    const answer = await this.api.desk();
    if (answer.kind === 'desk') {
      this.setting = answer.desk;
      this.keymap = new Keymap(answer.desk.scheme.labels);
      this.today = answer.desk.progress.today;
      this.total = answer.desk.progress.total;
      this.trouble = null;
    } else {
      this.trouble = answer;
      this.lookAgainSoon();
    }
  }

  /** Lays out what belongs to the clip on the desk, if it is another one than before. */
  private turnToCurrent(): void {
    const current = this.deck?.current ?? null;
    if ((current?.clip.id ?? null) !== this.shown) {
      const draft = current === null ? null : this.drafts.of(current.clip.id);
      const mine = current?.clip.mine ?? null;
      this.shown = current?.clip.id ?? null;
      this.steps = begin(draft?.answer ?? (mine === null ? NOTHING_YET : answerOf(mine)));
      this.caption = draft?.caption ?? mine?.caption?.text ?? '';
      this.total = Math.max(this.total, current?.progress.total ?? 0);
      this.wanting = false;
      this.skipping = false;
    }
    if (this.deck?.state.kind === 'away') {
      this.lookAgainSoon();
    }
    this.requestUpdate();
  }

  private lookAgainSoon(): void {
    clearTimeout(this.retry);
    this.retry = window.setTimeout(this.lookAgain, RETRY_MILLIS);
  }

  private readonly lookAgain = (): void => {
    if (this.setting === null) {
      void this.readSetting();
    }
    void this.deck?.fill();
  };

  private readonly wake = (): void => {
    if (document.visibilityState === 'visible') {
      this.pauses.wake();
      this.lookAgain();
    }
  };

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (!this.durable && this.outbox !== null && this.outbox.waiting.length > 0) {
      event.preventDefault();
    }
  };

  // What an annotator does

  private act(act: Act): void {
    if (this.deck?.current) {
      this.steps = take(this.steps, act);
      this.keepDraft();
    }
  }

  private keepDraft(): void {
    if (this.shown === null) {
      return;
    }
    if (isUntouched(this.steps.now) && this.caption === '') {
      this.drafts.forget(this.shown);
    } else {
      this.drafts.keep(this.shown, { answer: this.steps.now, caption: this.caption });
    }
  }

  private submit(): void {
    const handout = this.deck?.current ?? null;
    const answer = this.steps.now;
    if (handout === null) {
      return;
    }
    if (!isComplete(answer)) {
      this.wanting = true;
      return;
    }
    const words = this.caption.trim();
    const clientId = this.send('vote', handout.clip, {
      leaseId: handout.lease.id,
      ...answer,
      caption:
        words === '' ? null : { text: words, language: captionLanguage(words, this.language) },
    });
    this.given = [...this.given, { handout, clientId, answer, caption: this.caption }];
    this.today += 1;
    this.putAway();
  }

  private skip(reason: SkipReason): void {
    const handout = this.deck?.current ?? null;
    if (handout !== null) {
      this.send('skip', handout.clip, { leaseId: handout.lease.id, reason });
      this.putAway();
    }
  }

  /** Takes back the last vote and lays its clip on the desk again, with the answer it had. */
  private back(): void {
    const last = this.given.at(-1);
    if (last !== undefined) {
      this.given = this.given.slice(0, -1);
      this.send('undo', last.handout.clip, { undoes: last.clientId });
      this.drafts.keep(last.handout.clip.id, { answer: last.answer, caption: last.caption });
      this.today -= 1;
      this.deck?.takeBack(last.handout);
      this.toDesk();
    }
  }

  private putAway(): void {
    if (this.shown !== null) {
      this.drafts.forget(this.shown);
    }
    this.deck?.advance();
    this.toDesk();
  }

  private send(kind: EntryKind, clip: Clip, body: Readonly<Record<string, unknown>>): string {
    const clientId = uuid();
    void this.outbox?.add({ clientId, kind, corpus: this.corpus, clip: clip.id, body });
    return clientId;
  }

  private toDesk(): void {
    this.desk.focus({ preventScroll: true });
  }

  private command(command: Command): void {
    switch (command) {
      case 'submit':
        return this.submit();
      case 'back':
        return this.back();
      case 'skip':
        this.skipping = this.deck?.current !== null;
        return;
      case 'undo':
        this.steps = undo(this.steps);
        return this.keepDraft();
      case 'redo':
        this.steps = redo(this.steps);
        return this.keepDraft();
      case 'caption':
        this.captionField?.focus();
        return;
      case 'keys':
        return this.keySheet.showModal();
      default:
        this.player?.obey(command);
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const origin = path[0];
    const ours = path.includes(this) || origin === document.body;
    if (event.defaultPrevented || !ours || path.some((e) => e instanceof HTMLDialogElement)) {
      return;
    }
    if (isTyping(origin)) {
      this.typeKey(event);
    } else if (this.skipping && this.skipKey(event)) {
      event.preventDefault();
    } else {
      const stroke = this.keymap.read(event);
      if (stroke !== null && this.mayTake(stroke, event, origin)) {
        event.preventDefault();
        if (stroke.kind === 'act') {
          this.act(stroke.act);
        } else {
          this.command(stroke.command);
        }
      }
    }
  };

  private typeKey(event: KeyboardEvent): void {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Escape') {
      this.toDesk();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    }
  }

  private skipKey(event: KeyboardEvent): boolean {
    const reason = SKIP_REASONS[Number(event.key) - 1];
    if (event.key === 'Escape') {
      this.skipping = false;
      return true;
    }
    if (reason !== undefined) {
      this.skip(reason);
      return true;
    }
    return false;
  }

  private mayTake(stroke: Stroke, event: KeyboardEvent, origin: EventTarget | undefined): boolean {
    const control = origin instanceof HTMLElement && origin.matches('button, summary, a, input');
    const steps = stroke.kind === 'command' && /^(frame|second)/.test(stroke.command);
    if (control && [' ', 'Enter'].includes(event.key)) {
      return false; // a control that was tabbed to is pressed by these
    }
    if (origin instanceof HTMLInputElement && event.key.startsWith('Arrow')) {
      return false;
    }
    if (event.repeat && !steps) {
      return false; // a key held down answers once
    }
    return this.singleKeys || event.key.length > 1 || event.key === ' ' || event.ctrlKey;
  }

  /** A control pressed with the mouse does not take the keys: the next letter is a label again. */
  private readonly keepKeys = (event: MouseEvent): void => {
    if (event.composedPath().some(isControl)) {
      event.preventDefault();
      this.toDesk();
    }
  };

  private readonly startTouch = (event: TouchEvent): void => {
    const swipes = event.touches.length === 1 && !event.composedPath().some(isTimeline);
    const point = swipes ? event.touches[0] : undefined;
    this.touch = point === undefined ? null : { x: point.clientX, y: point.clientY };
  };

  private readonly endTouch = (event: TouchEvent): void => {
    const point = event.changedTouches[0];
    if (this.touch !== null && point !== undefined) {
      const along = point.clientX - this.touch.x;
      const across = Math.abs(point.clientY - this.touch.y);
      if (Math.abs(along) > SWIPE_PIXELS && across < SWIPE_PIXELS / 2) {
        this.command(along < 0 ? 'submit' : 'back');
      }
    }
    this.touch = null;
  };

  // What it looks like

  override render(): TemplateResult {
    const { texts, standing } = this;
    const over = ['empty', 'refused', 'signedOut'].includes(standing.kind);
    return html`
      <section
        class="desk ${over ? 'over' : ''}"
        tabindex="-1"
        aria-label=${texts.desk}
        @mousedown=${this.keepKeys}
      >
        ${this.bar(texts)}
        <div class="left">
          <div
            class="players"
            @touchstart=${{ handleEvent: this.startTouch, passive: true }}
            @touchend=${this.endTouch}
          >
            ${this.players()} ${this.word(texts, standing)} ${this.notices(texts)}
          </div>
          ${this.context(texts)}
        </div>
        <div class="right">${this.answers(texts)}</div>
      </section>
      <dialog class="keys" aria-labelledby="keys" @click=${closeOutside}>
        ${keySheet(texts, this.keymap, this.setting?.scheme.labels ?? [], {
          singleKeys: this.singleKeys,
          turnSingleKeys: this.turnSingleKeys,
        })}
      </dialog>
      <dialog class="guidelines" aria-labelledby="guidelines" @click=${closeOutside}>
        <h2 id="guidelines">${texts.guidelines}</h2>
        <div class="prose">${this.setting?.corpus.guidelines || texts.noGuidelines}</div>
        <form method="dialog"><button class="outlined">${texts.close}</button></form>
      </dialog>
    `;
  }

  private bar(texts: Messages): TemplateResult {
    const save = this.outbox?.state ?? { kind: 'saved' };
    const word = {
      saved: texts.saved,
      saving: texts.saving,
      offline: 'waiting' in save ? texts.offline(save.waiting) : '',
      signedOut: 'waiting' in save ? texts.offline(save.waiting) : '',
    }[save.kind];
    return html`<header class="bar">
      <h1>${this.setting?.corpus.name ?? nothing}</h1>
      <span class="progress">
        ${this.setting === null ? nothing : texts.progress(this.today, this.total)}
      </span>
      <span class="save ${save.kind}" role="status">${this.setting === null ? '' : word}</span>
      <span class="gap"></span>
      <button class="quiet" @click=${() => this.guidelines.showModal()}>${texts.guidelines}</button>
      <button
        class="quiet sheet"
        aria-keyshortcuts="?"
        @click=${() => this.keySheet.showModal()}
      >
        <kbd aria-hidden="true">?</kbd> ${texts.keys}
      </button>
    </header>`;
  }

  /** What went wrong with an answer, laid over the clip so that nothing moves. */
  private notices(texts: Messages): TemplateResult {
    const save = this.outbox?.state;
    const refused = this.outbox?.refused ?? [];
    return html`<div class="notices" role="alert">
      ${save?.kind === 'signedOut'
        ? html`<p class="notice">
            ${texts.signedOut(save.waiting)}
            <button class="outlined" @click=${reload}>${texts.signIn}</button>
          </p>`
        : nothing}
      ${this.durable ? nothing : html`<p class="notice">${texts.notDurable}</p>`}
      ${refused.map(
        (entry) => html`<p class="notice">
          ${texts.refused(entry.refusal ?? '')}
          <button class="outlined" @click=${() => this.outbox?.retry(entry.clientId)}>
            ${texts.tryAgain}
          </button>
          <button @click=${() => this.outbox?.discard(entry.clientId)}>${texts.discard}</button>
        </p>`,
      )}
    </div>`;
  }

  /** The clip on the desk, and unseen behind it the next ones, fetching. */
  private players(): unknown {
    return repeat(
      this.deck?.clips ?? [],
      (one) => one.clip.id,
      ({ clip }, place) => html`<undertone-player
        media-url=${clip.mediaUrl ?? ''}
        poster-url=${clip.posterUrl ?? ''}
        peaks-url=${clip.peaksUrl ?? ''}
        frames-url=${clip.framesUrl ?? ''}
        modality=${clip.modality}
        text=${clip.text ?? ''}
        language=${this.language}
        duration-micros=${clip.durationMicros ?? 0}
        width=${clip.width ?? 0}
        height=${clip.height ?? 0}
        autoplay
        ?silent=${!clip.hasAudio}
        ?waiting=${place > 0}
        ?inert=${place > 0}
      >
        <button slot="unreadable" class="outlined" @click=${() => this.skip('UNPLAYABLE')}>
          ${this.texts.skipUnreadable}
        </button>
      </undertone-player>`,
    );
  }

  /** How things stand: whether the desk opened at all, then whether a clip lies on it. */
  private get standing(): DeckState {
    return this.trouble ?? this.deck?.state ?? { kind: 'loading' };
  }

  /** Where no clip is: why, and what comes next. */
  private word(texts: Messages, standing: DeckState): TemplateResult | typeof nothing {
    switch (standing.kind) {
      case 'ready':
        return nothing;
      case 'loading':
        return word('', texts.loading, nothing);
      case 'away':
        return word(texts.awayTitle, texts.awayText(this.outbox?.waiting.length ?? 0), nothing);
      case 'refused':
        return word(texts.deniedTitle, standing.why, nothing);
      case 'signedOut':
        return word(
          texts.signedOutTitle,
          '',
          html`<button class="primary" @click=${reload}>${texts.signIn}</button>`,
        );
      case 'empty':
        return word(
          texts.doneTitle,
          texts.doneText(this.today),
          html`${this.backButton(texts)}
            <button class="outlined" @click=${this.lookAgain}>${texts.lookAgain}</button>`,
        );
    }
  }

  private context(texts: Messages): TemplateResult {
    const clip = this.deck?.current?.clip;
    const lines = clip?.context ?? [];
    const said = clip !== undefined && clip.modality !== 'TEXT' ? clip.text : null;
    const part = (word: string, text: string, speaker: string | null) =>
      html`<p>
        <span class="when">${word}</span> <q>${text}</q>
        ${speaker === null ? nothing : html`<span class="who">${speaker}</span>`}
      </p>`;
    return html`<div class="context">
      ${lines
        .filter((line) => line.position === 'before')
        .map((line) => part(texts.before, line.text, line.speaker))}
      ${said ? part(texts.said, said, null) : nothing}
      ${lines
        .filter((line) => line.position === 'after')
        .map((line) => part(texts.after, line.text, line.speaker))}
    </div>`;
  }

  private answers(texts: Messages): TemplateResult {
    if (this.setting === null) {
      return html`<div class="ghosts" aria-hidden="true">
        ${Array.from({ length: 10 }, () => html`<span class="ghost"></span>`)}
      </div>`;
    }
    const idle = this.deck?.current === null || this.deck === null;
    return html`
      <div class="answer">
      <undertone-palette
        .labels=${this.setting.scheme.labels}
        .keymap=${this.keymap}
        .answer=${this.steps.now}
        .wanting=${this.wanting}
        language=${this.language}
        ?inert=${idle}
        @act=${(event: CustomEvent<Act>) => this.act(event.detail)}
      ></undertone-palette>
      <label class="caption" ?inert=${idle}>
        <span>${texts.caption}</span>
        <textarea
          rows="3"
          aria-keyshortcuts="/"
          aria-description=${texts.captionHint}
          placeholder=${texts.captionPlaceholder}
          lang=${captionLanguage(this.caption, this.language)}
          dir="auto"
          spellcheck="true"
          .value=${live(this.caption)}
          @input=${this.write}
        ></textarea>
      </label>
      </div>
      ${this.actions(texts, idle)}
    `;
  }

  private actions(texts: Messages, idle: boolean): TemplateResult {
    return html`<div class="actions">
      ${this.skipping ? this.skipReasons(texts) : nothing}
      ${this.backButton(texts)}
      <button
        class="outlined"
        aria-keyshortcuts="0"
        aria-expanded=${this.skipping}
        ?disabled=${idle}
        @click=${() => (this.skipping = !this.skipping)}
      >
        <kbd aria-hidden="true">0</kbd> ${texts.skip}
      </button>
      <button
        class="primary submit"
        aria-keyshortcuts="Enter"
        ?disabled=${idle}
        @click=${this.submit}
      >
        ${texts.submit} <kbd aria-hidden="true">${keyCap('Enter')}</kbd>
      </button>
    </div>`;
  }

  private backButton(texts: Messages): TemplateResult {
    return html`<button
      class="outlined"
      title=${texts.backHint}
      aria-keyshortcuts="Backspace"
      ?disabled=${this.given.length === 0}
      @click=${this.back}
    >
      <kbd aria-hidden="true">${keyCap('Backspace')}</kbd> ${texts.back}
    </button>`;
  }

  private skipReasons(texts: Messages): TemplateResult {
    const words: Readonly<Record<SkipReason, string>> = {
      UNPLAYABLE: texts.skipUnplayable,
      NOBODY: texts.skipNobody,
      LANGUAGE: texts.skipLanguage,
      PRIVATE: texts.skipPrivate,
    };
    return html`<div class="reasons" role="group" aria-label=${texts.skipQuestion}>
      <p>${texts.skipQuestion}</p>
      ${SKIP_REASONS.map(
        (reason, i) => html`<button @click=${() => this.skip(reason)}>
          <kbd aria-hidden="true">${i + 1}</kbd> ${words[reason]}
        </button>`,
      )}
      <button @click=${() => (this.skipping = false)}>
        <kbd aria-hidden="true">Esc</kbd> ${texts.cancel}
      </button>
    </div>`;
  }

  private readonly write = (event: Event): void => {
    this.caption = (event.target as HTMLTextAreaElement).value;
    this.keepDraft();
  };

  private readonly turnSingleKeys = (): void => {
    this.singleKeys = !this.singleKeys;
    localStorage.setItem(SINGLE_KEYS, this.singleKeys ? 'on' : 'off');
  };
}

function word(title: string, text: string, ways: unknown): TemplateResult {
  return html`<div class="word" role="status">
    ${title === '' ? nothing : html`<h2>${title}</h2>`}
    ${text === '' ? nothing : html`<p>${text}</p>`}
    <div class="ways">${ways}</div>
  </div>`;
}

/** A standing vote has more to it than the answer: its revision, its caption. */
function answerOf({ meaning, candidates, excluded, certainty, intensity }: Vote): Answer {
  return { meaning, candidates, excluded, certainty, intensity };
}

function isTyping(target: EventTarget | undefined): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('button, label:not(.caption), summary');
}

function isTimeline(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('undertone-timeline');
}

function closeOutside(event: MouseEvent): void {
  if (event.target === event.currentTarget) {
    (event.currentTarget as HTMLDialogElement).close();
  }
}

function reload(): void {
  location.reload();
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-desk': UndertoneDesk;
  }
}
