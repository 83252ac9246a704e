import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from './controls.css.js';
import { Keymap, keyCap, type OwnKeys } from './keys.js';
import { wishFor } from './label-keys.js';
import { messagesFor, type Messages } from './messages.js';

/**
 * The keys of the labels, each to be changed: choose a label, press a key. A key that is taken stays
 * with who has it, and it is said who that is.
 *
 * @fires keys - detail: OwnKeys
 */
@customElement('undertone-label-keys')
export class UndertoneLabelKeys extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        list-style: none;
        margin: 8px 0;
        padding: 0;
      }

      .asked {
        border-color: var(--accent);
        outline: 2px solid var(--focus);
      }

      .hint {
        color: var(--ink-2);
      }

      .conflict {
        color: var(--waiting);
        min-block-size: 1.45em;
      }

      .foot {
        align-items: center;
        display: flex;
        gap: 12px;
        justify-content: space-between;
      }
    `,
  ];

  @property() language = 'en';
  @property({ attribute: false }) keymap = new Keymap([]);
  @state() private asked: string | null = null; // the label that waits for its key
  @state() private conflict = '';

  override render(): TemplateResult {
    const texts = messagesFor(this.language);
    return html`<p class="hint">${texts.labelKeysHint}</p>
      <ul>
        ${this.keymap.labels.map(
          ({ id, name }) => html`<li>
            <button
              class="outlined ${this.asked === id ? 'asked' : ''}"
              @click=${() => this.ask(id)}
              @keydown=${(event: KeyboardEvent) => this.take(texts, event, id)}
              @blur=${() => (this.asked = null)}
            >
              ${name}
              <kbd>${this.asked === id ? texts.pressKey : keyCap(this.keymap.ofLabel(id) ?? '–')}</kbd>
            </button>
          </li>`,
        )}
      </ul>
      <div class="foot">
        <p class="conflict" role="status">${this.conflict}</p>
        <button
          class="outlined"
          ?disabled=${Object.keys(this.keymap.own).length === 0}
          @click=${() => this.tell({})}
        >
          ${texts.keysReset}
        </button>
      </div>`;
  }

  private ask(label: string): void {
    this.asked = label;
    this.conflict = '';
  }

  private take(texts: Messages, event: KeyboardEvent, label: string): void {
    if (this.asked !== label || ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.asked = null;
      return;
    }
    const wish = wishFor(this.keymap, label, event);
    switch (wish.kind) {
      case 'given':
        this.asked = null;
        this.conflict = '';
        return this.tell(wish.own);
      case 'taken': {
        const by = 'act' in wish.by && 'label' in wish.by.act ? wish.by.act.label : null;
        const name = this.keymap.labels.find(({ id }) => id === by)?.name;
        this.conflict =
          name === undefined ? texts.keyTakenDesk(wish.key) : texts.keyTaken(wish.key, name);
        return;
      }
      case 'unfit':
        this.conflict = texts.keyUnfit;
    }
  }

  private tell(own: OwnKeys): void {
    this.conflict = '';
    this.dispatchEvent(new CustomEvent<OwnKeys>('keys', { detail: own }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'undertone-label-keys': UndertoneLabelKeys;
  }
}
