// Draws the curves of the lab: one SVG for each sweep, a line for each interpreter. The same results give the same bytes.
import { nameOf } from "./results.mjs";

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = 150;
const TOP = 48;
const BOTTOM = 48;
const COLOURS = { "PyPy 7": "#0b5fa5", "PyPy 8": "#4da3e0", "CPython 3.14": "#c2571a", "CPython 3.15": "#e39a4f" };
const OTHER_COLOUR = "#666666";
/** Names of lines stand at least so far apart. */
const LABEL_HEIGHT = 15;

function colourOf(name) {
  return Object.entries(COLOURS).find(([start]) => name.startsWith(start))?.[1] ?? OTHER_COLOUR;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function coordinate(value) {
  return String(Math.round(value * 10) / 10);
}

/** The curves with that id, one for each result file that has it. */
function linesOf(results, id) {
  return results.flatMap((result) => {
    const sweep = result.sweeps.find((it) => it.id === id);
    return sweep === undefined ? [] : [{ name: nameOf(result), points: sweep.points }];
  });
}

/** Powers of two around the ratios, 1 among them. */
function ticksFor(lines) {
  const logs = lines.flatMap((line) => line.points.map((point) => Math.log2(point.ratio)));
  const low = Math.min(0, Math.floor(Math.min(...logs)));
  const high = Math.max(1, Math.ceil(Math.max(...logs)));
  return Array.from({ length: high - low + 1 }, (_, step) => 2 ** (low + step));
}

/** Moves names apart that would cover one another. */
function spread(labels) {
  const sorted = labels.sort((a, b) => a.y - b.y);
  for (let place = 1; place < sorted.length; place++) {
    sorted[place].y = Math.max(sorted[place].y, sorted[place - 1].y + LABEL_HEIGHT);
  }
  return sorted;
}

/** The drawing of a sweep, or undefined where nobody measured it. */
export function plot(results, id) {
  const lines = linesOf(results, id);
  const sweep = results.flatMap((result) => result.sweeps).find((it) => it.id === id);
  if (sweep === undefined) return undefined;
  const values = sweep.points.map((point) => point.value);
  const ticks = ticksFor(lines);
  const [first, last] = [Math.log2(ticks[0]), Math.log2(ticks.at(-1))];
  const x = (value) => LEFT + ((value - values[0]) / (values.at(-1) - values[0])) * (WIDTH - LEFT - RIGHT);
  const y = (ratio) => HEIGHT - BOTTOM - ((Math.log2(ratio) - first) / (last - first)) * (HEIGHT - TOP - BOTTOM);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222222">`,
    `<title>${escaped(sweep.claim)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="22" font-size="14" font-weight="bold">${escaped(id)}</text>`,
    `<text x="${LEFT}" y="39" fill="#555555">slow form by fast form; above 1 the fast form pays</text>`,
  ];
  for (const tick of ticks) {
    const at = coordinate(y(tick));
    const isOne = tick === 1;
    out.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="${isOne ? "#555555" : "#dddddd"}"/>`,
      `<text x="${LEFT - 8}" y="${coordinate(y(tick) + 4)}" text-anchor="end">${tick}x</text>`,
    );
  }
  let free = 0;
  for (const value of values) {
    if (x(value) < free) continue;
    free = x(value) + 8 + 8 * String(value).length;
    out.push(`<text x="${coordinate(x(value))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${value}</text>`);
  }
  out.push(
    `<text x="${coordinate((LEFT + WIDTH - RIGHT) / 2)}" y="${HEIGHT - 10}" text-anchor="middle">${escaped(sweep.parameter)}</text>`,
  );
  for (const { name, points } of lines) {
    const path = points.map((point) => `${coordinate(x(point.value))},${coordinate(y(point.ratio))}`).join(" ");
    out.push(`<polyline points="${path}" fill="none" stroke="${colourOf(name)}" stroke-width="2"/>`);
    for (const point of points) {
      out.push(
        `<circle cx="${coordinate(x(point.value))}" cy="${coordinate(y(point.ratio))}" r="2.5" fill="${colourOf(name)}"/>`,
      );
    }
  }
  const labels = lines.map(({ name, points }) => ({ name, y: y(points.at(-1).ratio) + 4 }));
  for (const label of spread(labels)) {
    out.push(
      `<text x="${WIDTH - RIGHT + 8}" y="${coordinate(label.y)}" fill="${colourOf(label.name)}">${escaped(label.name)}</text>`,
    );
  }
  out.push("</svg>", "");
  return out.join("\n");
}

/** The ids of all sweeps, in the order of the alphabet. */
export function sweepIds(results) {
  return [...new Set(results.flatMap((result) => result.sweeps.map((sweep) => sweep.id)))].sort();
}
