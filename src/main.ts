#!/usr/bin/env node
import { once } from 'node:events';
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

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, { out, err: process.stderr });
