import { whole, type CorpusEntry } from './corpus-entry.js';
import { DC, LEADER, record, response, VALID } from './documents.js';

const DC_ALONE = DC.replace(/ xsi:schemaLocation="[^"]*"/, '');

export const WHOLE_DOCUMENTS: readonly CorpusEntry[] = [
  whole(
    'an answer with two errors',
    response(' verb="ListRecords"', '<error code="noSetHierarchy"/><error code="cannotDisseminateFormat">x</error>'),
    true,
  ),
  whole('neither error nor answer', response('', ''), false),
  whole('an error and an answer', response('', `<error code="badVerb"/><GetRecord>${record(DC)}</GetRecord>`), false),
  whole('two answers', response('', `<GetRecord>${record(DC)}</GetRecord><GetRecord>${record(DC)}</GetRecord>`), false),
  whole('a verb that does not exist', response('', '<ListEverything/>'), false),
  whole(
    'a record alone',
    record(DC).replace(
      '<record>',
      '<record xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ),
    false,
  ),
  whole('Identify as root', '<Identify xmlns="http://www.openarchives.org/OAI/2.0/"/>', false),
  whole('a Dublin Core record alone', DC_ALONE, true),
  whole('a Dublin Core element alone', '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">x</dc:title>', true),
  whole('an unknown Dublin Core element alone', '<dc:abstract xmlns:dc="http://purl.org/dc/elements/1.1/">x</dc:abstract>', false),
  whole('a MARC collection', '<collection xmlns="http://www.loc.gov/MARC21/slim" id="c1"><record/><record id="r2"/></collection>', true),
  whole('an empty MARC collection', '<collection xmlns="http://www.loc.gov/MARC21/slim"/>', true),
  whole('a MARC collection in a collection', '<collection xmlns="http://www.loc.gov/MARC21/slim"><collection/></collection>', false),
  whole(
    'a MARC collection of one id twice',
    '<collection xmlns="http://www.loc.gov/MARC21/slim"><record id="a"/><record id="a"/></collection>',
    false,
  ),
  whole(
    'a MARC record that is nil',
    '<record xmlns="http://www.loc.gov/MARC21/slim" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
    true,
  ),
  whole('a MARC leader alone', `<leader xmlns="http://www.loc.gov/MARC21/slim">${LEADER}</leader>`, false),
  whole(
    'rights alone',
    '<rights xmlns="http://www.openarchives.org/OAI/2.0/rights/"><rightsReference ref="http://e.org/"/></rights>',
    true,
  ),
  whole('an HTML page', '<html><body>Service down</body></html>', false),
  whole('no XML', 'Service down', false),
  whole('nothing', '', false),
  whole('an answer cut short', VALID.marc.slice(0, -40), false),
  whole('something after the end', `${VALID.error}<x/>`, false),
  whole(
    'all elements prefixed',
    VALID.error.replaceAll(/<(\/?)(OAI-PMH|responseDate|request|error)/g, '<$1o:$2').replace('xmlns=', 'xmlns:o='),
    true,
  ),
  whole('a control character', VALID.error.replace('no verb', 'no\u0001verb'), false),
  whole('a reference to a control character', VALID.error.replace('no verb', 'no&#1;verb'), false),
  whole('an entity that is not declared', VALID.error.replace('no verb', 'no&nbsp;verb'), false),
  whole('a DOCTYPE', VALID.error.replace('<OAI-PMH', '<!DOCTYPE OAI-PMH><OAI-PMH'), false),
];
