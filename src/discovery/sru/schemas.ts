/** In which a record can be had. */
export interface SruSchema {
  readonly name: string;
  /** What names it for good, and what a record says. */
  readonly identifier: string;
  readonly location: string;
  readonly title: string;
  /** The format of ours that it is, or is made of. */
  readonly metadataPrefix: 'marcxml' | 'oai_dc';
}

/** The first one is that of a request which names none. */
export const SCHEMAS = [
  {
    name: 'marcxml',
    identifier: 'info:srw/schema/1/marcxml-v1.1',
    location: 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd',
    title: 'MARC 21',
    metadataPrefix: 'marcxml',
  },
  {
    name: 'dc',
    identifier: 'info:srw/schema/1/dc-v1.1',
    location: 'http://www.loc.gov/standards/sru/resources/dc-schema.xsd',
    title: 'Dublin Core',
    metadataPrefix: 'oai_dc',
  },
  {
    name: 'oai_dc',
    identifier: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    location: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    title: 'Dublin Core in the container of OAI-PMH',
    metadataPrefix: 'oai_dc',
  },
] as const satisfies readonly SruSchema[];

/** By name or identifier. */
export const findSchema = (wanted: string): SruSchema | undefined =>
  SCHEMAS.find(({ name, identifier }) => name === wanted || identifier === wanted);
