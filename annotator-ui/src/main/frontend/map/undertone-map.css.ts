import { css } from 'lit';

export const looks = css`
  :host {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr) 320px;
  }

  p {
    margin: 0;
  }

  .stage {
    background: var(--ut-surface);
    block-size: min(72vh, 760px);
    border: 1px solid var(--ut-line);
    border-radius: var(--ut-radius);
    min-block-size: 320px;
    overflow: hidden;
    position: relative;
  }

  .stage:focus-visible {
    outline: 2px solid var(--ut-focus);
    outline-offset: 2px;
  }

  canvas.sheet {
    block-size: 100%;
    cursor: crosshair;
    display: block;
    inline-size: 100%;
    inset: 0;
    position: absolute;
    touch-action: none;
  }

  canvas.sheet.move {
    cursor: grab;
  }

  /* nothing can be moved yet, so a finger scrolls the page */
  canvas.sheet.move.all {
    touch-action: pan-y;
  }

  canvas.sheet.near {
    cursor: pointer;
  }

  .tools {
    display: flex;
    gap: 4px;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    position: absolute;
  }

  button,
  .open {
    align-items: center;
    background: var(--ut-surface);
    border: 1px solid var(--ut-line-strong);
    border-radius: var(--ut-radius);
    color: var(--ut-ink);
    cursor: pointer;
    display: inline-flex;
    font: inherit;
    gap: 8px;
    justify-content: center;
    min-block-size: 32px;
    min-inline-size: 32px;
    padding: 2px 10px;
    text-decoration: none;
  }

  button:hover {
    background: var(--ut-sunken);
  }

  button:focus-visible,
  a:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--ut-focus);
    outline-offset: 2px;
  }

  button[aria-pressed='true'] {
    background: var(--ut-accent-wash);
    border-color: var(--ut-accent);
  }

  button.primary {
    background: var(--ut-accent);
    border-color: transparent;
    color: var(--ut-on-accent);
    font-weight: 500;
  }

  button:disabled {
    background: var(--ut-sunken);
    border-color: var(--ut-line);
    color: var(--ut-ink-2);
    cursor: default;
  }

  button.quiet {
    background: none;
    border: 0;
    color: var(--ut-accent-ink);
    padding: 2px 6px;
  }

  .card {
    background: var(--ut-raised);
    border: 1px solid var(--ut-line);
    border-radius: var(--ut-radius);
    display: flex;
    flex-direction: column;
    font-size: var(--ut-size-12);
    gap: 4px;
    inline-size: 220px;
    padding: 8px;
    pointer-events: none;
    position: absolute;
  }

  .card.pinned {
    pointer-events: auto;
  }

  .card img {
    background: var(--ut-stage);
    block-size: 124px;
    border-radius: var(--ut-radius-small);
    inline-size: 100%;
    object-fit: contain;
  }

  .card strong {
    overflow-wrap: anywhere;
  }

  .words {
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    display: -webkit-box;
    overflow: hidden;
  }

  .main {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-inline-size: 0;
  }

  .side {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-inline-size: 0;
  }

  fieldset {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 0;
    padding: 0;
  }

  legend,
  h2 {
    font-size: var(--ut-size-14);
    font-weight: 600;
    margin: 0 0 4px;
    padding: 0;
  }

  fieldset label {
    align-items: center;
    display: inline-flex;
    gap: 6px;
    min-block-size: 32px;
  }

  input {
    accent-color: var(--ut-accent);
    block-size: 16px;
    inline-size: 16px;
    margin: 0;
  }

  ul {
    display: flex;
    flex-direction: column;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .groups li {
    align-items: center;
    border-block-end: 1px solid var(--ut-line);
    display: grid;
    gap: 8px;
    grid-template-columns: 20px minmax(0, 1fr) auto auto;
    min-block-size: 36px;
  }

  .groups canvas {
    block-size: 20px;
    inline-size: 20px;
  }

  .number {
    color: var(--ut-ink-2);
    font-variant-numeric: tabular-nums;
  }

  .fine {
    color: var(--ut-ink-2);
    font-size: var(--ut-size-12);
  }

  .chosen {
    max-block-size: 240px;
    overflow: auto;
  }

  .chosen li {
    align-items: center;
    display: flex;
    gap: 8px;
    justify-content: space-between;
  }

  .chosen a {
    color: var(--ut-accent-ink);
    min-inline-size: 0;
    overflow-wrap: anywhere;
    padding-block: 4px;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 4px 8px;
  }

  .foot {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }

  progress {
    accent-color: var(--ut-accent);
    inline-size: 160px;
  }

  .wait {
    background: var(--ut-accent-wash);
    border-radius: var(--ut-radius);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    grid-column: 1 / -1;
    padding: 8px 12px;
  }

  @media (width <= 800px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }

    .stage {
      block-size: 60vh;
    }
  }
`;
