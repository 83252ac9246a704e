/** A clip as it is seen or heard, and what stands in its place when it cannot be. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Modality } from './api.js';
import type { Messages } from './messages.js';

export interface Picture {
  readonly modality: Modality;
  readonly mediaUrl: string;
  readonly posterUrl: string;
  readonly text: string;
}

export interface MediaEvents {
  readonly toggle: () => void;
  readonly onPlay: () => void;
  readonly onPause: () => void;
  readonly onTime: () => void;
  readonly onSeeked: () => void;
  readonly onDuration: () => void;
  readonly onError: () => void;
}

/** @param timeline stands in the place of a picture where there is only sound */
export function clipPicture(
  texts: Messages,
  { modality, mediaUrl, posterUrl, text }: Picture,
  on: MediaEvents,
  timeline: () => TemplateResult,
): TemplateResult {
  switch (modality) {
    case 'VIDEO':
      return html`<video
        src=${mediaUrl}
        poster=${posterUrl || nothing}
        preload="auto"
        playsinline
        disablepictureinpicture
        @click=${on.toggle}
        @play=${on.onPlay}
        @pause=${on.onPause}
        @timeupdate=${on.onTime}
        @seeked=${on.onSeeked}
        @durationchange=${on.onDuration}
        @error=${on.onError}
      ></video>`;
    case 'AUDIO':
      return html`<audio
          src=${mediaUrl}
          preload="auto"
          @play=${on.onPlay}
          @pause=${on.onPause}
          @timeupdate=${on.onTime}
          @seeked=${on.onSeeked}
          @durationchange=${on.onDuration}
          @error=${on.onError}
        ></audio>
        ${timeline()}`;
    case 'IMAGE':
      return html`<img src=${mediaUrl} alt=${texts.image} @error=${on.onError} />`;
    case 'TEXT':
      return html`<p class="text" dir="auto">${text}</p>`;
  }
}

export type Failure = 'network' | 'decode';

export function unreadable(
  texts: Messages,
  failure: Failure,
  mediaUrl: string,
  lookAgain: () => void,
): TemplateResult {
  return html`<div class="unreadable" role="alert">
    <h2>${texts.unreadableTitle}</h2>
    <p>${failure === 'network' ? texts.unreadableNetwork : texts.unreadableDecode}</p>
    <div class="ways">
      ${mediaUrl === ''
        ? nothing
        : html`<button class="outlined" @click=${lookAgain}>${texts.lookAgain}</button>`}
      <slot name="unreadable"></slot>
    </div>
  </div>`;
}
