import { fileURLToPath } from 'node:url';

/** The program's own folder: `schemas/` and `store/` lie there, beside `dist/`. */
export const PACKAGE_DIRECTORY = fileURLToPath(new URL('../..', import.meta.url));
