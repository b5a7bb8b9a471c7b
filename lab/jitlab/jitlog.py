"""Reads the log that PyPy's JIT writes (PYPYLOG=jit-log-opt,jit-summary,jit-backend-counts,...), line by line."""
import re

SECTION = re.compile(r"^\[[0-9a-f]+\] (\{)?([\w-]+)(\})?$")
LOOP = re.compile(r"^# Loop (-?\d+) \((.*)\) : (.*?) with \d+ ops$")
BRIDGE = re.compile(r"^# bridge out of Guard (0x[0-9a-f]+) with \d+ ops$")
MERGE = re.compile(r"^(?:\+\d+: )?debug_merge_point\(\d+, \d+, '(.*)'\)$")
PLACE = re.compile(r"^(.*?);(.*):-?\d+--?\d+~#-?\d+ \w+$")
OPERATION = re.compile(r"^(?:\+\d+: )?(?:[ipfv]\d+ = )?([a-z_0-9]+)\((.*)\)(?: \[.*\])?$")
GUARD = re.compile(r"descr=<Guard(0x[0-9a-f]+)>")
EFFECT = re.compile(r"descr=<Call\w \d+ \w* ?EF=(\d)(?: OS=(\d+))?>")
ASSEMBLER = re.compile(r"descr=<Loop(-?\d+)>")
TOKEN = re.compile(r"TargetToken\((\d+)\)")
CALLEE = re.compile(r"ConstClass\(([^()]*)\)")
COUNT = re.compile(r"^(?:entry (-?\d+)|TargetToken\((\d+)\)|bridge (\d+)):(\d+)$")
SUMMARY = re.compile(r"^(abort: [\w\- ]+|Total # of loops|Total # of bridges):\s+(\d+)")

CATEGORIES = "jit-log-opt,jit-summary,jit-backend-counts"
THREAD_LOCAL_READ = "5"
FRAME_BOOKKEEPING = "121"


class Call:
    """A call that stayed in a trace."""

    def __init__(self, operation, callee, effect):
        self.operation = operation
        self.callee = callee
        self.effect = effect

    @property
    def kind(self):
        """One of blocker, inner-loop, pure, leaf."""
        if self.operation.startswith(("call_may_force", "call_release_gil")):
            return "blocker"
        if self.operation.startswith("call_assembler"):
            return "inner-loop"
        if self.effect is not None and self.effect in (0, 3, 4):
            return "pure"
        return "leaf"

    def __str__(self):
        effect = "" if self.effect is None else f" EF={self.effect}"
        return f"{self.operation} {self.callee}{effect}"


class Trace:
    """A compiled loop, entry bridge or bridge. Its calls and counts are those of the hot half, after the last label."""

    def __init__(self, kind, number=None, guard=None):
        self.kind = kind
        self.number = number
        self.guard = guard
        self.token = None
        self.function = None
        self.targets = set()
        self.jump = None
        self.files = set()
        self.calls = []
        self.operations = 0
        self.allocations = 0
        self.guards = set()
        self.count = 0


class Log:
    """Everything that was read from one log."""

    def __init__(self):
        self.traces = []
        self.loops = None
        self.bridges = None
        self.aborts = None

    def hottest(self, path):
        """The loop with lines of the file that ran most often, or None."""
        loops = [trace for trace in self.traces if trace.kind == "loop" and str(path) in trace.files]
        return max(loops, key=lambda trace: trace.count, default=None)

    def reached_from(self, path, function, least):
        """The loops of a function, and all that runs as part of them at least `least` times: loops entered by
        call_assembler, bridges, and the loops that bridges jump to."""
        by_number = {trace.number: trace for trace in self.traces if trace.number is not None}
        by_token = {trace.token: trace for trace in self.traces if trace.token is not None}
        bridges = [trace for trace in self.traces if trace.kind == "bridge"]
        start = [trace for trace in self.traces if trace.function == (str(path), function) and trace.kind == "loop"]
        reached, pending = [], [trace for trace in start if trace.count >= least]
        while pending:
            trace = pending.pop()
            if trace in reached:
                continue
            reached.append(trace)
            following = [by_number.get(number) for number in trace.targets]
            following += [bridge for bridge in bridges if bridge.guard in trace.guards]
            if trace.jump is not None:
                following.append(by_token.get(trace.jump))
            pending += [other for other in following if other is not None and other.count >= least]
        return reached


def read_call(operation, arguments):
    """The call in a line of a trace, or None for bookkeeping."""
    effect = EFFECT.search(arguments)
    if effect is not None and effect.group(2) in (THREAD_LOCAL_READ, FRAME_BOOKKEEPING):
        return None
    if operation.startswith("call_assembler"):
        target = ASSEMBLER.search(arguments)
        return Call(operation, target.group(1) if target else "-1", None)
    position = 1 if operation.startswith(("cond_call", "call_release_gil")) else 0
    parts = arguments.split(", ")
    name = CALLEE.match(parts[position]) if len(parts) > position else None
    return Call(operation, name.group(1) if name else "<unnamed>", int(effect.group(1)) if effect else None)


def read(lines):
    """Reads a log. Unknown lines are skipped, an unfinished log is good up to its end."""
    log = Log()
    sections = []
    trace = None
    counts = {}
    aborts = {}
    for line in lines:
        line = line.rstrip("\n")
        section = SECTION.match(line)
        if section and section.group(1):
            sections.append(section.group(2))
            continue
        if section and section.group(3):
            if section.group(2).startswith("jit-log-opt"):
                trace = None
            if sections:
                sections.pop()
            continue
        current = sections[-1] if sections else ""
        if current == "jit-summary":
            found = SUMMARY.match(line)
            if found and found.group(1) == "Total # of loops":
                log.loops = int(found.group(2))
            elif found and found.group(1) == "Total # of bridges":
                log.bridges = int(found.group(2))
            elif found and int(found.group(2)):
                aborts[found.group(1)[len("abort: "):]] = int(found.group(2))
        elif current == "jit-backend-counts":
            found = COUNT.match(line)
            if found:
                key = ("bridge", int(found.group(3))) if found.group(3) else (
                    ("token", int(found.group(2))) if found.group(2) else ("entry", int(found.group(1))))
                counts[key] = int(found.group(4))
        elif current.startswith("jit-log-opt"):
            header = LOOP.match(line)
            bridge = None if header else BRIDGE.match(line)
            if header or bridge:
                if header:
                    trace = Trace(header.group(3), number=int(header.group(1)))
                    header_place = PLACE.match(header.group(2))
                    if header_place:
                        trace.files.add(header_place.group(2))
                        trace.function = (header_place.group(2), header_place.group(1))
                else:
                    trace = Trace("bridge", guard=int(bridge.group(1), 16))
                log.traces.append(trace)
                continue
            if trace is None:
                continue
            merge = MERGE.match(line)
            if merge:
                where = PLACE.match(merge.group(1))
                if where:
                    trace.files.add(where.group(2))
                continue
            found = OPERATION.match(line)
            if not found:
                continue
            operation, arguments = found.groups()
            if operation == "label":
                token = TOKEN.search(arguments)
                trace.token = int(token.group(1)) if token else trace.token
                trace.calls = []
                trace.operations = trace.allocations = 0
                trace.targets = set()
                continue
            trace.operations += 1
            trace.allocations += operation.startswith("new")
            if operation == "jump":
                token = TOKEN.search(arguments)
                trace.jump = int(token.group(1)) if token else None
            elif operation.startswith("guard_"):
                guard = GUARD.search(arguments)
                if guard:
                    trace.guards.add(int(guard.group(1), 16))
            elif operation.startswith(("call_", "cond_call")) and "gc_wb" not in operation:
                call = read_call(operation, arguments)
                if call is not None:
                    trace.calls.append(call)
                if operation.startswith("call_assembler"):
                    trace.targets.add(int(call.callee))
    for trace in log.traces:
        if trace.kind == "bridge":
            trace.count = counts.get(("bridge", trace.guard), 0)
        elif trace.token is not None and ("token", trace.token) in counts:
            trace.count = counts[("token", trace.token)]
        else:
            trace.count = counts.get(("entry", trace.number), 0)
    log.aborts = aborts if log.loops is not None else None
    return log


def read_file(path):
    """Reads a log file."""
    with open(path, encoding="utf-8", errors="replace") as lines:
        return read(lines)
