import { languageTag } from '../../catalogue/language.js';
import type { LanguageCode } from '../../catalogue/publication.js';
import { xml, XML_DECLARATION, type Markup } from '../../xml/markup.js';
import { fullTitle, invertedName } from '../schema-org.js';
import type { Work } from '../work.js';
import { listPath, PAGE_LANGUAGES, pathPart, plainAddress, utc, workPath } from './addresses.js';
import type { DumpPorts } from './walk.js';

const MOST_ENTRIES = 50;

/** Of the tag URIs: a year in which the domain was the publisher's (RFC 4151 §2.1). Changing it makes every entry new to every reader. */
const TAG_YEAR = '2026';

/** The newest publications (RFC 4287), by when they came into the catalogue. Ids are tag URIs, so a move of ours makes nothing new. */
export const writeAtom = async ({ discovery, settings, publicUrl }: DumpPorts): Promise<string> => {
  const { repository, publisher, oai } = settings;
  const works = await discovery.listNewest(MOST_ENTRIES);
  const { changed } = await discovery.readVersion();
  const tag = (name: string): string => `tag:${repository.identifierDomain},${TAG_YEAR}:${repository.identifierPrefix}/${pathPart(name)}`;
  const entries = works.map((work) => entryOf(work, tag(work.id), publicUrl));
  const feed = xml`<feed xmlns="http://www.w3.org/2005/Atom"><id>${tag('feed')}</id><title>${repository.name}</title><updated>${utc(changed)}</updated><author><name>${publisher.name}</name></author><link rel="self" type="application/atom+xml" href="${`${publicUrl}/feed.atom`}"/><link rel="alternate" type="text/html" href="${publicUrl + listPath('fi')}"/><rights>${oai.metadataRights}</rights>${entries}
</feed>
`;
  return XML_DECLARATION + feed.markup;
};

const entryOf = (work: Work, id: string, publicUrl: string): Markup => {
  const [title] = work.titles;
  const [abstract] = work.abstracts;
  const authors = work.contributors.filter(({ role }) => role === 'author' || role === 'editor');
  return xml`
<entry><id>${id}</id><title${languageOf(title?.language)}>${fullTitle(title)}</title><updated>${utc(work.changed)}</updated><published>${utc(work.created)}</published>${authors.map(
    (author) => xml`<author><name>${invertedName(author)}</name></author>`,
  )}${PAGE_LANGUAGES.map(
    (language) => xml`<link rel="alternate" type="text/html" hreflang="${language}" href="${publicUrl + workPath(work.id, language)}"/>`,
  )}${work.manifestations.flatMap(fileOf)}${work.subjects.map(({ term }) => xml`<category term="${term}"/>`)}${
    abstract && xml`<summary${languageOf(abstract.language)}>${abstract.text}</summary>`
  }${work.licence && xml`<rights>${work.licence.name}</rights>`}</entry>`;
};

const languageOf = (code: string | undefined): Markup | undefined =>
  code === undefined ? undefined : xml` xml:lang="${languageTag(code as LanguageCode)}"`;

const fileOf = ({ file }: Work['manifestations'][number]): readonly Markup[] => {
  const href = plainAddress(file?.url);
  const type = file?.mediaType;
  return href === undefined ? [] : [xml`<link rel="enclosure"${type === undefined ? undefined : xml` type="${type}"`} href="${href}"/>`];
};
