import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { actions, answerSide } from './answer-side.js';
import type { Act } from './answer.js';
import { answersSheet } from './answers-sheet.js';
import { Api, type Clip, type Handout, type Label } from './api.js';
import { BreakClock } from './break-clock.js';
import { breakWord } from './break-word.js';
import { insteadOfClip } from './clip-side.js';
import { commentSheet } from './comment-sheet.js';
import { controls } from './controls.css.js';
import { cueWord, cueApart } from './cue-word.js';
import { bar, notices } from './desk-bar.js';
import {
  isChoice,
  isComposing,
  isControl,
  isDragged,
  isOpenDialog,
  isShutDialog,
  mayTake,
} from './desk-keys.js';
import { goldWord } from './gold-word.js';
import { guidelineSheet } from './guideline-sheet.js';
import { keySheet } from './key-sheet.js';
import { Keymap, keyCap, type Command, type OwnKeys } from './keys.js';
import { keepOwnKeys, ownKeys } from './label-keys.js';
import { messagesFor, type Messages } from './messages.js';
import { openEntryStore } from './outbox-store.js';
import { withWords } from './own-words.js';
import { keepLayout, layoutHabit, type Layout } from './palette-habit.js';
import type { Parts } from './part-commands.js';
import { SKIP_REASONS, Session, type SkipReason } from './session.js';
import { Swipe } from './swipe.js';
import type { TourTarget } from './tour.js';
import type { Trace } from './traces.js';
import { deskStyles } from './undertone-desk.css.js';
import './undertone-label-keys.js';
import './undertone-pad.js';
import type { UndertonePad } from './undertone-pad.js';
import './undertone-rating.js';
import type { UndertoneRating } from './undertone-rating.js';
import './undertone-palette.js';
import type { UndertonePalette } from './undertone-palette.js';
import './undertone-player.js';
import type { UndertonePlayer } from './undertone-player.js';
import './undertone-tour.js';
import './undertone-turns.js';
import type { UndertoneTurns } from './undertone-turns.js';

const NO_LABELS: readonly Label[] = [];
const SINGLE_KEYS = 'undertone-single-keys';

/** What counts as work beside the keys. */
const ACTS = ['pointerdown', 'input', 'wheel'] as const;

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

  @state() private session: Session | null = null;
  @state() private skipping = false;
  /** Whether the fields of a caption's structure are open, from clip to clip. */
  @state() private structured = false;
  /** True while valence and arousal are recorded instead of labels being chosen. */
  @state() private recording = false;
  /** What is being recorded just now, for the eye only. */
  @state() private live: readonly Trace[] | null = null;
  @state() private layout: Layout | null = null; // chosen here, on this visit
  @state() private singleKeys = localStorage.getItem(SINGLE_KEYS) !== 'off';

  @query('.desk') private desk!: HTMLElement;
  @query('undertone-player:not([waiting])') private player!: UndertonePlayer | null;
  @query('undertone-turns') private turns!: UndertoneTurns | null;
  @query('undertone-pad') private pad!: UndertonePad | null;
  @query('undertone-rating') private rating!: UndertoneRating | null;
  @query('undertone-palette') private palette!: UndertonePalette | null;
  @query('#caption') private captionField!: HTMLTextAreaElement | null;
  @query('dialog.keys') private keySheet!: HTMLDialogElement;
  /** True while the tour is asked for again. */
  @state() private touring = false;
  @state() private commentAt: number | null = null;

  /** Minutes worked, from the turn to another clip until the reminder is put away. */
  @state() private worked: number | null = null;
  private breaks: BreakClock | null = null;

  @query('dialog.comment') private commentSheet!: HTMLDialogElement;
  @query('dialog.answers') private answersSheet!: HTMLDialogElement;
  @query('dialog.guidelines') private guidelines!: HTMLDialogElement;

  private readonly phone = matchMedia('(max-width: 639px)');
  private keymap = new Keymap([]);
  private readonly swipe = new Swipe();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    ACTS.forEach((act) => this.addEventListener(act, this.acted));
    this.phone.addEventListener('change', this.turnedPhone);
    document.addEventListener('visibilitychange', this.wake);
    window.addEventListener('online', this.wake);
    window.addEventListener('beforeunload', this.warn);
    if (this.hasUpdated) {
      void this.open(); // it was taken off the page and put back
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    ACTS.forEach((act) => this.removeEventListener(act, this.acted));
    this.phone.removeEventListener('change', this.turnedPhone);
    document.removeEventListener('visibilitychange', this.wake);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('beforeunload', this.warn);
    this.session?.close();
  }

  override updated(changed: PropertyValues): void {
    if (['corpus', 'voter', 'language'].some((name) => changed.has(name))) {
      void this.open();
    }
  }

  /** Whether parts are asked for here; a phone shows one clip and its answer, and keeps the rest. */
  private get parted(): boolean {
    return this.timed && this.session?.setting?.settings.segments === true && !this.phone.matches;
  }

  private get traced(): boolean {
    return this.timed && this.session?.setting?.settings.traces === true;
  }

  /** Whether the clip on the desk takes time; a picture and a text have no parts. */
  private get timed(): boolean {
    return ['VIDEO', 'AUDIO'].includes(this.session?.current?.clip.modality ?? '');
  }

  private get texts(): Messages {
    return messagesFor(this.language);
  }

  private async open(): Promise<void> {
    this.session?.close();
    const { corpus, voter, language } = this;
    const { store, survivesReload } = await openEntryStore();
    if (!this.isConnected || corpus !== this.corpus || voter !== this.voter) {
      return; // another desk was asked for meanwhile
    }
    const session = new Session(corpus, voter, {
      server: new Api(corpus, language),
      store,
      shelf: localStorage,
      now: () => Date.now(),
      changed: () => this.requestUpdate(),
    });
    session.survivesReload = survivesReload;
    this.breaks = new BreakClock(voter, { shelf: localStorage, now: () => Date.now() });
    this.session = session;
    await session.open();
  }

  override willUpdate(): void {
    const scheme = this.session?.setting?.scheme;
    const labels = scheme?.labels ?? NO_LABELS;
    if (this.keymap.labels !== labels) {
      this.keymap = new Keymap(labels, ownKeys(localStorage, scheme?.name ?? ''));
    }
    this.session?.seekSenses();
    this.skipping &&= this.session?.current !== null;
    this.recording &&= this.session?.current !== null;
    this.live = this.recording ? this.live : null;
  }

  private readonly wake = (): void => {
    if (document.visibilityState === 'visible') {
      this.session?.wake();
    }
  };

  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.session && !this.session.survivesReload && this.session.outbox.waiting.length > 0) {
      event.preventDefault();
    }
  };

  // What an annotator does

  /** While the pad is in the place of the labels, no letter answers unseen. */
  private act(act: Act): void {
    if (!this.recording) {
      this.session?.act(act);
    }
  }

  private skip(reason: SkipReason): void {
    this.skipping = false;
    this.finishInput();
    this.turned(this.session?.skip(reason));
  }

  /** Another clip lies on the desk: the keys are labels again, wherever they were before. */
  private turned(really: boolean | undefined): void {
    if (really) {
      this.remindOfBreak();
      this.desk.focus({ preventScroll: true });
    }
  }

  /** Between two clips, so that no answer is in work. */
  private remindOfBreak(): void {
    const minutes = this.session?.setting?.settings.breakMinutes ?? 0;
    this.worked = this.breaks?.isDue(minutes) ? minutes : this.worked;
  }

  private readonly rested = (): void => {
    this.breaks?.rested();
    this.worked = null;
  };

  private readonly acted = (): void => this.breaks?.acted();

  private command(command: Command): void {
    switch (command) {
      case 'submit':
        this.finishInput();
        return this.turned(this.session?.submit());
      case 'back':
        this.finishInput();
        return this.turned(this.session?.back());
      case 'skip':
        this.skipping = true;
        return;
      case 'undo':
        return this.session?.undo();
      case 'redo':
        return this.session?.redo();
      case 'caption':
        return this.captionField?.focus();
      case 'word':
        return this.palette?.typeWord();
      case 'rate':
        return this.rating?.focus();
      case 'keys':
        return this.keySheet.showModal();
      case 'comment':
        return this.openComment();
      case 'record':
        void this.record();
        return;
      case 'wholeClip':
        if (this.recording) {
          this.finishInput();
        } else {
          this.player?.obey(command);
        }
        return;
      default:
        this.player?.obey(command);
    }
  }

  /** From choosing labels to recording and back. */
  private async record(): Promise<void> {
    if (this.recording) {
      this.finishInput();
    } else if (this.traced && this.session?.current) {
      this.recording = true;
      await this.updateComplete;
      this.pad?.focus();
    }
  }

  /** What was recorded or typed belongs to the clip on the desk, so it is told before that one goes. */
  private finishInput(): void {
    this.palette?.finishWord();
    this.pad?.finish();
    this.recording = false;
    this.live = null;
  }

  private changeKeys(own: OwnKeys): void {
    const scheme = this.session?.setting?.scheme;
    if (scheme) {
      keepOwnKeys(localStorage, scheme.name, own);
      this.keymap = new Keymap(scheme.labels, own);
      this.requestUpdate();
    }
  }

  private layOut(layout: Layout): void {
    this.layout = layout;
    keepLayout(layout);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    // Until the page is painted anew a dialog that was shut keeps the focus, and its button the keys.
    const origin = path.some(isShutDialog) ? document.body : path[0];
    const ours = path.includes(this) || origin === document.body;
    if (ours) {
      this.acted();
    }
    if (event.key === 'Escape' && ours && this.isTouring && !event.defaultPrevented) {
      event.preventDefault();
      return this.leaveTour();
    }
    if (event.defaultPrevented || !ours || path.some(isOpenDialog)) {
      return;
    }
    if (origin instanceof HTMLTextAreaElement || isWordField(origin)) {
      this.typeKey(event);
    } else if (this.skipping && this.skipKey(event)) {
      event.preventDefault();
    } else {
      const stroke = this.keymap.read(event);
      if (stroke !== null && mayTake(stroke, event, origin, this.singleKeys)) {
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
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Escape') {
      this.desk.focus({ preventScroll: true });
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.command('submit');
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

  /** A control pressed with the mouse does not take the keys: the next letter is a label again. */
  private readonly keepKeys = (event: MouseEvent): void => {
    if (event.composedPath().some(isControl)) {
      event.preventDefault();
      this.desk.focus({ preventScroll: true });
    }
  };

  /** A word of a row takes the focus when its click is over, and with it the arrows and Enter. */
  private readonly giveKeysBack = (event: MouseEvent): void => {
    if (event.detail > 0 && event.composedPath().some(isChoice)) {
      requestAnimationFrame(() => this.desk.focus({ preventScroll: true }));
    }
  };

  private readonly startTouch = (event: TouchEvent): void => {
    this.swipe.start(event, !event.composedPath().some(isDragged));
  };

  private readonly endTouch = (event: TouchEvent): void => {
    const way = this.swipe.end(event);
    if (way !== null) {
      this.command(way === 'left' ? 'submit' : 'back');
    }
  };

  private readonly moment = () => ({
    micros: this.player?.micros ?? 0,
    playing: this.player?.isPlaying ?? false,
  });

  private readonly turnedPhone = (): void => this.requestUpdate();

  private readonly turnSingleKeys = (): void => {
    this.singleKeys = !this.singleKeys;
    localStorage.setItem(SINGLE_KEYS, this.singleKeys ? 'on' : 'off');
  };

  // What it looks like

  override render(): TemplateResult {
    const { texts, session } = this;
    const standing = session?.standing ?? { kind: 'loading' };
    const labels = session?.setting?.scheme.labels ?? NO_LABELS;
    const clip = session?.current?.clip ?? null;
    const cue = cueApart(clip);
    const over = ['empty', 'refused', 'signedOut'].includes(standing.kind);
    return html`
      <section
        class="desk ${over ? 'over' : ''}"
        tabindex="-1"
        aria-label=${texts.desk}
        @mousedown=${this.keepKeys}
        @click=${this.giveKeysBack}
      >
        ${bar(texts, session, {
          comment: session?.current ? () => this.openComment() : null,
          distress: clip === null || clip.distressing ? null : () => session?.reportDistress(),
          answers: () => this.openAnswers(),
          breakWord: breakWord(texts, this.worked, this.rested),
          guidelines: () => this.openGuidelines(),
          keys: () => this.keySheet.showModal(),
        })}
        <div class="left">
          <div
            class="players ${this.parted || this.traced ? 'laned' : ''}"
            @touchstart=${{ handleEvent: this.startTouch, passive: true }}
            @touchend=${this.endTouch}
          >
            ${repeat(
              session?.deck.clips ?? [],
              (one) => one.clip.id,
              (one, place) => this.playerOf(one, place > 0),
            )}
            ${insteadOfClip(texts, standing, {
              today: session?.today ?? 0,
              waiting: session?.outbox.waiting.length ?? 0,
              back: this.backButton(texts),
              lookAgain: () => this.session?.wake(),
            })}
            ${notices(texts, session)}
            ${goldWord(texts, session?.told ?? null, labels, () => session?.heard())}
          </div>
          ${cue === null ? nothing : cueWord(texts, cue)}
          ${cue === null || cue === 'LISTENER' ? this.conversation(clip) : nothing}
        </div>
        <div class="right">${this.answer(texts)}</div>
      </section>
      <dialog class="keys" aria-labelledby="keys" @click=${closeOutside}>
        ${keySheet(texts, this.keymap, {
          language: this.language,
          singleKeys: this.singleKeys,
          turnSingleKeys: this.turnSingleKeys,
          changeKeys: (own) => this.changeKeys(own),
          parted: this.parted,
          traced: this.traced,
          rated: this.session?.setting?.settings.rating === true,
          worded: this.session?.setting?.settings.words === true,
          tour: () => this.tourAgain(),
        })}
      </dialog>
      <dialog class="comment" aria-labelledby="comment" @click=${closeOutside}>
        ${commentSheet(
          texts,
          this.commentAt,
          ({ text, atMicros }) => this.session?.comment(text, atMicros),
          () => this.openAnswers(),
        )}
      </dialog>
      <dialog class="answers" aria-labelledby="answers" @click=${closeOutside}>
        ${answersSheet(texts, session?.comments ?? null, {
          language: this.language,
          revisit: (clip) => this.revisit(clip),
        })}
      </dialog>
      <dialog class="guidelines" aria-labelledby="guidelines" @click=${closeOutside}>
        ${guidelineSheet(texts, session?.setting ?? null)}
        <form method="dialog">
          <button type="button" @click=${() => this.tourAgain()}>${texts.tourAgain}</button>
          <button class="outlined">${texts.close}</button>
        </form>
      </dialog>
      ${this.isTouring
        ? html`<undertone-tour
            language=${this.language}
            .find=${this.toured}
            @left=${() => this.leaveTour()}
          ></undertone-tour>`
        : nothing}
    `;
  }

  private get isTouring(): boolean {
    return this.touring || (this.session?.isNew === true && this.session.current !== null);
  }

  private tourAgain(): void {
    this.keySheet.close();
    this.guidelines.close();
    this.touring = true;
  }

  private leaveTour(): void {
    this.touring = false;
    this.session?.shownAround();
    this.desk.focus({ preventScroll: true });
  }

  /** The control that a step of the tour speaks about, where it can be seen. */
  private readonly toured = (target: TourTarget): Element | null => {
    const inPalette = (selector: string) =>
      this.renderRoot.querySelector('undertone-palette')?.renderRoot.querySelector(selector) ?? null;
    switch (target) {
      case 'labels':
        return inPalette('.labels, undertone-wheel');
      case 'player':
        return this.player;
      case 'actions':
        return this.renderRoot.querySelector('.actions');
      default: {
        const row = inPalette(`fieldset.${target}`);
        return row?.checkVisibility() === true ? row : inPalette('.finer');
      }
    }
  };

  private openGuidelines(): void {
    this.guidelines.showModal();
    this.session?.openGuidelines();
  }

  private openComment(): void {
    if (this.session?.current) {
      this.player?.pause();
      this.commentAt = this.timed ? (this.player?.micros ?? null) : null;
      this.commentSheet.showModal();
    }
  }

  private openAnswers(): void {
    this.commentSheet.close();
    this.player?.pause();
    this.answersSheet.showModal();
    void this.session?.readComments();
  }

  private revisit(clip: string): void {
    this.answersSheet.close();
    this.finishInput();
    void this.session?.revisit(clip).then(() => this.desk.focus({ preventScroll: true }));
  }

  /** What is said around the clip in hand; one of the two plays at a time. */
  private conversation(clip: Clip | null): TemplateResult {
    return html`<undertone-turns
      class="context ${(clip?.context.length ?? 0) > 0 ? 'turns' : ''}"
      language=${this.language}
      .clip=${clip}
      @turn=${() => this.player?.pause()}
    ></undertone-turns>`;
  }

  /** The clip on the desk, or unseen behind it one of the next, fetching. */
  private playerOf({ clip }: Handout, waiting: boolean): TemplateResult {
    const { session } = this;
    const work = waiting ? undefined : session?.steps.now;
    return html`<undertone-player
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
      ?distressing=${clip.distressing ?? false}
      ?waiting=${waiting}
      ?inert=${waiting}
      .spectrogram=${clip.spectrogram ?? null}
      .parted=${this.parted}
      .traced=${this.traced && !this.phone.matches}
      .segments=${work?.segments ?? []}
      .selection=${waiting ? [] : (session?.selection ?? [])}
      .traces=${(waiting ? null : this.live) ?? work?.traces ?? []}
      .labels=${session?.setting?.scheme.labels ?? NO_LABELS}
      .keymap=${this.keymap}
      @plays=${() => this.turns?.stop()}
      @parts=${(event: CustomEvent<Parts>) =>
        session?.arrange(event.detail.segments, event.detail.selection)}
    >
      <button slot="unreadable" class="outlined" @click=${() => this.skip('UNPLAYABLE')}>
        ${this.texts.skipUnreadable}
      </button>
    </undertone-player>`;
  }

  private answer(texts: Messages): TemplateResult {
    const { session } = this;
    if (!session?.setting) {
      return html`<div class="ghosts" aria-hidden="true">
        ${Array.from({ length: 10 }, () => html`<span class="ghost"></span>`)}
      </div>`;
    }
    const { scheme, settings } = session.setting;
    const whole = cueApart(session.current?.clip ?? null) === null;
    const look = {
      labels: withWords(scheme.labels, session.answer.candidates, session.senses, texts.standsFor),
      keymap: this.keymap,
      language: this.language,
      layout: this.layout ?? layoutHabit(settings.palette),
      recording: this.recording,
      longestCaption: settings.longestCaption,
      worded: settings.words === true && session.part === null,
      parted: this.parted,
      traced: this.traced,
      rated: settings.rating === true && whole,
      captioned: whole,
      structured: this.structured,
    };
    return html`
      ${answerSide(texts, session, look, {
        act: (act) => this.act(act),
        say: (word) => session.say(word),
        wholeClip: () => this.command('wholeClip'),
        record: () => void this.record(),
        layOut: (layout) => this.layOut(layout),
        live: (traces) => (this.live = traces),
        moment: this.moment,
        turnStructure: () => (this.structured = !this.structured),
        redraw: () => this.requestUpdate(),
      })}
      ${actions(texts, session.current === null, {
        skipping: this.skipping,
        back: this.backButton(texts),
        submit: () => this.command('submit'),
        skip: (reason) => this.skip(reason),
        turnSkipping: () => (this.skipping = !this.skipping),
      })}
    `;
  }

  private backButton(texts: Messages): TemplateResult {
    return html`<button
      class="outlined"
      title=${texts.backHint}
      aria-keyshortcuts="Backspace"
      ?disabled=${!this.session?.canGoBack}
      @click=${() => this.command('back')}
    >
      <kbd aria-hidden="true">${keyCap('Backspace')}</kbd> ${texts.back}
    </button>`;
  }
}

function isWordField(origin: EventTarget | undefined): boolean {
  return origin instanceof HTMLInputElement && origin.type === 'text';
}

function closeOutside(event: MouseEvent): void {
  if (event.target === event.currentTarget) {
    (event.currentTarget as HTMLDialogElement).close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-desk': UndertoneDesk;
  }
}
