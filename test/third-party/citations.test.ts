import { describe, expect, it } from '@jest/globals';
import { parse as parseBibtex } from '@retorquere/bibtex-parser';
import { parse as parseRis } from 'astrocite-ris';
import { createCitations } from '../../src/discovery/citations.js';
import type { Work } from '../../src/discovery/work.js';
import { EXAMPLE_WORKS } from '../discovery/example-works.js';

const citations = createCitations({ urnResolver: 'https://urn.fi/{urn}' });
/** Its types name a library of types that is not there. */
const readRis = parseRis as (text: string) => readonly { readonly title?: string; readonly issued?: unknown }[];
const TITLES = ['50 % & #1_{tapa}', 'Ääni ~ ja ^ kuva', 'Отчёт', 'a\\b "lainaus" $x$', '<script>alert(1)</script>'];
const hostile = TITLES.map((text, at): Work => ({ ...EXAMPLE_WORKS[0]!, id: `w${at}`, titles: [{ text }] }));
const titleOf = ({ titles: [title] }: Work): string => [title?.text, title?.subtitle].filter(Boolean).join(': ');

describe('BibTeX, read as Zotero does (@retorquere/bibtex-parser)', () => {
  it.each([...EXAMPLE_WORKS, ...hostile].map((work) => [titleOf(work), work] as const))('%s comes back as it was', (title, work) => {
    const { entries, errors } = parseBibtex(citations.bibtex(work), { sentenceCase: false, caseProtection: false });
    expect([errors, entries.length]).toEqual([[], 1]);
    const [entry] = entries;
    const read = (entry?.fields['title'] ?? '').replaceAll('\u00A0', ' ');
    expect(read).toBe(title);
    expect([entry?.fields['year'] ?? entry?.fields['date']]).toEqual([String(work.year)]);
    const people = [...(entry?.fields.author ?? []), ...(entry?.fields.editor ?? [])].map(({ lastName, name }) => lastName ?? name);
    expect(people).toEqual(work.contributors.map((each) => (each.kind === 'person' ? each.family : each.name)));
  });
});

describe('RIS, read by astrocite-ris', () => {
  it.each([...EXAMPLE_WORKS, ...hostile].map((work) => [titleOf(work), work] as const))('%s comes back as it was', (title, work) => {
    const [item, ...others] = readRis(citations.ris(work));
    expect(others).toEqual([]);
    expect(item?.title).toBe(title);
    expect(JSON.stringify(item?.issued)).toContain(String(work.year));
  });
});
