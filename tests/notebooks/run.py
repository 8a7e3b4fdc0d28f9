#!/usr/bin/python3
"""Executes the notebooks on a fresh result of a small city: `run.py PROGRAM SOURCE_DIR [FOLDER FOR THE PICTURES]`.

The code cells of a notebook run one after the other in one namespace, as a kernel would run them, without Jupyter. A notebook passes when no
cell fails and every picture has something on it. Notebooks are stored without outputs, which a test would not keep up to date.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

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


def main(program, source, pictures=None):
    notebooks = sorted(pathlib.Path(source, "notebooks").glob("*.ipynb"))
    if not notebooks:
        sys.exit("no notebook to execute")
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder, "result.h5")
        if "ECHELON_RESULT" not in os.environ:
            run = [program, "run", "action-plan", "--replicates", "24", "--set", "scale=0.05", "--out", str(result)]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "ECHELON_HOME": source})
            os.environ["ECHELON_RESULT"] = str(result)
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
