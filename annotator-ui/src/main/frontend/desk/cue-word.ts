/** What an annotator judges by, or about whom, where it is not the label of the whole clip. */
import { html, type TemplateResult } from 'lit';
import type { Clip, Cue } from './api.js';
import type { Messages } from './messages.js';

/** What a clip is asked about apart from its label; null for the label itself. */
export function cueApart(clip: Clip | null): Exclude<Cue, 'ALL'> | null {
  const cue = clip?.cue ?? 'ALL';
  return cue === 'ALL' ? null : cue;
}

/** Stands in the place of the words around a clip, which a single cue comes without, or over them. */
export function cueWord(texts: Messages, cue: Exclude<Cue, 'ALL'>): TemplateResult {
  return html`<div class=${cue === 'LISTENER' ? 'context asked' : 'context'}>
    <p class="cue" role="status"><strong>${texts.cues[cue]}</strong> ${texts.cueHints[cue]}</p>
  </div>`;
}
