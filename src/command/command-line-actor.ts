import { userInfo } from 'node:os';

/** Who runs this program, for the audit: no account has parentheses in its name. A container may have a user without a name. */
export const commandLineActor = (): string => {
  try {
    return `command line (${userInfo().username})`;
  } catch {
    return 'command line';
  }
};
