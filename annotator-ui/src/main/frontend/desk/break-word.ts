/** A gentle word that it is time for a break. It waits in the line of state and takes no key. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from './messages.js';

/** @param minutes worked; null while there is nothing to say */
export function breakWord(
  texts: Messages,
  minutes: number | null,
  close: () => void,
): TemplateResult | typeof nothing {
  return minutes === null
    ? nothing
    : html`<span class="break" role="status">
        ${texts.breakDue(minutes)}
        <button class="quiet" @click=${close}>${texts.breakClose}</button>
      </span>`;
}
