import { css } from 'lit';

/**
 * What buttons, choices and key caps look like in every part of the desk. Tokens come from the page
 * (`tokens.css`); each has a fallback here, so that the desk stands on its own as well.
 */
export const controls = css`
  :host {
    --ground: var(--ut-ground, light-dark(#f4f5f6, #121417));
    --surface: var(--ut-surface, light-dark(#ffffff, #191c20));
    --raised: var(--ut-raised, light-dark(#ffffff, #23272c));
    --sunken: var(--ut-sunken, light-dark(#eceef0, #0c0e10));
    --stage: var(--ut-stage, light-dark(#dfe2e5, #08090b));
    --ink: var(--ut-ink, light-dark(#1a1d21, #e9ebee));
    --ink-2: var(--ut-ink-2, light-dark(#4d555f, #abb2bc));
    --ink-3: var(--ut-ink-3, light-dark(#606872, #939ba6));
    --line: var(--ut-line, light-dark(#d9dce0, #30353c));
    --line-strong: var(--ut-line-strong, light-dark(#7f8791, #727b87));
    --accent: var(--ut-accent, light-dark(#0b6b6b, #62c8c3));
    --on-accent: var(--ut-on-accent, light-dark(#ffffff, #04211f));
    --accent-wash: var(--ut-accent-wash, light-dark(#ddf0ef, #173433));
    --focus: var(--ut-focus, light-dark(#0b6b6b, #7fdcd7));
    --loss: var(--ut-loss, light-dark(#b3261e, #ff8d83));
    --waiting: var(--ut-waiting, light-dark(#7a5300, #e8b75c));
    --radius: var(--ut-radius, 8px);
    --radius-small: var(--ut-radius-small, 4px);
    --target: var(--ut-target, 32px);
    --font: var(--ut-font, system-ui, sans-serif);
    --size-12: var(--ut-size-12, 0.75rem);
    --size-14: var(--ut-size-14, 0.875rem);
    --size-16: var(--ut-size-16, 1rem);
    --size-20: var(--ut-size-20, 1.25rem);
    --size-28: var(--ut-size-28, 1.75rem);
    --fast: var(--ut-fast, 120ms);

    color: var(--ink);
    font: 400 var(--size-14) / 1.45 var(--font);
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  p,
  fieldset,
  dl,
  dd {
    border: 0;
    margin: 0;
    padding: 0;
  }

  button,
  select,
  textarea {
    color: inherit;
    font: inherit;
    margin: 0;
  }

  button {
    align-items: center;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--radius);
    cursor: pointer;
    display: inline-flex;
    gap: 8px;
    justify-content: center;
    min-block-size: var(--target);
    min-inline-size: var(--target);
    padding: 0 8px;
    touch-action: manipulation;
    transition: background-color var(--fast), border-color var(--fast);
  }

  button:hover:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 8%, transparent);
  }

  button:disabled {
    cursor: default;
    opacity: 0.45;
  }

  button[aria-pressed='true'] {
    color: var(--accent);
  }

  .outlined {
    background: var(--surface);
    border-color: var(--line);
    padding: 0 12px;
  }

  .primary {
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    padding: 0 16px;
  }

  .primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .icon {
    block-size: 16px;
    fill: none;
    flex: none;
    inline-size: 16px;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.5;
  }

  .icon .solid {
    fill: currentColor;
    stroke: none;
  }

  kbd {
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    color: var(--ink-2);
    display: inline-block;
    font: inherit;
    font-size: var(--size-12);
    line-height: 18px;
    min-inline-size: 20px;
    padding: 0 4px;
    text-align: center;
  }

  .primary kbd {
    border-color: color-mix(in srgb, var(--on-accent) 45%, transparent);
    color: inherit;
  }

  /* a row of words of which one holds */
  .choice {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    display: inline-flex;
    padding: 1px;
  }

  .choice label {
    align-items: center;
    border-radius: calc(var(--radius) - 2px);
    color: var(--ink-2);
    cursor: pointer;
    display: inline-flex;
    gap: 4px;
    justify-content: center;
    min-block-size: calc(var(--target) - 4px);
    padding: 0 12px;
    transition: background-color var(--fast);
    user-select: none;
  }

  .choice label:hover {
    background: color-mix(in srgb, var(--ink) 8%, transparent);
  }

  .choice label:has(:checked) {
    background: var(--accent-wash);
    box-shadow: inset 0 0 0 1px var(--accent);
    color: var(--ink);
  }

  .choice label:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }

  .choice input,
  .unseen {
    appearance: none;
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    margin: 0;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }

  @media (forced-colors: active) {
    .choice label:has(:checked),
    button[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
