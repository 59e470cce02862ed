import { describeHarvests } from '../harvest-contract.js';
import { describeStore } from '../store-contract.js';
import { openTestStore } from './open-store.js';

describeStore('PostgreSQL', openTestStore);
describeHarvests('PostgreSQL', openTestStore);
