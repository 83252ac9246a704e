import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { colouring, type BandWords, type By, type Colouring, type Label, type Point } from './colouring.js';
import { caught, nearest, rectangle, type Spot } from './lasso.js';
import { mark } from './marks.js';
import { picture, print, type Picture } from './stamp.js';
import { looks } from './undertone-map.css.js';
import { WHOLE, across, closer, down, pulled, scale, type View, type Window } from './view.js';

type State = 'EMPTY' | 'FILLING' | 'SILENT' | 'DRAWING' | 'READY' | 'FAILED';

interface CorpusMap {
  readonly state: State;
  readonly done: number;
  readonly current: boolean;
  readonly drawnAt: string | null;
  readonly later: number;
  readonly silent: number;
  readonly index: { readonly entries: number; readonly whole: boolean; readonly toEncode: number };
  readonly points: readonly Point[];
}

/** What the clip's address answers, as far as it is shown here. */
interface Clip {
  readonly text: string | null;
  readonly distressing: boolean;
  readonly media: { readonly thumbnailUrl: string | null };
}

/** What there is to know of where it stands. */
export interface MapModel {
  /** Address that answers with the map. */
  readonly map: string;
  /** Address of the clips, in front of a number. */
  readonly clips: string;
  /** Page of a clip, in front of a number. */
  readonly page: string;
  readonly labels: readonly Label[];
  /** A tag, by which numbers and dates are written. */
  readonly language: string;
  /** Whether the person may send clips to the queue and have the map drawn anew. */
  readonly sends: boolean;
  /** How many clips can be sent at once. */
  readonly most: number;
  /** Texts; a number or a name goes where {0} stands. */
  readonly words: Readonly<Record<string, string>>;
  readonly bands: BandWords;
}

const SHOWN = 30;
const REACH = 10;
const STEP = 60;
const FIRST_LOOKS_MILLIS = 1000;
const LATER_LOOKS_MILLIS = 5000;
const TRY_AGAIN_MILLIS = 30_000;
const COLOURINGS: readonly By[] = ['label', 'disagreement', 'noise'];

/**
 * A corpus as a map: one dot per clip, what is alike beside each other. Clips are chosen with a
 * lasso, a rectangle or all of one colour, and sent to the queue.
 *
 * @fires send - detail: { clips: number[] }
 * @fires anew - the map is to be drawn anew
 * @fires open - detail: { clip: number }
 */
@customElement('undertone-map')
export class UndertoneMap extends LitElement {
  static override styles = looks;

  @property({ type: Object }) model?: MapModel;
  @state() private seen?: CorpusMap;
  @state() private by: By = 'label';
  @state() private tool: 'lasso' | 'move' = matchMedia('(pointer: coarse)').matches ? 'move' : 'lasso';
  @state() private chosen: ReadonlySet<number> = new Set();
  @state() private near = -1;
  @state() private pinned = false;
  @state() private shownClip?: Clip;
  @state() private inView: readonly number[] = [];
  @query('.stage') private stage?: HTMLElement;
  @query('canvas.sheet') private sheet?: HTMLCanvasElement;

  private watched?: HTMLElement;
  private view: View = WHOLE;
  private xs = new Float32Array();
  private ys = new Float32Array();
  private colours: Colouring = { groups: [], of: new Uint16Array() };
  private lit = -1;
  private lasso: Spot[] = [];
  private corner?: Spot;
  private readonly fingers = new Map<number, Spot>();
  private moved = false;
  private frame = 0;
  private settling?: number;
  private looking?: number;
  private readonly clips = new Map<number, Promise<Clip | undefined>>();
  private readonly resized = new ResizeObserver(() => this.settle());
  private readonly relit = new MutationObserver(() => {
    this.cut = undefined;
    this.requestUpdate();
  });
  private cut?: { readonly radius: number; readonly dense: number; readonly stamps: readonly Picture[] };

  override connectedCallback(): void {
    super.connectedCallback();
    this.relit.observe(document.documentElement, { attributeFilter: ['data-brightness'] });
    if (this.model) {
      void this.look();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.relit.disconnect();
    this.resized.disconnect();
    window.clearTimeout(this.looking);
    window.clearTimeout(this.settling);
    cancelAnimationFrame(this.frame);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('model') && this.model) {
      void this.look();
    }
  }

  // --- what there is

  private async look(): Promise<void> {
    const model = this.model;
    window.clearTimeout(this.looking);
    if (!model) {
      return;
    }
    let wait = TRY_AGAIN_MILLIS;
    try {
      const answer = await fetch(model.map, { headers: { accept: 'application/json' } });
      if (answer.ok) {
        this.take((await answer.json()) as CorpusMap);
        wait = this.patience();
      }
    } catch {
      // no connection: what is drawn stays, and the next look may succeed
    }
    if (wait > 0 && this.isConnected) {
      window.clearTimeout(this.looking);
      this.looking = window.setTimeout(() => void this.look(), wait);
    }
  }

  /** How long until the next look; 0 = nothing is to come. */
  private patience(): number {
    const seen = this.seen;
    if (!seen || seen.state === 'FAILED') {
      return TRY_AGAIN_MILLIS;
    }
    if (seen.state === 'DRAWING' || seen.state === 'FILLING') {
      return FIRST_LOOKS_MILLIS;
    }
    return seen.current ? 0 : LATER_LOOKS_MILLIS;
  }

  private take(map: CorpusMap): void {
    this.seen = map;
    this.xs = Float32Array.from(map.points, (p) => p.x);
    this.ys = Float32Array.from(map.points, (p) => p.y);
    const there = new Set(map.points.map((p) => p.clip));
    this.chosen = new Set([...this.chosen].filter((clip) => there.has(clip)));
    this.near = -1;
    this.colourAnew();
  }

  private colourAnew(): void {
    if (this.model) {
      this.colours = colouring(this.points, this.by, this.model.labels, this.model.bands);
      this.lit = -1;
      this.cut = undefined;
      this.count();
    }
  }

  private get points(): readonly Point[] {
    return this.seen?.points ?? [];
  }

  private say(key: string, value: string | number = ''): string {
    const written = typeof value === 'number' ? value.toLocaleString(this.language) : value;
    return (this.model?.words[key] ?? '').replace('{0}', written);
  }

  private get language(): string {
    return this.model?.language ?? 'en';
  }

  // --- the page around it

  override render() {
    const seen = this.seen;
    if (!this.model) {
      return nothing;
    }
    if (!seen) {
      return html`<p class="wait" role="status">${this.say('loading')}</p>`;
    }
    return seen.state === 'READY' ? this.drawn(seen) : this.waiting(seen);
  }

  private waiting(seen: CorpusMap) {
    const done = seen.state === 'DRAWING' ? seen.done : undefined;
    const value = seen.state === 'FILLING' ? (seen.index.toEncode || seen.index.entries) : '';
    return html`<div class="wait" role="status">
      <span>${this.say(this.wordOf(seen), value)}</span>
      ${done === undefined
        ? nothing
        : html`<progress max="1" .value=${done} aria-label=${this.say('DRAWING')}></progress>`}
    </div>`;
  }

  private wordOf(seen: CorpusMap): string {
    return seen.state === 'FILLING' && !seen.index.whole ? 'reading' : seen.state;
  }

  private drawn(seen: CorpusMap) {
    return html`
      <div class="main">
        <div
          class="stage"
          role="group"
          tabindex="0"
          aria-label=${this.say('stage')}
          aria-describedby="help"
          @keydown=${this.press}
        >
          <canvas
            class="sheet ${this.tool} ${this.near >= 0 ? 'near' : ''} ${this.view.zoom === 1 ? 'all' : ''}"
            role="img"
            aria-label=${this.summary()}
            @pointerdown=${this.touch}
            @pointermove=${this.drag}
            @pointerup=${this.lift}
            @pointercancel=${this.letGo}
            @pointerleave=${this.leave}
          ></canvas>
          <div class="tools">
            ${this.toolButton('lasso')} ${this.toolButton('move')}
            <button type="button" aria-label=${this.say('closer')} @click=${() => this.zoom(1.5)}>+</button>
            <button type="button" aria-label=${this.say('further')} @click=${() => this.zoom(1 / 1.5)}>−</button>
            <button type="button" @click=${this.whole}>${this.say('whole')}</button>
          </div>
          ${this.card()}
        </div>
        <div class="foot">
          <span class="fine" id="help">${this.say('help')}</span>
          <span class="fine">${this.origin(seen)}</span>
          ${this.model?.sends && seen.later > 0
            ? html`<button type="button" @click=${this.anew}>${this.say('anew')}</button>`
            : nothing}
          <span class="fine" role="status">${seen.done < 1 ? this.say('DRAWING') : ''}</span>
        </div>
      </div>
      <div class="side">
        ${this.colourChoice()} ${this.legend()} ${this.chosenList()}
      </div>
    `;
  }

  private toolButton(tool: 'lasso' | 'move') {
    return html`<button
      type="button"
      aria-pressed=${this.tool === tool}
      @click=${() => (this.tool = tool)}
    >
      ${this.say(tool)}
    </button>`;
  }

  private colourChoice() {
    return html`<fieldset>
      <legend>${this.say('by')}</legend>
      ${COLOURINGS.map(
        (by) =>
          html`<label
            ><input type="radio" name="by" .checked=${this.by === by} @change=${() => this.colourBy(by)} />
            ${this.say(`by.${by}`)}</label
          >`,
      )}
    </fieldset>`;
  }

  private colourBy(by: By): void {
    this.by = by;
    this.colourAnew();
  }

  private legend() {
    const totals = this.totals();
    return html`<div>
      <h2>${this.say('legend')}</h2>
      <ul class="groups">
        ${this.colours.groups.map((group, i) => {
          const all = totals[i] ?? 0;
          const here = this.inView[i] ?? 0;
          return all === 0
            ? nothing
            : html`<li @pointerenter=${() => this.light(i)} @pointerleave=${() => this.light(-1)}>
                <canvas width="40" height="40" data-group=${i} aria-hidden="true"></canvas>
                <span>${group.name}</span>
                <span class="number">${all.toLocaleString(this.language)}</span>
                <button
                  class="quiet"
                  type="button"
                  ?disabled=${here === 0}
                  aria-label=${`${this.say('pick', here)}: ${group.name}`}
                  @focus=${() => this.light(i)}
                  @blur=${() => this.light(-1)}
                  @click=${() => this.pickGroup(i)}
                >
                  ${this.say('pick', here)}
                </button>
              </li>`;
        })}
      </ul>
    </div>`;
  }

  private totals(): number[] {
    const totals = this.colours.groups.map(() => 0);
    this.colours.of.forEach((group) => (totals[group] = (totals[group] ?? 0) + 1));
    return totals;
  }

  private chosenList() {
    const picked = this.points.filter((p) => this.chosen.has(p.clip));
    const tooMany = picked.length > (this.model?.most ?? 0);
    return html`<div>
      <div role="status">
        <h2>${picked.length === 0 ? this.say('none') : this.say('chosen', picked.length)}</h2>
      </div>
      ${picked.length === 0
        ? nothing
        : html`<div class="row">
              ${this.model?.sends
                ? html`<button
                    class="primary"
                    type="button"
                    ?disabled=${tooMany}
                    @click=${() => this.tell('send', { clips: picked.map((p) => p.clip) })}
                  >
                    ${this.say('send', picked.length)}
                  </button>`
                : nothing}
              <button type="button" @click=${() => (this.chosen = new Set())}>${this.say('clear')}</button>
            </div>
            ${this.model?.sends && tooMany
              ? html`<p class="fine">${this.say('most', this.model.most)}</p>`
              : nothing}
            <ul class="chosen" tabindex="0" aria-label=${this.say('chosen', picked.length)}>
              ${picked.slice(0, SHOWN).map(
                (p) =>
                  html`<li>
                    <a href=${this.pageOf(p)} @click=${(e: MouseEvent) => this.follow(e, p.clip)}
                      >${p.name}</a
                    >
                    <button
                      class="quiet"
                      type="button"
                      aria-label=${this.say('drop', p.name)}
                      @click=${() => this.drop(p.clip)}
                    >
                      ✕
                    </button>
                  </li>`,
              )}
            </ul>
            ${picked.length > SHOWN
              ? html`<p class="fine">${this.say('more', picked.length - SHOWN)}</p>`
              : nothing}`}
    </div>`;
  }

  private card() {
    const point = this.points[this.near];
    if (!point || !this.sheet) {
      return nothing;
    }
    const clip = this.shownClip;
    const facts = [
      this.nameOf(point),
      point.disagreement === null ? '' : this.say('apart', this.percent(point.disagreement)),
      point.noise === null ? '' : this.say('noise', this.percent(point.noise)),
    ].filter((fact) => fact !== '');
    return html`<div class="card ${this.pinned ? 'pinned' : ''}">
      ${clip?.media.thumbnailUrl && !clip.distressing
        ? html`<img src=${clip.media.thumbnailUrl} alt="" />`
        : nothing}
      <strong>${point.name}</strong>
      ${clip?.distressing ? html`<span>${this.say('distressing')}</span>` : nothing}
      ${clip?.text ? html`<span class="words">${clip.text}</span>` : nothing}
      <span>${facts.join(' · ')}</span>
      ${this.pinned
        ? html`<a
            class="open"
            href=${this.pageOf(point)}
            @click=${(e: MouseEvent) => this.follow(e, point.clip)}
            >${this.say('open')}</a
          >`
        : nothing}
    </div>`;
  }

  private pageOf(point: Point): string {
    return `${this.model?.page ?? ''}${point.clip}`;
  }

  private nameOf(point: Point): string {
    const name = this.model?.labels.find((label) => label.id === point.label)?.name;
    const said = name ?? point.label ?? this.model?.bands.unlabelled ?? '';
    return point.decided ? this.say('settled', said) : said;
  }

  private percent(share: number): string {
    return share.toLocaleString(this.language, { style: 'percent' });
  }

  /** The picture in words: how many of each colour. */
  private summary(): string {
    const totals = this.totals();
    const parts = this.colours.groups
      .map((group, i) => `${group.name} ${(totals[i] ?? 0).toLocaleString(this.language)}`)
      .filter((_, i) => (totals[i] ?? 0) > 0);
    return `${this.say('summary', this.points.length)} ${parts.join(', ')}`;
  }

  private origin(seen: CorpusMap): string {
    const when = seen.drawnAt
      ? new Date(seen.drawnAt).toLocaleString(this.language, { dateStyle: 'medium', timeStyle: 'short' })
      : '';
    return [
      this.say('count', this.points.length),
      this.say('drawn', when),
      seen.later > 0 ? this.say('later', seen.later) : '',
      seen.silent > 0 ? this.say('silent', seen.silent) : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** A plain click stays in the app; one that asks for another tab is the browser's. */
  private follow(event: MouseEvent, clip: number): void {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.tell('open', { clip });
    }
  }

  private readonly anew = (): void => {
    this.tell('anew', {});
    this.looking = window.setTimeout(() => void this.look(), FIRST_LOOKS_MILLIS);
  };

  // --- choosing

  private pick(indices: Iterable<number>): void {
    const chosen = new Set(this.chosen);
    for (const i of indices) {
      const point = this.points[i];
      if (point) {
        chosen.add(point.clip);
      }
    }
    this.chosen = chosen;
  }

  private drop(clip: number): void {
    this.chosen = new Set([...this.chosen].filter((other) => other !== clip));
  }

  private pickGroup(group: number): void {
    const here: number[] = [];
    this.eachInView((i) => {
      if (this.colours.of[i] === group) {
        here.push(i);
      }
    });
    this.pick(here);
  }

  private light(group: number): void {
    if (this.lit !== group) {
      this.lit = group;
      this.paintSoon();
    }
  }

  // --- hands

  private at(event: PointerEvent | WheelEvent): Spot {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** A place in the window as a place on the map. */
  private placed(spot: Spot): Spot {
    const window = this.window();
    const size = scale(this.view, window);
    return {
      x: this.view.x + (spot.x - window.width / 2) / size,
      y: this.view.y - (spot.y - window.height / 2) / size,
    };
  }

  private window(): Window {
    return { width: this.sheet?.clientWidth ?? 1, height: this.sheet?.clientHeight ?? 1 };
  }

  private readonly touch = (event: PointerEvent): void => {
    if (event.button !== 0) {
      return;
    }
    const spot = this.at(event);
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, spot);
    this.moved = this.fingers.size > 1;
    this.corner = undefined;
    this.lasso = [];
    if (this.fingers.size === 1 && event.shiftKey) {
      this.corner = this.placed(spot);
    } else if (this.fingers.size === 1 && this.tool === 'lasso') {
      this.lasso = [this.placed(spot)];
    }
  };

  private readonly drag = (event: PointerEvent): void => {
    const spot = this.at(event);
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse' && !this.pinned) {
        this.point(spot);
      }
      return;
    }
    if (!this.moved && Math.hypot(spot.x - before.x, spot.y - before.y) < 4) {
      return;
    }
    if (!this.moved) {
      this.point();
    }
    this.moved = true;
    if (this.fingers.size === 2) {
      this.pinch(event.pointerId, before, spot);
    } else if (this.corner) {
      this.lasso = rectangle(this.corner, this.placed(spot));
    } else if (this.lasso.length > 0) {
      this.lasso.push(this.placed(spot));
    } else {
      this.view = pulled(this.view, this.window(), spot.x - before.x, spot.y - before.y);
    }
    this.fingers.set(event.pointerId, spot);
    this.paintSoon();
  };

  private pinch(id: number, before: Spot, spot: Spot): void {
    const other = [...this.fingers].find(([finger]) => finger !== id)?.[1];
    if (other) {
      const wide = Math.hypot(before.x - other.x, before.y - other.y);
      const wider = Math.hypot(spot.x - other.x, spot.y - other.y);
      const drawn = pulled(
        this.view,
        this.window(),
        (spot.x - before.x) / 2,
        (spot.y - before.y) / 2,
      );
      const factor = wider / Math.max(1, wide);
      this.view = closer(drawn, this.window(), factor, (spot.x + other.x) / 2, (spot.y + other.y) / 2);
    }
  }

  private readonly lift = (event: PointerEvent): void => {
    const spot = this.at(event);
    const line = this.lasso;
    const moved = this.moved;
    this.letGo(event);
    if (moved && line.length > 2) {
      this.pick(caught(line, this.xs, this.ys));
    } else if (!moved) {
      this.tap(event, spot);
    }
    this.settle();
  };

  private readonly letGo = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
    this.lasso = [];
    this.corner = undefined;
    this.paintSoon();
  };

  /** A mouse has seen the clip already and opens it; a finger sees it first. */
  private tap(event: PointerEvent, spot: Spot): void {
    this.pinned = false;
    this.point(spot);
    const point = this.points[this.near];
    if (point && event.pointerType === 'mouse') {
      this.tell('open', { clip: point.clip });
    } else {
      this.pinned = point !== undefined;
    }
  }

  private readonly leave = (): void => {
    if (!this.pinned) {
      this.point();
    }
  };

  private point(spot?: Spot): void {
    const size = scale(this.view, this.window());
    const place = spot && this.placed(spot);
    const near = place ? nearest(this.xs, this.ys, place.x, place.y, REACH / size) : -1;
    if (near !== this.near) {
      this.near = near;
      this.pinned = false;
      this.shownClip = undefined;
      void this.fetchClip(this.points[near]?.clip);
    }
  }

  private async fetchClip(id: number | undefined): Promise<void> {
    if (id === undefined || !this.model) {
      return;
    }
    const address = this.model.clips + id;
    let clip = this.clips.get(id);
    if (!clip) {
      clip = fetch(address, { headers: { accept: 'application/json' } })
        .then(async (answer) => (answer.ok ? ((await answer.json()) as { clip: Clip }).clip : undefined))
        .catch(() => undefined);
      this.clips.set(id, clip);
    }
    const known = await clip;
    if (this.points[this.near]?.clip === id) {
      this.shownClip = known;
    }
  }

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const spot = this.at(event);
    this.view = closer(this.view, this.window(), Math.exp(-event.deltaY / 400), spot.x, spot.y);
    this.point(spot);
    this.paintSoon();
    this.settleSoon();
  };

  private readonly press = (event: KeyboardEvent): void => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [STEP, 0],
      ArrowRight: [-STEP, 0],
      ArrowUp: [0, STEP],
      ArrowDown: [0, -STEP],
    };
    const step = steps[event.key];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (step) {
      this.view = pulled(this.view, this.window(), ...step);
      this.settle();
    } else if (event.key === '+' || event.key === '=') {
      this.zoom(1.5);
    } else if (event.key === '-') {
      this.zoom(1 / 1.5);
    } else if (event.key === '0') {
      this.whole();
    } else {
      return;
    }
    event.preventDefault();
  };

  private zoom(factor: number): void {
    const window = this.window();
    this.view = closer(this.view, window, factor, window.width / 2, window.height / 2);
    this.settle();
  }

  private readonly whole = (): void => {
    this.view = WHOLE;
    this.settle();
  };

  // --- the picture

  private eachInView(visit: (index: number) => void): void {
    const window = this.window();
    const size = scale(this.view, window);
    const wide = window.width / 2 / size;
    const high = window.height / 2 / size;
    for (let i = 0; i < this.xs.length; i++) {
      const x = this.xs[i] ?? NaN;
      const y = this.ys[i] ?? NaN;
      if (Math.abs(x - this.view.x) <= wide && Math.abs(y - this.view.y) <= high) {
        visit(i);
      }
    }
  }

  private count(): void {
    const counts = this.colours.groups.map(() => 0);
    this.eachInView((i) => {
      const group = this.colours.of[i] ?? 0;
      counts[group] = (counts[group] ?? 0) + 1;
    });
    this.inView = counts;
  }

  private settle(): void {
    window.clearTimeout(this.settling);
    this.count();
    this.paintSoon();
  }

  private settleSoon(): void {
    window.clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.settle(), 150);
  }

  protected override updated(): void {
    if (this.sheet) {
      if (this.sheet !== this.watched) { // watching it again would tell of it again, for ever
        this.resized.disconnect();
        this.resized.observe(this.sheet);
        // not passive: the page must not scroll under the map
        this.sheet.addEventListener('wheel', this.wheel, { passive: false });
        this.watched = this.sheet;
      }
      this.paintSoon();
      this.paintLegend();
    }
    this.placeCard();
  }

  /** Beside its dot, where there is room. */
  private placeCard(): void {
    const card = this.renderRoot.querySelector<HTMLElement>('.card');
    if (!card) {
      return;
    }
    const window = this.window();
    const x = across(this.view, window, this.xs[this.near] ?? 0);
    const y = down(this.view, window, this.ys[this.near] ?? 0);
    const left = x + 12 + card.offsetWidth > window.width ? x - 12 - card.offsetWidth : x + 12;
    card.style.left = `${Math.max(4, left)}px`;
    card.style.top = `${Math.max(4, Math.min(y - 20, window.height - card.offsetHeight - 4))}px`;
  }

  private paintSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private radius(): number {
    const n = this.points.length;
    const alone = n > 5000 ? 3 : n > 1000 ? 4 : 5;
    return Math.round(alone * Math.min(2, Math.sqrt(this.view.zoom)));
  }

  private paint(): void {
    const sheet = this.sheet;
    const pen = sheet?.getContext('2d');
    if (!sheet || !pen) {
      return;
    }
    const window = this.window();
    const dense = devicePixelRatio || 1;
    sheet.width = Math.max(1, Math.round(window.width * dense));
    sheet.height = Math.max(1, Math.round(window.height * dense));
    const radius = this.radius();
    const ids = this.printDots(pen, window, dense, radius);
    pen.scale(dense, dense);
    this.paintChosen(pen, window, ids, radius);
    this.paintLasso(pen, window);
  }

  /** @returns the points that are in view */
  private printDots(
    pen: CanvasRenderingContext2D,
    window: Window,
    dense: number,
    radius: number,
  ): number[] {
    const image = pen.createImageData(pen.canvas.width, pen.canvas.height);
    const paper = picture(image.width, image.height, image.data);
    const stamps = this.stamps(radius, dense);
    const ids: number[] = [];
    this.eachInView((i) => {
      const group = this.colours.of[i] ?? 0;
      const stamp = stamps[group];
      if (stamp) {
        const x = dense * across(this.view, window, this.xs[i] ?? 0);
        const y = dense * down(this.view, window, this.ys[i] ?? 0);
        print(paper, stamp, x, y, this.lit >= 0 && this.lit !== group ? 0.15 : 1);
      }
      ids.push(i);
    });
    pen.putImageData(image, 0, 0);
    return ids;
  }

  /** One picture per entry of the legend, printed as often as it is needed. */
  private stamps(radius: number, dense: number): readonly Picture[] {
    if (this.cut?.radius !== radius || this.cut.dense !== dense) {
      this.cut = { radius, dense, stamps: this.cutStamps(radius, dense) };
    }
    return this.cut.stamps;
  }

  private cutStamps(radius: number, dense: number): Picture[] {
    const edge = this.colour('color-mix(in srgb, var(--ut-ink) 45%, transparent)');
    const half = radius + 2;
    const side = Math.ceil(2 * half * dense);
    return this.colours.groups.map((group) => {
      const stamp = document.createElement('canvas');
      stamp.width = stamp.height = side;
      const pen = stamp.getContext('2d', { willReadFrequently: true });
      if (!pen) {
        return picture(0, 0, new Uint8ClampedArray());
      }
      pen.scale(side / (2 * half), side / (2 * half));
      mark(pen, group.shape, half, half, radius, this.inked(group.colour), edge);
      return picture(side, side, pen.getImageData(0, 0, side, side).data);
    });
  }

  private paintChosen(
    pen: CanvasRenderingContext2D,
    window: Window,
    ids: readonly number[],
    radius: number,
  ): void {
    if (this.chosen.size === 0 && this.near < 0) {
      return;
    }
    pen.strokeStyle = this.colour('var(--ut-ink)');
    pen.lineWidth = 2;
    pen.beginPath();
    for (const i of ids) {
      const clip = this.points[i]?.clip;
      if (i === this.near || (clip !== undefined && this.chosen.has(clip))) {
        const x = across(this.view, window, this.xs[i] ?? 0);
        const y = down(this.view, window, this.ys[i] ?? 0);
        pen.moveTo(x + radius + 2, y);
        pen.arc(x, y, radius + 2, 0, 2 * Math.PI);
      }
    }
    pen.stroke();
  }

  private paintLasso(pen: CanvasRenderingContext2D, window: Window): void {
    if (this.lasso.length < 2) {
      return;
    }
    pen.beginPath();
    for (const spot of this.lasso) {
      pen.lineTo(across(this.view, window, spot.x), down(this.view, window, spot.y));
    }
    pen.closePath();
    pen.fillStyle = this.colour('color-mix(in srgb, var(--ut-accent) 14%, transparent)');
    pen.fill();
    pen.strokeStyle = this.colour('var(--ut-accent)');
    pen.lineWidth = 1.5;
    pen.stroke();
  }

  private paintLegend(): void {
    const edge = this.colour('color-mix(in srgb, var(--ut-ink) 45%, transparent)');
    this.renderRoot.querySelectorAll<HTMLCanvasElement>('canvas[data-group]').forEach((sign) => {
      const group = this.colours.groups[Number(sign.dataset.group)];
      const pen = sign.getContext('2d');
      if (group && pen) {
        pen.clearRect(0, 0, 40, 40);
        mark(pen, group.shape, 20, 20, 13, this.inked(group.colour), edge);
      }
    });
  }

  /** The colour of a mark, nearer to the ink: so it stands against the ground in the dark too. */
  private inked(colour: string): string {
    return this.colour(`color-mix(in oklab, ${colour} 78%, var(--ut-ink))`);
  }

  /** A colour of the style sheets as the canvas understands it. */
  private colour(written: string): string {
    const probe = document.createElement('span');
    probe.style.color = written;
    this.renderRoot.appendChild(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
}
