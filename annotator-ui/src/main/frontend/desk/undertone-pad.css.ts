import { css } from 'lit';

export const padStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }

  .head {
    display: grid;
    gap: 8px;
  }

  .state {
    font-weight: 600;
  }

  .state.on::before {
    color: var(--loss);
    content: '● ';
  }

  .choice {
    flex-wrap: wrap;
    justify-self: start;
  }

  .choice label {
    padding: 0 10px;
  }

  .pad,
  .slider {
    background: var(--sunken);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    cursor: crosshair;
    position: relative;
    touch-action: none;
    user-select: none;
  }

  .pad {
    aspect-ratio: 1;
    inline-size: min(100%, 360px);
    max-block-size: 50vh;
  }

  /* the two axes cross in the middle: neither pleasant nor unpleasant, neither calm nor excited */
  .pad::before,
  .pad::after,
  .slider::before,
  .slider::after {
    background: var(--line);
    content: '';
    inset: 50% 0 auto;
    block-size: 1px;
    position: absolute;
  }

  .pad::after,
  .slider::after {
    block-size: auto;
    inline-size: 1px;
    inset: 0 auto 0 50%;
  }

  .sliders {
    display: flex;
    gap: 24px;
    justify-content: space-between;
  }

  .slider {
    block-size: min(320px, 40vh);
    flex: 1;
    max-inline-size: 160px;
  }

  .word,
  .axis {
    color: var(--ink-2);
    font-size: var(--size-12);
    pointer-events: none;
    position: absolute;
  }

  .axis {
    color: var(--ink-3);
    inset: auto auto 50% 6px;
  }

  .top,
  .foot {
    inset-inline-start: calc(50% + 6px);
  }

  .top {
    inset-block-start: 4px;
  }

  .foot {
    inset-block-end: 4px;
  }

  .left,
  .right {
    inset-block-end: calc(50% + 2px);
  }

  .left {
    inset-inline-start: 6px;
  }

  .right {
    inset-inline-end: 6px;
  }

  .puck {
    background: var(--accent);
    block-size: 20px;
    border: 2px solid var(--surface);
    border-radius: 50%;
    inline-size: 20px;
    inset-block-start: calc(var(--y) * 100% - 10px);
    inset-inline-start: calc(var(--x) * 100% - 10px);
    pointer-events: none;
    position: absolute;
    z-index: 1;
  }

  .hint {
    color: var(--ink-3);
    font-size: var(--size-12);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    min-block-size: var(--target);
  }
`;
