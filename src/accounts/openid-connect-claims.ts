import type { OpenidConnectSettings } from '../platform/settings.js';
import type { Role } from '../store/account-ports.js';

/** What a provider says of a person, in an ID token or at its userinfo endpoint; nothing of it has been looked at. */
export type Claims = Readonly<Record<string, unknown>>;

/** The most powerful first. */
const ROLES = ['administrator', 'editor', 'reader'] as const satisfies readonly Role[];

/**
 * The role that a claim gives: the most powerful of those that any of its words stands for. `undefined` when it gives none, or says nothing
 * that can be read.
 */
export const roleOf = (claims: Claims, { roleClaim, roles }: Pick<OpenidConnectSettings, 'roleClaim' | 'roles'>): Role | undefined => {
  const claim = findClaim(claims, roleClaim);
  const words: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return ROLES.find((role) => roles[role].some((word) => words.includes(word)));
};

/**
 * By its name as a whole first, since names may be URLs; then by a path with dots: `realm_access.roles`. `undefined` when there is no such claim.
 * @see OpenID Connect Core 1.0 §5.1.2
 */
export const findClaim = (claims: Claims, name: string): unknown =>
  Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce<unknown>(memberOf, claims);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Claims)[name] : undefined;

/** OpenID Connect Core 1.0 §5.1: what a person likes to be called, or else what tells people from each other. */
const NAMES = ['preferred_username', 'email', 'name'] as const;

/** `undefined` when the claims have no name. */
export const nameOf = (claims: Claims): string | undefined =>
  NAMES.map((name) => claims[name]).find((value): value is string => typeof value === 'string' && value.trim() !== '');
