import { css } from 'lit';

export const paletteStyles = css`
  :host {
    display: block;
  }

  .head {
    align-items: center;
    display: flex;
    gap: 8px;
    justify-content: space-between;
    margin-block-end: 12px;
  }

  h2 {
    font-size: var(--size-16);
    font-weight: 600;
  }

  .layouts label {
    min-block-size: 24px;
    padding: 0 6px;
  }

  .own-word {
    align-items: center;
    display: flex;
    gap: 8px;
    margin-block-start: 8px;
  }

  .own-word input {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: inherit;
    flex: 1;
    font: inherit;
    max-inline-size: 22rem;
    min-block-size: max(32px, var(--target));
    min-inline-size: 0;
    padding: 0 8px;
  }

  .own-word input::placeholder {
    color: var(--ink-3);
  }

  .labels {
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(172px, 1fr));
  }

  .chip {
    --label: var(--ink-3);
    --label-ink: var(--ground);

    background: var(--surface);
    border: 1px solid var(--line);
    gap: 8px;
    justify-content: start;
    min-block-size: max(40px, var(--target));
    overflow: hidden;
    padding: 0 8px 0 0;
    -webkit-touch-callout: none;
    user-select: none;
  }

  .chip:hover:not(:disabled) {
    background: color-mix(in srgb, var(--label) 14%, var(--surface));
  }

  /* the label's colour and sign, always there at the edge */
  .glyph {
    align-self: stretch;
    background: var(--label);
    color: var(--label-ink);
    display: grid;
    flex: none;
    inline-size: 28px;
    place-items: center;
  }

  .chip .name {
    flex: 1;
    overflow: hidden;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .mark {
    font-size: var(--size-12);
    text-align: end;
    white-space: nowrap;
  }

  button.chip[aria-pressed='true'] {
    color: inherit;
  }

  button.chip.first {
    background: var(--label);
    border-color: var(--label);
    color: var(--label-ink);
    font-weight: 600;
  }

  .chip.first:hover:not(:disabled) {
    background: color-mix(in srgb, var(--label) 90%, var(--label-ink));
  }

  .first kbd {
    border-color: color-mix(in srgb, var(--label-ink) 45%, transparent);
    color: inherit;
  }

  .chip.later {
    background: color-mix(in srgb, var(--label) 16%, var(--surface));
    border-color: var(--label);
    box-shadow: inset 0 0 0 1px var(--label);
  }

  .out {
    color: var(--ink-3);
  }

  .out .name {
    text-decoration: line-through;
    text-decoration-thickness: 1.5px;
  }

  .out .glyph {
    opacity: 0.35;
  }

  /* of one height whatever it says, so that nothing below it moves */
  .words {
    block-size: 72px;
    margin-block: 12px;
    overflow: auto;
  }

  .words p {
    margin-block-start: 4px;
  }

  .wanting {
    color: var(--waiting);
  }

  summary {
    display: none;
  }

  .rows {
    align-items: center;
    display: grid;
    gap: 8px 12px;
    grid-template-columns: max-content 1fr;
  }

  .rows .choice {
    justify-self: start;
  }

  .what {
    color: var(--ink-2);
  }

  .intensity label {
    align-items: end;
    padding: 0 12px;
  }

  .bar {
    background: currentColor;
    block-size: calc(var(--height) * 18px);
    border-radius: 1px;
    inline-size: 8px;
    margin-block-end: 5px;
  }

  @media (max-height: 720px) and (min-width: 640px) {
    .words {
      block-size: 56px;
      margin-block: 8px;
    }

    .labels {
      gap: 4px 8px;
    }

    .chip {
      min-block-size: var(--target);
    }
  }

  @media (max-width: 639px) {
    .labels {
      gap: 6px;
      grid-auto-rows: 68px;
      grid-template-columns: repeat(var(--half), minmax(64px, 1fr));
      margin-inline: -16px;
      overflow-x: auto;
      padding: 3px 16px;
      scrollbar-width: none;
    }

    .chip {
      flex-direction: column;
      gap: 0;
      padding: 0;
      position: relative;
    }

    .chip .name {
      align-content: center;
      font-size: var(--size-12);
      max-inline-size: 100%;
      text-align: center;
    }

    .glyph {
      block-size: 34px;
      font-size: var(--size-16);
      inline-size: auto;
    }

    .mark {
      color: var(--label-ink);
      inset: 2px 4px auto auto;
      position: absolute;
    }

    .out .mark {
      color: inherit;
    }

    kbd,
    .layouts {
      display: none;
    }

    .head {
      margin-block: 8px;
    }

    .words undertone-order {
      display: none;
    }

    .words {
      block-size: 2.9em;
      margin-block: 8px 0;
    }

    summary {
      color: var(--ink-2);
      cursor: pointer;
      display: block;
      line-height: var(--target);
    }

    summary::before {
      content: '▸ ';
    }

    [open] summary::before {
      content: '▾ ';
    }
  }
`;
