// The text of docs/evidence.md: everything that was measured, ranked, from the results alone.
import { isRule, NOT_A_RULE } from "./candidates.mjs";
import { sweepIds } from "./plots.mjs";
import { countsOf, LEAST_RATIO, nameOf, nanoseconds, table, times } from "./results.mjs";

function ruleName(rule) {
  return isRule(rule) ? `[${rule}](rules/${rule}.md)` : rule;
}

function byRatio(a, b) {
  return b.ratio - a.ratio || a.id.localeCompare(b.id);
}

function interpreters(results) {
  const rows = results.map((result) => {
    const recheck = result.rechecks[0];
    return [
      nameOf(result),
      result.date,
      result.machine,
      String(result.pairs.length),
      String(result.callables.length),
      recheck === undefined ? "" : `${recheck.agreed} of ${recheck.callables}`,
    ];
  });
  return table(["interpreter", "date", "machine", "pairs", "callables", "same verdict in a second run"], rows);
}

/** Each rule by its strongest pair. */
function ranking(result) {
  const strongest = new Map();
  const counts = new Map();
  for (const pair of [...result.pairs].sort(byRatio)) {
    if (pair.rule === NOT_A_RULE) continue;
    if (!strongest.has(pair.rule)) strongest.set(pair.rule, pair);
    counts.set(pair.rule, (counts.get(pair.rule) ?? 0) + 1);
  }
  const rows = [...strongest].map(([rule, pair], place) => [
    String(place + 1),
    ruleName(rule),
    `\`${pair.id}\``,
    times(pair.ratio),
    nanoseconds(pair.slowNs),
    nanoseconds(pair.fastNs),
    countsOf(pair) + (pair.visible === false ? " (not visible)" : ""),
    String(counts.get(rule)),
  ]);
  return table(["", "rule", "strongest pair", "ratio", "slow ns", "fast ns", "JIT, slow / fast", "pairs"], rows);
}

/** The pairs of rules, or those that show that something makes no difference, dearest first. */
function allPairs(results, metas, ofRules) {
  const rows = [...metas.values()]
    .filter((meta) => (meta.rule !== NOT_A_RULE) === ofRules)
    .map((meta) => {
      const found = results.map((result) => result.pairs.find((pair) => pair.id === meta.id));
      return { meta, found, best: Math.max(...found.map((pair) => pair?.ratio ?? 0)) };
    })
    .sort((a, b) => b.best - a.best || a.meta.id.localeCompare(b.meta.id))
    .map(({ meta, found }) => [
      `\`${meta.id}\``,
      ...(ofRules ? [ruleName(meta.rule)] : []),
      meta.claim,
      meta.judge,
      ...found.map((pair) =>
        pair === undefined ? "" : `${times(pair.ratio)} (${nanoseconds(pair.slowNs)} → ${nanoseconds(pair.fastNs)} ns)`,
      ),
    ]);
  return table(["pair", ...(ofRules ? ["rule"] : []), "what against what", "run", ...results.map(nameOf)], rows);
}

function verdicts(results) {
  const measured = results.filter((result) => result.callables.length > 0);
  const names = [...new Set(measured.flatMap((result) => result.callables.map((row) => row.verdict)))].sort();
  const rows = names.map((verdict) => [
    verdict,
    ...measured.map((result) => String(result.callables.filter((row) => row.verdict === verdict).length)),
  ]);
  return table(["verdict", ...measured.map(nameOf)], rows);
}

function curves(results) {
  const all = results.flatMap((result) => result.sweeps);
  return sweepIds(results)
    .map((id) => {
      const { claim, parameter } = all.find((sweep) => sweep.id === id);
      const measured = results.filter((result) => result.sweeps.some((sweep) => sweep.id === id));
      const lines = measured.map((result) => result.sweeps.find((sweep) => sweep.id === id).points);
      const rows = lines[0].map((point, place) => [
        String(point.value),
        ...lines.map((points) => times(points[place].ratio)),
      ]);
      return `### ${id}\n\n${claim}\n\n![${claim}](images/sweep-${id}.svg)\n${table([parameter, ...measured.map(nameOf)], rows)}`;
    })
    .join("\n");
}

/** The page. */
export function evidencePage(results, metas) {
  const without = results.map((result) => {
    const silent = result.pairs.filter((pair) => pair.rule !== NOT_A_RULE && pair.ratio < LEAST_RATIO);
    return `- **${nameOf(result)}**: ${silent.map((pair) => `\`${pair.id}\``).join(", ")}.`;
  });
  const rankings = results.map((result) => `### ${nameOf(result)}\n${ranking(result)}`);
  return `# Evidence

<!-- Written by scripts/render-docs.mjs from lab/results. Do not edit. -->

Everything that was measured, from the result files in [lab/results](../lab/results). [lab/README.md](../lab/README.md) says how, and how to repeat it:

\`\`\`sh
npm run lab -- --runtime pypy3 --quick       # PyPy, below ten minutes, prints the table
npm run lab -- --runtime pypy3 --only ID     # one pair
\`\`\`

A ratio is the time of the slow form by that of the fast form: above 1 the fast form pays. Large ratios are upper bounds, because the fast form is often
folded to almost nothing; look at the nanoseconds beside them. \`cold\` is the first run in a fresh process, compilation included, \`warm\` a later one.
A rule says nothing below ${LEAST_RATIO}x.

## What was measured
${interpreters(results)}
## Rules, ranked by runtime

Each rule by the pair with the largest ratio. A name without a link is a candidate that is not a rule yet.

${rankings.join("\n")}
## All pairs
${allPairs(results, metas, true)}
Pairs below ${LEAST_RATIO}x, by runtime: there the form is no reason for a hint.

${without.join("\n")}

## What makes little or no difference on PyPy

Advice that is often heard, measured. On CPython some of it does matter.
${allPairs(results, metas, false)}
## Callables

What the JIT of PyPy makes of ${Math.max(...results.map((result) => result.callables.length))} builtins, methods and functions of the standard library. The words are explained in [lab/README.md](../lab/README.md#what-a-row-says).
${verdicts(results)}
## Curves

Where a threshold decides, the curve behind it.

${curves(results)}`;
}
