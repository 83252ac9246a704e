/** A word to the curators about the clip on the desk, pinned to a moment if the annotator likes. */
import { html, nothing, type TemplateResult } from 'lit';
import { clock } from './clock.js';
import type { Messages } from './messages.js';

export interface Remark {
  readonly text: string;
  /** Microseconds, or null for the whole clip. */
  readonly atMicros: number | null;
}

const LONGEST = 2000;

/** @param at the moment the player stands at, null where the clip has no length */
export function commentSheet(
  texts: Messages,
  at: number | null,
  send: (remark: Remark) => void,
  mine: () => void,
): TemplateResult {
  const submitted = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const filled = new FormData(form);
    if (event.submitter?.getAttribute('value') === 'send') {
      const text = String(filled.get('text') ?? '').trim();
      if (text !== '') {
        send({ text, atMicros: filled.has('pinned') && at !== null ? Math.round(at) : null });
      }
      form.reset();
    }
  };
  return html`
    <h2 id="comment">${texts.comment}</h2>
    <p class="note">${texts.commentHint}</p>
    <form method="dialog" class="comment-form" @submit=${submitted}>
      <textarea
        name="text"
        rows="4"
        maxlength=${LONGEST}
        aria-labelledby="comment"
        dir="auto"
        spellcheck="true"
        autofocus
      ></textarea>
      ${at === null
        ? nothing
        : html`<label class="switch">
            <input type="checkbox" name="pinned" checked /> ${texts.commentAt(clock(at))}
          </label>`}
      <div class="ways">
        <button type="button" @click=${mine}>${texts.myComments}</button>
        <span class="gap"></span>
        <button class="outlined" value="cancel" formnovalidate>${texts.cancel}</button>
        <button class="primary" value="send">${texts.commentSend}</button>
      </div>
    </form>
  `;
}
