import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { oneAtATime } from '../../one-at-a-time.js';

/** A real browser: the one of the package, or the one that CHROMIUM_PATH names. It never passes by not being there. */
export const launchChromium = async (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await oneAtATime('unpacking', unpack));
  const args = [...sparticuz.args.filter((arg) => !UNWANTED.test(arg)), ...QUIET];
  const launch = (env: NodeJS.ProcessEnv): Promise<Browser> =>
    chromium.launch({ executablePath, args, headless: true, env: Object.fromEntries(Object.entries(env).map(([k, v]) => [k, v ?? ''])) });
  try {
    return await launch(process.env);
  } catch (cause) {
    if (!existsSync(LIBRARIES)) throw noBrowser(executablePath, cause);
    // A machine that has nothing but Node lacks libnss3, which the package brings along for such.
    return launch({ ...process.env, LD_LIBRARY_PATH: LIBRARIES, FONTCONFIG_PATH: path.join(tmpdir(), 'fonts') }).catch((again: unknown) => {
      throw noBrowser(executablePath, again);
    });
  }
};

/** In one process the end of one window would be the end of all; a graphics card made of software doubles what drawing takes. */
const UNWANTED = /^--(single-process|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)/;
const QUIET = [
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LIBRARIES = path.join(tmpdir(), 'al2023', 'lib');

const noBrowser = (executablePath: string, cause: unknown): Error =>
  new Error(`No browser starts from ${executablePath}. It may lack libraries of the system; CHROMIUM_PATH may name another Chromium.`, {
    cause,
  });

/** With the libraries, which the package unpacks where it takes the machine for a cloud's. */
const unpack = async (): Promise<string> => {
  const before = process.env['AWS_EXECUTION_ENV'];
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs20.x';
  try {
    return await sparticuz.executablePath();
  } finally {
    if (before === undefined) delete process.env['AWS_EXECUTION_ENV'];
    else process.env['AWS_EXECUTION_ENV'] = before;
  }
};

export interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts, and whatever the page wanted from another host or was refused by its own policy. */
  readonly complaints: string[];
}

export interface OpenOptions {
  readonly locale?: string;
  readonly javaScriptEnabled?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A window of its own, without anybody's cookies. */
export const openWindow = async (browser: Browser, home: string, options: OpenOptions = {}): Promise<Opened> => {
  const { locale = 'en-GB', javaScriptEnabled = true, width = 1280, height = 900 } = options;
  const context = await browser.newContext({ locale, javaScriptEnabled, viewport: { width, height } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(home) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`);
  });
  return { context, page, complaints };
};

const FOLDER = path.resolve('test/screenshots');

/** To be looked at by people, when SCREENSHOTS=1 asks for it (a third of a suite's time); git does not keep it. */
export const shoot = async (page: Page, name: string): Promise<void> => {
  if (process.env['SCREENSHOTS'] !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), fullPage: true });
};
