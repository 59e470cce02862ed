import type { Explanation, ExplainRecord, NothingHelp } from '../../../administration/explain-record.js';
import type { ExplainedHarvested } from '../../../administration/explain-harvested.js';
import type { ExplainedOwn } from '../../../administration/explain-own.js';
import { guarded, type Answer, type Route } from '../route.js';
import { listedJson } from './link-json.js';
import { faulty } from './problems.js';

/** Everything about one record, as `schemas/admin-api/explain.json` describes it. */
export const explainApi = ({ explain }: { readonly explain: ExplainRecord }): readonly Route[] => [
  guarded('GET', '/admin/api/explain', 'read', async ({ query }) => {
    const asked = query.get('record')?.trim() ?? '';
    if (asked === '') return faulty([{ path: 'record', message: 'is missing: an identifier, a number of a library, an ISBN.' }]);
    return answerFor(await explain(asked));
  }),
];

const answerFor = (explanation: Explanation): Answer => {
  switch (explanation.kind) {
    case 'found':
      return { kind: 'json', value: { kind: 'found', asked: explanation.asked, record: recordJson(explanation.record) } };
    case 'several':
      return { kind: 'json', value: explanation };
    case 'nothing': {
      const { asked, help } = explanation;
      return {
        kind: 'problem',
        problem: {
          status: 404,
          title: 'Not found',
          detail: `Nothing here is called ${JSON.stringify(asked.slice(0, 100))}. ${help.map((each) => HELP[each]).join(' ')}`,
        },
      };
    }
  }
};

const HELP: Readonly<Record<NothingHelp, string>> = {
  tooLong: 'No name of a record is that long.',
  otherRepository: 'It is an identifier of another repository that no source has given us.',
  notAnIsbn: 'If it is an ISBN, its check digit is wrong.',
  maybeOutOfScope: 'Records that no rule of the sources selects are not kept; a dry run of the source tells what is left and why.',
  forms:
    "Ask for an OAI identifier of ours or of the source, the id of a publication, a library's number such as fi-melinda.000254001 or 254001, or an ISBN.",
};

const recordJson = (record: Extract<Explanation, { kind: 'found' }>['record']) =>
  record.kind === 'quarantined' ? record : withLinks(record);

const withLinks = (record: ExplainedOwn | ExplainedHarvested) => ({ ...record, links: record.links.map(listedJson) });
