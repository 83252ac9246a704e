/**
 * Hears single keys for the page it stands on, and tells the server. Typing in a field is never
 * taken for a command, an open dialog keeps its keys, and Enter on a focused button is the button's.
 */
export class UndertoneKeys extends HTMLElement {
  /** Lower-case names of the keys that mean something here, as in KeyboardEvent.key. */
  keys: string[] = [];

  connectedCallback(): void {
    window.addEventListener('keydown', this.hear);
  }

  disconnectedCallback(): void {
    window.removeEventListener('keydown', this.hear);
  }

  private readonly hear = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (event.defaultPrevented || event.repeat || !this.keys.includes(key)) {
      return;
    }
    const undo = key === 'z' && (event.ctrlKey || event.metaKey);
    if ((event.ctrlKey || event.metaKey || event.altKey) && !undo) {
      return;
    }
    for (const target of event.composedPath()) {
      if (target instanceof HTMLElement && this.keeps(target, key)) {
        return;
      }
    }
    if (document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened]')) {
      return;
    }
    event.preventDefault();
    this.dispatchEvent(
      new CustomEvent('pressed', { detail: { key, shift: event.shiftKey } }),
    );
  };

  /** Whether an element under the cursor wants the key for itself. */
  private keeps(element: HTMLElement, key: string): boolean {
    if (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
      return true;
    }
    const activates = key === 'enter' || key === ' ';
    return activates && /^(BUTTON|A|SUMMARY|VAADIN-BUTTON|VAADIN-MENU-BAR-BUTTON)$/.test(element.tagName);
  }
}

customElements.define('undertone-keys', UndertoneKeys);
