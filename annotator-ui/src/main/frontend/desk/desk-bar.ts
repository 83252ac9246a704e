/** The line of state above the desk, and what is laid over the clip when an answer went wrong. */
import { html, nothing, type TemplateResult } from 'lit';
import { signIn } from './clip-side.js';
import type { Messages } from './messages.js';
import type { SaveState } from './outbox.js';
import type { Session } from './session.js';

interface Sheets {
  /** Null while there is no clip to speak of. */
  readonly comment: (() => void) | null;
  /** Null while there is no clip, or the clip is known to be hard to bear. */
  readonly distress: (() => void) | null;
  readonly breakWord: unknown;
  answers(): void;
  guidelines(): void;
  keys(): void;
}

export function bar(texts: Messages, session: Session | null, sheets: Sheets): TemplateResult {
  const known = session?.setting ?? null;
  return html`<header class="bar">
    <h1 class="unseen">${texts.desk}${known === null ? '' : `: ${known.corpus.name}`}</h1>
    <span class="progress">
      ${session && known ? texts.progress(session.today, session.total) : nothing}
    </span>
    ${session && known ? saveState(texts, session.outbox.state) : nothing}
    ${sheets.breakWord}
    <span class="gap"></span>
    ${(session?.unreadAnswers ?? 0) === 0
      ? nothing
      : html`<button class="quiet answers" @click=${sheets.answers}>
          ${texts.unreadAnswers(session?.unreadAnswers ?? 0)}
        </button>`}
    ${sheets.distress === null
      ? nothing
      : html`<button
          class="quiet distress"
          title=${texts.distressReportHint}
          ?disabled=${session?.reported}
          @click=${sheets.distress}
        >
          ${session?.reported ? texts.distressReported : texts.distressReport}
        </button>`}
    ${sheets.comment === null
      ? nothing
      : html`<button class="quiet" aria-keyshortcuts="@" @click=${sheets.comment}>
          ${texts.comment}
        </button>`}
    <button class="quiet ${known && session?.guidelineNews ? 'news' : ''}" @click=${sheets.guidelines}>
      <span class="in-full">${guidelineWord(texts, session)}</span>
      <span class="in-short" aria-hidden="true">${texts.guidelines}</span>
    </button>
    <button class="quiet sheet" aria-keyshortcuts="?" @click=${sheets.keys}>
      <kbd aria-hidden="true">?</kbd> ${texts.keys}
    </button>
  </header>`;
}

function guidelineWord(texts: Messages, session: Session | null): string {
  switch (session?.guidelineNews ?? null) {
    case 'changed':
      return texts.guidelinesChanged(session?.setting?.guidelines?.revision ?? 0);
    case 'unread':
      return texts.guidelinesUnread;
    default:
      return texts.guidelines;
  }
}

/** Laid over the clip, so that nothing moves. */
export function notices(texts: Messages, session: Session | null): TemplateResult {
  const outbox = session?.outbox;
  const save = outbox?.state;
  return html`<div class="notices" role="alert">
    ${save?.kind === 'signedOut'
      ? html`<p class="notice">${texts.signedOut(save.waiting)} ${signIn(texts, 'outlined')}</p>`
      : nothing}
    ${session?.survivesReload === false
      ? html`<p class="notice">${texts.notDurable}</p>`
      : nothing}
    ${outbox?.refused.map(
      (entry) => html`<p class="notice">
        ${texts.refused(entry.refusal ?? '')}
        <button class="outlined" @click=${() => outbox.retry(entry.clientId)}>
          ${texts.tryAgain}
        </button>
        <button @click=${() => outbox.discard(entry.clientId)}>${texts.discard}</button>
      </p>`,
    )}
  </div>`;
}

function saveState(texts: Messages, save: SaveState): TemplateResult {
  const word = 'waiting' in save ? texts.offline(save.waiting) : texts[save.kind];
  return html`<span class="save ${save.kind}" role="status">${word}</span>`;
}
