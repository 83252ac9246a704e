/** Laid over a clip that is hard to bear, until it is asked for. */
import { html, type TemplateResult } from 'lit';
import { keyCap } from './keys.js';
import type { Messages } from './messages.js';

/** @param key that asks for the clip, if the scheme left one */
export function veil(texts: Messages, key: string | null, show: () => void): TemplateResult {
  return html`<div class="veil" role="group" aria-label=${texts.distressing}>
    <h2>${texts.distressing}</h2>
    <p>${texts.distressingHint}</p>
    <button class="outlined" aria-keyshortcuts=${key ?? ''} @click=${show}>
      ${key === null ? '' : html`<kbd aria-hidden="true">${keyCap(key)}</kbd> `}${texts.show}
    </button>
  </div>`;
}
