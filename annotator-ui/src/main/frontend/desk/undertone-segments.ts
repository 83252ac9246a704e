import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { placeOf } from './answer.js';
import type { Label } from './api.js';
import { clock } from './clock.js';
import { inkOn } from './colour.js';
import { controls } from './controls.css.js';
import { snap, snapMove, type Grid, type Magnets } from './grid.js';
import type { Keymap } from './keys.js';
import { messagesFor, type Messages } from './messages.js';
import type { Parts } from './part-commands.js';
import {
  draw,
  edges,
  find,
  move,
  resize,
  rows,
  saysSomething,
  timeOf,
  type Edge,
  type Segment,
  type Segments,
} from './segments.js';
import { segmentsStyles } from './undertone-segments.css.js';
import { uuid } from './uuid.js';
import { vars } from './vars.js';
import { across, span, timeAt, type View } from './viewport.js';

const SNAP_PIXELS = 8;
const DRAG_PIXELS = 4;

/** A drag under way: what was grabbed, where, and what the parts were then. */
interface Drag {
  readonly what: { readonly kind: 'draw'; readonly id: string } | { readonly kind: 'move' | Edge };
  readonly from: number; // microseconds
  readonly left: number; // pixels
  readonly ids: readonly string[];
  readonly playhead: number; // microseconds, when it began: the playhead itself may follow the edge
  readonly begun: boolean;
}

/**
 * The parts of a clip on its time line: drawn by a drag over free ground, moved by their body,
 * resized by their edges. Edges snap to frames, to other parts and to the playhead; Alt switches
 * that off. It shows the parts it is given and tells what they would be.
 *
 * @fires parts - detail: Parts, once for each drag
 * @fires seek - detail: microseconds, where free ground was clicked
 * @fires look - detail: microseconds, the frame at an edge that is dragged
 */
@customElement('undertone-segments')
export class UndertoneSegments extends LitElement {
  static override styles = [controls, segmentsStyles];

  @property() language = 'en';
  @property({ attribute: false }) segments: Segments = [];
  @property({ attribute: false }) selection: readonly string[] = [];
  @property({ attribute: false }) grid!: Grid;
  @property({ attribute: false }) view: View = { from: 0, to: 0 };
  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ attribute: false }) keymap: Keymap | null = null;
  @property({ type: Number }) position = 0; // microseconds
  /** Where a part was begun by a key and not yet ended, in microseconds. */
  @property({ attribute: false }) mark: number | null = null;

  @state() private preview: Segments | null = null;

  private drag: Drag | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.letGo();
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    const shown = this.preview ?? this.segments;
    const places = rows(shown);
    const deep = Math.max(1, ...[...places.values()].map((row) => row + 1));
    return html`<div
      class="lane"
      role="group"
      aria-label=${texts.parts}
      ${vars({ '--rows': String(deep) })}
      @pointerdown=${this.grab}
      @pointermove=${this.pull}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
    >
      ${this.mark === null ? nothing : this.begun(this.mark)}
      ${repeat(
        shown,
        (held) => held.id,
        (held, i) => this.drawn(texts, held, i, places.get(held.id) ?? 0),
      )}
      ${shown.length === 0 && this.mark === null
        ? html`<span class="hint">${texts.partsHint}</span>`
        : nothing}
    </div>`;
  }

  private drawn(texts: Messages, held: Segment, i: number, row: number): TemplateResult | typeof nothing {
    const { view } = this;
    if (held.endMicros < view.from || held.startMicros > view.to) {
      return nothing;
    }
    const selected = this.selection.includes(held.id);
    const lead = this.selection.at(-1) ?? this.segments[0]?.id;
    const looks = [selected ? 'selected' : '', saysSomething(held) ? '' : 'mute'].join(' ');
    const from = Math.max(-0.5, across(view, held.startMicros));
    const to = Math.min(1.5, across(view, held.endMicros));
    return html`<button
      class="part ${looks}"
      data-id=${held.id}
      tabindex=${held.id === lead ? 0 : -1}
      aria-pressed=${selected}
      aria-label=${texts.part(i + 1, clock(held.startMicros), clock(held.endMicros), this.namesOf(held))}
      ${vars({
        '--from': String(from),
        '--wide': String(to - from),
        '--row': String(row),
        '--label': this.labelOf(held.candidates[0])?.colour ?? 'var(--line-strong)',
      })}
      @click=${(event: MouseEvent) => this.pressed(event, held)}
    >
      <span class="edge" data-edge="start"></span>
      <span class="what" aria-hidden="true">
        ${held.meaning === 'CANNOT_TELL' ? html`<span class="chip">?</span>` : nothing}
        ${held.candidates.map((id) => this.candidate(held, id))}
        ${held.caption === null ? nothing : html`<span class="words">${held.caption.text}</span>`}
      </span>
      <span class="edge" data-edge="end"></span>
    </button>`;
  }

  private candidate(held: Segment, id: string): TemplateResult {
    const label = this.labelOf(id);
    const place = placeOf(held, id);
    const first = place.kind === 'candidate' && place.rank === 1;
    const colour = label?.colour ?? '#888888';
    return html`<span
      class="chip ${first ? 'first' : ''}"
      ${vars({ '--label': colour, '--label-ink': inkOn(colour) })}
      >${this.keymap?.ofLabel(id) ?? label?.glyph ?? id.slice(0, 1)}</span
    >`;
  }

  private begun(mark: number): TemplateResult {
    const [a, b] = [across(this.view, mark), across(this.view, this.position)];
    return html`<span
      class="begun"
      ${vars({ '--from': String(Math.min(a, b)), '--wide': String(Math.abs(b - a)) })}
    ></span>`;
  }

  private readonly grab = (event: PointerEvent): void => {
    if (event.button !== 0 || this.drag !== null) {
      return;
    }
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('.part')?.dataset['id'];
    const edge = target.dataset['edge'] as Edge | undefined;
    const from = this.timeOf(event);
    const many = event.shiftKey || event.ctrlKey || event.metaKey;
    if (id === undefined) {
      this.begin(event, { kind: 'draw', id: uuid() }, from, []);
    } else if (edge !== undefined) {
      this.begin(event, { kind: edge }, from, [id]);
    } else if (!many) {
      const ids = this.selection.includes(id) ? this.selection : [id];
      this.begin(event, { kind: 'move' }, from, ids);
    }
  };

  private begin(event: PointerEvent, what: Drag['what'], from: number, ids: readonly string[]): void {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    document.addEventListener('keydown', this.escape, { capture: true });
    this.drag = { what, from, left: event.clientX, ids, playhead: this.position, begun: false };
  }

  private readonly pull = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag === null) {
      return;
    }
    if (drag.begun || Math.abs(event.clientX - drag.left) >= DRAG_PIXELS) {
      this.drag = { ...drag, begun: true };
      this.preview = this.dragged(drag, this.timeOf(event), event.altKey);
      this.showEdge(drag, this.preview);
    }
  };

  private readonly drop = (event: PointerEvent): void => {
    const { drag, preview } = this;
    this.letGo();
    if (drag === null) {
      return;
    }
    if (drag.begun && preview !== null) {
      const ids = drag.what.kind === 'draw' ? [drag.what.id] : drag.ids;
      this.tell({ segments: preview, selection: ids.filter((id) => find(preview, id)) });
    } else if (drag.what.kind === 'draw') {
      this.tell({ segments: this.segments, selection: [] });
      this.dispatchEvent(new CustomEvent('seek', { detail: this.timeOf(event) }));
    } else {
      this.tell({ segments: this.segments, selection: drag.ids.slice(-1) });
    }
  };

  private readonly letGo = (): void => {
    document.removeEventListener('keydown', this.escape, { capture: true });
    this.drag = null;
    this.preview = null;
  };

  /** While something is in hand, the key that leaves leaves that and nothing else. */
  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.letGo();
    }
  };

  private dragged(drag: Drag, to: number, free: boolean): Segments {
    const { segments, grid } = this;
    const others = segments.filter((held) => !drag.ids.includes(held.id));
    const magnets: Magnets = {
      points: [...edges(others), drag.playhead],
      reach: (SNAP_PIXELS * span(this.view)) / Math.max(1, this.clientWidth),
    };
    const placed = (micros: number) => (free ? grid.clamp(micros) : snap(micros, grid, magnets));
    const held = find(segments, drag.ids.at(-1) ?? '');
    switch (drag.what.kind) {
      case 'draw':
        return draw(segments, grid, drag.what.id, placed(drag.from), placed(to));
      case 'move': {
        const by = to - drag.from;
        const far =
          free || held === undefined
            ? by
            : snapMove([held.startMicros, held.endMicros], by, grid, magnets);
        return move(segments, grid, drag.ids, far);
      }
      default: {
        // The hand may have taken the edge some pixels beside it.
        const grip = held === undefined ? 0 : drag.from - timeOf(held, drag.what.kind);
        return resize(segments, grid, drag.ids[0] ?? '', drag.what.kind, placed(to - grip));
      }
    }
  }

  /** The picture follows the edge in hand: the first frame of the part, or its last. */
  private showEdge({ what, ids }: Drag, shown: Segments): void {
    const held = find(shown, ids[0] ?? '');
    if (held !== undefined && (what.kind === 'start' || what.kind === 'end')) {
      const within = what.kind === 'start' ? held.startMicros : held.endMicros - 1;
      this.dispatchEvent(new CustomEvent('look', { detail: this.grid.opening(within) }));
    }
  }

  /** A click that no drag has told already: by the keyboard, or with Shift or Ctrl. */
  private pressed(event: MouseEvent, { id }: Segment): void {
    const many = event.shiftKey || event.ctrlKey || event.metaKey;
    if (many) {
      const others = this.selection.filter((other) => other !== id);
      const selection = others.length === this.selection.length ? [...others, id] : others;
      this.tell({ segments: this.segments, selection });
    } else if (event.detail === 0) {
      this.tell({ segments: this.segments, selection: [id] });
    }
  }

  private namesOf({ meaning, candidates }: Segment): string {
    const texts = messagesFor(this.language);
    return meaning === 'CANNOT_TELL'
      ? texts.cannotTell
      : candidates.map((id) => this.labelOf(id)?.name ?? id).join(', ');
  }

  private labelOf(id: string | undefined): Label | undefined {
    return this.labels.find((label) => label.id === id);
  }

  private timeOf(event: PointerEvent): number {
    const box = this.getBoundingClientRect();
    return timeAt(this.view, (event.clientX - box.left) / Math.max(1, box.width));
  }

  private tell(parts: Parts): void {
    this.dispatchEvent(new CustomEvent<Parts>('parts', { detail: parts }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-segments': UndertoneSegments;
  }
}
