import { LitElement, html, css } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

/** A text that is shown once, to be taken along: selected by a click, copied by a button. */
@customElement('undertone-copy')
export class UndertoneCopy extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      gap: 8px;
      min-inline-size: 0;
    }

    input {
      background: var(--ut-sunken);
      border: 1px solid var(--ut-line-strong);
      border-radius: var(--ut-radius);
      box-sizing: border-box;
      color: var(--ut-ink);
      flex: 1;
      font: var(--ut-size-14) / 1.25rem ui-monospace, monospace;
      min-block-size: 36px;
      min-inline-size: 0;
      padding: 4px 12px;
    }

    button {
      background: var(--ut-accent);
      border: 0;
      border-radius: var(--ut-radius);
      color: var(--ut-on-accent);
      cursor: pointer;
      flex: none;
      font: inherit;
      font-weight: 600;
      min-block-size: 36px;
      padding: 4px 16px;
    }

    :is(input, button):focus-visible {
      outline: 2px solid var(--ut-focus);
      outline-offset: 2px;
    }
  `;

  @property() text = '';
  @property() name = '';
  @property() copy = '';
  @property() copied = '';
  @state() private done = false;
  @query('input') private input!: HTMLInputElement;

  override render() {
    return html`<input readonly aria-label=${this.name} .value=${this.text} @focus=${this.select} />
      <button type="button" @click=${this.take}>${this.done ? this.copied : this.copy}</button>`;
  }

  private select(): void {
    this.input.select();
  }

  private async take(): Promise<void> {
    this.input.select();
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      // Without TLS browsers keep their clipboard to themselves; the old command still works there.
      if (!document.execCommand('copy')) {
        return;
      }
    }
    this.done = true;
  }
}
