#!/usr/bin/python3
"""Executes the notebooks on fresh results of a small city: `run.py PROGRAM SOURCE_DIR [FOLDER FOR THE PICTURES]`.

The code cells of a notebook run one after the other in one namespace, as a kernel would run them, without Jupyter. A notebook passes when no
cell fails and every picture has something on it. Notebooks are stored without outputs, which a test would not keep up to date.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

os.environ["MPLBACKEND"] = "Agg"
os.environ.setdefault("MPLCONFIGDIR", tempfile.mkdtemp())
import matplotlib.pyplot as plt
import numpy as np


def drawn(figure):
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())
    return pixels[..., :3].std() > 5  # a blank page has none


def execute(path, pictures):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    plt.close("all")
    namespace = {"__name__": "__main__"}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        if cell["outputs"] or cell["execution_count"] is not None:
            raise AssertionError(f"{path.name}, cell {number}: stored outputs would grow old")
        exec(compile("".join(cell["source"]), f"{path.name}, cell {number}", "exec"), namespace)
    for number in plt.get_fignums():
        if not drawn(plt.figure(number)):
            raise AssertionError(f"{path.name}: picture {number} is blank")
        if pictures:
            plt.figure(number).savefig(pathlib.Path(pictures) / f"{path.stem}-{number}.png", dpi=110)
    return len(plt.get_fignums())


# Where each notebook finds its file, and the command that makes a small one.
SMALL = ["--set", "scale=0.05", "--seed", "7", "--no-page"]
FILES = {
    "ECHELON_RESULT": ("result.h5", ["run", "action-plan", "--replicates", "24", *SMALL, "--firms", "firms.h5"]),
    "ECHELON_FIRMS": ("firms.h5", None),  # beside the result
    "ECHELON_COMPARE": ("compare.h5", ["compare", "no-policy", "action-plan-half", "action-plan", "--replicates", "8", *SMALL]),
    "ECHELON_STUDY": ("study.h5", ["study", "study.yaml", "--scale", "0.02", "--no-page"]),
    "ECHELON_CITY": ("city.h5", ["run", "city.yaml", "--replicates", "8", *SMALL]),
    "ECHELON_FIGURES": ("figures.csv", None),
}
STUDY = """echelon: 1
study: morris
name: {en: A small screening, zh: 小型筛选}
source: "assumed: for the notebook"
scenario: action-plan
horizon: 2018Q1..2027Q4
uncertainties: [ensemble, exit.cycle, exit.dormant_exit, luck]
others: fixed
outcomes: [T9.hte]
trajectories: 4
levels: 4
shard: 10
level: 95 %
resamples: 50
precision: 0.1
seed: 7
"""
FIGURES = "\ufeffscheme,year,value\nhte,2020,3200\nhte,2022,5100\ntech_sme,2022,9000\n"


def make_files(program, source, folder):
    environment = {**os.environ, "ECHELON_HOME": str(source)}

    def call(*arguments):
        done = subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    pathlib.Path(folder, "study.yaml").write_text(STUDY, encoding="utf-8")
    pathlib.Path(folder, "figures.csv").write_text(FIGURES, encoding="utf-8")
    own = call("resolve", "action-plan")
    assert "江阴市" in own and "firm_share: 0.21" in own
    own = own.replace("江阴市", "甲区").replace("firm_share: 0.21", "firm_share: 0.25", 1).replace("firm_share: 0.16", "firm_share: 0.12", 1)
    pathlib.Path(folder, "city.yaml").write_text(own, encoding="utf-8")
    for variable, (name, arguments) in FILES.items():
        if variable not in os.environ:
            if arguments:
                call(*arguments, "--out", name)
            os.environ[variable] = str(pathlib.Path(folder, name))


def main(program, source, pictures=None):
    notebooks = sorted(pathlib.Path(source, "notebooks").glob("*.ipynb"))
    if len(notebooks) < 5:
        sys.exit("a notebook is missing")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")  # a letter without a font is an empty box
        make_files(str(pathlib.Path(program).resolve()), pathlib.Path(source).resolve(), folder)
        for path in notebooks:
            count = execute(path, pictures)
            print(f"{path.name}: {count} pictures")
            if count == 0:
                sys.exit(f"{path.name} draws nothing")
        # The check must be able to fail: an empty page is none.
        if drawn(plt.figure()):
            sys.exit("a blank page counts as drawn")


if __name__ == "__main__":
    main(*sys.argv[1:])
