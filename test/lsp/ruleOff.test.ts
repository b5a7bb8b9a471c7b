/** Turning a rule off in settings files of every form. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { turnRuleOff } from "../../server/src/lsp/ruleOff.js";

const RULE = "branch-chain";
const PYPROJECT = ["tool", "jit-hints"];

interface Case {
  readonly prefix?: readonly string[];
  readonly before: string;
  readonly after: string | null;
}

const CASES: Readonly<Record<string, Case>> = {
  "an empty file": { before: "", after: '[rules]\nbranch-chain = "off"\n' },
  "no table of rules": {
    before: 'runtimes = ["pypy"]\n',
    after: 'runtimes = ["pypy"]\n\n[rules]\nbranch-chain = "off"\n',
  },
  "no line break at the end": {
    before: "runtimes = 'auto'",
    after: "runtimes = 'auto'\n\n[rules]\nbranch-chain = \"off\"\n",
  },
  "a table of rules": {
    before: '[rules] # mine\nnone-check-chain = "hint"\n\n[[overrides]]\nfiles = ["a.py"]\n',
    after: '[rules] # mine\nbranch-chain = "off"\nnone-check-chain = "hint"\n\n[[overrides]]\nfiles = ["a.py"]\n',
  },
  "the rule with a level": {
    before: "[rules]\n'branch-chain' = 'hint' # why\n",
    after: "[rules]\n'branch-chain' = \"off\" # why\n",
  },
  "the rule with options": {
    before: "[rules]\nbranch-chain = { minimum-checks = 8 }\n",
    after: '[rules]\nbranch-chain = { level = "off", minimum-checks = 8 }\n',
  },
  "the rule with options and a level": {
    before: '[rules]\nbranch-chain = { minimum-checks = 8, level = "error" }\n',
    after: '[rules]\nbranch-chain = { minimum-checks = 8, level = "off" }\n',
  },
  "a table of its own": {
    before: "[rules.branch-chain]\nminimum-checks = 8\n",
    after: '[rules.branch-chain]\nlevel = "off"\nminimum-checks = 8\n',
  },
  "a table of its own with a level": {
    before: '[rules.branch-chain]\nminimum-checks = 8\nlevel = "hint"\n',
    after: '[rules.branch-chain]\nminimum-checks = 8\nlevel = "off"\n',
  },
  "a table of another rule": {
    before: '[rules.none-check-chain]\nlevel = "hint"\n',
    after: '[rules.none-check-chain]\nlevel = "hint"\n\n[rules]\nbranch-chain = "off"\n',
  },
  "dotted keys": {
    before: 'rules.branch-chain = "hint"\n[[overrides]]\nfiles = ["a"]\n',
    after: 'rules.branch-chain = "off"\n[[overrides]]\nfiles = ["a"]\n',
  },
  "dotted keys of other rules": {
    before: 'runtimes = "auto"\nrules.none-check-chain = "hint"\n',
    after: 'runtimes = "auto"\nrules.branch-chain = "off"\nrules.none-check-chain = "hint"\n',
  },
  "an inline table": {
    before: 'rules = { none-check-chain = "hint" }\n',
    after: 'rules = { branch-chain = "off", none-check-chain = "hint" }\n',
  },
  "an inline table with the rule": {
    before: "rules = { branch-chain = 'hint' }\n",
    after: 'rules = { branch-chain = "off" }\n',
  },
  "a pyproject.toml": {
    prefix: PYPROJECT,
    before: '[tool.ruff]\nselect = ["ALL"]\n',
    after: '[tool.ruff]\nselect = ["ALL"]\n\n[tool.jit-hints.rules]\nbranch-chain = "off"\n',
  },
  "a pyproject.toml with the table before another tool": {
    prefix: PYPROJECT,
    before: '[tool.jit-hints.rules]\nunused-ignore = "off"\n[tool.ruff.rules]\nx = 1\n',
    after: '[tool.jit-hints.rules]\nbranch-chain = "off"\nunused-ignore = "off"\n[tool.ruff.rules]\nx = 1\n',
  },
  "text that looks like a table": {
    prefix: PYPROJECT,
    before: '[project]\ndescription = """\n[tool.jit-hints.rules]\n"""\n',
    after:
      '[project]\ndescription = """\n[tool.jit-hints.rules]\n"""\n\n[tool.jit-hints.rules]\nbranch-chain = "off"\n',
  },
  "a file that is not TOML": { before: "[rules\n", after: null },
  "a file with a value that is not valid": { before: 'runtimes = "all"\n', after: null },
};

describe("turning a rule off", () => {
  for (const [name, { prefix = [], before, after }] of Object.entries(CASES)) {
    it(`in ${name}`, () => {
      assert.equal(turnRuleOff(before, prefix, RULE), after);
      if (after !== null) assert.equal(turnRuleOff(after, prefix, RULE), after, "twice");
      // A table in CRLF gets a line in LF, which TOML and every editor can read.
      if (after !== null)
        assert.notEqual(turnRuleOff(before.replaceAll("\n", "\r\n"), prefix, RULE), null, "with CRLF");
    });
  }
});
