import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from './controls.css.js';
import { messagesFor, type Messages } from './messages.js';
import {
  AXES,
  beginTake,
  bounded,
  lay,
  put,
  reach,
  stick,
  valueAt,
  without,
  type Axis,
  type Take,
  type Trace,
} from './traces.js';
import { padStyles } from './undertone-pad.css.js';
import './undertone-plane.js';
import type { Felt } from './undertone-plane.js';
import { vars } from './vars.js';

/** Which axes are recorded, and by what. */
const MODES = ['PAD', 'THUMBS', 'VALENCE', 'AROUSAL'] as const;
type Mode = (typeof MODES)[number];

/** What the pad needs to know of the clip, asked once per picture the page paints. */
export interface Moment {
  readonly micros: number;
  readonly playing: boolean;
}

const MODE = 'undertone-pad';
const ARROW_STEP = 0.05;

/** The clip may be heard to jump back by rounding; further than this it really did. */
const BACK_MICROS = 50_000;

/**
 * Where valence and arousal are recorded while a clip plays, by mouse, pen, arrow keys, two thumbs
 * or a gamepad. A take begins when the clip plays and ends when it stops or goes elsewhere; it
 * replaces what was recorded for its stretch, and nothing else.
 *
 * @fires live - detail: readonly Trace[], while recording, for the eye
 * @fires traces - detail: readonly Trace[], once for each take
 */
@customElement('undertone-pad')
export class UndertonePad extends LitElement {
  static override styles = [controls, padStyles];

  @property() language = 'en';
  @property({ attribute: false }) traces: readonly Trace[] = [];
  @property({ attribute: false }) moment: () => Moment = () => ({ micros: 0, playing: false });

  @state() private mode: Mode = modeKept();
  @state() private held: Felt = { VALENCE: 0, AROUSAL: 0 };
  @state() private take: Take | null = null;

  private looking = 0;
  private seen: number | null = null; // microseconds: where the clip stood when it was last looked at
  private tilted = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const look = (): void => {
      this.lookAtClip();
      this.looking = requestAnimationFrame(look);
    };
    this.looking = requestAnimationFrame(look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.looking);
    this.take = null; // whoever takes the pad away has finished it before
  }

  private get axes(): readonly Axis[] {
    return this.mode === 'VALENCE' || this.mode === 'AROUSAL' ? [this.mode] : AXES;
  }

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    return html`
      <div class="head">
        <p class="state ${this.take === null ? '' : 'on'}" role="status">
          ${this.take === null ? texts.recordReady : texts.recording}
        </p>
        <fieldset class="choice" aria-label=${texts.pad} @click=${this.handBack}>
          ${MODES.map(
            (mode) => html`<label
              ><input
                type="radio"
                name="mode"
                .checked=${this.mode === mode}
                @change=${() => this.choose(mode)}
              />${texts.padModes[mode]}</label
            >`,
          )}
        </fieldset>
      </div>
      ${this.mode === 'PAD' ? this.pad(texts) : this.sliders(texts)}
      <p class="hint">${texts.recordHint}</p>
      <p class="ways">
        ${this.traces.map(
          ({ axis }) => html`<button class="outlined" @click=${() => this.forget(axis)}>
            ${texts.forget(texts.axes[axis])}
          </button>`,
        )}
      </p>
    `;
  }

  private pad(texts: Messages): TemplateResult {
    return html`<undertone-plane
      language=${this.language}
      name=${texts.pad}
      stride=${ARROW_STEP}
      .place=${this.held}
      @hold=${(event: CustomEvent<Partial<Felt>>) => this.hold(event.detail)}
    ></undertone-plane>`;
  }

  private sliders(texts: Messages): TemplateResult {
    const ends: Readonly<Record<Axis, readonly [high: string, low: string]>> = {
      VALENCE: [texts.pleasant, texts.unpleasant],
      AROUSAL: [texts.excited, texts.calm],
    };
    return html`<div class="sliders">
      ${this.axes.map(
        (axis) => html`<div
          class="slider field"
          role="slider"
          tabindex="0"
          data-axis=${axis}
          aria-label=${texts.axes[axis]}
          aria-orientation="vertical"
          aria-valuemin="-1"
          aria-valuemax="1"
          aria-valuenow=${this.held[axis]}
          @pointerdown=${this.grab}
          @pointermove=${this.pull}
          @keydown=${this.steer}
        >
          <span class="word top">${ends[axis][0]}</span>
          <span class="word foot">${ends[axis][1]}</span>
          <span class="axis">${texts.axes[axis]}</span>
          <span class="puck" ${vars({ '--x': '0.5', '--y': String((1 - this.held[axis]) / 2) })}></span>
        </div>`,
      )}
    </div>`;
  }

  private choose(mode: Mode): void {
    this.finish();
    this.mode = mode;
    try {
      localStorage.setItem(MODE, mode);
    } catch {
      // A full or forbidden store only means that the next visit starts with the pad.
    }
  }

  /** A mode chosen by hand: the arrows move the hand again, and no longer the mode. */
  private readonly handBack = (event: MouseEvent): void => {
    event.stopPropagation();
    if (event.detail > 0) {
      requestAnimationFrame(() => this.focus());
    }
  };

  private readonly grab = (event: PointerEvent): void => {
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    target.focus({ preventScroll: true });
    this.follow(event, target);
  };

  private readonly pull = (event: PointerEvent): void => {
    const target = event.currentTarget as HTMLElement;
    if (target.hasPointerCapture(event.pointerId)) {
      this.follow(event, target);
    }
  };

  private follow(event: PointerEvent, slider: HTMLElement): void {
    const box = slider.getBoundingClientRect();
    const up = bounded(1 - (2 * (event.clientY - box.top)) / Math.max(1, box.height));
    this.hold({ [axisOf(slider)]: up });
  }

  /** Arrows move the hand; a host must not take them for steps through the clip. */
  private readonly steer = (event: KeyboardEvent): void => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (by !== undefined && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      const axis = axisOf(event.currentTarget as HTMLElement);
      this.hold({ [axis]: bounded(this.held[axis] + by * ARROW_STEP) });
    }
  };

  private hold(values: Partial<Felt>): void {
    this.held = { ...this.held, ...values };
    const { micros } = this.moment();
    for (const axis of this.axes) {
      const value = values[axis];
      if (value !== undefined && this.take !== null) {
        this.take = put(this.take, micros, axis, value);
      }
    }
  }

  private lookAtClip(): void {
    const { micros, playing } = this.moment();
    this.readStick();
    if (this.take !== null && (!playing || micros < this.take.to - BACK_MICROS)) {
      this.finish();
    }
    if (playing && this.take === null) {
      this.take = beginTake(micros, new Map(this.axes.map((axis) => [axis, this.held[axis]])));
    } else if (this.take !== null) {
      this.take = reach(this.take, micros);
      this.dispatchEvent(new CustomEvent('live', { detail: lay(this.traces, this.take) }));
    } else if (micros !== this.seen) {
      this.takeUp(micros); // the hand takes up what was recorded where the clip stands
    }
    this.seen = micros;
  }

  private takeUp(micros: number): void {
    for (const { axis, events } of this.traces) {
      const value = valueAt(events, micros);
      if (value !== null) {
        this.held = { ...this.held, [axis]: value };
      }
    }
  }

  /** The first gamepad there is; one at rest leaves the hand to others. */
  private readStick(): void {
    const pad = navigator.getGamepads?.().find((one) => one !== null) ?? null;
    if (pad === null) {
      return;
    }
    const tilt = { VALENCE: stick(pad.axes[0] ?? 0), AROUSAL: stick(-(pad.axes[1] ?? 0)) };
    const tilted = tilt.VALENCE !== 0 || tilt.AROUSAL !== 0;
    if (tilted || this.tilted) {
      this.hold(tilt);
    }
    this.tilted = tilted;
  }

  /** The keys move the hand, before anything else here. */
  override focus(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('undertone-plane, .slider')?.focus({ preventScroll: true }),
    );
  }

  /** Ends a take under way and tells it: the clip stopped, or goes away. */
  finish(): void {
    const { take } = this;
    this.take = null;
    if (take !== null) {
      this.tell(lay(this.traces, take));
    }
  }

  private forget(axis: Axis): void {
    this.tell(without(this.traces, axis));
  }

  private tell(traces: readonly Trace[]): void {
    this.dispatchEvent(new CustomEvent('traces', { detail: traces }));
  }
}

function axisOf(slider: HTMLElement): Axis {
  return slider.dataset['axis'] as Axis;
}

function modeKept(): Mode {
  try {
    return MODES.find((mode) => mode === localStorage.getItem(MODE)) ?? 'PAD';
  } catch {
    return 'PAD';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-pad': UndertonePad;
  }
}
