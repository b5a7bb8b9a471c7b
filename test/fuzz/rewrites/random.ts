/** Random choices, the same for the same seed on every machine. */
import { randomFrom } from "../../unit/syntaxSupport.js";

export class Random {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = randomFrom(seed);
  }

  /** An integer in `0 <= n < limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** An integer in `low <= n <= high`. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** One of the entries, each as likely as its weight says. */
  weighted<T>(entries: readonly (readonly [weight: number, item: T])[]): T {
    let at = this.next() * entries.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, item] of entries) {
      at -= weight;
      if (at < 0) return item;
    }
    return entries[entries.length - 1]![1];
  }

  /** Some of the items, in random order, none twice. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(left.splice(this.below(left.length), 1)[0]!);
    return taken;
  }
}
