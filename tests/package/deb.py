#!/usr/bin/python3
"""The Debian package in a clean root: built, installed with what it depends on, run. Usage: deb.py CMAKE BUILD_DIR

Needs root, debootstrap and a Debian mirror; ends with 77 (skipped), and says why, where one is missing. The bare root is kept in the build
folder, so that only the first time takes long.
"""
import os
import pathlib
import shutil
import subprocess
import sys

CMAKE, BUILD = sys.argv[1], pathlib.Path(sys.argv[2])
BARE, ROOT = BUILD / "clean-root.tar", BUILD / "clean-root"
RUN = ["echelon", "run", "action-plan", "--set", "scale=0.01", "--set", "horizon=2018Q1..2025Q4", "--replicates", "2"]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], text=True, capture_output=True, timeout=1200, **more)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def inside(*command, **more):
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
    return run("chroot", ROOT, *command, env=environment, **more)


def fresh_root():
    """A minimal Debian of the release that this machine runs, from its own mirror."""
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir()
    if not BARE.exists():
        release = dict(line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines() if "=" in line)
        made = subprocess.run(["debootstrap", "--variant=minbase", release["VERSION_CODENAME"], str(ROOT)], text=True, capture_output=True, timeout=1200)
        if made.returncode != 0:
            shutil.rmtree(ROOT, ignore_errors=True)
            skip("debootstrap failed: " + made.stdout.strip().splitlines()[-1])
        run("tar", "-C", ROOT, "-cf", BARE, ".")
    else:
        run("tar", "-C", ROOT, "-xf", BARE)
    for name in ("/etc/apt/apt.conf.d", "/etc/resolv.conf"):  # proxies and names as here
        if pathlib.Path(name).is_dir():
            shutil.copytree(name, str(ROOT) + name, dirs_exist_ok=True)
        elif pathlib.Path(name).exists():
            shutil.copy(name, str(ROOT) + name)


def package():
    for old in BUILD.glob("*echelon*.deb"):
        old.unlink()
    run("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", BUILD, cwd=BUILD)
    (program,) = BUILD.glob("echelon_*.deb")
    depends = run("dpkg-deb", "--field", program, "Depends")
    for library in ("libc6", "libstdc++6", "libhdf5", "libyaml-cpp", "libfmt"):
        assert library in depends, depends
    return program


def main():
    if os.geteuid() != 0:
        skip("only root can make a clean root")
    for tool in ("debootstrap", "cpack", "dpkg-shlibdeps", "file"):
        if not shutil.which(tool):
            skip(f"there is no {tool}")
    program = package()
    try:
        fresh_root()
        shutil.copy(program, ROOT / "tmp")
        try:
            inside("apt-get", "-q", "update")
        except AssertionError as problem:
            skip(f"no mirror can be reached: {problem}")
        inside("apt-get", "-y", "-q", "--no-install-recommends", "install", f"/tmp/{program.name}")
        assert inside("which", "echelon").strip() == "/usr/bin/echelon"
        assert "action-plan" in inside("echelon", "list", "scenarios")
        said = inside("sh", "-c", "mkdir -p /tmp/w && cd /tmp/w && " + " ".join(RUN) + " && ls output")
        assert "action-plan.h5" in said and "action-plan.html" in said, said
        for path in ("share/man/man1/echelon.1", "share/bash-completion/completions/echelon", "share/echelon/echelon.schema.json", "share/doc/echelon/copyright"):
            assert (ROOT / "usr" / path).stat().st_size > 500, path
        inside("apt-get", "-y", "-q", "remove", "echelon")
        assert not (ROOT / "usr/bin/echelon").exists() and not (ROOT / "usr/share/echelon").exists()
    finally:
        shutil.rmtree(ROOT, ignore_errors=True)
    print("1 passed, 0 failed")


main()
