#!/usr/bin/python3
"""The installed program finds what it reads beside itself and writes where it is called. Usage: install.py CMAKE BUILD_DIR"""
import os
import pathlib
import subprocess
import sys
import tempfile

CMAKE, BUILD = sys.argv[1:3]
NOBODY = 65534


def main():
    with tempfile.TemporaryDirectory(prefix="echelon-install-") as place:
        prefix, elsewhere = pathlib.Path(place) / "usr", pathlib.Path(place) / "elsewhere"
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", str(prefix)], check=True, stdout=subprocess.DEVNULL)
        share = prefix / "share/echelon"
        for told in ("share/man/man1/echelon.1", "share/bash-completion/completions/echelon", "share/zsh/vendor-completions/_echelon",
                     "share/fish/vendor_completions.d/echelon.fish", "share/echelon/echelon.schema.json", "share/doc/echelon/docs/README.md"):
            assert (prefix / told).stat().st_size > 500, told
        (share / "scenarios/action-plan-half.yaml").rename(share / "scenarios/only-here.yaml")  # the source tree has none of that name
        elsewhere.mkdir()
        visitor = read_only_for_a_visitor(place, elsewhere)

        def echelon(*arguments):
            environment = {k: v for k, v in os.environ.items() if k != "ECHELON_HOME"} | {"LC_ALL": "C"}
            return subprocess.run([prefix / "bin/echelon", *arguments], cwd=elsewhere, env=environment, text=True,
                                  capture_output=True, encoding="utf-8", timeout=300, **visitor)

        names = echelon("list", "scenarios")
        assert names.returncode == 0, names.stderr
        assert "only-here" in names.stdout and "action-plan-half" not in names.stdout, names.stdout
        done = echelon("run", "only-here", "--set", "scale=0.01", "--set", "horizon=2018Q1..2019Q4", "--replicates", "2")
        assert done.returncode == 0, done.stderr
        assert [str(p.relative_to(elsewhere)) for p in elsewhere.rglob("*.h5")] == ["output/only-here.h5"]
    print("1 passed, 0 failed")


def read_only_for_a_visitor(place, elsewhere):
    """Nobody may write the installed tree: root, who may write everywhere, goes on as another user."""
    for path in [pathlib.Path(place), *pathlib.Path(place).rglob("*")]:
        if path != elsewhere:
            path.chmod(path.stat().st_mode & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))
    if os.geteuid() != 0:
        return {}
    os.chown(elsewhere, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


main()
