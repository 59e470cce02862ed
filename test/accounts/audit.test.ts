import { beforeEach, describe, expect, it } from '@jest/globals';
import { MOST_LINE_BYTES } from '../../src/store/lowdb/audit-lines.js';
import { BOSS, createDesk, type Desk } from './desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});

describe('the audit', () => {
  it('has who did what to what, and when', async () => {
    await desk.accounts.audit({ actor: BOSS, action: 'publication.replaced', target: '2012-2', detail: { revision: 3 } });
    await desk.accounts.audit({ actor: { name: 'schedule' }, action: 'harvest.started' });
    expect(await desk.accounts.listAudit({ limit: 2 })).toEqual([
      { number: 3, at: '2026-03-01T10:00:00.000Z', actor: 'schedule', action: 'harvest.started' },
      {
        number: 2,
        at: '2026-03-01T10:00:00.000Z',
        actor: 'Maija',
        action: 'publication.replaced',
        target: '2012-2',
        detail: { revision: 3 },
      },
    ]);
  });

  it('keeps of what somebody typed as much as a line has room for', async () => {
    const [long, many] = ['\u0001'.repeat(50_000), Array.from({ length: 5000 }, () => '\u0001'.repeat(5000))];
    await desk.accounts.audit({ actor: BOSS, action: 'x', target: long, detail: { long, many, more: many, count: 5, isOne: true } });
    const [line] = await desk.accounts.listAudit({ limit: 1 });
    expect(line!.detail).toMatchObject({ count: 5, isOne: true });
    expect(line!.target).toHaveLength(1000);
    expect(line!.detail!['long']).toHaveLength(1000);
    expect(JSON.stringify(line).length).toBeLessThan(MOST_LINE_BYTES);
  });

  it('is narrowed like that of the store', async () => {
    await desk.accounts.audit({ actor: BOSS, action: 'publication.replaced', target: '2012-2' });
    await desk.accounts.audit({ actor: BOSS, action: 'publication.replaced', target: '2012-3' });
    expect(await desk.accounts.listAudit({ action: 'publication', target: '2012-2', actor: 'Maija', limit: 9 })).toHaveLength(1);
  });
});
