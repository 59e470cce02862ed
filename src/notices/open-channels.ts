import type { Secrets } from '../platform/config.js';
import type { NoticeSettings } from '../platform/settings.js';
import type { NoticeChannel } from './channel.js';
import { createEmail } from './email.js';
import { createWebhook } from './webhook.js';

/** The ways of telling that the settings name; none unless the operator wants notices. */
export const openChannels = ({ email, webhook }: NoticeSettings, secrets: Secrets): readonly NoticeChannel[] => [
  ...(email ? [createEmail({ settings: email, ...(secrets.smtp !== undefined && { password: secrets.smtp }) })] : []),
  ...(webhook ? [createWebhook({ url: webhook.url, ...(secrets.webhook !== undefined && { secret: secrets.webhook }) })] : []),
];
