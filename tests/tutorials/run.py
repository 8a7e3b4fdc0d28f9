#!/usr/bin/python3
"""Executes what the manual tells a reader to type: `run.py PROGRAM SOURCE_DIR [PAGE]`.

Of every page of docs/tutorials and docs/how-to, in a folder of its own: a ```yaml block whose first line is `# file: NAME` is written to that file, a
```sh block is run line by line by one shell each page, a ```python block by this interpreter. The city is small, so that it takes seconds. A
remark behind a command says what must come out: `fails with 2`, `says: TEXT`; without `fails with` the command must end with 0.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TINY = ["--set", "scale=0.01", "--set", "horizon=2018Q1..2027Q4", "--replicates", "2"]
SMALL = {"run": TINY, "compare": TINY, "study": ["--scale", "0.01"]}
# What cannot be executed here, and why: a cluster.
LEFT_OUT = {"slurm.md"}

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()


WRAPPER = """#!{python}
import os, sys
words = sys.argv[1:]
small = {small}.get(words[0] if words else "", [])
for flag in {{word for word in small if word.startswith("--") and word != "--set"}} & set(words):
    at = words.index(flag)
    del words[at : at + 2]
os.environ.setdefault("ECHELON_HOME", os.path.dirname(os.path.abspath(sys.argv[0])))
os.execv({program!r}, [{program!r}, *words, *small])
"""


def wrapper(folder):
    """`./echelon` in a checkout as the reader calls it, whose runs are small whatever the page says."""
    for part in ("config", "scenarios"):
        shutil.copytree(SOURCE / part, folder / part)
    path = folder / "echelon"
    path.write_text(WRAPPER.format(python=sys.executable, small=SMALL, program=str(PROGRAM)), encoding="utf-8")
    path.chmod(0o755)


def expectations(line):
    command, _, remark = line.partition("   #")
    code = re.search(r"fails with (\d+)", remark)
    said = re.search(r"says: (.*)$", remark)
    return command.strip(), int(code.group(1)) if code else 0, said.group(1).strip() if said else ""


class Reader:
    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8", "MPLBACKEND": "Agg"}
        self.environment.pop("ECHELON_HOME", None)  # nobody has set it in a checkout

    def shell(self, line):
        command, code, said = expectations(line)
        done = subprocess.run(["/bin/sh", "-c", command + "\nstatus=$?; env -0 > .environment; exit $status"], cwd=self.folder, env=self.environment,
                              text=True, encoding="utf-8", capture_output=True, timeout=300)
        seen = (self.folder / ".environment").read_text(encoding="utf-8").split("\0")
        self.environment.pop("ECHELON_HOME", None)  # and so does `unset`
        self.environment.update(pair.split("=", 1) for pair in seen if pair.startswith("ECHELON_HOME="))  # `export` lasts
        assert done.returncode == code, f"{command}\nended with {done.returncode}, not {code}\n{done.stdout[-800:]}{done.stderr[-800:]}"
        assert said in done.stdout + done.stderr, f"{command}\ndoes not say {said}:\n{done.stdout[-1500:]}{done.stderr[-1500:]}"

    def python(self, code):
        done = subprocess.run([sys.executable, "-c", code], cwd=self.folder, env=self.environment, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, f"{code}\n{done.stderr[-1500:]}"

    def write(self, text):
        name = re.match(r"# file: (\S+)\n", text)
        if name:
            (self.folder / name.group(1)).write_text(text.split("\n", 1)[1], encoding="utf-8")


def follow(page):
    with tempfile.TemporaryDirectory(prefix="echelon-tutorial-") as place:
        folder = pathlib.Path(place)
        wrapper(folder)
        reader = Reader(folder)
        count = 0
        for kind, text in re.findall(r"^```(sh|yaml|python)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
            if kind == "yaml":
                reader.write(text)
            elif kind == "python":
                reader.python(text)
                count += 1
            else:
                for line in filter(None, (line.strip() for line in text.split("\n"))):
                    reader.shell(line)
                    count += 1
        return count


def main():
    pages = sorted((SOURCE / "docs/tutorials").glob("*.md")) + sorted((SOURCE / "docs/how-to").glob("*.md"))
    passed = failed = 0
    for page in pages:
        if page.name in LEFT_OUT or (len(sys.argv) > 3 and sys.argv[3] not in page.name):
            continue
        try:
            print(f"{page.name}: {follow(page)} commands")
            passed += 1
        except (AssertionError, subprocess.TimeoutExpired) as problem:
            print(f"FAILED {page.name}: {problem}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
