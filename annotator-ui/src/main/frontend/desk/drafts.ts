/** Answers begun and not yet submitted: a reload gives them back with their clip. */
import type { Clip } from './api.js';
import type { Structure } from './caption-structure.js';
import type { Chosen } from './wordings.js';
import type { ArrivingWork } from './work.js';

export interface Draft {
  readonly answer: ArrivingWork;
  readonly caption: string;
  /** Drafts from before captions had a structure have none. */
  readonly structure?: Structure;
  /** The language chosen for the words, where one was. */
  readonly tongue?: string | null;
  /** What became of wordings of others, where some were offered. */
  readonly chosen?: readonly Chosen[];
}

/** More than anybody has open at once; older ones belong to clips long gone. */
const KEPT = 20;

/** Where a clip's draft lies. What is asked apart from its label is another answer. */
export function draftOf({ id, cue = 'ALL' }: Pick<Clip, 'id' | 'cue'>): string {
  return cue === 'ALL' ? id : `${id}:${cue}`;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;
type Kept = ReadonlyArray<readonly [clip: string, draft: Draft]>;

/** The drafts of one voter in one corpus. */
export class Drafts {
  private readonly shelf: Shelf;
  private readonly place: string;

  constructor(shelf: Shelf, voter: string, corpus: string) {
    this.shelf = shelf;
    this.place = `undertone-drafts:${voter}:${corpus}`;
  }

  of(clip: string): Draft | null {
    return this.read().find(([owner]) => owner === clip)?.[1] ?? null;
  }

  keep(clip: string, draft: Draft): void {
    this.write([[clip, draft], ...this.others(clip)].slice(0, KEPT) as Kept);
  }

  forget(clip: string): void {
    this.write(this.others(clip));
  }

  private others(clip: string): Kept {
    return this.read().filter(([owner]) => owner !== clip);
  }

  private read(): Kept {
    try {
      return JSON.parse(this.shelf.getItem(this.place) ?? '[]') as Kept;
    } catch {
      return []; // somebody else's value under our name
    }
  }

  private write(kept: Kept): void {
    try {
      this.shelf.setItem(this.place, JSON.stringify(kept));
    } catch {
      // A full or forbidden store costs the draft at a reload; submitted answers have their own.
    }
  }
}
