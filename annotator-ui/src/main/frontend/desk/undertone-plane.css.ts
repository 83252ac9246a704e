import { css } from 'lit';

/** Words at the ends of an axis, and where the hand is on it. */
export const axisStyles = css`
  .word {
    color: var(--ink-2);
    font-size: var(--size-12);
    pointer-events: none;
    position: absolute;
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
`;

/** A field to move a hand over, with the axes that cross in it. */
export const fieldStyles = css`
  .field {
    background: var(--sunken);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    cursor: crosshair;
    position: relative;
    touch-action: none;
    user-select: none;
  }

  /* the two axes cross in the middle: neither pleasant nor unpleasant, neither calm nor excited */
  .field::before,
  .field::after {
    background: var(--line);
    content: '';
    inset: 50% 0 auto;
    block-size: 1px;
    position: absolute;
  }

  .field::after {
    block-size: auto;
    inline-size: 1px;
    inset: 0 auto 0 50%;
  }
`;

export const planeStyles = [
  fieldStyles,
  axisStyles,
  css`
    :host {
      display: block;
    }

    .pad {
      aspect-ratio: 1;
      inline-size: min(100%, var(--plane-size, 360px));
      max-block-size: 50vh;
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
  `,
];
