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
export const START = icon(svg`<path class="solid" d="M12.5 3.5v9L6 8zM3.5 3.5h1.6v9H3.5z"/>`);
export const END = icon(svg`<path class="solid" d="M3.5 3.5v9L10 8zM10.9 3.5h1.6v9h-1.6z"/>`);
export const ZOOM_IN = icon(svg`<path d="M8 3.5v9M3.5 8h9"/>`);
export const ZOOM_OUT = icon(svg`<path d="M3.5 8h9"/>`);
export const WHOLE = icon(svg`<path d="M2.5 3.5v9M13.5 3.5v9M5 8h6M6.7 6.2L5 8l1.7 1.8M9.3 6.2L11 8 9.3 9.8"/>`);
export const WAVE = icon(svg`<path d="M2.5 7v2M5.2 5v6M8 3v10M10.8 5.5v5M13.5 7v2"/>`);
export const SPECTROGRAM = icon(
  svg`<path d="M2.5 12.5h4M8.5 12.5h5M2.5 9.5h2M6.5 9.5h4M2.5 6.5h6M11 6.5h2.5M5 3.5h3"/>`,
);
export const BOTH = icon(
  svg`<path d="M2.5 4v1M5.2 3v3M8 2v5M10.8 3.2v2.6M13.5 4v1M2.5 10.5h4M9 10.5h4.5M2.5 13.5h6M11 13.5h2.5"/>`,
);
export const RECORD = icon(svg`<circle class="solid" cx="8" cy="8" r="4.5"/>`);
export const PART = icon(
  svg`<path d="M3 3.5v9M13 3.5v9"/><path class="solid" d="M6 4.8v6.4L11 8z"/>`,
);
export const LIST = icon(svg`<path d="M3 4h10M3 8h10M3 12h10"/>`);
export const WHEEL = icon(svg`<circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="1.8"/><path d="M8 2.5v3.7M8 9.8v3.7M2.5 8h3.7M9.8 8h3.7"/>`);
