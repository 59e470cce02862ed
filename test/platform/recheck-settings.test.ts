import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/platform/read-settings.js';
import { findRecheckFaults } from '../../src/schedule/harvest-schedule.js';

type Json = Record<string, unknown>;

const read = async (recheck: unknown, change: (settings: Json) => void = () => undefined) => {
  const settings = JSON.parse(await readFile('store/config.json', 'utf8')) as Json & { links: Json };
  settings.links['recheck'] = recheck;
  change(settings);
  return readSettings(JSON.stringify(settings));
};

describe('the settings of the re-check of ties', () => {
  it('need no more than the source to ask: each work once a month, at night', async () => {
    expect(await read({ source: 'finna' })).toMatchObject({
      settings: {
        links: {
          recheck: {
            ...{ source: 'finna', schedule: '20 1 * * *', timezone: 'Europe/Helsinki', maxAgeDays: 30, perRun: 5000 },
            targets: { finna: [] },
          },
        },
      },
    });
  });

  it('can be left out: then nobody is asked', async () => {
    const reading = await read(undefined);
    expect(reading.kind === 'settings' && reading.settings.links).not.toHaveProperty('recheck');
  });

  it.each([
    ['a source that is not there', { source: 'fina' }, 'links.recheck.source: "fina" is no source of protocol finna here'],
    [
      'a source that does not speak Finna',
      { source: 'kansalliskirjasto-sru' },
      'links.recheck.source: "kansalliskirjasto-sru" is no source',
    ],
    ['a target that is not there', { source: 'finna', targets: { theseus: [] } }, 'links.recheck.targets: "theseus" has no record address'],
    ['Melinda, which is not searched', { source: 'finna', targets: { melinda: [] } }, 'links.recheck.targets: "melinda" is read from'],
    ['no source', {}, 'links.recheck'],
    ['an age of less than two days', { source: 'finna', maxAgeDays: 1 }, 'links.recheck.maxAgeDays'],
    ['a round that asks nothing', { source: 'finna', perRun: 0 }, 'links.recheck.perRun'],
    ['nothing to look for', { source: 'finna', targets: {} }, 'links.recheck.targets'],
    ['a word that nobody knows', { source: 'finna', every: 'day' }, 'every'],
    ['null', null, 'links.recheck'],
  ])('are refused for %s, which is named', async (_, recheck, fault) => {
    const reading = await read(recheck);
    expect(reading).toMatchObject({ kind: 'faults', faults: expect.arrayContaining([expect.stringContaining(fault)]) as unknown });
  });

  it('are refused with the target’s address for records taken away', async () => {
    const reading = await read(
      { source: 'finna' },
      (settings) => delete (settings['links'] as { targets: { finna: Json } }).targets.finna['record'],
    );
    expect(reading).toMatchObject({ faults: [expect.stringContaining('"finna" has no record address')] });
  });

  it.each([
    [{ schedule: 'monthly', timezone: 'Europe/Helsinki' }, 'links.recheck.schedule: "monthly" is no cron expression'],
    [{ schedule: '0 0 31 2 *', timezone: 'Europe/Helsinki' }, 'links.recheck.schedule: "0 0 31 2 *" is no cron expression'],
    [{ schedule: '20 1 * * *', timezone: 'Turku' }, 'links.recheck.schedule: "Turku" is no time zone'],
  ])('have a schedule that comes: %j does not', async (change, fault) => {
    const reading = await read({ source: 'finna', ...change });
    expect(reading.kind === 'settings' && findRecheckFaults(reading.settings.links)).toEqual([expect.stringContaining(fault)]);
  });

  it('of the first installation are in order', async () => {
    const reading = readSettings(await readFile('store/config.json', 'utf8'));
    expect(reading.kind === 'settings' && findRecheckFaults(reading.settings.links)).toEqual([]);
    expect(reading).toMatchObject({ settings: { links: { recheck: { targets: { eduskunta: ['building:"0/EKK/"'] } } } } });
  });
});
