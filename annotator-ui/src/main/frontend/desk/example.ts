/** Clips that show what a label means, as small as a hand. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Example, Label } from './api.js';
import type { Messages } from './messages.js';

/** One to be glanced at beside a label: it moves without sound, unless the system wants calm. */
export function glimpse({ modality, mediaUrl, posterUrl, text }: Example): TemplateResult {
  switch (modality) {
    case 'VIDEO':
      return html`<video
        class="example"
        src=${mediaUrl ?? ''}
        poster=${posterUrl ?? ''}
        .muted=${true}
        loop
        playsinline
        ?autoplay=${!matchMedia('(prefers-reduced-motion: reduce)').matches}
      ></video>`;
    case 'IMAGE':
      return html`<img class="example" src=${mediaUrl ?? ''} alt="" />`;
    case 'AUDIO':
    case 'TEXT':
      return html`${text === null ? nothing : html`<q class="example">${text}</q>`}`;
  }
}

/** Labels with what they mean, and their examples to be played by mouse and by keyboard. */
export function labelSheet(
  texts: Messages,
  labels: readonly Label[],
): TemplateResult | typeof nothing {
  const shown = labels.filter((label) => (label.examples ?? []).length > 0);
  return shown.length === 0
    ? nothing
    : html`<h3>${texts.examples}</h3>
        ${shown.map(
          (label) => html`<section class="label-examples">
            <h4>${label.glyph} ${label.name}</h4>
            <p>${label.definition}</p>
            <div>${label.examples?.map((one) => playable(texts, label, one))}</div>
          </section>`,
        )}`;
}

function playable(
  texts: Messages,
  label: Label,
  { modality, mediaUrl, posterUrl, text }: Example,
): TemplateResult {
  const name = texts.exampleOf(label.name);
  switch (modality) {
    case 'VIDEO':
      return html`<video
        class="example"
        controls
        preload="none"
        playsinline
        src=${mediaUrl ?? ''}
        poster=${posterUrl ?? ''}
        aria-label=${name}
      ></video>`;
    case 'AUDIO':
      return html`<audio controls preload="none" src=${mediaUrl ?? ''} aria-label=${name}></audio>`;
    case 'IMAGE':
      return html`<img class="example" src=${mediaUrl ?? ''} alt=${name} />`;
    case 'TEXT':
      return html`<q class="example">${text}</q>`;
  }
}
