import { css } from 'lit';

export const timelineStyles = css`
  :host {
    display: block;
    min-block-size: 40px;
  }

  .timeline {
    block-size: 100%;
    display: grid;
    gap: 3px 6px;
    grid-template-columns: 0 minmax(0, 1fr);
    grid-template-rows: 18px minmax(36px, 1fr);
    margin-inline-start: -6px;
    position: relative;
  }

  .guttered {
    grid-template-columns: 76px minmax(0, 1fr);
    grid-template-rows: 24px minmax(40px, 1fr);
    margin: 0;
  }

  .scaled {
    grid-column: 2;
    min-inline-size: 0;
  }

  .name {
    align-self: center;
    color: var(--ink-3);
    font-size: var(--size-12);
    grid-column: 1;
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tools {
    align-self: center;
    display: flex;
    grid-column: 1;
    justify-content: end;
  }

  .tools button {
    border-radius: var(--radius-small);
    min-block-size: 24px;
    min-inline-size: 24px;
    padding: 0;
  }

  .ruler {
    align-self: end;
    block-size: 18px;
    color: var(--ink-3);
    cursor: pointer;
    font-size: var(--size-12);
    overflow: hidden;
    position: relative;
    touch-action: none;
  }

  .tick {
    border-inline-start: 1px solid var(--line);
    block-size: 4px;
    inset-block-end: 0;
    inset-inline-start: calc(var(--at) * 100%);
    line-height: 15px;
    padding-inline-start: 4px;
    position: absolute;
    white-space: nowrap;
  }

  .tick.worded {
    block-size: 16px;
    border-color: var(--line-strong);
  }

  .lane {
    background: var(--sunken);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    overflow: hidden;
    position: relative;
  }

  .sound {
    border-radius: var(--radius);
    cursor: pointer;
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    touch-action: none;
  }

  .sound.spectrogram {
    min-block-size: 64px;
  }

  .sound.both {
    min-block-size: 96px;
    grid-template-rows: minmax(0, 2fr) minmax(0, 3fr);
  }

  svg.wave,
  svg.trace {
    block-size: 100%;
    display: block;
    inline-size: 100%;
  }

  svg.wave {
    padding-block: 3px;
  }

  .unheard {
    fill: var(--ink-3);
    opacity: 0.6;
  }

  .heard {
    fill: var(--ink);
  }

  .spectrogram {
    overflow: hidden;
    position: relative;
  }

  .tile {
    background: var(--ink);
    inline-size: calc(var(--wide) * 100%);
    inset-block: 0;
    inset-inline-start: calc(var(--from) * 100%);
    mask: var(--tile) 0 0 / 100% 100% no-repeat;
    position: absolute;
  }

  .hertz,
  .words {
    color: var(--ink-3);
    font-size: var(--size-12);
    inset-inline-end: 6px;
    line-height: 16px;
    pointer-events: none;
    position: absolute;
  }

  .hertz {
    background: color-mix(in srgb, var(--sunken) 70%, transparent);
    border-radius: 3px;
    inset-block-start: 1px;
    padding-inline: 3px;
  }

  .hertz.low {
    inset-block: auto 1px;
  }

  .words {
    inset-block-end: 4px;
  }

  .traced {
    block-size: 36px;
  }

  .followed {
    block-size: 26px;
    cursor: pointer;
  }

  .followed.unit {
    block-size: 18px;
  }

  .follower,
  .others {
    color: var(--ink-2);
    font-size: var(--size-12);
    line-height: 18px;
  }

  .follower {
    justify-self: start;
    min-block-size: 24px;
    padding: 0 4px;
  }

  .follower::before {
    content: '▸ ';
  }

  .follower[aria-expanded='true']::before {
    content: '▾ ';
  }

  .unit-word {
    background: color-mix(in srgb, var(--sunken) 75%, transparent);
    border-radius: 3px;
    color: var(--ink-2);
    font-size: 11px;
    inset-block-start: 0;
    inset-inline-end: 3px;
    line-height: 16px;
    padding-inline: 3px;
    pointer-events: none;
    position: absolute;
  }

  .hill {
    fill: color-mix(in srgb, var(--accent) 45%, transparent);
    stroke: var(--accent);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }

  .zero {
    stroke: var(--line);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }

  .line {
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }

  .arousal .line {
    stroke: var(--waiting);
  }

  .map {
    background: var(--sunken);
    block-size: 12px;
    border: 1px solid var(--line);
    border-radius: 6px;
    cursor: grab;
    overflow: hidden;
    position: relative;
    touch-action: none;
  }

  .map span {
    inline-size: calc(var(--wide) * 100%);
    inset-block: 0;
    inset-inline-start: calc(var(--from) * 100%);
    pointer-events: none;
    position: absolute;
  }

  .map.idle {
    visibility: hidden;
  }

  .map .window {
    background: color-mix(in srgb, var(--ink) 22%, transparent);
    border-radius: 6px;
    min-inline-size: 6px;
  }

  .map .mark {
    background: var(--ink-3);
    inset-block: 4px;
    min-inline-size: 1px;
    opacity: 0.6;
  }

  .map .here {
    background: var(--accent);
    inline-size: 2px;
  }

  /* over all lanes: where we are, and where the pointer is */
  .course {
    grid-area: 1 / 2 / auto / 3;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
    position: absolute;
  }

  .now,
  .there {
    background: var(--accent);
    inline-size: 2px;
    inset-block: 0;
    inset-inline-start: calc(var(--at) * 100% - 1px);
    position: absolute;
  }

  .there {
    background: var(--ink-3);
    inline-size: 1px;
  }

  .there span {
    background: var(--raised);
    border-radius: var(--radius-small);
    color: var(--ink-2);
    font-size: var(--size-12);
    inset-block-start: 0;
    inset-inline-start: 4px;
    line-height: 16px;
    padding: 0 4px;
    position: absolute;
  }

  .there.late span {
    inset-inline: auto 4px;
  }

  @media (max-height: 760px) {
    .traced {
      block-size: 26px;
    }
  }

  /* a phone shows the clip: time is the sound's outline, and nothing to read */
  @media (max-width: 639px) {
    .timeline {
      grid-template-columns: 0 minmax(0, 1fr);
      grid-template-rows: 0 minmax(36px, 1fr);
      margin-inline-start: -6px;
    }

    .tools,
    .name,
    .followed,
    .follower,
    .others,
    .map,
    .ruler {
      display: none;
    }

    .sound {
      grid-row: 2;
    }
  }
`;
