import { css } from 'lit';

export const deskStyles = css`
  :host {
    background: var(--ground);
    block-size: 100%;
    container: desk / inline-size;
    display: block;
    min-block-size: 0;
  }

  .desk {
    block-size: 100%;
    display: grid;
    gap: 8px 24px;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(360px, 424px);
    padding: 8px 24px 16px;
    position: relative;
  }

  .desk:focus {
    outline: none;
  }

  /* the line of state */
  .bar {
    align-items: center;
    display: flex;
    gap: 8px 20px;
    grid-column: 1 / -1;
    min-block-size: 40px;
  }

  .progress,
  .quiet {
    color: var(--ink-2);
    white-space: nowrap;
  }

  .news {
    color: var(--accent);
    font-weight: 600;
  }

  .in-short {
    display: none;
  }

  .news::before {
    background: currentColor;
    block-size: 8px;
    border-radius: 50%;
    content: '';
    inline-size: 8px;
  }

  .save {
    color: var(--ink-3);
    white-space: nowrap;
  }

  .save.offline,
  .save.signedOut {
    color: var(--waiting);
  }

  .gap {
    flex: 1;
  }

  /* between the state and the sheets: never over the clip */
  .break {
    align-items: center;
    color: var(--ink-2);
    display: flex;
    gap: 4px;
    text-wrap: balance;
  }

  /* laid over the clip, so that nothing moves */
  .notices {
    align-self: start;
    display: grid;
    gap: 8px;
    justify-self: center;
    margin: 12px;
    max-inline-size: 64ch;
    z-index: 2;
  }

  .notice {
    align-items: center;
    background: var(--raised);
    border: 1px solid var(--waiting);
    border-radius: var(--radius);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    padding: 8px 12px;
  }

  .gold-word {
    align-self: start;
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    display: grid;
    gap: 8px;
    justify-self: center;
    margin: 12px;
    max-inline-size: 56ch;
    padding: 12px 16px;
    z-index: 2;
  }

  .gold-word p {
    margin: 0;
  }

  .gold-word button {
    justify-self: start;
  }

  .gold-word details p {
    color: var(--ink-2);
    margin-block-start: 4px;
  }

  /* the clip */
  .left {
    display: grid;
    gap: 8px;
    grid-template-rows: minmax(0, 1fr) auto;
    min-block-size: 0;
  }

  .players {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    touch-action: pan-y pinch-zoom;
  }

  .players > * {
    grid-area: 1 / 1;
  }

  undertone-player[waiting] {
    visibility: hidden;
  }

  .word {
    align-content: center;
    background: var(--sunken);
    border-radius: var(--radius);
    display: grid;
    gap: 12px;
    justify-items: center;
    padding: 24px;
    text-align: center;
    z-index: 1;
  }

  .word h2 {
    font-size: var(--size-28);
    font-weight: 600;
    line-height: 1.2;
  }

  .ways {
    display: flex;
    gap: 8px;
  }

  .ways:empty {
    display: none;
  }

  .word p {
    color: var(--ink-2);
    max-inline-size: 48ch;
    text-wrap: balance;
  }

  .context {
    block-size: 68px;
    color: var(--ink-2);
  }

  .context.asked {
    block-size: auto;
  }

  .context.turns {
    block-size: min(148px, 20dvh);
  }

  /* the answer; what ends it is always in sight */
  .right {
    display: grid;
    gap: 16px;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-block-size: 0;
  }

  .answer {
    display: flex;
    flex-direction: column;
    gap: 16px;
    margin: -3px; /* room for focus rings at the edge */
    overflow: auto;
    padding: 3px;
  }

  /* what is being answered for: the whole clip, or a part of it */
  .subject {
    align-items: center;
    border-inline-start: 3px solid var(--line-strong);
    color: var(--ink-2);
    display: flex;
    gap: 8px;
    min-block-size: var(--target);
    padding-inline-start: 10px;
  }

  .subject .name {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .subject button {
    font-weight: 400;
    white-space: nowrap;
  }

  .subject.part {
    background: var(--accent-wash);
    border-color: var(--accent);
    border-radius: 0 var(--radius) var(--radius) 0;
    color: var(--ink);
    font-weight: 600;
  }

  .record .icon {
    color: var(--loss);
  }

  .over {
    grid-template-columns: minmax(0, 1fr);
  }

  .over .right {
    display: none;
  }

  .answer[inert] {
    opacity: 0.4;
  }

  .caption {
    display: flex;
    flex: 1 0 104px;
    flex-direction: column;
    gap: 8px;
    max-block-size: 320px;
  }

  .caption label {
    font-weight: 600;
  }

  .caption.open {
    flex: none;
    max-block-size: none;
  }

  .caption-head {
    align-items: center;
    display: flex;
    gap: 4px;
    min-block-size: 24px;
  }

  .caption-head button {
    min-block-size: 24px;
  }

  .wordings {
    align-items: baseline;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
  }

  .wordings ul {
    display: grid;
    flex: 1 0 100%;
    gap: 4px;
    list-style: none;
    margin: 0;
    padding: 0;
  }

  .wordings li {
    align-items: baseline;
    display: grid;
    gap: 0 8px;
    grid-template-columns: 72px minmax(0, 1fr) auto auto;
  }

  .wordings .place,
  .wordings .fine {
    color: var(--ink-2);
    font-size: 12px;
  }

  .structure {
    align-items: start;
    border: 0;
    display: grid;
    gap: 4px 12px;
    grid-template-columns: auto minmax(0, 1fr);
    margin: 0;
    padding: 0;
  }

  .structure label {
    color: var(--ink-2);
    font-weight: 400;
    padding-block-start: 5px;
  }

  .structure textarea {
    field-sizing: content;
    max-block-size: 120px;
    padding: 4px 8px;
  }

  .structure button {
    grid-column: 2;
    justify-self: start;
  }

  textarea {
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    flex: 1;
    line-height: 1.5;
    padding: 8px 12px;
    resize: none;
  }

  textarea::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }

  textarea:focus-visible {
    outline-offset: -1px;
  }

  .actions {
    display: flex;
    gap: 8px;
    position: relative;
  }

  .actions button {
    min-block-size: max(40px, var(--target));
  }

  .submit {
    flex: 1;
  }

  .reasons {
    background: var(--raised);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    display: grid;
    inset: auto 0 calc(100% + 8px);
    padding: 8px;
    position: absolute;
    z-index: 2;
  }

  .reasons p {
    color: var(--ink-2);
    padding: 4px 8px;
  }

  .reasons button {
    justify-content: start;
  }

  /* while the scheme is on its way: the shape of what comes */
  .ghosts {
    align-content: start;
    display: grid;
    gap: 8px;
    grid-template-columns: repeat(auto-fill, minmax(172px, 1fr));
    margin-block-start: 36px;
  }

  .ghost {
    background: var(--sunken);
    block-size: 40px;
    border-radius: var(--radius);
  }

  /* sheets */
  dialog {
    background: var(--raised);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    color: inherit;
    max-block-size: calc(100dvh - 64px);
    inline-size: min(1080px, calc(100vw - 32px));
    max-inline-size: none;
    padding: 24px;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }

  dialog h2 {
    font-size: var(--size-20);
    font-weight: 600;
    margin-block-end: 16px;
  }

  dialog h3 {
    color: var(--ink-2);
    font-size: var(--size-12);
    font-weight: 600;
    margin: 0 0 8px;
  }

  .guidelines {
    block-size: calc(100dvh - 32px);
    inline-size: min(480px, calc(100vw - 32px));
    margin: 16px 16px 16px auto;
    max-block-size: none;
  }

  dialog.comment {
    inline-size: min(480px, calc(100vw - 32px));
  }

  dialog.answers {
    inline-size: min(560px, calc(100vw - 32px));
  }

  .answers.quiet {
    color: var(--accent);
  }

  .told {
    display: grid;
    gap: 16px;
    list-style: none;
    max-block-size: 60dvh;
    overflow: auto;
    padding: 0;
  }

  .told .note {
    align-items: center;
    display: flex;
    font-size: var(--size-12);
    gap: 4px 12px;
    margin: 0;
  }

  .told blockquote {
    border-inline-start: 3px solid var(--line-strong);
    margin: 8px 0 0;
    padding-inline-start: 12px;
  }

  .told .unread {
    border-color: var(--accent);
  }

  .comment-form {
    align-items: stretch;
    flex-direction: column;
  }

  .comment-form .ways {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }

  .prose {
    font-size: var(--size-16);
    line-height: 1.6;
    margin-block-end: 16px;
  }

  .prose > * {
    margin-block: 0 12px;
  }

  .version {
    margin-block: -8px 16px;
  }

  .prose .fresh {
    background: var(--accent-wash);
    border-inline-start: 3px solid var(--accent);
    padding-inline-start: 8px;
  }

  .fresh-mark {
    color: var(--accent);
    font-size: var(--size-12);
    font-weight: 600;
  }

  .prose del {
    color: var(--ink-2);
  }

  .label-examples h4 {
    font-size: var(--size-14);
    margin: 0;
  }

  .label-examples p {
    color: var(--ink-2);
    margin: 0 0 8px;
  }

  .label-examples > div {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-end: 12px;
  }

  .label-examples :is(video, img) {
    aspect-ratio: 4 / 3;
    background: var(--stage);
    border-radius: var(--radius-small);
    inline-size: 128px;
    object-fit: contain;
  }

  .prose h3 {
    color: var(--ink);
    font-size: var(--size-16);
  }

  .prose :is(ol, ul) {
    padding-inline-start: 20px;
  }

  .columns {
    display: grid;
    gap: 24px;
    grid-template-columns: repeat(auto-fit, minmax(224px, 1fr));
  }

  dd::first-letter {
    text-transform: uppercase;
  }

  dl > div {
    display: grid;
    gap: 12px;
    grid-template-columns: 92px 1fr;
    padding-block: 3px;
  }

  .note {
    color: var(--ink-2);
    margin-block-start: 8px;
  }

  .label-keys {
    border-block-start: 1px solid var(--line);
    margin-block-start: 16px;
    padding-block-start: 16px;
  }

  dialog form {
    align-items: center;
    display: flex;
    gap: 16px;
    justify-content: space-between;
    margin-block-start: 16px;
  }

  .switch {
    align-items: center;
    display: flex;
    gap: 8px;
  }

  .switch input {
    accent-color: var(--accent);
    block-size: 20px;
    inline-size: 20px;
  }

  /* one column: the clip above, the answer below, the page scrolls */
  @container desk (max-width: 880px) {
    .desk {
      block-size: auto;
      grid-template: auto auto auto / minmax(0, 1fr);
      min-block-size: 100%;
    }

    .players {
      block-size: max(300px, 50vh);
    }

    .players.laned {
      block-size: max(520px, 64vh);
    }

    .context,
    .context.turns {
      block-size: auto;
      max-block-size: 148px;
    }

    .answer {
      overflow: visible;
    }
  }

  /* a phone: one clip, two rows of chips, words, next; nothing else */
  @media (max-width: 639px) {
    .desk {
      block-size: 100%;
      gap: 8px;
      grid-template: auto minmax(200px, 1fr) auto / minmax(0, 1fr);
      min-block-size: 0;
      padding: 0 16px 12px;
    }

    .players,
    .players.laned {
      block-size: 100%;
    }

    .bar {
      flex-wrap: wrap;
      font-size: var(--size-12);
      gap: 0 8px;
      min-block-size: 36px;
    }

    .bar button {
      padding: 0 2px;
    }

    /* a row of its own: the line above stays as it is */
    .break {
      flex-basis: 100%;
      font-size: var(--size-12);
      justify-content: space-between;
      order: 3;
    }

    .structure,
    .turn-structure {
      display: none;
    }

    .sheet,
    .distress {
      display: none;
    }

    .save {
      order: 1;
    }

    .bar .quiet {
      order: 2;
    }

    .in-full {
      block-size: 1px;
      clip-path: inset(50%);
      inline-size: 1px;
      overflow: hidden;
      position: absolute;
    }

    .in-short {
      display: inline;
    }

    .right {
      gap: 8px;
    }

    .caption {
      flex: none;
    }

    .caption-head label {
      block-size: 1px;
      clip-path: inset(50%);
      inline-size: 1px;
      overflow: hidden;
      position: absolute;
    }

    textarea {
      field-sizing: content;
      font-size: var(--size-16);
      max-block-size: 96px;
      min-block-size: 44px;
    }

    .actions button {
      min-block-size: 52px;
    }

    .actions kbd {
      display: none;
    }

    .submit {
      font-size: var(--size-16);
    }
  }
`;
