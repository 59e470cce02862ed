import type { Told } from '../notice-ports.js';
import type { VisitLog } from '../visit-ports.js';
import type { Disk } from './disk.js';
import { openNoticeFile } from './notice-file.js';
import { openVisitFile } from './visit-file.js';
import type { WarnOperator } from './warning.js';

interface SidePlace {
  readonly directory: string;
  readonly disk: Disk;
  readonly onWarning: WarnOperator;
}

/** What people were told, and who harvested, as a whole: nobody else has a turn while a store is moved. */
export const readSideFiles = async (place: SidePlace): Promise<{ readonly notices: Told; readonly visits: VisitLog }> => ({
  notices: (await openNoticeFile(place).takeTurn((turn) => turn.read())) ?? {},
  visits: await openVisitFile(place).read(),
});

export const writeSideFiles = async (
  place: SidePlace,
  { notices, visits }: { readonly notices?: Told | undefined; readonly visits?: VisitLog | undefined },
): Promise<void> => {
  if (notices) await openNoticeFile(place).takeTurn((turn) => turn.write(notices));
  if (visits) await openVisitFile(place).update(() => visits);
};
