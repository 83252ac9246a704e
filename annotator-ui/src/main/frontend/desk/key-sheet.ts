import { html, type TemplateResult } from 'lit';
import { INTENSITIES, keyCap, type Command, type Keymap } from './keys.js';
import type { Messages } from './messages.js';

const CERTAINTIES = ['UNSURE', 'FAIRLY', 'CERTAIN'] as const;
const MEANINGS = ['ONE_OF', 'ALL_OF'] as const;

interface Switch {
  readonly singleKeys: boolean;
  turnSingleKeys(): void;
}

/** Every key of the desk on one page, under the scheme in use. */
export function keySheet(
  texts: Messages,
  keymap: Keymap,
  { singleKeys, turnSingleKeys }: Switch,
): TemplateResult {
  const of = (...commands: readonly Command[]) => commands.map((c) => keymap.ofCommand(c));
  const letters = keymap.labels.map((label) => keymap.ofLabel(label.id));
  const shifted = letters[0] === undefined || letters[0] === null ? [] : [`⇧ ${letters[0]}`, '…'];
  return html`
    <h2 id="keys">${texts.keys}</h2>
    <div class="columns">
      ${group(texts.keysAnswer, [
        [letters, texts.keyLabel],
        [shifted, texts.keyRuleOut],
        [[keymap.ofMeaning('CANNOT_TELL')], texts.cannotTell],
        [CERTAINTIES.map((c) => keymap.ofCertainty(c)), `${texts.certainty}: ${texts.unsure}, ${texts.fairly}, ${texts.certain}`],
        [MEANINGS.map((m) => keymap.ofMeaning(m)), `${texts.meaning}: ${texts.meaningOneOf}, ${texts.meaningAllOf}`],
        [INTENSITIES.map((i) => keymap.ofIntensity(i)), `${texts.intensity}: ${texts.intensities.join(', ')}`],
        [['Ctrl Z', 'Ctrl Y'], texts.keyUndo],
      ])}
      ${group(texts.keysClip, [
        [of('playPause'), texts.keyPlay],
        [of('frameBack', 'frameForward'), texts.keyFrame],
        [of('secondBack', 'secondForward'), texts.keySecond],
        [of('toStart', 'toEnd'), texts.keyEnds],
        [of('slower', 'faster'), texts.keySpeed],
        [of('loop'), texts.loop],
      ])}
      ${group(texts.keysDesk, [
        [of('submit'), texts.submit],
        [['Ctrl ↵'], texts.keySubmitInCaption],
        [of('back'), texts.backHint],
        [of('skip'), texts.skip],
        [of('caption'), texts.caption],
        [of('keys'), texts.keys],
      ])}
    </div>
    <form method="dialog">
      <label class="switch">
        <input type="checkbox" .checked=${singleKeys} @change=${turnSingleKeys} />
        ${texts.singleKeys}
      </label>
      <button class="outlined" autofocus>${texts.close}</button>
    </form>
  `;
}

type Line = readonly [keys: ReadonlyArray<string | null>, meaning: string];

function group(title: string, lines: readonly Line[]): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl>
      ${lines.map(
        ([keys, meaning]) => html`<div>
          <dt>${keys.filter((k) => k !== null).map((k) => html`<kbd>${keyCap(k)}</kbd> `)}</dt>
          <dd>${meaning}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
}
