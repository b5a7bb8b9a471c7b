// The corpus of real code: fetches it, draws findings to be read, and checks and counts what was read. test/corpus/README.md says how.
// Runs dist/cli.js; build it first.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import {
  LABELS,
  LEAST_READ,
  RESULTS,
  ROOT,
  readHeldOut,
  readLabels,
  readManifest,
  writeLabels,
} from "./corpus-files.mjs";
import { check, inDrawOrder, linesOf, placeOf, shown } from "./sampling.mjs";

const USAGE = `Usage: node scripts/corpus.mjs COMMAND [OPTIONS] [RULE...]

  fetch            downloads and unpacks the packages that are not there yet (apt-get download)
  draw RULE...     prints the findings to read next, with their source, and adds them to the labels with an empty label
  status [RULE...] says which labels are missing, out of date, or of findings that are gone, and the shares; exit code 1 if any is missing
  report           checks the whole corpus with all rules, and writes test/corpus/results.json

  --count N        draw: how many findings are to be read in all (default ${LEAST_READ})
  --low            draw: of low confidence, instead of those that are shown by default
  --held-out       draw: from the packages that no rule is made by
  --cli FILE       another build of the command line than dist/cli.js
  --folder DIR     where packages are kept (default .cache/corpus)
`;

const SEED = 1;
const RUNTIMES = ["pypy", "cpython-3.14", "cpython-3.15"];

function run(program, args, cwd) {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if (error !== undefined || status !== 0) throw new Error(`${program} ${args.join(" ")} failed`);
}

/** The folder of an unpacked package. */
function folderOf(corpus, { package: name }) {
  return join(corpus, "x", name);
}

/** Downloads, compares and unpacks what is missing. An error for a file with another hash. */
function fetchPackages(corpus, packages) {
  const debs = join(corpus, "debs");
  mkdirSync(debs, { recursive: true });
  for (const entry of packages) {
    const stamp = join(corpus, "x", `${entry.package}.sha256`);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === entry.sha256) continue;
    const find = () =>
      readdirSync(debs).find((name) => {
        const [owner, version] = name.split("_");
        return owner === entry.package && decodeURIComponent(version) === entry.version;
      });
    if (find() === undefined) run("apt-get", ["download", `${entry.package}=${entry.version}`], debs);
    const path = join(debs, find());
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    if (hash !== entry.sha256) throw new Error(`${path} is not the file that test/corpus/manifest.json names`);
    rmSync(folderOf(corpus, entry), { recursive: true, force: true });
    mkdirSync(folderOf(corpus, entry), { recursive: true });
    run("dpkg-deb", ["-x", path, folderOf(corpus, entry)], corpus);
    writeFileSync(stamp, entry.sha256);
  }
}

/** The findings in packages, at any confidence, on all runtimes, each with its package as `root`. */
function findingsIn(corpus, packages, rules, cli) {
  return packages.flatMap((entry) =>
    check(folderOf(corpus, entry), { rules, runtimes: RUNTIMES, minConfidence: "low", cli }).map((finding) => ({
      ...finding,
      entry,
    })),
  );
}

/** What a label says which finding it is about. */
function keyOf({ package: name, file, line, column }) {
  return `${name} ${file}:${line}:${column}`;
}

/** A finding as it stands in a file of labels, not labelled yet. */
function unlabelled(finding) {
  const { row, column } = finding.location;
  return {
    package: finding.entry.package,
    version: finding.entry.version,
    file: relative(finding.root, finding.filename),
    line: row,
    column,
    rule: finding.code,
    runtimes: finding.runtimes,
    confidence: finding.confidence,
    text: linesOf(finding.filename)[row - 1].trim().slice(0, 160),
    label: "",
    why: "",
  };
}

function isShownByDefault({ confidence }) {
  return confidence !== "low";
}

/**
 * The findings of a rule in the order in which they are to be read: those shown by default, and the others. Those that are spent say
 * nothing any more: the rule was changed because of them.
 */
function draws(findings, rule) {
  const spent = new Set(
    readLabels(rule)
      .filter((entry) => entry.spent)
      .map(keyOf),
  );
  const drawn = inDrawOrder(
    findings.filter((finding) => finding.code === rule && !spent.has(keyOf(unlabelled(finding)))),
    SEED,
  );
  return { shown: drawn.filter(isShownByDefault), low: drawn.filter((finding) => !isShownByDefault(finding)) };
}

function draw(findings, rule, { count, low }) {
  const wanted = draws(findings, rule)[low ? "low" : "shown"].slice(0, count);
  const labels = readLabels(rule);
  const known = new Set(labels.filter(({ label }) => label !== "").map(keyOf));
  const open = wanted.filter((finding) => !known.has(keyOf(unlabelled(finding))));
  const waiting = new Set(labels.map(keyOf));
  writeLabels(rule, [...labels, ...open.map(unlabelled).filter((entry) => !waiting.has(keyOf(entry)))]);
  for (const [position, finding] of open.entries())
    console.log(`${shown(finding, `${position + 1}. ${finding.entry.package} ${placeOf(finding)}`)}\n`);
  console.log(
    `${wanted.length} to read, ${open.length} of them new in ${relative(ROOT, join(LABELS, `${rule}.json`))}`,
  );
}

/**
 * What was read of a draw: the findings from the first on, up to the first without a label. Later labels do not count, since they would
 * not be a random sample.
 */
function sampleOf(drawn, labels) {
  const byKey = new Map(labels.map((entry) => [keyOf(entry), entry]));
  const sample = { findings: drawn.length, read: 0, right: 0, harmless: 0, wrong: 0 };
  for (const finding of drawn) {
    const label = byKey.get(keyOf(unlabelled(finding)))?.label;
    if (label === undefined || label === "") break;
    sample.read++;
    sample[label]++;
  }
  return sample;
}

/** The labels of findings that are no longer reported, by label. */
function gone(findings, labels) {
  const reported = new Set(findings.map((finding) => keyOf(unlabelled(finding))));
  const counts = { right: 0, harmless: 0, wrong: 0 };
  for (const entry of labels) if (entry.label !== "" && !reported.has(keyOf(entry))) counts[entry.label]++;
  return counts;
}

function isHeldOut({ package: name }) {
  return readHeldOut().some((entry) => entry.package === name);
}

/** The rules that were judged on the packages held out, of those asked for. */
function judgedRules(rules) {
  return rules.filter((rule) => readLabels(rule).some(isHeldOut));
}

/** What is known of a rule's findings from those that were read. `heldOut` are the findings in the packages held out, null if it was not judged there. */
function readingOf(findings, heldOut, rule) {
  const own = findings.filter(({ code }) => code === rule);
  const labels = readLabels(rule);
  const { shown: byDefault, low } = draws(own, rule);
  const reading = {
    shown: sampleOf(byDefault, labels),
    low: sampleOf(low, labels),
    gone: gone(
      own,
      labels.filter((entry) => !isHeldOut(entry)),
    ),
  };
  return heldOut === null ? reading : { ...reading, heldOut: sampleOf(draws(heldOut, rule).shown, labels) };
}

function share(part, whole) {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Prints what was read of a rule; true when enough was. */
function printReading(rule, reading) {
  let complete = true;
  for (const [which, sample] of [
    ["by default", reading.shown],
    ["low", reading.low],
    ["held out", reading.heldOut],
  ]) {
    if (sample === undefined) continue;
    const { findings, read, right, harmless, wrong } = sample;
    console.log(
      `${rule}, ${which}: ${findings} findings, ${read} read: ${right} right, ${harmless} harmless (${share(harmless, read)}), ${wrong} wrong (${share(wrong, read)})`,
    );
    if (read < Math.min(LEAST_READ, findings)) {
      console.log(`  MISSING: ${Math.min(LEAST_READ, findings) - read} more to be read in the order of the draw`);
      complete = false;
    }
  }
  const { right, harmless, wrong } = reading.gone;
  if (right + harmless + wrong > 0)
    console.log(`  no longer reported: ${right} right, ${harmless} harmless, ${wrong} wrong`);
  return complete;
}

/** Labels whose line is another one now, or that name another version of a package. */
function printOutOfDate(corpus, rule) {
  const versions = new Map([...readManifest(), ...readHeldOut()].map((entry) => [entry.package, entry.version]));
  let fine = true;
  for (const entry of readLabels(rule)) {
    const path = join(corpus, "x", entry.package, entry.file);
    const text = existsSync(path) ? linesOf(path)[entry.line - 1]?.trim().slice(0, 160) : undefined;
    if (versions.get(entry.package) === entry.version && text === entry.text) continue;
    console.log(`  OUT OF DATE: ${rule}: ${keyOf(entry)}`);
    fine = false;
  }
  return fine;
}

function labelledRules() {
  return readdirSync(LABELS)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length));
}

function status(corpus, rules, { cli }) {
  const asked = rules.length > 0 ? rules : labelledRules();
  const findings = findingsIn(corpus, readManifest(), asked, cli);
  const heldOut = heldOutFindings(corpus, asked, cli);
  let fine = true;
  for (const rule of asked) {
    if (!printReading(rule, readingOf(findings, heldOut.get(rule) ?? null, rule))) fine = false;
    if (!printOutOfDate(corpus, rule)) fine = false;
  }
  return fine;
}

/** The findings in the packages held out, by rule, of the rules that were judged on them. */
function heldOutFindings(corpus, rules, cli) {
  const judged = judgedRules(rules);
  const findings = judged.length === 0 ? [] : findingsIn(corpus, readHeldOut(), judged, cli);
  return new Map(judged.map((rule) => [rule, findings.filter(({ code }) => code === rule)]));
}

/** Findings by confidence, for a rule and a runtime. */
function countsOf(findings) {
  const rules = {};
  for (const { code, confidence, runtimes } of findings) {
    rules[code] ??= Object.fromEntries(RUNTIMES.map((runtime) => [runtime, { high: 0, medium: 0, low: 0 }]));
    for (const runtime of runtimes) rules[code][runtime][confidence]++;
  }
  return rules;
}

function pythonFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Lines of all .py files of a package, as `wc -l` counts. */
function countLines(folder) {
  let lines = 0;
  for (const path of pythonFiles(folder)) for (const byte of readFileSync(path)) if (byte === 10) lines++;
  return lines;
}

function report(corpus, { cli }) {
  const packages = readManifest();
  const findings = findingsIn(corpus, packages, [], cli);
  const rules = [...new Set([...labelledRules(), ...findings.map(({ code }) => code)])].sort();
  const counts = countsOf(findings);
  const none = Object.fromEntries(RUNTIMES.map((runtime) => [runtime, { high: 0, medium: 0, low: 0 }]));
  const heldOut = heldOutFindings(corpus, rules, cli);
  let fine = true;
  const ofRules = {};
  for (const rule of rules) {
    const reading = readingOf(findings, heldOut.get(rule) ?? null, rule);
    if (!printReading(rule, reading)) fine = false;
    if (!printOutOfDate(corpus, rule)) fine = false;
    ofRules[rule] = { runtimes: counts[rule] ?? none, ...reading };
  }
  const counted = packages.map((entry) => ({
    package: entry.package,
    lines: countLines(folderOf(corpus, entry)),
    findings: findings.filter((finding) => finding.entry === entry && isShownByDefault(finding)).length,
  }));
  const heldOutPackages = readHeldOut().map((entry) => ({
    package: entry.package,
    lines: countLines(folderOf(corpus, entry)),
  }));
  const results = { seed: SEED, packages: counted, heldOut: heldOutPackages, rules: ofRules };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  return fine;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        count: { type: "string", default: String(LEAST_READ) },
        low: { type: "boolean", default: false },
        "held-out": { type: "boolean", default: false },
        cli: { type: "string" },
        folder: { type: "string", default: join(ROOT, ".cache", "corpus") },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

const { values, positionals } = readArguments();
const [command, ...rules] = positionals;
const options = { count: Number(values.count), low: values.low, cli: values.cli };
const commands = {
  fetch: () => true,
  draw: () => {
    const packages = values["held-out"] ? readHeldOut() : readManifest();
    const findings = findingsIn(values.folder, packages, rules, values.cli);
    for (const rule of rules) draw(findings, rule, options);
    return true;
  },
  status: () => status(values.folder, rules, options),
  report: () => report(values.folder, options),
};
if (values.help || !Object.hasOwn(commands, command ?? "")) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
try {
  fetchPackages(values.folder, [...readManifest(), ...readHeldOut()]);
  process.exitCode = commands[command]() ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
