import { html, nothing, type TemplateResult } from 'lit';
import { blocksOf, type Block, type Span } from './paragraphs.js';

/** What of a text is new to its reader, and the word that says so. */
interface Fresh {
  readonly lines: readonly number[];
  readonly word: string;
}

/** Guidelines as they are meant to be read. Every word goes in as text, never as markup. */
export function prose(markdown: string, fresh: Fresh = { lines: [], word: '' }): TemplateResult[] {
  return blocksOf(markdown, fresh.lines).map((block) => drawn(block, fresh.word));
}

function drawn({ kind, lines, fresh }: Block, word: string): TemplateResult {
  const marked = lines.map((spans, i) => {
    const isFresh = fresh?.includes(i) === true;
    return {
      look: isFresh ? 'fresh' : nothing,
      body: [isFresh ? html`<span class="fresh-mark">${word}</span> ` : nothing, words(spans)],
    };
  });
  switch (kind) {
    case 'paragraph':
      return html`${marked.map(({ look, body }) => html`<p class=${look}>${body}</p>`)}`;
    case 'heading':
      return html`${marked.map(({ look, body }) => html`<h3 class=${look}>${body}</h3>`)}`;
    case 'bullets':
      return html`<ul>${marked.map(({ look, body }) => html`<li class=${look}>${body}</li>`)}</ul>`;
    case 'steps':
      return html`<ol>${marked.map(({ look, body }) => html`<li class=${look}>${body}</li>`)}</ol>`;
  }
}

function words(spans: readonly Span[]) {
  return spans.map(({ look, text }) => {
    switch (look) {
      case 'plain':
        return text;
      case 'strong':
        return html`<strong>${text}</strong>`;
      case 'em':
        return html`<em>${text}</em>`;
      case 'code':
        return html`<code>${text}</code>`;
    }
  });
}
