import { css } from 'lit';
import { axisStyles, fieldStyles } from './undertone-plane.css.js';

export const padStyles = [
  fieldStyles,
  axisStyles,
  css`
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

  .axis {
    color: var(--ink-3);
    font-size: var(--size-12);
    inset: auto auto 50% 6px;
    pointer-events: none;
    position: absolute;
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
`,
];
