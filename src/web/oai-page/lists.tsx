import { childElements, textOf, type XmlElement } from '../../xml/element.js';
import { requestAddress, type PageContext } from './address.js';
import { childText, readHeader } from './answer.js';
import { holdsOnly, isPlain, readableAttributes } from './shape.js';
import { Tree } from './tree.js';
import { DeletedMark, linked, recordAddress, setLinks } from './value.js';

interface ListParts {
  readonly list: XmlElement;
  readonly page: PageContext;
}

/** The answer to ListIdentifiers. */
export const HeaderTable = ({ list, page }: ListParts) => (
  <table class="list">
    <thead>
      <tr>
        <th scope="col">{page.words.identifier}</th>
        <th scope="col">{page.words.datestamp}</th>
        <th scope="col">{page.words.sets}</th>
        <th scope="col">{page.words.status}</th>
      </tr>
    </thead>
    <tbody>
      {childElements(list, 'header').map((element) => {
        const { identifier, datestamp, setSpecs, status } = readHeader(element);
        return (
          <tr>
            <td>
              <a href={recordAddress(page, identifier)}>{identifier}</a>
            </td>
            <td>{datestamp}</td>
            <td>{setSpecs.length === 0 ? page.words.noSets : setLinks(page, setSpecs)}</td>
            <td>{status === 'deleted' ? <DeletedMark page={page} /> : (status ?? page.words.live)}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);

/** The answer to ListMetadataFormats; `identifier` where they are those of one item. */
export const FormatTable = ({ list, page, identifier }: ListParts & { readonly identifier: string | undefined }) => (
  <table class="list">
    <thead>
      <tr>
        <th scope="col">{page.words.format}</th>
        <th scope="col">{page.words.show}</th>
        <th scope="col">{page.words.namespace}</th>
        <th scope="col">{page.words.schema}</th>
      </tr>
    </thead>
    <tbody>
      {childElements(list, 'metadataFormat').map((format) => {
        const metadataPrefix = childText(format, 'metadataPrefix');
        const { words } = page;
        return (
          <tr>
            <th scope="row">{metadataPrefix}</th>
            <td>
              {identifier === undefined ? (
                <>
                  <a href={requestAddress(page, { verb: 'ListRecords', metadataPrefix })}>{words.records}</a>
                  {', '}
                  <a href={requestAddress(page, { verb: 'ListIdentifiers', metadataPrefix })}>{words.identifiers}</a>
                </>
              ) : (
                <a href={requestAddress(page, { verb: 'GetRecord', identifier, metadataPrefix })}>{words.verbs.GetRecord.title}</a>
              )}
            </td>
            <td>{linked(childText(format, 'metadataNamespace'))}</td>
            <td>{linked(childText(format, 'schema'))}</td>
          </tr>
        );
      })}
    </tbody>
  </table>
);

/** The answer to ListSets as the hierarchy that the colons of its setSpecs draw. */
export const SetHierarchy = ({ list, page }: ListParts) => (
  <SetBranch
    sets={nested(childElements(list, 'set').map((element) => ({ element, setSpec: childText(element, 'setSpec') })))}
    page={page}
  />
);

interface RepositorySet {
  readonly element: XmlElement;
  readonly setSpec: string;
}

interface SetNode extends RepositorySet {
  readonly below: readonly SetNode[];
}

/** A set whose parent is not on this page of the list stands on the first level. */
const nested = (sets: readonly RepositorySet[]): readonly SetNode[] => {
  const specs = new Set(sets.map(({ setSpec }) => setSpec));
  const parentOf = (setSpec: string): string | undefined => {
    for (let end = setSpec.lastIndexOf(':'); end > 0; end = setSpec.lastIndexOf(':', end - 1)) {
      if (specs.has(setSpec.slice(0, end))) return setSpec.slice(0, end);
    }
    return undefined;
  };
  const nodes = (parent: string | undefined): readonly SetNode[] =>
    sets.filter(({ setSpec }) => parentOf(setSpec) === parent).map((set) => ({ ...set, below: nodes(set.setSpec) }));
  return nodes(undefined);
};

const SetBranch = ({ sets, page }: { readonly sets: readonly SetNode[]; readonly page: PageContext }) => (
  <ul class="sets">
    {sets.map(({ element, setSpec, below }) => (
      <li>
        <b lang="">{childText(element, 'setName')}</b> <code>{setSpec}</code>
        {' · '}
        <a href={requestAddress(page, { verb: 'ListRecords', metadataPrefix: 'oai_dc', set: setSpec })}>{page.words.records}</a>
        {', '}
        <a href={requestAddress(page, { verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: setSpec })}>{page.words.identifiers}</a>
        {childElements(element, 'setDescription').flatMap((container) =>
          childElements(container).map((description) =>
            isOneText(description) ? <p lang="">{textOf(description).trim()}</p> : <Tree of={description} page={page} />,
          ),
        )}
        {below.length > 0 && <SetBranch sets={below} page={page} />}
      </li>
    ))}
  </ul>
);

/** The usual description of a set: one dc:description and nothing else. */
const isOneText = (description: XmlElement): boolean =>
  childElements(description).length === 1 &&
  readableAttributes(description).length === 0 &&
  holdsOnly(description, (only) => isPlain(only, []));
