/** What is told of a clip that was a check, after it was answered. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Label } from './api.js';
import type { Messages } from './messages.js';
import type { Told } from './outbox.js';

/** Says kindly what the trusted label was, and what it means for those who ask. */
export function goldWord(
  texts: Messages,
  told: Told | null,
  labels: readonly Label[],
  close: () => void,
): TemplateResult | typeof nothing {
  if (told === null) {
    return nothing;
  }
  const label = labels.find((one) => one.id === told.label);
  const name = label?.name ?? told.label;
  return html`<div class="gold-word" role="status">
    <p>${told.held ? texts.goldHeld(name) : texts.goldOther(name)}</p>
    ${label === undefined || label.definition === ''
      ? nothing
      : html`<details>
          <summary>${texts.goldMeans(name)}</summary>
          <p>${label.definition}</p>
        </details>`}
    <button class="outlined" @click=${close}>${texts.goldClose}</button>
  </div>`;
}
