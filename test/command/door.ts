import { createServer } from 'node:http';
import { baseOf, closeServer, listen } from '../harvester/scripted-source.js';

/** A library behind a door: it answers until somebody asks for what is to wait. */
export interface Door {
  readonly url: string;
  /** Resolves when somebody waits. */
  readonly reached: Promise<void>;
  open(): void;
  close(): Promise<void>;
}

export interface Sign {
  readonly given: Promise<void>;
  give(): void;
}

/** Is given once, and waited for by whoever wants. */
export const createSign = (): Sign => {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
};

/** Passes requests on to a library; the third of them, and whatever comes after it, waits until the door is opened. */
export const openDoor = async (library: string): Promise<Door> => {
  const [reached, opened] = [createSign(), createSign()];
  let asked = 0;
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      if ((asked += 1) >= 3) {
        reached.give();
        await opened.given;
      }
      const answer = await fetch(new URL(request.url!, library));
      response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type')! }).end(await answer.text());
    };
    pass().catch(() => response.destroy());
  });
  await listen(server);
  const { pathname } = new URL(library);
  return { url: `${baseOf(server)}${pathname}`, reached: reached.given, open: () => opened.give(), close: () => closeServer(server) };
};
