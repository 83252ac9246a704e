/** The little Markdown that guidelines are written in: paragraphs, headings, lists, emphasis. */

export interface Span {
  readonly look: 'plain' | 'strong' | 'em' | 'code';
  readonly text: string;
}

export interface Block {
  readonly kind: 'paragraph' | 'heading' | 'bullets' | 'steps';
  /** One for a paragraph or heading, one per item for a list. */
  readonly lines: ReadonlyArray<readonly Span[]>;
}

const ITEM = { bullets: /^\s*[-*+]\s+/, steps: /^\s*\d+[.)]\s+/ } as const;
const EMPHASIS = /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*\s][^*]*)\*|`(?<code>[^`]+)`/g;

/** What is not understood stays as it was written. */
export function blocksOf(markdown: string): Block[] {
  return markdown
    .split(/\n\s*\n|\n(?=#{1,6}\s)|(?<=^#{1,6}\s[^\n]*)\n/m)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map(blockOf);
}

function blockOf(piece: string): Block {
  const lines = piece.split('\n');
  const heading = /^#{1,6}\s+(.*)$/.exec(piece);
  if (heading) {
    return { kind: 'heading', lines: [spansOf(heading[1] ?? '')] };
  }
  for (const kind of ['bullets', 'steps'] as const) {
    if (lines.every((line) => ITEM[kind].test(line))) {
      return { kind, lines: lines.map((line) => spansOf(line.replace(ITEM[kind], ''))) };
    }
  }
  return { kind: 'paragraph', lines: [spansOf(lines.join(' '))] };
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const found of line.matchAll(EMPHASIS)) {
    if (found.index > from) {
      spans.push({ look: 'plain', text: line.slice(from, found.index) });
    }
    const { strong, em, code } = found.groups ?? {};
    spans.push(
      strong !== undefined
        ? { look: 'strong', text: strong }
        : em !== undefined
          ? { look: 'em', text: em }
          : { look: 'code', text: code ?? '' },
    );
    from = found.index + found[0].length;
  }
  if (from < line.length) {
    spans.push({ look: 'plain', text: line.slice(from) });
  }
  return spans;
}
