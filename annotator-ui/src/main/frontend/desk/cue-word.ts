/** What an annotator judges by, where it is not the whole clip. */
import { html, type TemplateResult } from 'lit';
import type { Clip, Cue } from './api.js';
import type { Messages } from './messages.js';

/** The cue a clip is to be judged by alone; null for the whole clip. */
export function singleCue(clip: Clip | null): Exclude<Cue, 'ALL'> | null {
  const cue = clip?.cue ?? 'ALL';
  return cue === 'ALL' ? null : cue;
}

/** Stands in the place of the words around a clip, which a single cue comes without. */
export function cueWord(texts: Messages, cue: Exclude<Cue, 'ALL'>): TemplateResult {
  return html`<div class="context">
    <p class="cue" role="status"><strong>${texts.cues[cue]}</strong> ${texts.cueHints[cue]}</p>
  </div>`;
}
