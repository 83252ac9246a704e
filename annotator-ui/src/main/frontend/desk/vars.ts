import { noChange, type ElementPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';

type Variables = Readonly<Record<`--${string}`, string>>;

/**
 * Sets CSS custom properties on an element: `<div ${vars({ '--label': colour })}>`. It goes through
 * the element's style object, which a strict content security policy allows; Lit's `styleMap`
 * writes a style attribute at first, which it does not.
 */
class VariablesDirective extends Directive {
  private set: Variables = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error('vars() belongs on the element itself, not on one of its attributes.');
    }
  }

  override update(part: ElementPart, [variables]: [Variables]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(variables)) {
      if (this.set[name as keyof Variables] !== value) {
        style.setProperty(name, value);
      }
    }
    this.set = variables;
    return noChange;
  }

  override render(_variables: Variables): unknown {
    return noChange;
  }
}

export const vars = directive(VariablesDirective);
