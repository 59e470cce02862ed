#!/usr/bin/env node
import { runCommandLine } from './command/command-line.js';

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, { out: process.stdout, err: process.stderr });
