import { html, nothing, type TemplateResult } from 'lit';
import { INTENSITIES, keyCap, type Command, type Keymap, type OwnKeys } from './keys.js';
import type { Messages } from './messages.js';

const CERTAINTIES = ['UNSURE', 'FAIRLY', 'CERTAIN'] as const;
const MEANINGS = ['ONE_OF', 'ALL_OF'] as const;

interface Choices {
  readonly language: string;
  readonly singleKeys: boolean;
  turnSingleKeys(): void;
  changeKeys(own: OwnKeys): void;
  /** Whether parts of a clip, and traces, are asked for. */
  readonly parted: boolean;
  readonly traced: boolean;
  readonly rated: boolean;
  /** Whether words of one's own may be typed. */
  readonly worded: boolean;
  /** Shows the annotator around again. */
  tour(): void;
}

/** Every key of the desk on one page, under the scheme in use. */
export function keySheet(
  texts: Messages,
  keymap: Keymap,
  { language, singleKeys, turnSingleKeys, changeKeys, parted, traced, rated, worded, tour }: Choices,
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
        ...(worded ? [[of('word'), texts.ownWord] as const] : []),
        ...(rated ? [[of('rate'), texts.rating] as const] : []),
        [['Ctrl Z', 'Ctrl Y'], texts.keyUndo],
      ])}
      ${group(texts.keysClip, [
        [of('playPause'), texts.keyPlay],
        [of('frameBack', 'frameForward'), texts.keyFrame],
        [of('secondBack', 'secondForward'), texts.keySecond],
        [of('toStart', 'toEnd'), texts.keyEnds],
        [of('slower', 'faster'), texts.keySpeed],
        [of('loop'), texts.loop],
        [of('louder', 'quieter'), texts.keyVolume],
        [of('zoomIn', 'zoomOut', 'zoomWhole'), texts.keyZoom],
        ...(traced ? [[of('record'), texts.record] as const] : []),
      ])}
      ${parted ? group(texts.keysParts, parts(texts, of), texts.keysPartsNote) : nothing}
      ${group(texts.keysDesk, [
        [of('submit'), texts.submit],
        [['Ctrl ↵'], texts.keySubmitInCaption],
        [of('back'), texts.backHint],
        [of('skip'), texts.skip],
        [of('caption'), texts.caption],
        [of('comment'), texts.comment],
        [of('unveil'), texts.keyUnveil],
        [of('keys'), texts.keys],
      ])}
    </div>
    <section class="label-keys">
      <h3>${texts.labelKeys}</h3>
      <undertone-label-keys
        language=${language}
        .keymap=${keymap}
        @keys=${(event: CustomEvent<OwnKeys>) => changeKeys(event.detail)}
      ></undertone-label-keys>
    </section>
    <form method="dialog">
      <label class="switch">
        <input type="checkbox" .checked=${singleKeys} @change=${turnSingleKeys} />
        ${texts.singleKeys}
      </label>
      <button type="button" @click=${tour}>${texts.tourAgain}</button>
      <button class="outlined" autofocus>${texts.close}</button>
    </form>
  `;
}

type Line = readonly [keys: ReadonlyArray<string | null>, meaning: string];
type KeysOf = (...commands: readonly Command[]) => ReadonlyArray<string | null>;

function parts(texts: Messages, of: KeysOf): readonly Line[] {
  return [
    [of('partStart', 'partEnd'), texts.keyPartEnds],
    [of('partMark'), texts.keyPartMark],
    [of('partPrevious', 'partNext'), texts.keyPartWalk],
    [of('edgePrevious', 'edgeNext'), texts.keyEdgeWalk],
    [of('edgeBack', 'edgeForward'), texts.keyEdgeNudge],
    [of('partSplit', 'partMerge'), texts.keyPartSplitMerge],
    [of('partRemove'), texts.keyPartRemove],
    [of('partPlay'), texts.playPart],
    [of('wholeClip'), texts.toWholeClip],
  ];
}

function group(title: string, lines: readonly Line[], note = ''): TemplateResult {
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
    ${note === '' ? nothing : html`<p class="note">${note}</p>`}
  </section>`;
}
