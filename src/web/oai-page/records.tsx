import { childElements, findChild, localName, type XmlElement } from '../../xml/element.js';
import { requestAddress, type PageContext } from './address.js';
import { readHeader, type Header } from './answer.js';
import { DublinCore, isDublinCore, titleOfDublinCore } from './dublin-core.js';
import { isKk, Kk, titleOfKk } from './kk.js';
import { isMarc, Marc, titleOfMarc } from './marc.js';
import { Tree } from './tree.js';
import { DeletedMark, recordAddress, setLinks } from './value.js';

interface RecordParts {
  readonly record: XmlElement;
  readonly page: PageContext;
}

/** A page of ListRecords: only the first record is open, so that 500 of them can be looked over. */
export const RecordList = ({ records, page }: { readonly records: readonly XmlElement[]; readonly page: PageContext }) =>
  records.map((record, index) => {
    const header = readHeader(findChild(record, 'header'));
    const title = titleOf(record);
    return (
      <details class="record" open={index === 0}>
        <summary lang="">
          <b>{title || header.identifier}</b>
          {header.status === 'deleted' && [' ', <DeletedMark page={page} />]}
          {title !== '' && [' ', <small>{header.identifier}</small>]}
        </summary>
        <RecordBody record={record} page={page} />
      </details>
    );
  });

/** The answer to GetRecord. */
export const SingleRecord = ({ record, page }: RecordParts) => {
  const title = titleOf(record);
  return (
    <article>
      {title !== '' && <h3 lang="">{title}</h3>}
      <RecordBody record={record} page={page} />
    </article>
  );
};

const RecordBody = ({ record, page }: RecordParts) => {
  const header = readHeader(findChild(record, 'header'));
  const metadata = findChild(record, 'metadata');
  const about = childElements(record, 'about').flatMap((container) => childElements(container));
  return (
    <>
      <HeaderLine header={header} page={page} />
      {header.status === 'deleted' && <p class="note">{page.words.deletedNote}</p>}
      <div lang="">{metadata && childElements(metadata).map((root) => <Metadata root={root} page={page} />)}</div>
      {about.length > 0 && <h4>{page.words.aboutRecord}</h4>}
      {about.map((part) => (
        <Tree of={part} page={page} />
      ))}
    </>
  );
};

const HeaderLine = ({ header, page }: { readonly header: Header; readonly page: PageContext }) => (
  <p class="header">
    <a href={recordAddress(page, header.identifier)}>{header.identifier}</a>
    {header.status !== undefined && [' · ', header.status === 'deleted' ? <DeletedMark page={page} /> : header.status]}
    {' · '}
    {page.words.datestamp} {header.datestamp}
    {header.setSpecs.length > 0 && [' · ', page.words.sets, ' ', setLinks(page, header.setSpecs)]}
    {' · '}
    <a href={requestAddress(page, { verb: 'ListMetadataFormats', identifier: header.identifier })}>{page.words.formatsOfItem}</a>
  </p>
);

const Metadata = ({ root, page }: { readonly root: XmlElement; readonly page: PageContext }) => {
  if (isDublinCore(root)) return <DublinCore root={root} page={page} />;
  if (isMarc(root)) return <Marc root={root} page={page} />;
  if (isKk(root)) return <Kk root={root} page={page} />;
  return <Tree of={root} />;
};

/** The prefix that the records of an answer are in, where their looks tell it: a token keeps it to itself. */
export const prefixOf = (record: XmlElement | undefined): string | undefined => {
  const root = rootOf(record);
  if (!root) return undefined;
  if (isDublinCore(root)) return 'oai_dc';
  if (isMarc(root)) return 'marcxml';
  return isKk(root) ? 'kk' : undefined;
};

const rootOf = (record: XmlElement | undefined): XmlElement | undefined => {
  const metadata = findChild(record, 'metadata');
  return metadata && childElements(metadata)[0];
};

const titleOf = (record: XmlElement): string => {
  const root = rootOf(record);
  if (!root) return '';
  if (localName(root) === 'dc') return titleOfDublinCore(root);
  return localName(root) === 'record' ? titleOfMarc(root) : titleOfKk(root);
};
