import type { CheckedTie, TieEvidence, WorkTies } from '../tie-ports.js';
import { isObject, parseJson } from './json-value.js';

/** Raise it when an older program would misread what is written. */
const FORMAT = 1;

/** One line with its end: what is in it is there as a whole or not at all. */
export const formatTieLine = (rows: readonly WorkTies[]): string => `${JSON.stringify({ format: FORMAT, rows })}\n`;

/** `undefined` for what was never written by `formatTieLine`. */
export const parseTieLine = (line: string): readonly WorkTies[] | undefined => {
  const value = parseJson(line);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { rows } = value;
  return Array.isArray(rows) && rows.every(isWorkTies) ? rows : undefined;
};

const isWorkTies = (value: unknown): value is WorkTies =>
  isObject(value) &&
  isText(value['work']) &&
  isTexts(value['asked']) &&
  (value['checked'] === undefined || isTime(value['checked'])) &&
  (value['failed'] === undefined || isFailure(value['failed'])) &&
  isListOf(value['ties'], isTie);

const isFailure = (value: unknown): boolean => isObject(value) && isTime(value['at']) && isText(value['reason']);

const isTie = (value: unknown): value is CheckedTie =>
  isObject(value) &&
  isText(value['target']) &&
  isText(value['theirs']) &&
  value['tier'] === 'identifier' &&
  isListOf(value['evidence'], isEvidence) &&
  isTexts(value['dedupIds']) &&
  isTexts(value['numbers']) &&
  isTime(value['found']) &&
  isTime(value['changed']) &&
  (value['dead'] === undefined || isTime(value['dead'])) &&
  (value['missing'] === undefined || isMissing(value['missing']));

const isEvidence = (value: unknown): value is TieEvidence =>
  isObject(value) && isText(value['number']) && isText(value['source']) && isTexts(value['filters']) && isTime(value['at']);

const isMissing = (value: unknown): boolean =>
  isObject(value) && Number.isSafeInteger(value['times']) && isTime(value['since']) && isTime(value['last']);

const isListOf = <T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] =>
  Array.isArray(value) && value.every((one) => isOne(one));
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => isListOf(value, isText);
const isTime = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(value));
