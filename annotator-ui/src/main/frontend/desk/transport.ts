/** The row of controls under a clip. It holds nothing: it shows what is and tells what is wanted. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { clock } from './clock.js';
import { END, FRAME_BACK, FRAME_FORWARD, LOOP, MUTED, PART, PAUSE, PLAY, SOUND, START } from './icons.js';
import type { Command } from './keys.js';
import type { Messages } from './messages.js';
import { SPEEDS } from './playback.js';
import type { Habits } from './player-habits.js';

export interface Controls {
  readonly playing: boolean;
  readonly position: number; // microseconds
  readonly duration: number; // microseconds
  readonly habits: Habits;
  readonly silent: boolean;
  /** The clip cannot be shown. */
  readonly stuck: boolean;
  /** What frames there are to step through; nothing in a sound. */
  readonly frames: 'none' | 'coming' | 'there';
  /** Whether there are parts, and one of them is selected. */
  readonly part: 'none' | 'unselected' | 'selected';
  obey(command: Command): void;
  keep(habits: Habits): void;
}

export function transport(texts: Messages, deck: Controls): TemplateResult {
  const { playing, stuck, habits, part } = deck;
  return html`<div class="transport" @mousedown=${keepFocus}>
    ${button(deck, 'playPause', playing ? texts.pause : texts.play, '␣', playing ? PAUSE : PLAY, {
      off: stuck,
      looks: 'play',
    })}
    <span class="time">
      <span>${clock(deck.position)}</span
      ><span class="whole"> / ${clock(deck.duration)}</span>
    </span>
    ${speeds(texts, deck)}
    <button
      class="loop"
      aria-pressed=${habits.loop}
      aria-keyshortcuts="-"
      title="${part === 'selected' ? texts.loopPart : texts.loop} ( - )"
      @click=${() => deck.obey('loop')}
    >
      ${LOOP}<span class="word">${texts.loop}</span>
    </button>
    ${part === 'none'
      ? nothing
      : button(deck, 'partPlay', texts.playPart, '⇧ ␣', PART, { off: stuck || part !== 'selected' })}
    <span class="frames">
      ${button(deck, 'toStart', texts.toStart, 'Home', START, { off: stuck, looks: 'end' })}
      ${deck.frames === 'none' ? nothing : frames(texts, deck)}
      ${button(deck, 'toEnd', texts.toEnd, 'End', END, { off: stuck, looks: 'end' })}
    </span>
    <span class="gap"></span>
    ${deck.silent ? html`<span class="quiet">${texts.silent}</span>` : loudness(texts, deck)}
  </div>`;
}

function frames(texts: Messages, deck: Controls): TemplateResult {
  const off = deck.stuck || deck.frames === 'coming';
  return html`${button(deck, 'frameBack', texts.frameBack, '←', FRAME_BACK, { off })}
    <span class="word" aria-hidden="true">${texts.frame}</span>
    ${button(deck, 'frameForward', texts.frameForward, '→', FRAME_FORWARD, { off })}`;
}

function speeds(texts: Messages, { habits, keep }: Controls): TemplateResult {
  const chosen = (event: Event): void => {
    const choice = event.target as HTMLSelectElement;
    keep({ ...habits, speed: Number(choice.value) });
    choice.blur(); // the next letter is a label again
  };
  return html`<select
    class="speed"
    aria-label=${texts.speed}
    title="${texts.speed} ( , . )"
    .value=${live(String(habits.speed))}
    @change=${chosen}
  >
    ${SPEEDS.map(
      (speed) => html`<option value=${speed} ?selected=${speed === habits.speed}>${speed}×</option>`,
    )}
  </select>`;
}

function loudness(texts: Messages, { habits, keep }: Controls): TemplateResult {
  const muted = habits.muted || habits.volume === 0;
  const word = muted ? texts.unmute : texts.mute;
  const volume = muted && habits.volume === 0 ? 1 : habits.volume;
  return html`<span class="loudness">
    <button
      aria-label=${word}
      title=${word}
      @click=${() => keep({ ...habits, muted: !muted, volume })}
    >
      ${muted ? MUTED : SOUND}
    </button>
    <input
      type="range"
      min="0"
      max="1"
      step="0.05"
      aria-label=${texts.volume}
      title="${texts.volume} ( ⇧ ↑ ↓ )"
      .value=${live(String(habits.muted ? 0 : habits.volume))}
      @input=${(event: Event) =>
        keep({ ...habits, muted: false, volume: Number((event.target as HTMLInputElement).value) })}
      @change=${(event: Event) => (event.target as HTMLInputElement).blur()}
    />
  </span>`;
}

function button(
  deck: Controls,
  command: Command,
  word: string,
  key: string,
  picture: TemplateResult,
  { off = false, looks = '' } = {},
): TemplateResult {
  return html`<button
    class=${looks}
    aria-label=${word}
    title="${word} ( ${key} )"
    ?disabled=${off}
    @click=${() => deck.obey(command)}
  >
    ${picture}
  </button>`;
}

/** A mouse press on a button leaves the keys where they are. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement)) {
    event.preventDefault();
  }
}
