import { html, nothing, type TemplateResult } from 'lit';
import type { DeskSetting } from './api.js';
import { labelSheet } from './example.js';
import type { Messages } from './messages.js';
import { prose } from './prose.js';

/** The guidelines, with what is new in them since the annotator opened them last. */
export function guidelineSheet(texts: Messages, setting: DeskSetting | null): TemplateResult {
  const { revision, lastRead, freshLines, gone } = setting?.guidelines ?? {
    revision: 0,
    lastRead: 0,
    freshLines: [],
    gone: [],
  };
  const changed = lastRead > 0 && lastRead < revision;
  return html`
    <h2 id="guidelines">${texts.guidelines}</h2>
    ${revision === 0
      ? nothing
      : html`<p class="note version">
          ${changed ? texts.guidelinesNote(revision, lastRead) : texts.guidelinesVersion(revision)}
        </p>`}
    <div class="prose" tabindex="0">
      ${prose(setting?.corpus.guidelines || texts.noGuidelines, {
        lines: freshLines,
        word: texts.guidelinesNew,
      })}
      ${gone.length === 0
        ? nothing
        : html`<h3>${texts.guidelinesGone}</h3>
            <del>${prose(gone.join('\n\n'))}</del>`}
      ${labelSheet(texts, setting?.scheme.labels ?? [])}
    </div>
  `;
}
