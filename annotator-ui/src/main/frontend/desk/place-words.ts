/** Where a label stands in an answer, as it is drawn and as it is read aloud. */
import type { Place } from './answer.js';
import type { Messages } from './messages.js';

/** The class of what draws it. */
export function looks(place: Place): 'first' | 'later' | 'out' | '' {
  switch (place.kind) {
    case 'candidate':
      return place.rank === 1 ? 'first' : 'later';
    case 'excluded':
      return 'out';
    case 'open':
      return '';
  }
}

export function mark(place: Place): string {
  switch (place.kind) {
    case 'candidate':
      return `${place.rank === 1 ? '●' : '○'}${place.rank}`;
    case 'excluded':
      return '╳';
    case 'open':
      return '';
  }
}

export function standing(texts: Messages, place: Place): string {
  switch (place.kind) {
    case 'candidate':
      return place.rank === 1 ? texts.firstChoice : texts.choice(place.rank);
    case 'excluded':
      return texts.ruledOut;
    case 'open':
      return '';
  }
}
