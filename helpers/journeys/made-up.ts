import { randomBytes } from 'node:crypto';

/** A word that occurs nowhere else, for texts that must be found again. Letters and digits only. */
export const randomId = (): string => randomBytes(6).toString('hex');

/** Words in five scripts, which a wrong character set would garble. */
export const SCRIPTS = 'Grüße, привет, γεια σου, 你好, مرحبا';
