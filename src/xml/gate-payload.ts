import type { SaxesTagNS } from 'saxes';
import type { XmlElement } from './element.js';
import { MOST_KEPT_OF_RECORD, stop } from './gate-limits.js';
import { createPlainReader, type PlainChildren } from './gate-plain.js';
import { withScope, type Scope } from './gate-scope.js';
import { openElement, type OpenElement } from './gate-tree.js';
import type { TextWindow } from './gate-window.js';

/** Which children of the payload's element are built as well, by local name, so that something can be told of it without parsing all of it. */
export type Glance = ReadonlyMap<string, GlanceRule>;

/** `all` of that name, or those whose attribute has one of the values; also where it is missing or blank, as a fault to be seen. */
export type GlanceRule = 'all' | { readonly attribute: string; readonly values: ReadonlySet<string> };

export interface ScannedPayload {
  /** No more than two, whatever there is: two are one too many. */
  readonly elements: readonly string[];
  readonly text: string;
  /** The first element with those of its children that were asked for. */
  readonly glance?: XmlElement;
}

/** Reads what lies in the payloads, one record after another. */
export interface PayloadReader {
  isOpen(): boolean;
  /** @param scope what is declared round it */
  begin(scope: Scope): void;
  open(tag: SaxesTagNS): void;
  /** False when it was the payload itself that ended. */
  close(): boolean;
  text(piece: string): void;
  /**
   * Reads on without saxes from the tag that has just begun an element in the payload; `undefined` when no such tag ends at this position.
   * @param from where in the text the position is
   */
  readPlain(text: string, from: number, position: number): PlainChildren | undefined;
  /** What there was since the last time; `undefined` without a payload. */
  take(): ScannedPayload | undefined;
}

/** Of a second payload in one record the elements count with the first's: whoever reads the record sees two where one belongs. */
export const createPayloadReader = (glance: Glance | undefined, window: TextWindow, position: () => number): PayloadReader => {
  /** 1 in the payload, 2 in an element of it. */
  let level = 0;
  let around: Scope = new Map();
  let start = 0;
  let declared: Readonly<Record<string, string>> = {};
  let usesDefault = false;
  let seen = false;
  let elements: string[] = [];
  let loose = '';
  let glanced: OpenElement | undefined;
  let building: OpenElement[] = [];
  let kept = 0;
  let [prefix, namespace, opened] = ['', '', 0];
  const wanted = (local: string, value: (name: string) => string | undefined): boolean =>
    glance !== undefined && isWanted(glance, local, value);
  const readPlainChildren = createPlainReader((local, attributes) => wanted(local, (name) => attributes[name]));

  const keep = (): void => {
    if (++kept > MOST_KEPT_OF_RECORD) stop('too-many', `more than ${MOST_KEPT_OF_RECORD} parts of one record`);
  };
  const openCarried = (tag: SaxesTagNS): void => {
    start = window.startOfTag(position());
    declared = tag.ns;
    usesDefault = false;
    [prefix, namespace, opened] = [tag.prefix, tag.uri, position()];
    if (glance && elements.length === 0) glanced = openElement(tag);
  };
  const closeCarried = (): void => {
    if (elements.length < 2) elements.push(withScope({ xml: window.slice(start, position()), declared, usesDefault }, around));
  };

  return {
    isOpen: () => level > 0,
    begin: (scope) => {
      level = 1;
      around = scope;
      seen = true;
    },
    open: (tag) => {
      level += 1;
      if (level === 2) openCarried(tag);
      else if (building.length > 0 || (level === 3 && elements.length === 0 && wanted(tag.local, (name) => tag.attributes[name]?.value))) {
        keep();
        building.push(openElement(tag));
      }
      if (tag.prefix === '') usesDefault = true;
    },
    close: () => {
      const built = building.pop();
      if (built) (building[building.length - 1] ?? glanced)?.children.push(built);
      else if (level === 2) closeCarried();
      level -= 1;
      return level > 0;
    },
    text: (piece) => {
      const parent = building[building.length - 1];
      if (parent) {
        keep();
        parent.children.push(piece);
      } else if (level === 1) loose += piece;
    },
    readPlain: (text, from, at) => {
      if (level !== 2 || opened !== at) return undefined;
      const children = readPlainChildren(text, from, { prefix, namespace });
      if (children.end > from && prefix === '') usesDefault = true;
      if (elements.length === 0) glanced?.children.push(...children.built);
      return children;
    },
    take: () => {
      const taken = seen ? { elements, text: loose, ...(glanced && { glance: glanced }) } : undefined;
      seen = false;
      elements = [];
      loose = '';
      glanced = undefined;
      building = [];
      kept = 0;
      return taken;
    },
  };
};

const isWanted = (glance: Glance, local: string, valueOf: (attribute: string) => string | undefined): boolean => {
  const rule = glance.get(local);
  if (rule === undefined || rule === 'all') return rule === 'all';
  const value = valueOf(rule.attribute) ?? '';
  return rule.values.has(value) || value.trim() === '';
};
