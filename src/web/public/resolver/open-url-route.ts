import { parseUrl } from '../../../catalogue/url.js';
import { parseOpenUrl } from '../../../discovery/open-url.js';
import { resolveOpenUrl } from '../../../discovery/resolve-open-url.js';
import { LANGUAGES } from '../../admin/language.js';
import { ADDRESSES } from '../language.js';
import type { PublicAnswer, PublicRequest } from '../route.js';
import { answerResolution } from './answer-resolution.js';
import type { ResolverPorts } from './resolver-ports.js';

/** What link resolvers of libraries ask for, by the same rules as every other identifier. */
export const answerOpenUrl = async (ports: ResolverPorts, request: PublicRequest): Promise<PublicAnswer> => {
  const { resolution, ...asked } = await resolveOpenUrl(
    ports.discovery,
    parseOpenUrl(request.query, (url) => findOwnId(ports.publicUrl, url)),
  );
  return answerResolution(ports, request, resolution, {
    value: asked.asked,
    ...(asked.words !== undefined && { words: asked.words }),
    ...(asked.remark !== undefined && { remark: asked.remark }),
  });
};

/** From the address of a work's page in any language. */
const findOwnId = (publicUrl: string, url: URL): string | undefined => {
  const own = parseUrl(publicUrl);
  const root = own?.pathname.replace(/\/$/, '') ?? '';
  if (url.host !== own?.host || !url.pathname.startsWith(`${root}/`)) return undefined;
  const path = url.pathname.slice(root.length);
  const list = LANGUAGES.map((language) => `${ADDRESSES[language].list}/`).find((start) => path.startsWith(start));
  const id = list === undefined ? undefined : path.slice(list.length);
  return id === undefined || id === '' || id.includes('/') ? undefined : decoded(id);
};

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
