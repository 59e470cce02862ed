import { childElements, findChild, localName, textOf, type XmlElement } from '../xml/element.js';
import { childrenOf, describeAnswer, hasError } from './answer.js';
import { about, fail, none, notApplicable, pass, warn, type Check } from './check.js';
import { readHeader } from './list-walk.js';
import { queryOf } from './query.js';
import { allHeaders, type Survey } from './survey.js';
import { parseUrl } from '../catalogue/url.js';

const ENTITY_METADATA = 'http://www.openarchives.org/OAI/2.0/entity#metadata';

/** Requirements 58 to 66: what the optional containers say. */
export const CONTAINER_CHECKS: readonly Check[] = [
  {
    id: 'R58',
    name: 'Identifiers are as the oai-identifier description says',
    section: 'OAI identifier guideline',
    run({ survey }) {
      const [description, ...others] = described(survey, 'oai-identifier');
      if (!description) return notApplicable('Identify has no oai-identifier description');
      if (others.length > 0) return fail(`${others.length + 1} descriptions`, 'Describe the identifiers once.');
      const domain = textOf(findChild(description, 'repositoryIdentifier')).trim();
      const form = new RegExp(`^oai:${domain.replaceAll(/[^A-Za-z0-9]/g, '\\$&')}:[A-Za-z0-9\\-_.!~*'();/?:@&=+$,%]+$`);
      const strangers = [...new Set(allHeaders(survey).map(({ identifier }) => identifier))].filter((identifier) => !form.test(identifier));
      return none(strangers, `Begin every identifier with oai:${domain}:, or take the description out.`);
    },
  },
  {
    id: 'R58a',
    name: 'The sample identifier exists',
    section: 'OAI identifier guideline',
    async run({ ask, survey }) {
      const [description] = described(survey, 'oai-identifier');
      if (!description) return notApplicable('Identify has no oai-identifier description');
      if (allHeaders(survey).length === 0) return notApplicable('the lists show no record');
      const sample = textOf(findChild(description, 'sampleIdentifier')).trim();
      const answer = await ask(queryOf({ verb: 'GetRecord', identifier: sample, metadataPrefix: 'oai_dc' }));
      return about(
        answer,
        hasError(answer, 'idDoesNotExist', 'badArgument') ? fail(describeAnswer(answer), 'Name an item that is there.') : pass(),
      );
    },
  },
  {
    id: 'R59',
    name: 'Provenance tells one origin: where from, when, and whether it was altered',
    section: 'provenance guideline',
    run: ({ survey }) =>
      onAbouts(survey, 'provenance', (provenance) => {
        const origins = childElements(provenance);
        const [origin] = origins;
        const right =
          origins.length === 1 &&
          origin?.attributes['harvestDate'] !== undefined &&
          origin.attributes['altered'] !== undefined &&
          ['baseURL', 'identifier', 'datestamp', 'metadataNamespace'].every((name) => findChild(origin, name) !== undefined);
        return right ? undefined : `${origins.length} × ${origin?.name ?? 'nothing'}`;
      }),
  },
  {
    id: 'R61',
    name: 'A record has at most one rights statement, by reference or in words',
    section: 'rights guideline',
    run: ({ survey }) =>
      onAbouts(survey, 'rights', (rights) => (childElements(rights).length === 1 ? undefined : `${childElements(rights).length} parts`)),
  },
  {
    id: 'R62',
    name: 'A rights manifest applies to the metadata',
    section: 'rights guideline',
    run({ survey }) {
      const manifests = [...described(survey, 'rightsManifest'), ...inSets(survey, 'rightsManifest')];
      if (manifests.length === 0) return notApplicable('there is no rights manifest');
      return none(
        manifests
          .filter(({ attributes }) => attributes['appliesTo'] !== ENTITY_METADATA)
          .map(({ attributes }) => `appliesTo="${attributes['appliesTo'] ?? ''}"`),
        `Write appliesTo="${ENTITY_METADATA}".`,
      );
    },
  },
  {
    id: 'R63',
    name: 'Friends are base URLs',
    section: 'friends guideline',
    run({ survey }) {
      const friends = described(survey, 'friends');
      if (friends.length === 0) return notApplicable('Identify names no friends');
      return none(
        friends.flatMap((each) => childElements(each).map(textOf)).filter((url) => !isWebAddress(url)),
        'Give the base URL of each, an address of http or https without arguments.',
      );
    },
  },
  {
    id: 'R64',
    name: 'Branding names an icon by its address',
    section: 'branding guideline',
    run({ survey }) {
      const brandings = [...described(survey, 'branding'), ...inSets(survey, 'branding')];
      if (brandings.length === 0) return notApplicable('there is no branding');
      return none(
        brandings
          .flatMap((branding) => childrenOf(findChild(branding, 'collectionIcon'), 'url').map((url) => textOf(url).trim()))
          .filter((url) => !isWebAddress(url)),
        'Give the full address of the icon.',
      );
    },
  },
  {
    id: 'R65',
    name: 'The eprints description says the policies for metadata and data',
    section: 'eprints guideline',
    run({ survey }) {
      const [eprints] = described(survey, 'eprints');
      if (!eprints) return notApplicable('Identify has no eprints description');
      return none(
        ['metadataPolicy', 'dataPolicy'].filter((name) => textOf(findChild(eprints, name)).trim() === ''),
        'Say in words or by an address what may be done with the metadata and the data.',
        'warn',
      );
    },
  },
  {
    id: 'R66',
    name: 'At most one gateway is described, and no toolkit',
    section: 'gateway guideline',
    run({ survey }) {
      if (described(survey, 'gateway').length > 1) return fail('more than one gateway', 'Describe the one gateway that this is.');
      return described(survey, 'toolkit').length > 0
        ? warn('a toolkit description', 'Leave it out: its schema can no longer be had, so strict validation fails.')
        : pass();
    },
  },
];

const described = ({ repository }: Survey, name: string): readonly XmlElement[] =>
  repository.descriptions.filter((each) => localName(each) === name);

const inSets = ({ sets }: Survey, name: string): readonly XmlElement[] =>
  sets.pages.flatMap((page) =>
    page.sets.flatMap((set) => childElements(set, 'setDescription').flatMap((description) => childElements(description, name))),
  );

/** At most one of its kind for each record, and each without fault. */
const onAbouts = ({ records, otherFormats }: Survey, name: string, faultOf: (content: XmlElement) => string | undefined) => {
  const all = [records, ...otherFormats.map(({ walk }) => walk)].flatMap((walk) => walk.pages.flatMap((page) => page.records));
  const found = all.flatMap((record) => {
    const contents = childElements(record, 'about').flatMap((each) => childElements(each, name));
    const header = findChild(record, 'header');
    return contents.length === 0 ? [] : [{ contents, identifier: header ? readHeader(header).identifier : '' }];
  });
  if (found.length === 0) return notApplicable(`no record has ${name} in about`);
  return none(
    found.flatMap(({ contents, identifier }) =>
      contents.length > 1
        ? [`${identifier} has ${contents.length}`]
        : contents.flatMap((each) => faultOf(each) ?? []).map((fault) => `${identifier}: ${fault}`),
    ),
    'See the guideline for the exact form.',
  );
};

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s?#]+$/.test(text.trim()) && parseUrl(text.trim()) !== undefined;
