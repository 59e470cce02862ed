import { childElements, findChild, type XmlElement } from '../xml/element.js';
import { isUri } from '../oai-pmh/protocol.js';
import { describeAnswer, hasError } from './answer.js';
import { about, fail, none, notApplicable, pass, type Check } from './check.js';
import { queryOf } from './query.js';
import { allHeaders, type FormatSeen, type Survey } from './survey.js';

const OAI_DC: FormatSeen = {
  prefix: 'oai_dc',
  schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
  namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
};
const MARC_NAMESPACE = 'http://www.loc.gov/MARC21/slim';
const MARC_SCHEMA = 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd';

/** Requirements 47 to 50: formats and identifiers. */
export const FORMAT_CHECKS: readonly Check[] = [
  {
    id: 'R47',
    name: 'oai_dc is there, with its own namespace and schema',
    section: '§2.5, §4.4',
    run({ survey: { formats, formatsAnswer } }) {
      const found = formats.find(({ prefix }) => prefix === 'oai_dc');
      if (!found)
        return about(
          formatsAnswer,
          fail(`formats: ${formats.map(({ prefix }) => prefix).join(', ') || 'none'}`, 'Every repository disseminates oai_dc.'),
        );
      const right = found.schema === OAI_DC.schema && found.namespace === OAI_DC.namespace;
      return about(
        formatsAnswer,
        right ? pass() : fail(`${found.namespace} by ${found.schema}`, `Advertise ${OAI_DC.namespace} by ${OAI_DC.schema}.`),
      );
    },
  },
  {
    id: 'R47a',
    name: 'Items of every other format can be had in oai_dc',
    section: '§2.5',
    async run({ ask, survey: { otherFormats } }) {
      const faults: string[] = [];
      for (const { format, walk } of otherFormats) {
        const live = walk.headers.find(({ status }) => status === '');
        if (!live) continue;
        const answer = await ask(queryOf({ verb: 'GetRecord', identifier: live.identifier, metadataPrefix: 'oai_dc' }));
        if (hasError(answer, 'cannotDisseminateFormat', 'idDoesNotExist'))
          faults.push(`${describeAnswer(answer)} for ${live.identifier}, listed in ${format.prefix}`);
      }
      return none(faults, 'Disseminate oai_dc for every item.');
    },
  },
  {
    id: 'R48',
    name: 'Metadata are in the namespace that ListMetadataFormats advertises',
    section: '§2.5, §3.4',
    run: ({ survey }) =>
      onMetadata(
        survey,
        (root, format) =>
          root.namespace === format.namespace ? undefined : `<${root.name}> in ${root.namespace || 'no namespace'} for ${format.prefix}`,
        'Declare the advertised namespace on the root of the metadata.',
      ),
  },
  {
    id: 'R48a',
    name: 'Metadata name the schema that ListMetadataFormats advertises',
    section: '§2.5, §3.4',
    run: ({ survey }) =>
      onMetadata(
        survey,
        (root, format) => {
          const words = (root.attributes['xsi:schemaLocation'] ?? '').split(/\s+/);
          const right = words.some((word, index) => word === format.namespace && words[index + 1] === format.schema);
          return right ? undefined : `xsi:schemaLocation="${words.join(' ')}" for ${format.prefix}`;
        },
        'Write xsi:schemaLocation="namespace schema" on the root of the metadata, exactly as advertised.',
      ),
  },
  {
    id: 'R48b',
    name: 'Each metadataPrefix is listed once',
    section: '§4.4',
    run: ({ survey: { formats } }) =>
      none(
        formats.map(({ prefix }) => prefix).filter((prefix, index, all) => all.indexOf(prefix) !== index),
        'One prefix names one format.',
      ),
  },
  {
    id: 'R49',
    name: 'MARCXML goes by its own namespace and schema',
    section: 'MARC 21 guideline',
    run({ survey: { formats } }) {
      const marc = formats.filter(
        ({ prefix, namespace }) => namespace.startsWith(MARC_NAMESPACE.slice(0, -4)) || ['marcxml', 'marc21'].includes(prefix),
      );
      if (marc.length === 0) return notApplicable('no MARC format is listed');
      return none(
        marc
          .filter(({ schema, namespace }) => namespace !== MARC_NAMESPACE || schema.replace(/^https:/, 'http:') !== MARC_SCHEMA)
          .map(({ prefix, schema, namespace }) => `${prefix}: ${namespace} by ${schema}`),
        `Advertise ${MARC_NAMESPACE} by ${MARC_SCHEMA}.`,
      );
    },
  },
  {
    id: 'R50',
    name: 'Identifiers are URIs with a scheme',
    section: '§2.4',
    run({ survey }) {
      const headers = allHeaders(survey);
      if (headers.length === 0) return notApplicable('the lists show no record');
      return none(
        [...new Set(headers.map(({ identifier }) => identifier))]
          .filter((identifier) => !isUri(identifier))
          .map((identifier) => `"${identifier}"`),
        'Give every item a URI, for example oai:your.domain:local-id.',
      );
    },
  },
];

/** Looks at every metadata root of the lists. */
const onMetadata = (
  { records, otherFormats, formats }: Survey,
  faultOf: (root: XmlElement, format: FormatSeen) => string | undefined,
  advice: string,
) => {
  const walks = [...formats.filter(({ prefix }) => prefix === 'oai_dc').map((format) => ({ format, walk: records })), ...otherFormats];
  const roots = walks.flatMap(({ format, walk }) =>
    walk.pages.flatMap((page) => page.records.map((record) => ({ format, metadata: findChild(record, 'metadata') }))),
  );
  const seen = roots.flatMap(({ format, metadata }) => (metadata ? childElements(metadata).map((root) => ({ format, root })) : []));
  if (seen.length === 0) return notApplicable('the lists show no metadata of a listed format');
  return none([...new Set(seen.flatMap(({ format, root }) => faultOf(root, format) ?? []))], advice);
};
