import type { Check } from './check.js';
import { CLIENT_CHECKS } from './checks-clients.js';
import { CONTAINER_CHECKS } from './checks-containers.js';
import { DATE_CHECKS } from './checks-dates.js';
import { FORMAT_CHECKS } from './checks-formats.js';
import { HTTP_CHECKS } from './checks-http.js';
import { IDENTIFY_CHECKS } from './checks-identify.js';
import { LIST_CHECKS } from './checks-lists.js';
import { RESPONSE_CHECKS } from './checks-response.js';
import { DELETION_CHECKS, SET_CHECKS } from './checks-sets.js';
import { ERROR_CHECKS, VERB_CHECKS } from './checks-verbs.js';

export interface CheckGroup {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** In the order of the report. */
export const CHECK_GROUPS: readonly CheckGroup[] = [
  { title: 'Requests and HTTP', checks: HTTP_CHECKS },
  { title: 'Answers', checks: RESPONSE_CHECKS },
  { title: 'Errors', checks: ERROR_CHECKS },
  { title: 'Verbs', checks: VERB_CHECKS },
  { title: 'Identify', checks: IDENTIFY_CHECKS },
  { title: 'Dates', checks: DATE_CHECKS },
  { title: 'Deleted records', checks: DELETION_CHECKS },
  { title: 'Sets', checks: SET_CHECKS },
  { title: 'Formats and identifiers', checks: FORMAT_CHECKS },
  { title: 'Lists and resumption tokens', checks: LIST_CHECKS },
  { title: 'Optional containers', checks: CONTAINER_CHECKS },
  { title: 'What clients in use need', checks: CLIENT_CHECKS },
];
