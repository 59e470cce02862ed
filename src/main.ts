#!/usr/bin/env node
import { once } from 'node:events';
import { isatty } from 'node:tty';
import { createAskSecret, readFirstLine } from './command/ask-secret.js';
import { runCommandLine } from './command/command-line.js';

// A reader that has seen enough (`export | head`) closes the pipe: that is an end, not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const out = {
  isTTY: process.stdout.isTTY,
  write: (text: string) => process.stdout.write(text),
  drain: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
};

const err = { isTTY: process.stderr.isTTY, write: (text: string) => process.stderr.write(text) };

const asking = isatty(0) ? { askSecret: createAskSecret(() => process.stdin, err) } : { readFirstLine: () => readFirstLine(process.stdin) };

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, { out, err, ...asking });
