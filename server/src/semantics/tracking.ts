/**
 * Answers that are kept, and what they were found with: when something changes, exactly the answers that depend on it are forgotten.
 *
 * A `Memo` asks itself: while an answer is being found, every other answer and every `Source` that is read on the way notes that it
 * depends on them. `Tracker.drop` forgets what depends on a source, directly or through other answers. Answers about a node depend on
 * the part of the module that the node stands in without saying so.
 *
 * What an answer is does not depend on which was asked first. Answers that need themselves are what `whenCyclic` says, all that lie on the
 * cycle alike. Answers that build on each other more deeply than the call stack should go are `whenCyclic`, too, and those on the way to
 * them are found again instead of kept.
 */
import { NONE, type Node } from "../syntax/tree.js";

/** Something that answers depend on. */
export class Source {
  /** Answers that depend on it; some may have been dropped. */
  readers: Answer[] | null = null;
  /** At this length the list is cleaned from dropped ones. */
  limit = 8;
}

/** What answers belong to. */
interface Owner {
  find(key: unknown): unknown;
  whenCyclic(key: unknown): unknown;
  forget(answer: Answer): void;
}

/** An answer that is kept or being found. */
export class Answer extends Source {
  value: unknown = undefined;
  /** Its place on the stack while it is being found, -1 afterwards. */
  place = -1;
  /** How many weighted answers build on each other in it. */
  height = 0;
  dropped = false;

  constructor(
    readonly owner: Owner,
    readonly key: unknown,
  ) {
    super();
  }
}

const NOBODY: Owner = { find: () => null, whenCyclic: () => null, forget: () => {} };

/** Weighted answers inside one another, at most: the call stack has an end. */
const DEEPEST = 120;

const NOWHERE = Number.MAX_SAFE_INTEGER;

/** Keeps the books for the memos of one module. */
export class Tracker {
  private readonly stack: Answer[] = [];
  /** The lowest place on the stack that was asked for again. */
  private lowest = NOWHERE;
  /** The search was cut short because it was too deep. */
  private isCut = false;
  private depth = 0;

  /**
   * @param sourceAt the part of the module that a node stands in; null for a module that is not edited, of which nothing is ever dropped
   */
  constructor(private readonly sourceAt: ((node: Node) => Source | null) | null = null) {}

  /** True when dependencies are noted. */
  get isTracking(): boolean {
    return this.sourceAt !== null;
  }

  /** Notes that what is being found depends on the source. */
  read(source: Source): void {
    if (this.sourceAt === null || this.stack.length === 0) return;
    addReader(source, this.stack[this.stack.length - 1]!);
  }

  /** Notes that what is being found depends on the part of the module that a node stands in. */
  readAt(node: Node): void {
    if (this.sourceAt === null || this.stack.length === 0) return;
    const source = this.sourceAt(node);
    if (source !== null) addReader(source, this.stack[this.stack.length - 1]!);
  }

  /** Finds something whose dependencies are not those of what is being found: whoever keeps it looks again after every change. */
  apart<T>(compute: () => T): T {
    const nobody = new Answer(NOBODY, null);
    nobody.dropped = true;
    this.stack.push(nobody);
    const result = compute();
    this.stack.pop();
    return result;
  }

  /** Forgets every answer that depends on the source. */
  drop(source: Source): void {
    const open: Source[] = [source];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { readers } = next;
      if (readers === null) continue;
      next.readers = null;
      for (const reader of readers) {
        if (reader.dropped) continue;
        reader.dropped = true;
        reader.owner.forget(reader);
        open.push(reader);
      }
    }
  }

  /** For `Memo`: an answer that is there is used. False while it is being found. */
  use(answer: Answer): boolean {
    const { stack } = this;
    if (stack.length > 0) {
      const reader = stack[stack.length - 1]!;
      if (this.sourceAt !== null) addReader(answer, reader);
      if (answer.height > reader.height) reader.height = answer.height;
    }
    if (answer.place < 0) return true;
    if (answer.place < this.lowest) this.lowest = answer.place;
    return false;
  }

  /**
   * For `Memo`: finds an answer.
   *
   * @param home the node that it is about, or `NONE`
   * @param weight 1 for answers that count towards the depth, otherwise 0
   * @returns false when the answer must not be kept
   */
  find(answer: Answer, home: Node, weight: number): boolean {
    const { stack, lowest } = this;
    const { owner, key } = answer;
    if (weight === 1 && this.depth >= DEEPEST) {
      this.isCut = true;
      answer.value = owner.whenCyclic(key);
      return false;
    }
    answer.place = stack.length;
    stack.push(answer);
    this.lowest = NOWHERE;
    this.depth += weight;
    if (this.sourceAt !== null && home !== NONE) {
      const source = this.sourceAt(home);
      if (source !== null) addReader(source, answer);
    }
    answer.value = owner.find(key);
    this.depth -= weight;
    answer.height += weight;
    const isOutermost = this.depth === 0 && weight === 1;
    if (this.lowest <= answer.place) {
      answer.value = owner.whenCyclic(key);
      answer.height = 0;
    } else if (answer.height > DEEPEST || (this.isCut && isOutermost)) {
      answer.value = owner.whenCyclic(key);
      answer.height = DEEPEST;
    }
    this.lowest = this.lowest < answer.place ? Math.min(lowest, this.lowest) : lowest;
    const keep = !this.isCut || isOutermost;
    if (isOutermost) this.isCut = false;
    stack.pop();
    answer.place = -1;
    const reader = stack[stack.length - 1];
    if (reader !== undefined) {
      if (this.sourceAt !== null) addReader(answer, reader);
      if (answer.height > reader.height) reader.height = answer.height;
    }
    return keep;
  }
}

function addReader(source: Source, reader: Answer): void {
  const { readers } = source;
  if (readers === null) {
    source.readers = [reader];
    return;
  }
  if (readers[readers.length - 1] === reader) return;
  readers.push(reader);
  if (readers.length < source.limit) return;
  source.readers = readers.filter((other) => !other.dropped);
  source.limit = Math.max(8, source.readers.length * 2);
}

/** What a memo is to know besides how its answers are found. */
export interface MemoOptions<K, V> {
  /** The node that an answer is about; without it answers depend only on what they read. */
  readonly home?: (key: K) => Node;
  /** Told when an answer is forgotten. */
  readonly whenForgotten?: (key: K) => void;
  /** The answer where it would need itself; undefined without this. */
  readonly whenCyclic?: (key: K) => V;
  /** 1 where answers build on each other as deeply as expressions do. */
  readonly weight?: 0 | 1;
}

/** Answers by key, found when they are first asked for. */
export class Memo<K, V> implements Owner {
  private readonly answers = new Map<K, Answer>();
  private readonly weight: 0 | 1;

  constructor(
    private readonly tracker: Tracker,
    readonly find: (key: K) => V,
    private readonly options: MemoOptions<K, V> = {},
  ) {
    this.weight = options.weight ?? 0;
  }

  /** The answer for a key. */
  get(key: K): V {
    const { tracker, answers, options } = this;
    const known = answers.get(key);
    if (known !== undefined) return tracker.use(known) ? (known.value as V) : this.whenCyclic(key);
    const answer = new Answer(this, key);
    answers.set(key, answer);
    const keep = tracker.find(answer, options.home === undefined ? NONE : options.home(key), this.weight);
    if (!keep) answers.delete(key);
    return answer.value as V;
  }

  /** The answers that are there. Nothing depends on them by this. */
  *kept(): IterableIterator<V> {
    for (const answer of this.answers.values()) yield answer.value as V;
  }

  /** Forgets the answers for all other keys. */
  retain(keys: { has(key: K): boolean }): void {
    for (const key of this.answers.keys()) if (!keys.has(key)) this.answers.delete(key);
  }

  forget(answer: Answer): void {
    const key = answer.key as K;
    if (this.answers.get(key) !== answer) return;
    this.answers.delete(key);
    this.options.whenForgotten?.(key);
  }

  whenCyclic(key: K): V {
    return this.options.whenCyclic === undefined ? (undefined as V) : this.options.whenCyclic(key);
  }
}

/** Sources by name, made when they are first read. */
export class Sources {
  private readonly sources = new Map<string, Source>();
  /** At this size sources without readers are removed. */
  private limit = 256;

  constructor(private readonly tracker: Tracker) {}

  /** Notes that what is being found depends on what the name stands for. */
  read(name: string): void {
    if (!this.tracker.isTracking) return;
    let source = this.sources.get(name);
    if (source === undefined) {
      if (this.sources.size >= this.limit) this.clean();
      source = new Source();
      this.sources.set(name, source);
    }
    this.tracker.read(source);
  }

  /** Forgets every answer that depends on the name. */
  drop(name: string): void {
    const source = this.sources.get(name);
    if (source === undefined) return;
    this.sources.delete(name);
    this.tracker.drop(source);
  }

  /** True when an answer may depend on the name. */
  has(name: string): boolean {
    return this.sources.has(name);
  }

  get isEmpty(): boolean {
    return this.sources.size === 0;
  }

  private clean(): void {
    for (const [name, { readers }] of this.sources) {
      if (readers === null || readers.every((reader) => reader.dropped)) this.sources.delete(name);
    }
    this.limit = Math.max(256, this.sources.size * 2);
  }
}
