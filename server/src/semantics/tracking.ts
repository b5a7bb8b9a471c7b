/**
 * Answers that are kept, and what they were found with: when something changes, exactly the answers that depend on it are forgotten.
 *
 * A `Memo` asks itself: while an answer is being found, every other answer and every `Source` that is read on the way notes that it
 * depends on them. `Tracker.drop` forgets what depends on a source, directly or through other answers. Answers about a node depend on
 * the part of the module that the node stands in without saying so.
 *
 * What an answer is does not depend on which was asked first. Answers that need themselves are what `whenCyclic` says, all that lie on the
 * cycle alike. An answer in which others build on each other more deeply than the call stack should go is `whenCyclic`, too; what was
 * found on the way is not kept.
 */
import { NONE, type Node } from "../syntax/tree.js";

const NOWHERE = Number.MAX_SAFE_INTEGER;

/** Something that answers depend on. */
export class Source {
  /** Answers that depend on it; some may have been dropped. */
  readers: Answer[] | null = null;
  /** At this length the list is cleaned from dropped ones. */
  limit = 8;
}

/** What answers belong to. */
interface Owner {
  get(key: unknown): unknown;
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
  /** While it lies on a cycle that has not been found completely: the lowest place on the stack that it needs. */
  cycle = NOWHERE;
  /** It builds on a search that was too deep, and is kept as long as that goes on. */
  isPassing = false;
  dropped = false;

  constructor(
    readonly owner: Owner,
    readonly key: unknown,
  ) {
    super();
  }
}

const NOBODY: Owner = { get: () => null, find: () => null, whenCyclic: () => null, forget: () => {} };

/** Weighted answers inside one another, at most: the call stack has an end. */
const DEEPEST = 120;

/** Keeps the books for the memos of one module. */
export class Tracker {
  private readonly stack: Answer[] = [];
  /** The lowest place on the stack that is needed by what has been found since the top of the stack began. */
  private lowest = NOWHERE;
  /** Answers that lie on a cycle whose lowest answer is still being found. */
  private readonly onCycle: Answer[] = [];
  /** What has been found since the top of the stack began builds on a search that was too deep. */
  private isCut = false;
  /** Answers that build on such a search: they are not kept longer than the outermost answer of the search. */
  private readonly passing: Answer[] = [];
  /** Where searches were cut off. */
  private readonly cutOff: Answer[] = [];
  private goesOn = false;
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
    const { depth, isCut } = this;
    const nobody = new Answer(NOBODY, null);
    nobody.dropped = true;
    this.depth = 0;
    this.isCut = false;
    this.stack.push(nobody);
    const result = compute();
    this.stack.pop();
    this.depth = depth;
    this.isCut = isCut;
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
    this.noteUse(answer);
    if (answer.isPassing) this.isCut = true;
    const lowest = answer.place >= 0 ? answer.place : answer.cycle;
    if (lowest < this.lowest) this.lowest = lowest;
    return answer.place < 0;
  }

  /**
   * For `Memo`: finds an answer.
   *
   * @param home the node that it is about, or `NONE`
   * @param weight 1 for answers that count towards the depth, otherwise 0
   */
  find(answer: Answer, home: Node, weight: number): void {
    const { stack, lowest, isCut } = this;
    const { owner, key } = answer;
    if (weight === 1 && this.depth >= DEEPEST) {
      answer.value = owner.whenCyclic(key);
      this.cutOff.push(answer);
      this.pass(answer);
      this.noteUse(answer);
      return;
    }
    const isOutermost = this.depth === 0 && weight === 1;
    const place = stack.length;
    const firstOnCycle = this.onCycle.length;
    answer.place = place;
    stack.push(answer);
    this.lowest = NOWHERE;
    this.isCut = false;
    this.depth += weight;
    if (this.sourceAt !== null && home !== NONE) {
      const source = this.sourceAt(home);
      if (source !== null) addReader(source, answer);
    }
    answer.value = owner.find(key);
    this.depth -= weight;
    stack.pop();
    answer.place = -1;
    answer.height += weight;
    if (this.lowest <= place) {
      answer.value = owner.whenCyclic(key);
      answer.height = 0;
    } else if (answer.height > DEEPEST || (this.isCut && isOutermost)) {
      answer.value = owner.whenCyclic(key);
      answer.height = DEEPEST;
    }
    if (this.lowest < place) {
      answer.cycle = this.lowest;
      this.onCycle.push(answer);
    } else {
      // Whatever lies on a cycle with this answer has been found.
      while (this.onCycle.length > firstOnCycle) this.onCycle.pop()!.cycle = NOWHERE;
    }
    if (isOutermost) this.endSearch();
    else if (this.isCut) this.pass(answer);
    this.lowest = Math.min(lowest, this.lowest < place ? this.lowest : NOWHERE);
    this.isCut = isCut || this.isCut;
    this.noteUse(answer);
  }

  private pass(answer: Answer): void {
    this.isCut = true;
    answer.isPassing = true;
    this.passing.push(answer);
  }

  private endSearch(): void {
    this.isCut = false;
    for (const answer of this.passing) answer.owner.forget(answer);
    this.passing.length = 0;
    if (this.goesOn) return;
    // Found from where it was cut off, a long chain is found once; else each of its links would search it again.
    this.goesOn = true;
    for (let next = this.cutOff.pop(); next !== undefined; next = this.cutOff.pop()) next.owner.get(next.key);
    this.goesOn = false;
  }

  /** Notes that what is being found uses an answer. */
  private noteUse(answer: Answer): void {
    const reader = this.stack[this.stack.length - 1];
    if (reader === undefined) return;
    if (this.sourceAt !== null) addReader(answer, reader);
    if (answer.height > reader.height) reader.height = answer.height;
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
    tracker.find(answer, options.home === undefined ? NONE : options.home(key), this.weight);
    return answer.value as V;
  }

  /** The answers that are there. Nothing depends on them by this. */
  *kept(): IterableIterator<V> {
    for (const answer of this.answers.values()) yield answer.value as V;
  }

  /** Forgets the answers for all other keys. */
  retain(keys: { has(key: K): boolean }): void {
    for (const [key, answer] of this.answers) {
      if (keys.has(key)) continue;
      answer.dropped = true;
      this.answers.delete(key);
    }
  }

  /** Forgets all answers. */
  clear(): void {
    for (const answer of this.answers.values()) answer.dropped = true;
    this.answers.clear();
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
