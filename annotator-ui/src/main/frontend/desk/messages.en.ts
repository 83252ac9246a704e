/** The desk's texts in English; the other languages must have the same keys. */
export const en = {
  desk: 'Annotate',
  question: 'Which of these could it be?',

  // labels
  cannotTell: 'can’t tell',
  firstChoice: 'first choice',
  choice: (rank: number) => `choice ${rank}`,
  ruledOut: 'ruled out',
  ruleOutHint: (key: string) => `Press ${key} to add or remove, Shift+${key} to rule out.`,
  oneOf: (first: string, others: readonly string[]) =>
    others.length === 0 ? `It is ${first}.` : `One of these: ${[first, ...others].join(', then ')}.`,
  allOf: (labels: readonly string[]) => `All of these at once: ${labels.join(' + ')}.`,
  cannotSay: 'I cannot tell.',
  notThese: (labels: readonly string[]) => `Not ${labels.join(', not ')}.`,
  nothingYet: 'Choose every emotion it could be, the likeliest first.',
  incomplete: 'Choose at least one emotion, or “can’t tell”.',

  // the finer answers
  meaning: 'meaning',
  meaningOneOf: 'one of these',
  meaningAllOf: 'all of these',
  certainty: 'how sure',
  unsure: 'unsure',
  fairly: 'fairly',
  certain: 'certain',
  intensity: 'how strong',
  intensities: ['faint', 'mild', 'clear', 'strong'] as readonly string[],
  finer: 'meaning, how sure, how strong',
  caption: 'In your own words',
  captionPlaceholder: 'A tight smile that fades as she listens …',
  captionHint: 'Ctrl+Enter submits, Esc leaves',

  // acts
  submit: 'Submit',
  back: 'Back',
  backHint: 'Take back your last answer and see its clip again',
  skip: 'Skip',
  skipQuestion: 'Why skip this clip?',
  skipUnplayable: 'It does not play',
  skipNobody: 'Nobody to judge',
  skipLanguage: 'A language I do not know',
  skipPrivate: 'I would rather not say',
  cancel: 'Cancel',
  undo: 'Undo',
  redo: 'Redo',
  guidelines: 'Guidelines',
  noGuidelines: 'This corpus has no guidelines yet.',
  close: 'Close',

  // progress and saving
  progress: (today: number, total: number) => `${today} today, ${total} in all`,
  saved: 'saved ✓',
  saving: 'saving …',
  offline: (waiting: number) => `offline: ${waiting} waiting`,
  signedOut: (waiting: number) =>
    `You are signed out. ${waiting === 1 ? '1 answer is' : `${waiting} answers are`} kept here and will go out when you sign in again.`,
  signIn: 'Sign in',
  notDurable:
    'This browser keeps nothing on disk. Leave this page open until it says “saved”.',
  refused: (what: string) => `One answer was not taken: ${what}`,
  tryAgain: 'Try again',
  discard: 'Let it go',

  // states of the desk
  loading: 'Fetching your next clip …',
  doneTitle: 'Done for today',
  doneText: (today: number) =>
    today === 1
      ? 'One clip answered today. There is nothing left for you in this corpus right now.'
      : `${today} clips answered today. There is nothing left for you in this corpus right now.`,
  lookAgain: 'Look again',
  awayTitle: 'No connection',
  awayText: (waiting: number) =>
    waiting === 0
      ? 'Nothing is lost. The next clip comes as soon as the server answers.'
      : `${waiting === 1 ? '1 answer is' : `${waiting} answers are`} kept in this browser and will go out by themselves. The next clip comes as soon as the server answers.`,
  deniedTitle: 'This desk cannot be opened',
  signedOutTitle: 'You are signed out',
  unreadableTitle: 'This clip cannot be shown',
  unreadableNetwork: 'It did not arrive completely. Looking again may help.',
  unreadableDecode: 'The file is damaged, or of a kind this browser cannot play.',
  skipUnreadable: 'Skip it',

  // the player
  play: 'Play',
  pause: 'Pause',
  position: 'Position in the clip',
  positionOf: (now: string, all: string) => `${now} of ${all}`,
  speed: 'Speed',
  loop: 'Loop',
  frame: 'frame',
  frameBack: 'One frame back',
  frameForward: 'One frame on',
  mute: 'Mute',
  unmute: 'Sound on',
  silent: 'no sound',
  noWaveform: 'no waveform',
  image: 'The picture to judge',
  before: 'before',
  after: 'after',
  said: 'said',

  // the key sheet
  keys: 'Keys',
  keysAnswer: 'Answer',
  keysClip: 'Clip',
  keysDesk: 'Desk',
  keyUndo: 'undo, redo',
  keyLabel: 'add or remove a label',
  keyRuleOut: 'rule a label out',
  keySubmitInCaption: 'submit from within the caption',
  keyPlay: 'play, pause',
  keyFrame: 'one frame back, on',
  keySecond: 'one second back, on',
  keyEnds: 'to the start, to the end',
  keySpeed: 'slower, faster',
  singleKeys: 'Single keys are on',
};
