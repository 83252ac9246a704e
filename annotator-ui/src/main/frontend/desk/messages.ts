import { en } from './messages.en.js';
import { zh } from './messages.zh.js';

type Words<T> = { readonly [W in keyof T]: string };

type Texts<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends string
        ? string
        : { readonly [W in keyof T[K]]: T[K][W] extends string ? string : Words<T[K][W]> };
};

/** Every text of the desk; a language that lacks one does not compile. */
export type Messages = Texts<typeof en>;

const LANGUAGES: Readonly<Record<string, Messages>> = { en, zh };

/** The texts in a language tag such as `zh` or `zh-CN`; English where we have no other. */
export function messagesFor(language: string): Messages {
  return LANGUAGES[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
}

/**
 * The language a caption is most likely written in. Its letters decide where they can: Han letters
 * are Chinese, and a caption without any is not, whatever the corpus speaks.
 */
export function captionLanguage(text: string, corpusLanguage: string): string {
  if (/\p{Script=Han}/u.test(text)) {
    return 'zh';
  }
  const foreign = corpusLanguage.startsWith('zh') && /\p{Letter}/u.test(text);
  return foreign ? 'en' : corpusLanguage;
}
