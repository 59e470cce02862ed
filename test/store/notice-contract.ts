import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NoticeMemory, Told } from '../../src/store/notice-ports.js';

const TOLD: Told = {
  email: [
    { source: 'melinda', cause: 'failed', since: '2026-11-24T06:00:00.000Z', at: '2026-11-25T06:00:00.000Z', isOpen: true },
    { source: 'ä "\u0000" 😀', cause: 'old-quarantine', since: '2026-11-24T06:00:00.000Z', at: '2026-11-24T06:00:00.000Z', isOpen: false },
  ],
  webhook: [],
};

/** What every memory of the notices keeps. */
export const describeNotices = (
  adapter: string,
  open: () => Promise<{ readonly memory: NoticeMemory; readonly discard: () => Promise<unknown> }>,
): void => {
  describe(`what was told to people, in ${adapter}`, () => {
    let memory: NoticeMemory;
    let discard: () => Promise<unknown>;
    beforeEach(async () => ({ memory, discard } = await open()));
    afterEach(() => discard());
    const read = (): Promise<Told | undefined> => memory.takeTurn((turn) => turn.read());

    it('is nothing at first', async () => {
      expect(await read()).toEqual({});
    });

    it('is as it was written, and what is written takes the place of all of it', async () => {
      await memory.takeTurn((turn) => turn.write(TOLD));
      expect(await read()).toEqual(TOLD);
      await memory.takeTurn((turn) => turn.write({ email: [] }));
      expect(await read()).toEqual({ email: [] });
    });

    it('is read within a turn as it was written within it', async () => {
      const found = await memory.takeTurn(async (turn) => {
        await turn.write(TOLD);
        return turn.read();
      });
      expect(found).toEqual(TOLD);
    });

    it('is in the hands of one at a time: whoever comes meanwhile goes away', async () => {
      let end: () => void = () => undefined;
      let begun: () => void = () => undefined;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      const first = memory.takeTurn(async () => {
        begun();
        await new Promise<void>((resolve) => (end = resolve));
        return 'told';
      });
      await hasBegun;
      let isIn = false;
      expect(await memory.takeTurn(async () => (isIn = true))).toBeUndefined();
      expect(isIn).toBe(false);
      end();
      expect(await first).toBe('told');
      expect(await memory.takeTurn(async () => 'next')).toBe('next');
    });

    it('is free again after work that failed', async () => {
      await expect(memory.takeTurn(() => Promise.reject(new Error('no mail server')))).rejects.toThrow('no mail server');
      expect(await memory.takeTurn(async () => 'next')).toBe('next');
    });
  });
};
