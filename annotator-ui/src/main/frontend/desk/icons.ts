import { svg, html, type TemplateResult } from 'lit';

/** Line drawings, 16 x 16, in the colour of the text around them. */
function icon(drawing: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${drawing}</svg>`;
}

export const PLAY = icon(svg`<path class="solid" d="M4.5 2.8v10.4a.6.6 0 0 0 .9.5l8.4-5.2a.6.6 0 0 0 0-1L5.4 2.3a.6.6 0 0 0-.9.5z"/>`);
export const PAUSE = icon(svg`<path class="solid" d="M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z"/>`);
export const FRAME_BACK = icon(svg`<path class="solid" d="M10.5 3.5v9L4 8z"/>`);
export const FRAME_FORWARD = icon(svg`<path class="solid" d="M5.5 3.5v9L12 8z"/>`);
export const LOOP = icon(
  svg`<path d="M2.8 7.2A5.3 5.3 0 0 1 12.3 5M13.2 8.8A5.3 5.3 0 0 1 3.7 11"/><path d="M12.7 2.2V5.2H9.7M3.3 13.8V10.8H6.3"/>`,
);
export const SOUND = icon(
  svg`<path class="solid" d="M2 6v4h2.5L8 13V3L4.5 6z"/><path d="M10.3 5.7a3.2 3.2 0 0 1 0 4.6M12.3 3.8a6 6 0 0 1 0 8.4"/>`,
);
export const MUTED = icon(
  svg`<path class="solid" d="M2 6v4h2.5L8 13V3L4.5 6z"/><path d="M10.5 6l4 4M14.5 6l-4 4"/>`,
);
