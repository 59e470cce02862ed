// The thread of `check-worker.ts` as it stands in the sources: a thread has no loader for TypeScript but the one that it registers itself.
import { register } from 'tsx/esm/api';

register();
await import('../../src/administration/check-worker.ts');
