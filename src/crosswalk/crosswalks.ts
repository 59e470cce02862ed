import type { Crosswalk } from './item.js';
import { kk } from './kk.js';
import { marcxml } from './marcxml.js';
import { oaiDc } from './oai-dc.js';

/** Every metadata format that the repository disseminates, in the order in which it lists them. */
export const CROSSWALKS: readonly Crosswalk[] = [oaiDc, marcxml, kk];
