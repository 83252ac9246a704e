/** What stands around a clip, or in its place. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DeckState } from './deck.js';
import type { Messages } from './messages.js';

interface Ways {
  readonly today: number;
  readonly waiting: number;
  readonly back: TemplateResult;
  lookAgain(): void;
}

/** Where no clip is: why, and what comes next. */
export function insteadOfClip(
  texts: Messages,
  standing: DeckState,
  { today, waiting, back, lookAgain }: Ways,
): TemplateResult | typeof nothing {
  switch (standing.kind) {
    case 'ready':
      return nothing;
    case 'loading':
      return word('', texts.loading);
    case 'away':
      return word(texts.awayTitle, texts.awayText(waiting));
    case 'refused':
      return word(texts.deniedTitle, standing.why);
    case 'signedOut':
      return word(texts.signedOutTitle, '', signIn(texts, 'primary'));
    case 'empty':
      return word(
        standing.heldBack === 'ENOUGH_TODAY' ? texts.heldBackTitle : texts.doneTitle,
        standing.heldBack ? texts.heldBack[standing.heldBack] : texts.doneText(today),
        html`${back}<button class="outlined" @click=${lookAgain}>${texts.lookAgain}</button>`,
      );
  }
}

/** The server sends a page that needs a login there, and back afterwards. */
export function signIn(texts: Messages, look: 'primary' | 'outlined'): TemplateResult {
  return html`<button class=${look} @click=${() => location.reload()}>${texts.signIn}</button>`;
}

function word(title: string, text: string, ways: unknown = nothing): TemplateResult {
  return html`<div class="word" role="status">
    ${title === '' ? nothing : html`<h2>${title}</h2>`}
    ${text === '' ? nothing : html`<p>${text}</p>`}
    <div class="ways">${ways}</div>
  </div>`;
}
