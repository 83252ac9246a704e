/**
 * One annotator's work on one corpus: the clip on the desk and the answer to it, what was sent and
 * can be taken back, what is still on its way.
 */
import { begin, isComplete, redo, step, take, undo, type Act, type Answer, type Steps } from './answer.js';
import type {
  Clip,
  DeskSetting,
  Handout,
  NextClip,
  OwnComment,
  Trouble,
  Vote,
} from './api.js';
import {
  NO_STRUCTURE,
  fill,
  propose,
  structureOf,
  toSend as toDescribe,
  write,
  type Described,
  type Place,
  type Structure,
} from './caption-structure.js';
import { Deck, type DeckState } from './deck.js';
import { draftOf, Drafts } from './drafts.js';
import { captionLanguage } from './messages.js';
import {
  Outbox,
  type Entry,
  type EntryKind,
  type EntryStore,
  type Outcome,
  type Told,
} from './outbox.js';
import { candidateOf, wordOf, type Sense } from './own-words.js';
import { answer, describe, find, saysSomething, type Segment, type Segments, type Words } from './segments.js';
import type { Trace } from './traces.js';
import { uuid } from './uuid.js';
import { Wakeable } from './wakeable.js';
import {
  NO_WORDINGS,
  after,
  arrived,
  choose,
  placeOf,
  type Offered,
  type Wording,
  type WordingWork,
} from './wordings.js';
import { NO_WORK, isNothing, toSend, workOf, type Rating, type Work } from './work.js';

/**
 * Why a clip is passed over, as stored. PRIVATE needs no explanation, so it has none; DISTRESSING is
 * told the curators as well.
 */
export const SKIP_REASONS = ['UNPLAYABLE', 'NOBODY', 'LANGUAGE', 'PRIVATE', 'DISTRESSING'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** The server as the desk knows it. */
export interface DeskServer {
  desk(): Promise<{ readonly kind: 'desk'; readonly desk: DeskSetting } | Trouble>;
  next(holding: readonly string[]): Promise<NextClip>;
  readGuidelines(revision: number): Promise<void>;
  toured(): Promise<void>;
  send(entry: Entry): Promise<Outcome>;
  comments(): Promise<readonly OwnComment[] | null>;
  revisit(clip: string): Promise<Handout | null>;
  wordings(clip: string, draft: string, language: string): Promise<Offered | null>;
  word(word: string): Promise<Sense | null>;
}

export interface SessionPorts {
  readonly server: DeskServer;
  readonly store: EntryStore;
  readonly shelf: Pick<Storage, 'getItem' | 'setItem'>;
  now(): number; // milliseconds since the epoch
  changed(): void;
}

/** What was sent from this page and "back" can take back. */
interface Given {
  readonly kind: 'vote' | 'skip';
  readonly clientId: string;
  /** The clip as it will lie on the desk again, with what was answered. */
  readonly handout: Handout;
  /** How many more clips were answered by it: none by a newer answer to one. */
  readonly counted: number;
}

/** Values that an arrow key moves through come faster than this. */
const AT_ONCE_MILLIS = 1_500;
const LOOK_AGAIN_MILLIS = 3_000;

export class Session {
  readonly outbox: Outbox;
  readonly deck: Deck;
  setting: DeskSetting | null = null;
  steps: Steps<Work> = begin(NO_WORK);
  caption = '';
  structure: Structure = NO_STRUCTURE;
  wordings: WordingWork = NO_WORDINGS;
  /** Parts that answers are for, by id, the one pointed at last at the end; none: the whole clip. */
  selection: readonly string[] = [];
  /** What the annotator told the curators, once they asked to see it. */
  comments: readonly OwnComment[] | null = null;
  unreadAnswers = 0;
  /** What words stand for that lie on the desk or lay there, by word. */
  senses: ReadonlyMap<string, Sense> = new Map();
  today = 0;
  total = 0;
  /** True while an answer was submitted that says nothing. */
  wanting = false;
  /** What the server told of a clip before this one, until the annotator has read it. */
  told: Told | null = null;
  /** False when what waits would be lost with this page. */
  survivesReload = true;

  private readonly corpus: string;
  private readonly ports: SessionPorts;
  private readonly drafts: Drafts;
  private readonly pauses = new Wakeable();
  private trouble: Trouble | null = null;
  private given: readonly Given[] = [];
  private shown: string | null = null; // id of the clip the answer belongs to
  private drafted = ''; // where the draft of that answer lies
  private tongue: string | null = null; // the language of the words, where the annotator chose one
  private flowing: 'words' | 'rating' | null = null; // said on and on, it is one step
  private ratedAt = 0; // milliseconds since the epoch
  private looking = false;
  private revisited: ReadonlySet<string> = new Set(); // clips answered before that are answered anew
  private answered: ReadonlySet<string> = new Set(); // of these, those whose answer the server keeps
  private distressing: ReadonlySet<string> = new Set(); // clips reported from this page
  private opened = 0; // guidelines opened on this page
  private asked = 0; // guidelines already asked for
  private sought: ReadonlySet<string> = new Set(); // words whose sense was asked for
  private closed = false;

  constructor(corpus: string, voter: string, ports: SessionPorts) {
    this.corpus = corpus;
    this.ports = ports;
    this.drafts = new Drafts(ports.shelf, voter, corpus);
    this.outbox = new Outbox(voter, {
      store: ports.store,
      send: (entry) => ports.server.send(entry),
      pause: (millis) => this.pauses.pause(millis),
      changed: () => ports.changed(),
      told: (told) => (this.told = told),
      storeFailed: () => (this.survivesReload = false),
    });
    this.deck = new Deck({
      next: (holding) => ports.server.next(holding),
      answered: () => this.outbox.waiting.map((entry) => entry.clip),
      now: () => ports.now(),
      changed: () => this.turnToCurrent(),
    });
  }

  /** What this browser still owes the server first, then the clips. */
  async open(): Promise<void> {
    await this.outbox.open();
    await this.look();
  }

  close(): void {
    this.closed = true;
    this.outbox.close();
  }

  /** Tries at once whatever waits for better times. */
  wake(): void {
    this.pauses.wake();
    void this.look();
  }

  get current(): Handout | null {
    return this.deck.current;
  }

  /** How things stand: whether the desk opened at all, then whether a clip lies on it. */
  get standing(): DeckState {
    return this.trouble ?? this.deck.state;
  }

  get canGoBack(): boolean {
    return this.given.length > 0;
  }

  get corpusLanguage(): string {
    return this.setting?.settings.captionLanguage ?? 'en';
  }

  /** The part that is answered for, or null while it is the whole clip. */
  get part(): Segment | null {
    return find(this.steps.now.segments, this.selection.at(-1) ?? '') ?? null;
  }

  /** What the palette shows: the part's answer, or the whole clip's. */
  get answer(): Answer {
    return this.part ?? this.steps.now;
  }

  /** What the caption field shows: the part's words, or the whole clip's. */
  get words(): string {
    const { part } = this;
    return part === null ? this.caption : (part.caption?.text ?? '');
  }

  /** Takes a word of the annotator's own; said again, it stays. */
  say(typed: string): void {
    const candidate = candidateOf(typed);
    if (candidate !== null && !this.answer.candidates.includes(candidate)) {
      this.act({ kind: 'press', label: candidate });
    }
  }

  /** Asks what words of the answer stand for, each once; without an answer it is asked again. */
  seekSenses(): void {
    for (const candidate of this.answer.candidates) {
      const word = wordOf(candidate);
      if (word !== null && !this.sought.has(word)) {
        this.sought = new Set([...this.sought, word]);
        void this.seek(word);
      }
    }
  }

  private async seek(word: string): Promise<void> {
    const sense = await this.ports.server.word(word);
    if (sense === null) {
      this.sought = new Set([...this.sought].filter((one) => one !== word));
    } else {
      this.senses = new Map([...this.senses, [word, sense]]);
      this.ports.changed();
    }
  }

  act(act: Act): void {
    const { now } = this.steps;
    if (this.current === null) {
      return;
    }
    if (this.part === null) {
      this.turn(take(this.steps, act));
    } else {
      this.turn(step(this.steps, { ...now, segments: answer(now.segments, this.selection, act) }));
    }
  }

  /** Takes the parts as they were drawn anew, and which of them answers are for. */
  arrange(segments: Segments, selection: readonly string[]): void {
    const { now } = this.steps;
    if (this.current === null) {
      return;
    }
    this.selection = selection;
    if (segments === now.segments) {
      this.flowing = null;
      this.wanting = false;
      this.ports.changed();
    } else {
      this.turn(step(this.steps, { ...now, segments }));
    }
  }

  /** Takes how the whole clip feels; values that follow each other at once are one step. */
  rate({ valence, arousal }: Rating): void {
    const { now } = this.steps;
    if (this.current === null || (valence === now.valence && arousal === now.arousal)) {
      return;
    }
    const next: Work = { ...now, valence, arousal };
    const moment = this.ports.now();
    if (valence === null && arousal === null) {
      this.turn(step(this.steps, next)); // taken back, which can be undone as well
    } else {
      this.flowing = moment - this.ratedAt < AT_ONCE_MILLIS ? this.flowing : null;
      this.flow('rating', next);
    }
    this.ratedAt = moment;
  }

  /** Takes traces with a stretch recorded anew. */
  trace(traces: readonly Trace[]): void {
    const { now } = this.steps;
    if (this.current !== null && traces !== now.traces) {
      this.turn(step(this.steps, { ...now, traces }));
    }
  }

  undo(): void {
    this.turn(undo(this.steps));
  }

  redo(): void {
    this.turn(redo(this.steps));
  }

  write(caption: string): void {
    const { part } = this;
    if (part === null) {
      this.caption = caption;
      this.keepDraft();
    } else {
      this.describe(part, caption);
    }
  }

  /** Writes at one place of the caption's structure. */
  describeAt(place: Place, text: string): void {
    if (this.current !== null) {
      this.structure = write(this.structure, place, text);
      this.keepDraft();
    }
  }

  /** Lays the sentences of the free text out by place; what is written there already stays. */
  proposeStructure(): void {
    const emotions = this.setting?.scheme.labels.map((label) => label.name) ?? [];
    this.structure = fill(this.structure, propose(this.caption, emotions));
    this.keepDraft();
    this.ports.changed();
  }

  /** Whether wordings of others may be asked for, or what is wanting first. */
  get wordingHelp(): 'off' | 'draftFirst' | 'ready' {
    const help = this.setting?.settings.wordings ?? 'OFF';
    const silent = this.caption.trim() === '' && Object.keys(this.structure).length === 0;
    if (help === 'OFF' || this.current === null) {
      return 'off';
    }
    return help === 'AFTER_DRAFT' && silent ? 'draftFirst' : 'ready';
  }

  async askWordings(): Promise<void> {
    const clip = this.shown;
    if (clip === null || this.wordingHelp !== 'ready' || this.wordings.state === 'asking') {
      return;
    }
    this.wordings = { ...this.wordings, state: 'asking' };
    this.ports.changed();
    const draft = [this.caption.trim(), ...Object.values(this.structure)].join(' ').trim();
    const language = this.languageOf(this.caption);
    const answer = await this.ports.server.wordings(clip, draft, language);
    if (clip === this.shown) {
      this.wordings = arrived(this.wordings, answer);
      this.ports.changed();
    }
  }

  /** Puts a wording after what is written: at its place where the structure is open. */
  takeWording(wording: Wording, structured: boolean): void {
    this.wordings = choose(this.wordings, wording.id, true);
    if (structured) {
      const place = placeOf(wording);
      this.describeAt(place, after(this.structure[place] ?? '', wording.text));
    } else {
      this.caption = after(this.caption, wording.text);
      this.keepDraft();
    }
    this.ports.changed();
  }

  rejectWording(wording: Wording): void {
    this.wordings = choose(this.wordings, wording.id, false);
    this.keepDraft();
    this.ports.changed();
  }

  /** The language of some words: the one chosen for this clip, or what their letters tell. */
  languageOf(text: string): string {
    return this.tongue ?? captionLanguage(text, this.corpusLanguage);
  }

  /** Takes the next language for the words of this clip. */
  turnLanguage(): void {
    const languages = [...new Set([this.corpusLanguage, 'en', 'zh'])];
    const at = languages.indexOf(this.languageOf(this.words));
    this.tongue = languages[(at + 1) % languages.length] ?? null;
    this.keepDraft();
  }

  /** Sends the answer and turns to the next clip; says so when there is nothing to send yet. */
  submit(): boolean {
    const handout = this.current;
    const work = trimmed(this.steps.now);
    const mute = work.segments.find((part) => !saysSomething(part));
    if (handout === null || !isComplete(work) || mute !== undefined) {
      this.selection = isComplete(work) && mute !== undefined ? [mute.id] : [];
      this.wanting = handout !== null;
      this.ports.changed();
      return false;
    }
    const caption = this.captionToSend(handout.clip);
    const structure = this.structureToSend(handout.clip);
    const described = structure === null ? { caption } : { caption, structure };
    const { chosen } = this.wordings;
    const body = {
      leaseId: handout.lease.id,
      ...toSend(work),
      ...described,
      ...(chosen.length > 0 && { wordings: chosen }),
    };
    const clientId = this.send('vote', handout.clip, body);
    const clip: Clip = { ...handout.clip, mine: { ...toSend(work), ...described } };
    const counted = this.revisited.has(clip.id) ? 0 : 1;
    this.given = [...this.given, { kind: 'vote', clientId, handout: { ...handout, clip }, counted }];
    this.count(counted);
    this.putAway(handout);
    return true;
  }

  /** Passes over the clip; one answered before keeps its answer, so nothing of it is passed over. */
  skip(reason: SkipReason): boolean {
    const handout = this.current;
    if (handout === null) {
      return false;
    }
    if (reason === 'DISTRESSING') {
      this.reportDistress();
    }
    if (!this.answered.has(handout.clip.id)) {
      const clientId = this.send('skip', handout.clip, { leaseId: handout.lease.id, reason });
      this.given = [...this.given, { kind: 'skip', clientId, handout, counted: 0 }];
    }
    this.putAway(handout);
    return true;
  }

  /** Whether the annotator has yet to be shown around. */
  get isNew(): boolean {
    return this.setting?.toured === false;
  }

  /** The annotator was shown around, or would rather not be: that is once for all their browsers. */
  shownAround(): void {
    if (this.isNew && this.setting !== null) {
      this.setting = { ...this.setting, toured: true };
      void this.ports.server.toured();
      this.ports.changed();
    }
  }

  /** Whether there are guidelines the annotator has not opened, and whether they had older ones. */
  get guidelineNews(): 'unread' | 'changed' | null {
    const { revision, lastRead } = this.setting?.guidelines ?? { revision: 0, lastRead: 0 };
    const known = Math.max(lastRead, this.opened);
    if (known >= revision || this.setting?.corpus.guidelines === '') {
      return null;
    }
    return known === 0 ? 'unread' : 'changed';
  }

  /** The guidelines were opened: no sign of them any more, here or in another browser. */
  openGuidelines(): void {
    const revision = this.setting?.guidelines?.revision ?? 0;
    if (this.guidelineNews !== null) {
      this.opened = revision;
      void this.ports.server.readGuidelines(revision);
      this.ports.changed();
    }
  }

  /** Puts away what the server told of the clip before. */
  heard(): void {
    this.told = null;
    this.ports.changed();
  }

  /** Tells the curators something about the clip; it stays on the desk. */
  comment(text: string, atMicros: number | null): void {
    if (this.current !== null) {
      this.send('comment', this.current.clip, { text, atMicros });
    }
  }

  /** Whether the clip on the desk was reported as hard to bear from here. */
  get reported(): boolean {
    return this.distressing.has(this.current?.clip.id ?? '');
  }

  /** Tells the curators that the clip is hard to bear; it stays on the desk. */
  reportDistress(): void {
    const clip = this.current?.clip;
    if (clip !== undefined && !this.distressing.has(clip.id)) {
      this.distressing = new Set([...this.distressing, clip.id]);
      this.send('distress', clip, {});
      this.ports.changed();
    }
  }

  /** Fetches what the annotator told the curators; the answers count as read. */
  async readComments(): Promise<void> {
    this.comments = (await this.ports.server.comments()) ?? this.comments;
    this.unreadAnswers = this.comments === null ? this.unreadAnswers : 0;
    this.ports.changed();
  }

  /** Lays a clip on the desk again that was answered before, with the answer as it stands. */
  async revisit(clip: string): Promise<void> {
    const onItsWay = this.outbox.waiting.some((entry) => entry.clip === clip);
    if (onItsWay || this.current?.clip.id === clip) {
      return;
    }
    const handout = await this.ports.server.revisit(clip);
    if (handout !== null) {
      if (handout.clip.mine !== null) {
        this.revisited = new Set([...this.revisited, clip]);
        this.answered = new Set([...this.answered, clip]);
      }
      this.deck.takeBack(handout);
    }
  }

  /** Takes back what was sent last and lays its clip on the desk again, with the answer it had. */
  back(): boolean {
    const last = this.given.at(-1);
    if (last === undefined) {
      return false;
    }
    this.given = this.given.slice(0, -1);
    this.send('undo', last.handout.clip, { undoes: last.clientId });
    this.answered = new Set([...this.answered].filter((clip) => clip !== last.handout.clip.id));
    this.count(-last.counted);
    this.deck.takeBack(last.handout);
    return true;
  }

  /** Asks for what is missing until the server answers. */
  private async look(): Promise<void> {
    if (this.looking) {
      return;
    }
    this.looking = true;
    for (;;) {
      await Promise.all([this.setting === null ? this.readSetting() : null, this.deck.fill()]);
      if (this.standing.kind !== 'away' || this.closed) {
        break;
      }
      await this.pauses.pause(LOOK_AGAIN_MILLIS);
    }
    this.looking = false;
  }

  private async readSetting(): Promise<void> {
    const answer = await this.ports.server.desk();
    if (answer.kind === 'desk') {
      this.setting = answer.desk;
      this.today = answer.desk.progress.today;
      this.total = answer.desk.progress.total;
      this.unreadAnswers = answer.desk.unreadAnswers ?? 0;
      this.trouble = null;
    } else {
      this.trouble = answer;
    }
    this.ports.changed();
  }

  /** Lays out what belongs to the clip on the desk, if it is another one than before. */
  private turnToCurrent(): void {
    const clip = this.current?.clip ?? null;
    if ((clip?.id ?? null) !== this.shown) {
      const draft = clip === null ? null : this.drafts.of(draftOf(clip));
      const mine = clip?.mine ?? null;
      this.shown = clip?.id ?? null;
      this.drafted = clip === null ? '' : draftOf(clip);
      const held = draft?.answer ?? mine;
      this.steps = begin(held === null ? NO_WORK : workOf(held));
      this.caption = draft?.caption ?? mine?.caption?.text ?? '';
      this.structure = draft?.structure ?? structureOf(mine?.structure);
      this.tongue = draft?.tongue ?? this.chosenIn(mine?.caption ?? null);
      this.wordings = { ...NO_WORDINGS, chosen: draft?.chosen ?? [] };
      this.selection = [];
      this.flowing = null;
      this.wanting = false;
    }
    if (this.deck.state.kind === 'away') {
      void this.look();
    }
    void this.hearOfGuidelines(this.current?.guidelines ?? 0);
    this.ports.changed();
  }

  /** Guidelines may change while somebody sits at the desk. */
  private async hearOfGuidelines(revision: number): Promise<void> {
    const known = Math.max(this.setting?.guidelines?.revision ?? revision, this.asked);
    if (revision <= known) {
      return;
    }
    this.asked = revision;
    const answer = await this.ports.server.desk();
    if (answer.kind === 'desk' && this.setting !== null) {
      const { corpus, guidelines } = answer.desk;
      this.setting = { ...this.setting, corpus, ...(guidelines && { guidelines }) };
      this.ports.changed();
    }
  }

  /** The first letter is a step; those that follow at once belong to it. */
  private describe(part: Segment, text: string): void {
    const { now } = this.steps;
    const caption = text === '' ? null : { text, language: this.languageOf(text) };
    const next: Work = { ...now, segments: describe(now.segments, part.id, caption) };
    this.flow('words', next);
  }

  private flow(what: 'words' | 'rating', next: Work): void {
    const goesOn = this.flowing === what;
    this.turn(goesOn ? { ...this.steps, now: next } : step(this.steps, next));
    this.flowing = what;
  }

  private turn(steps: Steps<Work>): void {
    this.steps = steps;
    this.selection = this.selection.filter((id) => find(steps.now.segments, id) !== undefined);
    this.flowing = null;
    this.keepDraft();
    this.ports.changed();
  }

  private keepDraft(): void {
    if (this.shown === null) {
      return;
    }
    const { caption, structure, tongue } = this;
    const { chosen } = this.wordings;
    const silent = caption === '' && Object.keys(structure).length === 0;
    if (isNothing(this.steps.now) && silent && chosen.length === 0) {
      this.drafts.forget(this.drafted);
    } else {
      this.drafts.keep(this.drafted, { answer: this.steps.now, caption, structure, tongue, chosen });
    }
  }

  /** Null leaves what was written before; an empty text takes it back. */
  private captionToSend({ mine }: Clip): Vote['caption'] {
    const text = this.caption.trim();
    if (text !== '') {
      return { text, language: this.languageOf(text) };
    }
    return mine?.caption ? { text, language: mine.caption.language } : null;
  }

  /** Null where there is no structure and was none; without words it takes back what was. */
  private structureToSend({ mine }: Clip): readonly Described[] | null {
    const described = toDescribe(this.structure, (text) => this.languageOf(text));
    return described.length > 0 || (mine?.structure ?? []).length > 0 ? described : null;
  }

  /** The language some words were given, where their letters alone would tell another one. */
  private chosenIn(words: Words | null): string | null {
    const told = words === null ? null : captionLanguage(words.text, this.corpusLanguage);
    return words !== null && words.language !== told ? words.language : null;
  }

  private send(kind: EntryKind, clip: Clip, body: Readonly<Record<string, unknown>>): string {
    const clientId = uuid();
    void this.outbox.add({ clientId, kind, corpus: this.corpus, clip: clip.id, body });
    return clientId;
  }

  private putAway({ clip }: Handout): void {
    this.drafts.forget(draftOf(clip));
    this.deck.advance();
  }

  private count(answers: number): void {
    this.today += answers;
    this.total += answers;
  }
}

/** Words of parts without the spaces around them; words of spaces alone are none. */
function trimmed(work: Work): Work {
  const segments = work.segments.map((part) => {
    const text = part.caption?.text.trim() ?? '';
    return { ...part, caption: part.caption === null || text === '' ? null : { ...part.caption, text } };
  });
  return { ...work, segments };
}
