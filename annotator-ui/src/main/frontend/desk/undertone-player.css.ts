import { css } from 'lit';

export const playerStyles = css`
  :host {
    container: player / inline-size;
    display: grid;
    gap: 8px;
    grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr);
    min-block-size: 0;
    min-inline-size: 0;
  }

  /* nothing to play, nothing below */
  :host(:is([modality='IMAGE'], [modality='TEXT'])) {
    grid-template-rows: minmax(0, 1fr);
  }

  :host(:focus-visible) {
    outline: none;
  }

  :host(:focus-visible) .stage {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .stage {
    align-items: center;
    background: var(--stage);
    border-radius: var(--radius);
    display: flex;
    justify-content: center;
    min-block-size: 0;
    overflow: hidden;
    position: relative;
  }

  /* Small faces grow, but not until only their pixels can be seen. */
  video,
  img {
    block-size: 100%;
    display: block;
    inline-size: 100%;
    max-block-size: max(240px, calc(var(--clip-height) * 6px));
    max-inline-size: max(240px, calc(var(--clip-width) * 6px));
    object-fit: contain;
  }

  :host([modality='AUDIO']) .stage {
    background: none;
  }

  .stage undertone-timeline {
    block-size: min(100%, 360px);
    inline-size: 100%;
  }

  .text {
    font-size: var(--size-28);
    line-height: 1.5;
    margin: auto;
    max-block-size: 100%;
    max-inline-size: 26em;
    overflow: auto;
    padding: 24px 32px;
    text-wrap: pretty;
    white-space: pre-line;
  }

  /* what is hard to bear, until it is asked for */
  .veiled :is(video, img, .text) {
    filter: blur(32px);
  }

  .veiled .text {
    user-select: none;
  }

  .veil {
    align-content: center;
    background: color-mix(in srgb, var(--stage) 70%, transparent);
    display: grid;
    gap: 8px;
    inset: 0;
    justify-items: center;
    padding: 16px;
    position: absolute;
    text-align: center;
    z-index: 1;
  }

  .veil h2 {
    font-size: var(--size-20);
    font-weight: 600;
  }

  .veil p {
    max-inline-size: 40ch;
    text-wrap: balance;
  }

  .unreadable {
    max-inline-size: 44ch;
    padding: 24px;
    text-align: center;
  }

  .unreadable h2 {
    font-size: var(--size-20);
    font-weight: 600;
  }

  .unreadable p {
    color: var(--ink-2);
    margin-block: 8px 16px;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }

  .transport {
    align-items: center;
    display: flex;
    gap: 8px 12px;
    min-block-size: var(--target);
    padding-inline-end: 8px;
  }

  .play .icon {
    block-size: 20px;
    inline-size: 20px;
  }

  .time {
    min-inline-size: 15ch;
    white-space: nowrap;
  }

  .whole,
  .quiet,
  .word {
    color: var(--ink-3);
  }

  [aria-pressed='true'] .word {
    color: inherit;
  }

  .speed {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    cursor: pointer;
    min-block-size: calc(var(--target) - 4px);
    padding: 0 4px;
  }

  .loudness {
    align-items: center;
    display: inline-flex;
    gap: 4px;
  }

  .loudness input {
    accent-color: var(--accent);
    cursor: pointer;
    inline-size: 72px;
    margin: 0;
  }

  .frames {
    align-items: center;
    display: inline-flex;
  }

  .gap {
    flex: 1;
  }

  /* with room for the map that zooming brings, so that nothing moves then */
  .transport + undertone-timeline {
    min-block-size: 76px;
  }

  .transport > .quiet {
    white-space: nowrap;
  }

  @container player (max-width: 720px) {
    .transport {
      gap: 4px;
    }

    .transport .word,
    .end,
    .loudness input {
      display: none;
    }
  }

  @container player (max-width: 560px) {
    .whole,
    .frames {
      display: none;
    }

    .time {
      min-inline-size: 8ch;
    }

    .transport + undertone-timeline {
      min-block-size: 44px;
    }

    .text {
      font-size: var(--size-20);
      padding: 16px;
    }
  }
`;
