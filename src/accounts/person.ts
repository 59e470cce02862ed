import type { Role, Scope } from '../store/account-ports.js';

/** What a route can ask for. */
export type Permission = Scope | 'administer';

/** Whoever stands behind a request, with what they may do. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly signedInBy: 'password' | 'openid-connect' | 'token';
}

export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ['read'],
  editor: ['read', 'edit'],
  administrator: ['read', 'edit', 'harvest', 'administer'],
};

export const may = (person: Person | undefined, permission: Permission): boolean => person?.permissions.includes(permission) ?? false;
