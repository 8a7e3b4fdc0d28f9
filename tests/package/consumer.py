#!/usr/bin/python3
"""find_package(echelon) in a program of one's own, against an installed tree. Usage: consumer.py CMAKE BUILD_DIR"""
import pathlib
import re
import subprocess
import sys
import tempfile

CMAKE, BUILD = sys.argv[1:3]
SOURCE = pathlib.Path(__file__).resolve().parent / "consumer"


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], text=True, capture_output=True, timeout=600, **more)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


with tempfile.TemporaryDirectory(prefix="echelon-consumer-") as place:
    prefix, build = pathlib.Path(place) / "usr", pathlib.Path(place) / "build"
    run(CMAKE, "--install", BUILD, "--prefix", prefix)
    left = [p for p in prefix.rglob("*.cmake") if str(SOURCE.parents[2]) in p.read_text(encoding="utf-8")]
    assert not left, f"{left} point into the source tree"
    run(CMAKE, "-S", SOURCE, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release")
    run(CMAKE, "--build", build)
    said = run(build / "consumer", cwd=place)
    lines = said.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [str(y) for y in range(2018, 2025)], said
    assert all(int(line.split()[1]) > 0 for line in lines[:-1]) and re.fullmatch(r"digest \S{16,}", lines[-1]), said
    refused = subprocess.run([CMAKE, "-S", SOURCE, "-B", build.with_name("none"), f"-DCMAKE_PREFIX_PATH={place}/nowhere"], capture_output=True, text=True)
    assert refused.returncode != 0 and "echelon" in refused.stderr, "found without being there"
print("1 passed, 0 failed")
