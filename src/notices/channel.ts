import type { NoticeCause } from '../store/notice-ports.js';

/** A way of telling people or programs. */
export interface NoticeChannel {
  readonly name: ChannelName;
  /** Never throws for what a server does, nor takes longer than a minute. */
  readonly send: (message: NoticeMessage) => Promise<SendOutcome>;
}

export type ChannelName = 'email' | 'webhook';

export type SendOutcome =
  /** `remark`: it went out, but not to everyone. */
  | { readonly kind: 'sent'; readonly remark?: string }
  /** `reason` is a sentence or two for an administrator, without secrets. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Several notices that go out together, or a test. */
export interface NoticeMessage {
  readonly kind: 'notices' | 'test';
  /** UTC. */
  readonly at: string;
  /** One line. */
  readonly subject: string;
  /** All of it, for people. */
  readonly text: string;
  readonly notices: readonly MessagePart[];
}

/** One notice for programs. */
export interface MessagePart {
  readonly kind: 'trouble' | 'recovered';
  readonly cause: NoticeCause;
  readonly source: string;
  /** UTC; when it was first told. */
  readonly since: string;
  readonly run?: string;
  readonly url: string;
  readonly text: string;
  readonly explanation?: string;
}
