"""Completions and the manual page: written from the table of commands, so that no flag is missing; tried in the shells that are here."""
import os
import re
import shutil
import subprocess

from tools import PROGRAM, echelon, environment


def flags_of(help_text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_text.split("Options:")[-1])) if "Options:" in help_text else set()


def commands():
    names = re.findall(r"^  ([a-z]+) {2,}", echelon("--help").stdout.split("Subcommands:")[1], re.M)
    assert len(names) > 14, names
    return names


def every_flag():
    """(command, flag) as help tells them; what the footer repeats is left out."""
    found = set()
    for name in commands():
        text = echelon(name, "--help").stdout.split("Besides:")[0]
        found |= {(name, flag) for flag in flags_of(text)} - {(name, "--help")}
    assert len(found) > 40, found
    return found


def script(shell):
    done = echelon("completions", shell)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_flag_is_in_every_completion_and_in_the_manual_page():
    page = echelon("man").stdout.replace("\\-", "-")
    bash, zsh, fish = script("bash"), script("zsh"), script("fish")
    sections = dict(re.findall(r'^\.SS "echelon ([a-z]+).*?$(.*?)(?=^\.S[SH])', page, re.M | re.S))
    bash_flags = dict(re.findall(r'^    ([a-z]+)\) flags\+="([^"]*)"', bash, re.M))
    zsh_flags = dict(re.findall(r"^        ([a-z]+)\) _arguments(.*)$", zsh, re.M))
    for command, flag in every_flag():
        assert f"\\fB{flag}\\fR" in sections[command], (command, flag, "man")
        assert flag in bash_flags[command].split(), (command, flag, "bash")
        assert f"{flag}[" in zsh_flags[command], (command, flag, "zsh")
        assert re.search(rf"__fish_seen_subcommand_from {command}' -l {flag[2:]}\b", fish), (command, flag, "fish")
    for command in commands():
        assert command in sections and command in bash_flags and command in zsh_flags and f"-a {command} -d" in fish, command
    for flag in ("--lang", "--json", "--progress", "--quiet", "--version"):
        assert flag in bash and flag in zsh and f"-l {flag[2:]} " in fish and f"\\fB{flag}\\fR" in page, flag


def test_the_manual_page_has_no_fault_of_form():
    if not shutil.which("groff"):
        print("skipped: groff is not installed, the form of the manual page is not checked")
        return
    done = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"], input=echelon("man").stdout, text=True, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and done.stderr == "", done.stderr


def completed_by_bash(*words):
    line = " ".join(f"'{w}'" for w in ("echelon", *words))
    code = f"source /dev/stdin; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _echelon; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    path = f"{PROGRAM.parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "--norc", "-c", code], input=script("bash"), text=True, capture_output=True, env=environment({"PATH": path}))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout.split()


def test_bash_completes():
    assert "report" in completed_by_bash("re") and "run" not in completed_by_bash("re")
    assert completed_by_bash("run", "--repl") == ["--replicates"]
    assert "action-plan" in completed_by_bash("run", "act") and "no-policy" not in completed_by_bash("run", "act")
    assert completed_by_bash("--lang", "z") == ["zh"] and completed_by_bash("run", "x", "--lang", "") == ["en", "zh", "auto"]
    assert "growth.sigma=" in completed_by_bash("run", "no-policy", "--set", "growth.sig")
    assert "sobol" in completed_by_bash("study", "so") and completed_by_bash("calibrate", "froz") == ["frozen-2021"]
    assert "schemes" in completed_by_bash("list", "sch") and completed_by_bash("schema", "st") == ["study"]
    assert completed_by_bash("export", "x.h5", "--format", "sal") == ["salib"]


def test_zsh_and_fish_read_their_scripts():
    for shell, command in (("zsh", ["zsh", "-n", "/dev/stdin"]), ("fish", ["fish", "--no-execute", "/dev/stdin"])):
        if not shutil.which(shell):
            print(f"skipped: {shell} is not installed, it does not read its script")
        else:
            done = subprocess.run(command, input=script(shell), text=True, capture_output=True)
            assert done.returncode == 0 and done.stderr == "", (shell, done.stderr)
    if shutil.which("fish"):
        done = subprocess.run(["fish", "--no-config", "-c", "source -; complete -C 'echelon run --repl'"], input=script("fish"), text=True, capture_output=True)
        assert "--replicates" in done.stdout, done


def test_what_is_for_programs_is_not_in_the_list_for_people():
    text = echelon("--help").stdout
    assert not re.search(r"^  (names|completions|man)\b", text, re.M), text
    done = echelon("completions", "csh")
    assert done.returncode == 2 and "bash, zsh and fish" in done.stderr
