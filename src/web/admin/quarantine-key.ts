import type { QuarantineKey } from '../../administration/quarantine.js';

/** A blank stands in neither the id of a source nor an identifier. */
export const formatQuarantineKey = ({ source, identifier }: QuarantineKey): string => `${source} ${identifier}`;

/** `undefined` for what is no such key. */
export const parseQuarantineKey = (text: string): QuarantineKey | undefined => {
  const [, source, identifier] = /^([\w-]+) (.+)$/s.exec(text) ?? [];
  return source === undefined || identifier === undefined ? undefined : { source, identifier };
};
