#!/usr/bin/env node
/** Looks like the executable of VS Code to @vscode/test-electron; what it does is in shim.ts. */
import { require } from "tsx/cjs/api";

const { main } = require("./shim.ts", import.meta.url);
process.exit(await main(process.argv.slice(2)));
