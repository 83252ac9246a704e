import { css } from 'lit';

export const segmentsStyles = css`
  :host {
    display: block;
  }

  .lane {
    background: var(--sunken);
    block-size: calc(clamp(2, var(--rows), 4) * 27px + 3px);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    cursor: crosshair;
    overflow: hidden auto;
    position: relative;
    touch-action: pan-y;
    user-select: none;
  }

  .hint {
    color: var(--ink-3);
    font-size: var(--size-12);
    inset: 4px 8px auto;
    overflow: hidden;
    pointer-events: none;
    position: absolute;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .part {
    background: color-mix(in srgb, var(--label) 22%, var(--surface));
    block-size: 24px;
    border: 1px solid var(--label);
    border-radius: var(--radius-small);
    cursor: grab;
    gap: 0;
    inline-size: max(6px, calc(var(--wide) * 100%));
    inset-block-start: calc(var(--row) * 27px + 2px);
    inset-inline-start: calc(var(--from) * 100%);
    justify-content: space-between;
    min-block-size: 0;
    min-inline-size: 0;
    overflow: hidden;
    padding: 0;
    position: absolute;
    transition: none;
  }

  .part:hover:not(:disabled) {
    background: color-mix(in srgb, var(--label) 34%, var(--surface));
  }

  .part:active {
    cursor: grabbing;
  }

  /* a button that is pressed takes the accent; a part keeps its own ink */
  button.part[aria-pressed='true'] {
    color: inherit;
  }

  .part.selected {
    outline: 2px solid var(--focus);
    outline-offset: -1px;
    z-index: 1;
  }

  .part:focus-visible {
    outline-offset: -2px;
    outline-width: 3px;
  }

  .mute {
    border-style: dashed;
  }

  .edge {
    align-self: stretch;
    cursor: ew-resize;
    flex: none;
    inline-size: clamp(2px, 25%, 8px);
    touch-action: none;
  }

  .part:hover .edge,
  .selected .edge {
    background: color-mix(in srgb, var(--ink) 30%, transparent);
  }

  .what {
    align-items: center;
    display: flex;
    flex: 1;
    gap: 3px;
    min-inline-size: 0;
    overflow: hidden;
    padding-inline: 2px;
    pointer-events: none;
  }

  .chip {
    background: var(--surface);
    border: 1px solid var(--label);
    border-radius: 3px;
    flex: none;
    font-size: var(--size-12);
    line-height: 16px;
    min-inline-size: 18px;
    padding-inline: 3px;
    text-align: center;
  }

  .chip.first {
    background: var(--label);
    color: var(--label-ink);
    font-weight: 600;
  }

  .words {
    font-size: var(--size-12);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .words::before {
    content: '“';
  }

  .begun {
    background: var(--accent-wash);
    block-size: 100%;
    border-inline-start: 2px dashed var(--accent);
    inline-size: calc(var(--wide) * 100%);
    inset-block-start: 0;
    inset-inline-start: calc(var(--from) * 100%);
    opacity: 0.7;
    pointer-events: none;
    position: absolute;
  }

  @media (pointer: coarse) {
    .edge {
      inline-size: clamp(4px, 25%, 16px);
    }
  }
`;
