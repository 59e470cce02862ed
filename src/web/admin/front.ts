import type { Person } from '../../accounts/person.js';
import type { WallClock } from '../../platform/clock.js';
import type { Log } from '../../platform/log.js';
import type { Settings } from '../../platform/settings.js';
import type { Assets } from './assets.js';
import type { Cookies } from './cookies.js';
import type { Language } from './language.js';

/** What the front itself needs of the house. */
export interface FrontPorts {
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly log: Log;
  readonly clock: WallClock;
}

/** What an answer is dressed with. */
export interface Front {
  readonly ports: FrontPorts;
  readonly cookies: Cookies;
  readonly assets: Assets;
  readonly person?: Person;
  readonly language: Language;
  readonly csrf: string;
  readonly address: string;
  readonly isApi: boolean;
}
