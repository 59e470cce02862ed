import { argumentFaults } from './faults-arguments.js';
import { answerFaults } from './faults-answers.js';
import { listFaults } from './faults-lists.js';
import { repositoryFaults } from './faults-repository.js';
import type { PlantedFault } from './planted-fault.js';

/** Each names the check that must find it first, and those that find it too because it follows. */
export const FAULTS: readonly PlantedFault[] = [...argumentFaults, ...answerFaults, ...repositoryFaults, ...listFaults];
