import { css } from 'lit';

export const ratingStyles = css`
  :host {
    --plane-size: 176px;

    display: flex;
    flex-wrap: wrap;
    gap: 12px;
  }

  undertone-plane {
    flex: 0 0 176px;
  }

  .said {
    align-content: start;
    display: grid;
    flex: 1 1 140px;
    gap: 8px;
    justify-items: start;
  }

  h3 {
    color: var(--ink-2);
    font: inherit;
    margin: 0;
  }

  @media (max-width: 639px) {
    kbd {
      display: none;
    }
  }
`;
