import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as base64url: too many to guess, so a plain hash of it is safe to keep. */
export const createSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hexadecimal: what is kept of a secret. To look it up by that takes a time that tells nothing about the secret. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
