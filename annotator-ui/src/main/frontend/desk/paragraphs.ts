/** The little Markdown that guidelines are written in: paragraphs, headings, lists, emphasis. */

export interface Span {
  readonly look: 'plain' | 'strong' | 'em' | 'code';
  readonly text: string;
}

export interface Block {
  readonly kind: 'paragraph' | 'heading' | 'bullets' | 'steps';
  /** One for a paragraph or heading, one per item for a list. */
  readonly lines: ReadonlyArray<readonly Span[]>;
  /** Which of them are new to the reader, from 0; left out where none is. */
  readonly fresh?: readonly number[];
}

const HEADING = /^#{1,6}\s+(.*)$/;

const ITEM = { bullets: /^\s*[-*+]\s+/, steps: /^\s*\d+[.)]\s+/ } as const;
const EMPHASIS = /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*\s][^*]*)\*|`(?<code>[^`]+)`/g;

/**
 * What is not understood stays as it was written.
 *
 * @param fresh lines of the text, from 0, that are new to the reader
 */
export function blocksOf(markdown: string, fresh: readonly number[] = []): Block[] {
  return piecesOf(markdown, new Set(fresh)).map(blockOf);
}

interface Line {
  readonly text: string;
  readonly fresh: boolean;
}

/** Empty lines part pieces; a heading is a piece of its own. */
function piecesOf(markdown: string, fresh: ReadonlySet<number>): Line[][] {
  const pieces: Line[][] = [];
  let open: Line[] = [];
  markdown.split(/\r\n|\r|\n/).forEach((text, number) => {
    const line = { text: text.trim(), fresh: fresh.has(number) };
    if (line.text === '' || HEADING.test(line.text)) {
      pieces.push(open, line.text === '' ? [] : [line]);
      open = [];
    } else {
      open.push(line);
    }
  });
  return [...pieces, open].filter((piece) => piece.length > 0);
}

function blockOf(piece: readonly Line[]): Block {
  const heading = HEADING.exec(piece[0]?.text ?? '');
  if (heading) {
    return { kind: 'heading', lines: [spansOf(heading[1] ?? '')], ...freshIn([piece]) };
  }
  for (const kind of ['bullets', 'steps'] as const) {
    if (piece.every((line) => ITEM[kind].test(line.text))) {
      const lines = piece.map((line) => spansOf(line.text.replace(ITEM[kind], '')));
      return { kind, lines, ...freshIn(piece.map((line) => [line])) };
    }
  }
  const text = piece.map((line) => line.text).join(' ');
  return { kind: 'paragraph', lines: [spansOf(text)], ...freshIn([piece]) };
}

function freshIn(lines: ReadonlyArray<readonly Line[]>): Pick<Block, 'fresh'> {
  const fresh = lines.flatMap((line, i) => (line.some((one) => one.fresh) ? [i] : []));
  return fresh.length === 0 ? {} : { fresh };
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
