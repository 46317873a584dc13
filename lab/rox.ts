import { roxOf } from '../helpers/journeys/rox/options.js';
import { lab } from '../targets/lab/target.js';

/** The lab's stand-in for Rox. */
export const LAB_ROX = roxOf(lab);
