/** What the annotator told the curators, and what they answered; nobody else's words. */
import { html, nothing, type TemplateResult } from 'lit';
import type { OwnComment } from './api.js';
import { clock } from './clock.js';
import type { Messages } from './messages.js';

interface Asks {
  readonly language: string;
  /** Lays the clip of a comment on the desk again. */
  revisit(clip: string): void;
}

/** @param comments null while they are on their way */
export function answersSheet(
  texts: Messages,
  comments: readonly OwnComment[] | null,
  asks: Asks,
): TemplateResult {
  return html`
    <h2 id="answers">${texts.myComments}</h2>
    ${comments === null
      ? html`<p class="note">${texts.loadingComments}</p>`
      : comments.length === 0
        ? html`<p class="note">${texts.noComments}</p>`
        : html`<ol class="told" tabindex="0">
            ${comments.map((one) => told(texts, one, asks))}
          </ol>`}
    <form method="dialog"><button class="outlined" autofocus>${texts.close}</button></form>
  `;
}

function told(texts: Messages, one: OwnComment, { language, revisit }: Asks): TemplateResult {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return html`<li>
    <p class="note">
      ${day.format(new Date(one.writtenAt))}${one.atMicros === null
        ? nothing
        : html` · ${texts.commentAt(clock(one.atMicros))}`}
      ${one.revisable
        ? html`<button class="quiet" @click=${() => revisit(one.clip)}>${texts.revisit}</button>`
        : nothing}
    </p>
    <p dir="auto">${one.text}</p>
    ${one.answers.map(
      (answer) => html`<blockquote class=${answer.read ? '' : 'unread'}>
        <span class="note">${answer.read ? texts.answered : texts.answeredNew}</span>
        <p dir="auto">${answer.text}</p>
      </blockquote>`,
    )}
  </li>`;
}
