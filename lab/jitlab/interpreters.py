"""The interpreters that are measured, and the environment in which their processes run."""
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

LAB = Path(__file__).resolve().parent.parent
SUPPORT = LAB / "support"

IDENTIFY = (
    "import json, platform, sys, sysconfig\n"
    "pypy = getattr(sys, 'pypy_version_info', None)\n"
    "jit = getattr(sys, '_jit', None)\n"
    "print(json.dumps({\n"
    "    'runtime': platform.python_implementation().lower(),\n"
    "    'version': '.'.join(map(str, (pypy or sys.version_info)[:3])),\n"
    "    'python': '.'.join(map(str, sys.version_info[:3])),\n"
    "    'jit': pypy is not None or (jit is not None and jit.is_enabled()),\n"
    "    'include': sysconfig.get_paths()['include'],\n"
    "    'suffix': sysconfig.get_config_var('EXT_SUFFIX'),\n"
    "}))\n"
)


class LabError(Exception):
    """Something that the person at the terminal has to know: a missing interpreter, a program that failed."""


class Interpreter:
    """One interpreter with its JIT switched on."""

    def __init__(self, command):
        path = shutil.which(command)
        if path is None:
            raise LabError(f"there is no interpreter {command}")
        self.path = path
        done = subprocess.run([path, "-c", IDENTIFY], env=self.environment(), capture_output=True, text=True)
        if done.returncode != 0:
            raise LabError(f"{command} does not run: {done.stderr.strip()}")
        facts = json.loads(done.stdout)
        self.runtime = facts["runtime"]
        self.version = facts["version"]
        self.include = facts["include"]
        self.suffix = facts["suffix"]
        if not facts["jit"]:
            raise LabError(f"{command} is {self.runtime} {self.version} and has no JIT")
        minor = ".".join(facts["python"].split(".")[:2])
        self.runtime_id = "pypy" if self.is_pypy else f"cpython-{minor}"

    @property
    def is_pypy(self):
        return self.runtime == "pypy"

    @property
    def name(self):
        return f"{self.runtime}-{self.version}"

    def environment(self, log=None):
        """The environment of a measured process. `log` is a (categories, file) pair for PyPy's own log."""
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYPY"))}
        env["PYTHON_JIT"] = "1"
        env["PYTHONHASHSEED"] = "0"
        env["PYTHONDONTWRITEBYTECODE"] = "1"
        env["PYTHONPATH"] = str(SUPPORT)
        if log is not None:
            env["PYPYLOG"] = f"{log[0]}:{log[1]}"
        return env

    def run(self, script, *arguments, log=None, timeout=300, extra_path=None):
        """Runs a script of support/ and returns the finished process."""
        env = self.environment(log)
        if extra_path is not None:
            env["PYTHONPATH"] += os.pathsep + str(extra_path)
        command = [self.path, str(SUPPORT / script), *map(str, arguments)]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=timeout)


def machine():
    """A plain description of this machine, without names."""
    system = platform.system()
    try:
        facts = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    except OSError:
        facts = {}
    if facts:
        name = facts.get("ID", "linux").strip('"').capitalize()
        release = facts.get("VERSION_ID", "").strip('"')
        if not release and name == "Debian":
            release = "sid"
        system = f"{name} {release}".strip()
    return f"{os.cpu_count()}-core {platform.machine().replace('_', '-')}, {system}"
