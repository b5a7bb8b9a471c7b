/** What to write instead of calls that PyPy's JIT cannot enter, by qualified name. Advice for people, never an edit. */
const ADVICE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "builtins.sorted": "Sort once outside the loop, or keep the items in order as they arrive.",
    "list.sort": "Sort once outside the loop, or keep the items in order as they arrive.",
    "builtins.eval": "Compile the expression to a function once, outside the loop, if its text stays the same.",
    "builtins.exec": "Define the code as a function once, outside the loop.",
    "builtins.compile": "Compile once, outside the loop, if the source stays the same.",
    "builtins.isinstance":
      "Test against concrete classes, such as (list, tuple); note that this changes which objects match.",
    "builtins.issubclass": "Test against concrete classes; note that this changes which classes match.",
    "builtins.dict": "Build the dict with a literal or a comprehension.",
    "copy.copy": "Build the copy by calling the class or with a slice.",
    "copy.deepcopy": "Write a copy function for this type by hand; note that shared parts are then copied twice.",
    "json.dumps": "Collect the values and serialise them in one call after the loop.",
    "json.loads": "Parse one larger document instead of many small ones.",
    "list.__eq__": "Compare tuples, or compare the items that can differ.",
    "list.__ne__": "Compare tuples, or compare the items that can differ.",
    "dict.__eq__": "Compare the values that can differ.",
    "math.hypot": "Write math.sqrt(x * x + y * y) where overflow and the last digit do not matter.",
    "pypyjit.residual_call": "Call the function directly, so that the JIT can trace it.",
    "re.match": "Compile the pattern once outside the loop, if it stays the same, and call its method.",
    "re.search": "Compile the pattern once outside the loop, if it stays the same, and call its method.",
    "re.findall": "Compile the pattern once and loop over its finditer().",
    "re.Pattern.findall": "Loop over finditer(), or search for the next match only.",
    "re.escape": "Escape once, outside the loop, if the text stays the same.",
    "re.compile": "Compile once, outside the loop, if the pattern stays the same.",
    "ctypes.CDLL.<function>": "Call the library through cffi, which the JIT compiles to a direct call.",
    "functools.singledispatch.<function>": "Test the type with isinstance() in one function.",
    "functools.partial": "Write a small function or a lambda.",
    "functools.cmp_to_key": "Sort by a key function instead of a comparison.",
    "collections.Counter": "Count into a dict in the loop.",
    "itertools.product": "Write nested for loops.",
    "itertools.groupby": "Group by hand, remembering the last key.",
    "itertools.chain": "Write one loop per source.",
    "random.Random.shuffle": "Shuffle once, outside the loop.",
    "struct.Struct": "Make the Struct once, outside the loop.",
    "uuid.uuid4": "Take a counter, or make the identifiers in one batch.",
    "shlex.split": "Split with str.split() where there is nothing in quotes.",
    "datetime.datetime.now": "Read the clock once per batch of items.",
    "time.strftime": "Format the time once per batch of items.",
  }),
);

/**
 * Calls that stand in loops over files, modules, sockets or rare events. The JIT cannot enter them, but it is the outside world that such
 * a loop waits for; a hint there is rarely worth reading (docs/false-positives.md), so it is of low confidence.
 */
const OUTSIDE_WORLD =
  /^(builtins\.(open|print|__import__)|importlib\.|warnings\.|inspect\.|os\.(?!path\.(join|split|splitext|basename|dirname|normpath|normcase)$)|shutil\.|socket\.|subprocess\.|tempfile\.|glob\.|signal\.|select\.|sqlite3\.|io\.|logging\.)/;

/** True for calls whose loop is about the outside world. */
export function concernsOutsideWorld(qualifiedName: string): boolean {
  return OUTSIDE_WORLD.test(qualifiedName) && !/^io\.(StringIO|BytesIO)\b/.test(qualifiedName);
}

/** Calls whose advice needs no more than the call: another form of it that the JIT can enter. */
const HAS_OTHER_FORM: ReadonlySet<string> = new Set([
  "builtins.isinstance",
  "builtins.issubclass",
  "builtins.dict",
  "collections.Counter",
  "copy.copy",
  "copy.deepcopy",
  "ctypes.CDLL.<function>",
  "datetime.datetime.now",
  "dict.__eq__",
  "functools.cmp_to_key",
  "functools.partial",
  "functools.singledispatch.<function>",
  "json.dumps",
  "json.loads",
  "list.__eq__",
  "list.__ne__",
  "math.hypot",
  "pypyjit.residual_call",
  "re.Pattern.findall",
  "shlex.split",
  "uuid.uuid4",
]);

/** Functions of `re` that take a pattern first. */
const TAKES_PATTERN = /^re\.(?:match|search|fullmatch|findall|finditer|split|subn?)$/;

/**
 * What has to stay the same from round to round, so that there is something to do about the call: nothing where it has another form, the
 * pattern where it can be compiled, else all of its arguments, so that it can move out of the loop.
 */
export function remedyNeeds(qualifiedName: string): "nothing" | "first argument" | "all arguments" {
  if (HAS_OTHER_FORM.has(qualifiedName)) return "nothing";
  return TAKES_PATTERN.test(qualifiedName) ? "first argument" : "all arguments";
}

/** True where a compiled pattern saves the look-up alone, which is about half of the call (pair `opaque-call-in-loop-re-match`). */
export function onlySavesLookup(qualifiedName: string): boolean {
  return TAKES_PATTERN.test(qualifiedName) && qualifiedName !== "re.findall";
}

/** True for calls that wait for the disk or a process each time; reading and writing an open file is mostly a copy in memory. */
export function asksOutsideWorld(qualifiedName: string): boolean {
  return (
    concernsOutsideWorld(qualifiedName) && !/^(?:io|warnings|inspect|logging|builtins\.print)\b/.test(qualifiedName)
  );
}

/** What to do about a call of this name in a hot loop. */
export function adviceFor(qualifiedName: string, noRemedy: boolean): string {
  const known = ADVICE.get(qualifiedName);
  if (known !== undefined) return known;
  return noRemedy
    ? "Do it for many items at once, if the data allows."
    : "Move the call out of the loop, or do it once for a batch of items.";
}
