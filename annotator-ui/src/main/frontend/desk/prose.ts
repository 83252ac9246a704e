import { html, type TemplateResult } from 'lit';
import { blocksOf, type Block, type Span } from './paragraphs.js';

/** Guidelines as they are meant to be read. Every word goes in as text, never as markup. */
export function prose(markdown: string): TemplateResult[] {
  return blocksOf(markdown).map(drawn);
}

function drawn({ kind, lines }: Block): TemplateResult {
  switch (kind) {
    case 'paragraph':
      return html`<p>${lines.map(words)}</p>`;
    case 'heading':
      return html`<h3>${lines.map(words)}</h3>`;
    case 'bullets':
      return html`<ul>${lines.map((line) => html`<li>${words(line)}</li>`)}</ul>`;
    case 'steps':
      return html`<ol>${lines.map((line) => html`<li>${words(line)}</li>`)}</ol>`;
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
