/** What the server shows around findings: completion, links, inlay hints, code lenses, hovers and errors in settings files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  ClientCapabilities,
  CodeLens,
  CompletionList,
  DocumentLink,
  Hover,
  InlayHint,
  MarkupContent,
} from "vscode-languageserver";
import { CONFIDENCES, RUNTIME_IDS } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client } from "./client.js";
import { NONE_CHAIN, PLAIN_CALL } from "./fixtures.js";

const MARKDOWN: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: { documentationFormat: ["markdown"] } },
  },
};
const RULES = [...RULE_METAS.keys()];

async function started(initializationOptions?: object): Promise<Client> {
  const client = new Client();
  await client.initialize({ capabilities: MARKDOWN, initializationOptions });
  return client;
}

/** Opens a text without its `|` and gives the place where that stood. */
function openAt(client: Client, uri: string, marked: string, languageId: string) {
  const at = marked.indexOf("|");
  assert.notEqual(at, -1, "no mark");
  client.open(uri, marked.slice(0, at) + marked.slice(at + 1), 1, languageId);
  const before = marked.slice(0, at).split("\n");
  return { textDocument: { uri }, position: { line: before.length - 1, character: before.at(-1)!.length } };
}

let opened = 0;

/** The labels that are offered at the mark, and the text after the first with `choice` was taken. */
async function completed(client: Client, name: string, marked: string, choice = ""): Promise<[string[], string]> {
  const uri = `file:///somewhere/${opened++}/${name}`;
  const params = openAt(client, uri, marked, name.endsWith(".py") ? "python" : "toml");
  if (name.endsWith(".py")) await client.published(uri);
  const list = (await client.request("textDocument/completion", params)) as CompletionList | null;
  // A text in the making has errors, which are shown.
  if (name.endsWith(".toml")) await client.settle();
  const item = list?.items.find(({ label }) => label === choice);
  let after = "";
  if (item?.textEdit !== undefined && "range" in item.textEdit) {
    const { range, newText } = item.textEdit;
    const line = marked.replace("|", "").split("\n")[range.start.line]!;
    assert.equal(range.start.line, range.end.line);
    after = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  client.notify("textDocument/didClose", { textDocument: { uri } });
  if (name.endsWith(".py")) await client.published(uri);
  else await drain(client, uri);
  return [list?.items.map(({ label }) => label) ?? [], after];
}

/** Takes what was published for a settings file while it was typed. */
async function drain(client: Client, uri: string): Promise<void> {
  await client.settle();
  client.forget("textDocument/publishDiagnostics", uri);
}

describe("completion", () => {
  it("names rules in ignore comments, and the words of comments", async () => {
    const client = await started();
    const [labels, after] = await completed(client, "a.py", "x = 1  # jit: ignore[bra|]\n", "branch-chain");
    assert.deepEqual(labels, RULES);
    assert.equal(after, "x = 1  # jit: ignore[branch-chain]");
    const [others, both] = await completed(
      client,
      "a.py",
      "x = 1  # 😀 jit\n# jit: ignore-file[branch-chain, none-ch|eck] why\n",
      "none-check-chain",
    );
    assert.deepEqual(
      others,
      RULES.filter((rule) => rule !== "branch-chain"),
    );
    assert.equal(both, "# jit: ignore-file[branch-chain, none-check-chain] why");
    assert.deepEqual((await completed(client, "a.py", "x = 1 # jit: |\n"))[0], [
      "ignore",
      "ignore-file",
      "hot",
      "cold",
    ]);
    assert.equal((await completed(client, "a.py", "x = 1 # jit: igno|\n", "ignore"))[1], "x = 1 # jit: ignore");
    await client.close();
  });

  it("is silent elsewhere in Python", async () => {
    const client = await started();
    for (const text of [
      "x = '# jit: ignore[|]'\n",
      "imp|ort json\n",
      "# noqa: |\n",
      "# jit: ignore[branch-chain] because |\n",
      '"""\n# jit: ignore[|]\n"""\n',
      "|",
    ]) {
      assert.deepEqual((await completed(client, "a.py", text))[0], [], text);
    }
    await client.close();
  });

  it("knows keys and values of settings files", async () => {
    const client = await started();
    const py = "pyproject.toml";
    const keys = ["runtimes", "rules", "minimum-confidence", "exclude", "overrides"];
    const levels = ["off", "hint", "information", "warning", "error"];
    const cases: [string, string, string[], string?, string?][] = [
      [py, "[tool.jit-hints]\n|\n", keys, "minimum-confidence", "minimum-confidence"],
      ["jit-hints.toml", "min|\n", keys, "minimum-confidence", "minimum-confidence"],
      [py, "[tool.jit-hints.rules]\nopaque-c|\n", RULES, "opaque-call-in-loop", "opaque-call-in-loop"],
      [py, '[tool.jit-hints.rules]\nopaque-c| = "off"\n', RULES, "branch-chain", 'branch-chain = "off"'],
      ["jit-hints.toml", "[rules]\n|", RULES],
      ["jit-hints.toml", "rules.|", RULES, "branch-chain", "rules.branch-chain"],
      ["jit-hints.toml", "rules = { | }", RULES],
      ["jit-hints.toml", 'rules = { branch-chain = "off", non| }', RULES],
      ["jit-hints.toml", "[rules]\nbranch-chain = |", levels, "off", 'branch-chain = "off"'],
      ["jit-hints.toml", '[rules]\nbranch-chain = "o|"', levels, "off", 'branch-chain = "off"'],
      ["jit-hints.toml", "[rules.branch-chain]\n|", ["level", "minimum-checks"]],
      ["jit-hints.toml", "[rules.branch-chain]\nlevel = |", levels],
      ["jit-hints.toml", "minimum-confidence = |", [...CONFIDENCES]],
      ["jit-hints.toml", "runtimes = [|]", ["auto", ...RUNTIME_IDS], "pypy", 'runtimes = ["pypy"]'],
      [
        "jit-hints.toml",
        'runtimes = ["pypy", "cp|"]',
        ["auto", ...RUNTIME_IDS],
        "cpython-3.15",
        'runtimes = ["pypy", "cpython-3.15"]',
      ],
      [py, "[[tool.jit-hints.overrides]]\n|", ["files", "rules", "minimum-confidence", "runtimes"]],
      [py, "[[tool.jit-hints.overrides]]\nrules.bra|", RULES],
      [py, "[tool.jit-hints.|]\n", keys],
      [py, "[project]\nname = |\n", []],
      [py, "[tool.ruff]\n|\n", []],
      [py, "[tool.jit-hints]\n# rul|\n", []],
    ];
    for (const [name, text, expected, choice, line] of cases) {
      const [labels, after] = await completed(client, name, text, choice);
      assert.deepEqual(labels, expected, text);
      if (line !== undefined) assert.equal(after, line, text);
    }
    await client.close();
  });
});

describe("links", () => {
  it("lead from rules in comments and settings files to their pages", async () => {
    const client = await started();
    const uri = "file:///somewhere/a.py";
    const text = `x = "# jit: ignore[branch-chain]"\n# 😀 branch-chain\n# jit: ignore-file[none-check-chain, no-such-rule]\n${PLAIN_CALL}`;
    client.open(uri, text);
    await client.published(uri);
    const links = async (of: string) =>
      ((await client.request("textDocument/documentLink", { textDocument: { uri: of } })) as DocumentLink[]).map(
        ({ range, target }) => [range.start.line, range.start.character, target?.replace(/^.*\//, "")],
      );
    assert.deepEqual(await links(uri), [[2, 19, "none-check-chain.md"]]);
    const settings = "file:///somewhere/pyproject.toml";
    client.open(settings, '# branch-chain\n[tool.jit-hints.rules]\nbranch-chain = "off"\n', 1, "toml");
    assert.deepEqual(await links(settings), [[2, 0, "branch-chain.md"]]);
    assert.deepEqual(await links("file:///not/open.py"), []);
    await client.close();
  });
});

describe("settings files in the editor", () => {
  it("explain their keys", async () => {
    const client = await started();
    const hover = async (name: string, marked: string) => {
      const answer = (await client.request(
        "textDocument/hover",
        openAt(client, `file:///h/${name}`, marked, "toml"),
      )) as Hover | null;
      return (answer?.contents as MarkupContent | undefined)?.value ?? null;
    };
    assert.match((await hover("pyproject.toml", '[tool.jit-hints]\nmin|imum-confidence = "low"\n'))!, /How sure/);
    assert.match((await hover("pyproject.toml", '[tool.jit-hints.ru|les]\nbranch-chain = "off"\n'))!, /level/);
    assert.match((await hover("jit-hints.toml", '[rules]\nbranch-ch|ain = "off"\n'))!, /branches on data/);
    assert.match(
      (await hover("jit-hints.toml", "[rules.branch-chain]\nminimum-ch|ecks = 8\n"))!,
      /fewest.*Default: `6`/,
    );
    assert.equal(await hover("pyproject.toml", '[project]\nna|me = "x"\n'), null);
    assert.equal(await hover("jit-hints.toml", '[rules]\nbranch-chain = "o|ff"\n'), null);
    await client.close();
  });

  it("show what is wrong in them while they are typed, and what is on the disk once they are closed", async () => {
    const folder = temporaryFolder({ "jit-hints.toml": 'rules.branch-chain = "loud"\n' });
    const client = await started();
    const uri = pathToFileURL(join(folder, "jit-hints.toml")).href;
    const python = pathToFileURL(join(folder, "a.py")).href;
    const next = async () =>
      (await client.published(uri)).diagnostics.map(({ range, message }) => [range.start.line, message]);
    client.open(python, PLAIN_CALL);
    await client.published(python);
    const [[line, message]] = (await next()) as [[number, string]];
    assert.equal(line, 0);
    assert.match(message, /must be one of/);
    client.open(uri, '# fixed\nrules.branch-chain = "off"\n', 2, "toml");
    assert.deepEqual(await next(), []);
    client.change(uri, 3, { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 7 } }, text: "d" });
    assert.deepEqual(
      (await next()).map(([at]) => at),
      [1],
    );
    client.notify("textDocument/didClose", { textDocument: { uri } });
    assert.deepEqual(
      (await next()).map(([at]) => at),
      [0],
    );
    await client.close();
  });
});

/** A helper that returns early in two places, called eight times a round. */
const EARLY_RETURNS = `def clamp(x):
    if x < 0:
        return 0
    if x > 9:
        return 9
    return x


def total(rows):
    result = 0
    for a, b, c, d, e, f, g, h in rows:
        result += clamp(a) + clamp(b) + clamp(c) + clamp(d) + clamp(e) + clamp(f) + clamp(g) + clamp(h)
    return result
`;

describe("inlay hints and code lenses", () => {
  const uri = "file:///somewhere/chain.py";
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hintsIn = async (client: Client, range = whole) =>
    ((await client.request("textDocument/inlayHint", { textDocument: { uri }, range })) as InlayHint[]).map(
      ({ position, label }) => [position.line, position.character, label],
    );
  const lensesIn = async (client: Client) =>
    ((await client.request("textDocument/codeLens", { textDocument: { uri } })) as CodeLens[]).map(
      ({ range, command }) => [range.start.line, command?.title, command?.command],
    );

  it("are off", async () => {
    const client = await started();
    client.open(uri, NONE_CHAIN);
    await client.published(uri);
    assert.deepEqual(await hintsIn(client), []);
    assert.deepEqual(await lensesIn(client), []);
    await client.close();
  });

  it("say how many paths a chain has", async () => {
    const client = await started({ inlayHints: { enable: true }, codeLens: { enable: true } });
    client.open(uri, NONE_CHAIN);
    const [found] = (await client.published(uri)).diagnostics;
    const label = "7 checks, up to 128 paths";
    assert.match(String(found?.message), /7 independent .* up to 128 paths/);
    assert.deepEqual(await hintsIn(client), [[3, 21, label]]);
    assert.deepEqual(await hintsIn(client, { ...whole, start: { line: 5, character: 0 } }), []);
    assert.deepEqual(await lensesIn(client), [[2, label, "jitHints.openRulePage"]]);
    await client.close();
  });

  it("count branches of other kinds, and name the rule of other findings", async () => {
    const client = await started({ inlayHints: { enable: true }, codeLens: { enable: true } });
    client.open(uri, `${PLAIN_CALL}\n${EARLY_RETURNS}`);
    await client.published(uri);
    // Two returns of one call give three paths, and eight calls give 3^8.
    const label = "16 checks, up to 6561 paths";
    assert.deepEqual(
      (await hintsIn(client)).map(([, , text]) => text),
      [label],
    );
    const lenses = await lensesIn(client);
    assert.deepEqual(lenses, [
      [3, "opaque-call-in-loop", "jitHints.openRulePage"],
      [16, label, "jitHints.openRulePage"],
    ]);
    await client.close();
  });

  it("are asked for again when they are turned on", async () => {
    const client = new Client();
    client.answer("workspace/inlayHint/refresh", () => null);
    client.answer("workspace/codeLens/refresh", () => null);
    await client.initialize({
      capabilities: { workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } } },
    });
    client.open(uri, NONE_CHAIN);
    await client.published(uri);
    client.notify("workspace/didChangeConfiguration", { settings: { jitHints: { inlayHints: { enable: true } } } });
    await client.next("workspace/inlayHint/refresh");
    await client.next("workspace/codeLens/refresh");
    await client.published(uri);
    assert.equal((await hintsIn(client)).length, 1);
    await client.close();
  });
});
