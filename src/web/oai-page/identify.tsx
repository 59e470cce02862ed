import type { ComponentChildren } from 'preact';
import { childElements, localName, textOf, type XmlElement } from '../../xml/element.js';
import { isMailAddress, type PageContext } from './address.js';
import { DESCRIPTION_FIELDS, fieldName } from './field-names.js';
import { Tree } from './tree.js';
import { linked, recordAddress } from './value.js';

interface IdentifyParts {
  readonly of: XmlElement;
  readonly page: PageContext;
}

/** The answer to Identify: what the protocol asks for as a list, then what the repository says of itself. */
export const Identify = ({ of, page }: IdentifyParts) => (
  <>
    <dl>
      {childElements(of)
        .filter((child) => localName(child) !== 'description')
        .map((child) => (
          <div>
            <dt>{fieldName(DESCRIPTION_FIELDS, localName(child), page.words) ?? child.name}</dt>
            <dd lang="">{identifyValue(localName(child), textOf(child).trim())}</dd>
          </div>
        ))}
    </dl>
    {childElements(of, 'description').flatMap((container) =>
      childElements(container).map((description) => <Description of={description} page={page} />),
    )}
  </>
);

const identifyValue = (name: string, value: string): ComponentChildren =>
  name === 'adminEmail' && isMailAddress(value) ? <a href={`mailto:${value}`}>{value}</a> : linked(value);

const Description = ({ of, page }: IdentifyParts) => {
  const sample = localName(of) === 'oai-identifier' ? textOf(childElements(of, 'sampleIdentifier')[0]).trim() : '';
  return (
    <section class="description">
      <Tree of={of} page={page} />
      {sample !== '' && (
        <p>
          {page.words.show}: <a href={recordAddress(page, sample)}>{sample}</a>
        </p>
      )}
    </section>
  );
};
