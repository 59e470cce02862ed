import type { Accounts } from '../accounts/accounts.js';
import { listCheckTargets } from '../administration/check-targets.js';
import type { RunCheck } from '../administration/check-task.js';
import { createChecks, type Checks } from '../administration/checks.js';
import { createExplainRecord, type ExplainRecord } from '../administration/explain-record.js';
import { createLinkReview, type LinkReview } from '../administration/link-review.js';
import { createNoticeConditions } from '../administration/notice-conditions.js';
import { createPublications, type Publications } from '../administration/publications.js';
import { createQuarantine, type Quarantine } from '../administration/quarantine.js';
import { createRuns, type Runs } from '../administration/runs.js';
import { createSourceTests, type SourceTests } from '../administration/source-test.js';
import { createSources, type Sources } from '../administration/sources.js';
import { HARVESTED_CROSSWALKS } from '../crosswalk/harvested/harvested-crosswalks.js';
import type { HarvestSource } from '../harvester/run/harvest-source.js';
import type { Harvests } from '../harvester/run/harvests.js';
import type { Intake } from '../intake/intake.js';
import type { PlanLinks } from '../linking/plan-links.js';
import { createNotices, type Notices } from '../notices/notices.js';
import { openChannels } from '../notices/open-channels.js';
import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import type { ProviderPorts } from '../provider/ports.js';
import type { Publishing } from '../publishing/publishing.js';
import { countHarvestTimes, lastHarvestTime, nextHarvests } from '../schedule/harvest-schedule.js';
import type { Turns } from '../store/turns.js';
import { readCertificates } from './harvest-sources.js';
import type { Stores } from './stores.js';

/** What people see and do. */
export interface Administration {
  readonly sources: Sources;
  readonly sourceTests: SourceTests;
  readonly runs: Runs;
  readonly publications: Publications;
  readonly links: LinkReview;
  readonly quarantine: Quarantine;
  readonly explain: ExplainRecord;
  readonly checks: Checks;
  readonly notices: Notices;
}

/** What it is made of. */
interface AdministrationParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly log: Log;
  readonly clock: WallClock;
  readonly runCheck: RunCheck;
  readonly accounts: Accounts;
  readonly harvests: Harvests;
  readonly harvestSources: ReadonlyMap<string, HarvestSource>;
  readonly intake: Intake;
  readonly publishing: Publishing;
  readonly planTies: PlanLinks;
  readonly linkTurns: Turns;
  readonly formats: ProviderPorts['formats'];
  readonly sets: ProviderPorts['sets'];
}

export const createAdministration = (parts: AdministrationParts): Administration => {
  const { config, stores, log, clock, accounts, harvests, publishing } = parts;
  const { settings, publicUrl } = config;
  const { store } = stores;
  return {
    sources: createSources({ settings, store, harvests, clock, nextHarvests, countHarvestTimes }),
    sourceTests: createSourceTests({ settings, sources: parts.harvestSources, accounts, clock }),
    runs: createRuns({ harvests, store }),
    publications: createPublications({ store, intake: parts.intake, publishing, accounts, settings }),
    links: createLinkReview({
      ...{ store, settings, publishing, clock, linkTurns: parts.linkTurns, planLinks: parts.planTies },
      audit: (entry) => accounts.audit(entry),
    }),
    quarantine: createQuarantine({ store, settings, harvests }),
    explain: createExplainRecord({
      ...{ store, settings, harvests, formats: parts.formats, sets: parts.sets },
      harvestedPrefixes: HARVESTED_CROSSWALKS.map(({ metadataPrefix }) => metadataPrefix),
    }),
    checks: createChecks({
      ...{ accounts, clock, log, runCheck: parts.runCheck },
      targets: listCheckTargets({ ...config, readCertificates }),
    }),
    notices: createNotices({
      ...{ settings: settings.administration, publicUrl, memory: stores.noticeMemory, log, clock },
      channels: openChannels(settings.administration.notices, config.secrets),
      conditions: createNoticeConditions({ settings, harvests, store, lastHarvestTime, clock }),
    }),
  };
};
