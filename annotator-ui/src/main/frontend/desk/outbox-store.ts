/** The journal's places: the browser's own database, or memory where the browser has none to give. */
import type { Entry, EntryStore } from './outbox.js';

const DATABASE = 'undertone-desk';
const ENTRIES = 'entries';

export interface OpenedStore {
  readonly store: EntryStore;
  /** False when the browser keeps nothing: closing the page would lose what waits. */
  readonly survivesReload: boolean;
}

export async function openEntryStore(): Promise<OpenedStore> {
  try {
    return { store: new BrowserStore(await openDatabase()), survivesReload: true };
  } catch {
    // Private windows and full disks refuse a database; answering must go on, and the desk says so.
    return { store: new MemoryStore(), survivesReload: false };
  }
}

class BrowserStore implements EntryStore {
  private readonly database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.database = database;
  }

  async all(): Promise<readonly Entry[]> {
    const entries: Entry[] = await done(this.entries('readonly').getAll());
    return entries.toSorted((a, b) => a.sequence - b.sequence);
  }

  async put(entry: Entry): Promise<void> {
    await done(this.entries('readwrite').put(entry));
  }

  async remove(clientId: string): Promise<void> {
    await done(this.entries('readwrite').delete(clientId));
  }

  private entries(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(ENTRIES, mode).objectStore(ENTRIES);
  }
}

/** Keeps entries as long as the page lives. */
export class MemoryStore implements EntryStore {
  private readonly entries = new Map<string, Entry>();

  all(): Promise<readonly Entry[]> {
    return Promise.resolve([...this.entries.values()].toSorted((a, b) => a.sequence - b.sequence));
  }

  put(entry: Entry): Promise<void> {
    this.entries.set(entry.clientId, entry);
    return Promise.resolve();
  }

  remove(clientId: string): Promise<void> {
    this.entries.delete(clientId);
    return Promise.resolve();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(ENTRIES, { keyPath: 'clientId' });
  };
  return done(opening);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser database failed.'));
  });
}
