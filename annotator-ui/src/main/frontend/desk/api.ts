/** The desk's REST calls, and the shapes they carry. */
import type { Described } from './caption-structure.js';
import type { Entry, Outcome, Told } from './outbox.js';
import type { Sense } from './own-words.js';
import type { Words } from './segments.js';
import type { Offered, WordingHelp } from './wordings.js';
import type { ArrivingWork } from './work.js';

export type Modality = 'VIDEO' | 'AUDIO' | 'IMAGE' | 'TEXT';

/** What of a clip there is to judge by; the rest is withheld. */
export type Cue = 'ALL' | 'FACE' | 'VOICE' | 'WORDS' | 'LISTENER';

/** A clip that shows what a label means; it is handed out to nobody. */
export interface Example {
  readonly modality: Modality;
  readonly mediaUrl: string | null;
  readonly posterUrl: string | null;
  readonly text: string | null;
}

export interface Label {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly colour: string;
  readonly key: string | null;
  readonly glyph: string;
  /** Where it lies on the circle of emotions, -1..1, if the scheme says so. */
  readonly valence?: number | null;
  readonly arousal?: number | null;
  /** An older server has none. */
  readonly examples?: readonly Example[];
}

/** How many clips the annotator has answered. */
export interface Progress {
  readonly today: number;
  readonly total: number;
}

/** Which guidelines count, and what in them is new to the annotator. */
export interface GuidelineNews {
  /** From 1 on; 0 while there are none. */
  readonly revision: number;
  /** Newest revision the annotator has opened, 0 if none. */
  readonly lastRead: number;
  /** Lines of the text, from 0, that were not in the one they opened. */
  readonly freshLines: readonly number[];
  /** Lines of that one that are no more. */
  readonly gone: readonly string[];
}

export interface DeskSetting {
  readonly corpus: { readonly name: string; readonly guidelines: string };
  /** An older server does not tell. */
  readonly guidelines?: GuidelineNews;
  /** Whether the annotator has been shown around; an older server shows nobody around. */
  readonly toured?: boolean;
  readonly scheme: { readonly name: string; readonly version: number; readonly labels: Label[] };
  readonly progress: Progress;
  readonly settings: DeskHabits;
  /** Answers to the annotator's comments they have not read; an older server tells none. */
  readonly unreadAnswers?: number;
}

/** What the annotator told the curators, with the answers, oldest first. */
export interface OwnComment {
  readonly clip: string;
  readonly text: string;
  readonly atMicros: number | null;
  readonly writtenAt: string;
  /** Whether the clip is still theirs to answer anew. */
  readonly revisable: boolean;
  readonly answers: ReadonlyArray<{
    readonly text: string;
    readonly writtenAt: string;
    readonly read: boolean;
  }>;
}

/** How a corpus is annotated. What an older server does not tell is off. */
export interface DeskHabits {
  readonly captionLanguage: string;
  readonly longestCaption: number;
  /** How the labels are laid out, until the annotator chooses. */
  readonly palette?: 'FLAT' | 'WHEEL';
  /** Whether parts of a clip are answered for. */
  readonly segments?: boolean;
  /** Whether valence and arousal of the whole clip are asked for. */
  readonly rating?: boolean;
  /** Whether valence and arousal are recorded. */
  readonly traces?: boolean;
  /** Whether words of one's own may be typed beside the labels. */
  readonly words?: boolean;
  /** Whether wordings of others are offered. */
  readonly wordings?: WordingHelp;
  /** Minutes of work before a reminder of a break; 0 for none. */
  readonly breakMinutes?: number;
}

/** Who speaks in a conversation. */
export interface Speaker {
  readonly name: string;
  /** From 0, by first appearance. */
  readonly number: number;
  /** Tell them apart without their colour. */
  readonly letters: string;
}

/** A turn beside the clip. An older server tells its words alone. */
export interface ContextLine {
  readonly speaker: string | null;
  readonly sign?: Speaker | null;
  readonly text: string;
  readonly position: 'before' | 'after';
  readonly modality?: Modality;
  readonly mediaUrl?: string | null;
  readonly posterUrl?: string | null;
  readonly distressing?: boolean;
}

/** An answer as the server keeps it: with the words that came with it. */
export type Vote = ArrivingWork & {
  readonly caption: Words | null;
  /** The structure of the caption; without it what was written before stays. */
  readonly structure?: readonly Described[] | null;
};

/**
 * Pictures of a sound's frequencies over time, grey on nothing. `{tile}` in the address counts from
 * 0; low frequencies are at the bottom, and the last picture is as wide as its time is long.
 */
export interface Spectrogram {
  readonly url: string;
  readonly tiles: number;
  readonly tileMicros: number;
  readonly lowHz: number;
  readonly highHz: number;
  readonly bins: number; // pixels high
}

export interface Clip {
  readonly id: string;
  /** An older server knows whole clips only. */
  readonly cue?: Cue;
  readonly modality: Modality;
  readonly mediaUrl: string | null;
  readonly posterUrl: string | null;
  readonly peaksUrl: string | null;
  readonly framesUrl: string | null;
  readonly spectrogram?: Spectrogram | null;
  readonly text: string | null;
  readonly durationMicros: number | null;
  readonly hasAudio: boolean;
  readonly width: number | null;
  readonly height: number | null;
  /** Whether it is hard to bear: blurred and muted until asked for. */
  readonly distressing?: boolean;
  /** Who speaks, where turns around the clip are shown. */
  readonly speaker?: Speaker | null;
  readonly context: readonly ContextLine[];
  /** What this annotator holds of the clip already, if anything. */
  readonly mine: Vote | null;
}

/** A clip that is this annotator's for a while. */
export interface Handout {
  readonly lease: { readonly id: string | number; readonly expiresAt: string };
  readonly clip: Clip;
  readonly progress: Progress;
  /** Number of the guidelines that count now. */
  readonly guidelines?: number;
}

export type NextClip =
  | { readonly kind: 'clip'; readonly handout: Handout }
  | { readonly kind: 'empty'; readonly heldBack?: HeldBack | null }
  | Trouble;

/** Why clips that are left are not handed out: they are hard to bear, and one asked, or had enough. */
export type HeldBack = 'ASKED' | 'ENOUGH_TODAY';

/** Why a question got no answer. */
export type Trouble =
  | { readonly kind: 'away' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'refused'; readonly why: string };

interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** True when the server wants to send us elsewhere, which is the sign-in page. */
  readonly redirected: boolean;
  readonly text: string;
}

/** A server that does not answer in this time counts as away. */
const PATIENCE_MILLIS = 20_000;
const BUSY = [408, 425, 429];

export class Api {
  private readonly corpus: string;
  private readonly language: string;

  constructor(corpus: string, language: string) {
    this.corpus = corpus;
    this.language = language;
  }

  async desk(): Promise<{ readonly kind: 'desk'; readonly desk: DeskSetting } | Trouble> {
    const result = await this.call('GET', this.corpus, 'desk');
    return result.kind === 'answered'
      ? { kind: 'desk', desk: JSON.parse(result.text) as DeskSetting }
      : result;
  }

  async next(holding: readonly string[]): Promise<NextClip> {
    const result = await this.call('POST', this.corpus, 'queue/next', { holding });
    if (result.kind !== 'answered') {
      return result;
    }
    return result.status === 204
      ? { kind: 'empty', heldBack: await this.heldBack() }
      : { kind: 'clip', handout: read(JSON.parse(result.text) as Handout) };
  }

  /** The annotator's own comments, and with them the answers are read. */
  async comments(): Promise<readonly OwnComment[] | null> {
    const result = await this.call('GET', this.corpus, 'comments/mine');
    if (result.kind !== 'answered') {
      return null;
    }
    await this.call('POST', this.corpus, 'comments/mine/read', {});
    return JSON.parse(result.text) as readonly OwnComment[];
  }

  /** Wordings of others for a clip; null where nobody answers. */
  async wordings(clip: string, draft: string, language: string): Promise<Offered | null> {
    const path = `clips/${encodeURIComponent(clip)}/wordings`;
    const result = await this.call('POST', this.corpus, path, { draft, language });
    return result.kind === 'answered' ? (JSON.parse(result.text) as Offered) : null;
  }

  /** What a word stands for; null where nobody answers. */
  async word(word: string): Promise<Sense | null> {
    const path = `desk/word?word=${encodeURIComponent(word)}`;
    const result = await this.call('GET', this.corpus, path);
    return result.kind === 'answered' ? (JSON.parse(result.text) as Sense) : null;
  }

  /** A clip the annotator holds or has answered; null where it is not theirs any more. */
  async revisit(clip: string): Promise<Handout | null> {
    const path = `clips/${encodeURIComponent(clip)}/revisit`;
    const result = await this.call('POST', this.corpus, path, {});
    return result.kind === 'answered' ? read(JSON.parse(result.text) as Handout) : null;
  }

  /** Null as well where nobody answers: that nothing is left is true all the same. */
  private async heldBack(): Promise<HeldBack | null> {
    const result = await this.call('GET', this.corpus, 'queue/rest');
    return result.kind === 'answered'
      ? (JSON.parse(result.text) as { heldBack: HeldBack | null }).heldBack
      : null;
  }

  /** Remembers that guidelines were opened; a call that fails only leaves the sign for next time. */
  async readGuidelines(revision: number): Promise<void> {
    await this.call('POST', this.corpus, 'guidelines/read', { revision });
  }

  /** Remembers that the annotator was shown around; a call that fails shows them around again. */
  async toured(): Promise<void> {
    await this.request(new URL('api/v1/me/tour', document.baseURI), 'POST');
  }

  /** Sends one entry of the journal. */
  async send(entry: Entry): Promise<Outcome> {
    const what = { vote: 'votes', skip: 'skips', undo: 'votes/undo', comment: 'comments', distress: 'distress' }[entry.kind];
    const path = `clips/${encodeURIComponent(entry.clip)}/${what}`;
    const body = { clientId: entry.clientId, ...entry.body };
    const result = await this.call('POST', entry.corpus, path, body);
    return result.kind === 'answered' ? { kind: 'saved', told: toldIn(result.text) } : result;
  }

  private async call(
    method: 'GET' | 'POST',
    corpus: string,
    path: string,
    body?: unknown,
  ): Promise<Answered | Trouble> {
    const address = addressOf(corpus, path);
    const ticket = csrfTicket();
    const first = await this.request(address, method, body);
    // The ticket changes with the session; one that changed since this page took it deserves a
    // second try before the annotator hears of it.
    if (first.kind === 'answered' && first.status === 403 && method === 'POST') {
      await this.request(addressOf(corpus, 'desk'), 'GET');
      if (csrfTicket() !== ticket) {
        return judge(await this.request(address, method, body));
      }
    }
    return judge(first);
  }

  private async request(
    address: URL,
    method: 'GET' | 'POST',
    body?: unknown,
  ): Promise<Answered | Trouble> {
    const headers = new Headers({
      Accept: 'application/json, application/problem+json',
      'Accept-Language': this.language,
    });
    if (method === 'POST') {
      headers.set('Content-Type', 'application/json');
      headers.set('X-XSRF-TOKEN', csrfTicket());
    }
    try {
      const response = await fetch(address, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        credentials: 'same-origin',
        redirect: 'manual', // a redirect leads to the sign-in page
        signal: AbortSignal.timeout(PATIENCE_MILLIS),
      });
      const redirected = response.type === 'opaqueredirect';
      return { kind: 'answered', status: response.status, redirected, text: await response.text() };
    } catch {
      return { kind: 'away' };
    }
  }
}

/** Clips are named by a number on the wire and by a word here, where they are keys and addresses. */
function read(handout: Handout): Handout {
  return { ...handout, clip: { ...handout.clip, id: String(handout.clip.id) } };
}

function judge(result: Answered | Trouble): Answered | Trouble {
  if (result.kind !== 'answered' || (result.status >= 200 && result.status < 300)) {
    return result;
  }
  if (result.redirected || result.status === 401) {
    return { kind: 'signedOut' };
  }
  if (result.status >= 500 || BUSY.includes(result.status)) {
    return { kind: 'away' };
  }
  return { kind: 'refused', why: plainWords(result) };
}

function addressOf(corpus: string, path: string): URL {
  return new URL(`api/v1/corpora/${encodeURIComponent(corpus)}/${path}`, document.baseURI);
}

/** What a receipt tells of a clip that was a check; most tell nothing, and some are empty. */
function toldIn(receipt: string): Told | null {
  return receipt === '' ? null : ((JSON.parse(receipt) as { gold?: Told | null }).gold ?? null);
}

/** RFC 9457: `detail` says it in plain words, `title` in a few. */
function plainWords(result: Answered): string {
  try {
    const problem = JSON.parse(result.text) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? `HTTP ${result.status}`;
  } catch {
    return `HTTP ${result.status}`; // not a problem document: a proxy's own page, say
  }
}

function csrfTicket(): string {
  const crumb = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN='));
  return crumb === undefined ? '' : decodeURIComponent(crumb.slice('XSRF-TOKEN='.length));
}
