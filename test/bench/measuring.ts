/** Times of repeated work, and what is said about them. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void;

/** What is said about a set of samples, in the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
}

/** Samples with the share that all of them together have in a mix. */
export interface WeightedSamples {
  readonly share: number;
  readonly samples: readonly number[];
}

/** Minimum, median and 95th percentile. @throws without samples */
export function summaryOf(samples: readonly number[]): Summary {
  return summaryOfMix([{ share: 1, samples }]);
}

/**
 * As `summaryOf`, for kinds of work of which each has its share of the whole, however many samples there are of it.
 *
 * @throws where a kind has no samples
 */
export function summaryOfMix(kinds: readonly WeightedSamples[]): Summary {
  const weighted = kinds.flatMap(({ share, samples }) => {
    if (samples.length === 0) throw new Error("nothing was measured");
    return samples.map((value) => ({ value, weight: share / samples.length }));
  });
  weighted.sort((a, b) => a.value - b.value);
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (part: number): number => {
    let sum = 0;
    for (const { value, weight } of weighted) {
      sum += weight;
      if (sum >= total * part) return value;
    }
    return weighted[weighted.length - 1]!.value;
  };
  return { count: weighted.length, min: weighted[0]!.value, p50: at(0.5), p95: at(0.95) };
}

let now = (): number => performance.now();

/**
 * Makes `milliseconds` count what the processors did for this process, other threads of V8 included, instead of the time that passed: the
 * figures of a busy machine become steadier, and are no longer what a user waits for.
 */
export function countProcessorTime(): void {
  now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
}

/** The time that some work takes, in milliseconds. */
export function milliseconds(work: () => void): number {
  const start = now();
  work();
  return now() - start;
}

/**
 * As `milliseconds`, for work that leaves much garbage: it pays for having its own collected, and not for that of the work before it, which is
 * collected first.
 */
export function millisecondsWithGarbage(work: () => void): number {
  collect({ type: "minor" });
  return milliseconds(() => {
    work();
    collect({ type: "minor" });
  });
}

/**
 * Does pieces of work in turn, so that a busy machine slows all of them alike.
 *
 * @param warmUp the rounds that begin within so many milliseconds are not counted
 * @param works each gives the milliseconds that count
 */
export function inTurn<Name extends string>(
  warmUp: number,
  rounds: number,
  works: Readonly<Record<Name, () => number>>,
): Record<Name, Summary> {
  const names = Object.keys(works) as Name[];
  const samples = names.map((): number[] => []);
  const isWarmAt = performance.now() + warmUp;
  for (let round = 0; round < rounds; ) {
    const counts = performance.now() >= isWarmAt;
    for (const [i, name] of names.entries()) {
      const time = works[name]();
      if (counts) samples[i]!.push(time);
    }
    if (counts) round++;
  }
  return Object.fromEntries(names.map((name, i) => [name, summaryOf(samples[i]!)])) as Record<Name, Summary>;
}
