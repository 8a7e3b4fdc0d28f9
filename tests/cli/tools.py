"""What the tests of the program share: running it, and one small result that many tests look at."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
ROOT = Path(os.environ.get("ECHELON_HOME") or Path(__file__).resolve().parents[2])
SMALL = ["--set", "scale=0.03", "--set", "horizon=2018Q1..2024Q4", "--replicates", "4", "--seed", "7"]


def environment(more=None):
    """The locale is C, as on a bare server."""
    return {**os.environ, "ECHELON_HOME": str(ROOT), "LC_ALL": "C", **(more or {})}


def echelon(*arguments, folder=None):
    return subprocess.run([str(PROGRAM), *arguments], cwd=folder or ROOT, env=environment(), text=True, encoding="utf-8",
                          capture_output=True, timeout=300)


def folder():
    return tempfile.TemporaryDirectory(prefix="echelon-cli-")


def run_small(path, *more):
    done = echelon("run", "action-plan", *SMALL, "--out", str(path), *more)
    assert done.returncode == 0, done.stderr
    return done


_shared = {}


def small_run():
    """The run that made small_result(), with --json; made once."""
    if "done" not in _shared:
        _shared["folder"] = folder()
        _shared["file"] = Path(_shared["folder"].name) / "small.h5"
        _shared["done"] = run_small(_shared["file"], "--json")
    return _shared["done"]


def small_result():
    small_run()
    return _shared["file"]


def listing(path):
    return sorted(p.name for p in Path(path).iterdir())
