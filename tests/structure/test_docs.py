"""Documents that can be checked against the code are. Usage: test_docs.py SOURCE_DIR BUILD_DIR"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
DOCS = ROOT / "docs"
failures = []


def generate(root, *arguments):
    return subprocess.run([sys.executable, str(root / "docs/generate_parameters.py"), *arguments], capture_output=True, text=True)


def check_parameters():
    run = generate(ROOT, "--check")
    if run.returncode != 0:
        failures.append((run.stdout + run.stderr).strip())
    # The check must be able to fail: a copy whose value has changed is out of date.
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        for part in ("config", "docs", "src/model"):
            shutil.copytree(ROOT / part, copy / part)
        path = copy / "config/parameters/growth.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("sigma: {value: 0.", "sigma: {value: 9.", 1), encoding="utf-8")
        if generate(copy, "--check").returncode != 1:
            failures.append("generate_parameters.py --check does not see a changed value")


def check_parser():
    """The generator's own parser reads what a YAML library reads, where there is one."""
    try:
        import yaml
    except ImportError:
        print("no YAML library: the parser of generate_parameters.py is not compared")
        return
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(DOCS))
    import generate_parameters as generator

    def texts(value):
        if isinstance(value, dict):
            return {k: texts(v) for k, v in value.items()}
        return [texts(v) for v in value] if isinstance(value, list) else value

    files = [(p, "parameters") for p in (ROOT / "config/parameters").glob("*.yaml")]
    files += [(p, "behaviour") for p in (ROOT / "config/schemes").glob("*.yaml")]
    for path, key in files:
        wanted = texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).get(key, {}))
        if generator.section(path, key) != wanted:
            failures.append(f"generate_parameters.py reads {path.relative_to(ROOT)} otherwise than a YAML library")


def check_links():
    for path in sorted(DOCS.rglob("*.md")) + [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                failures.append(f"{path.relative_to(ROOT)} points to {target}, which is not there")


def plates():
    yield from sorted((ROOT / "src/model/processes").glob("*.hpp"))
    yield ROOT / "src/model/population.hpp"
    yield ROOT / "src/model/observation.hpp"


def check_rooms():
    """A room's page has the equations of its plate, by label."""
    for header in plates():
        plate = [line for line in header.read_text(encoding="utf-8").splitlines() if line.startswith("//")]
        labels = set(re.findall(r"^//(?: Equation)?\s+\(([A-Z]\d)\)", "\n".join(plate), re.M))
        if not labels:
            continue
        path = DOCS / "model" / (header.stem + ".md")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for label in sorted(labels):
            if f"**{label}**" not in text:
                failures.append(f"{path.relative_to(ROOT)} lacks the equation {label}")
        for heading in ("What", "Why this form", "Equations", "Parameters", "Draws", "Neglects",
                        "If you see this, turn that", "Source", "Facts it serves"):
            if f"\n## {heading}\n" not in text:
                failures.append(f"{path.relative_to(ROOT)} lacks the heading {heading}")


def check_variables():
    """Every series and target variable of a result stands in output-format.md."""
    text = (DOCS / "output-format.md").read_text(encoding="utf-8")
    record = (ROOT / "src/model/observation.cpp").read_text(encoding="utf-8")
    names = re.findall(r'\{"(\w+)",\s*(?:true|false),\s*Axis::', record)
    targets = (ROOT / "src/engine/targets.cpp").read_text(encoding="utf-8")
    names += re.findall(r'(?:add\(r, |texts\()"(\w+)"', targets)
    assemble = (ROOT / "src/engine/assemble.cpp").read_text(encoding="utf-8")
    names += re.findall(r'(?:yearly\(|text\(|push_back\(\{)"(\w+)"', assemble)
    if len(names) < 60:
        failures.append("test_docs.py finds too few variables in the code: its patterns are out of date")
    failures.extend(f"docs/output-format.md lacks the variable {name}" for name in names if f"`{name}`" not in text)


def check_errors():
    """docs/errors.md knows every kind of mistake in a file, and every failure that `app` and `io` throw."""
    run = subprocess.run([sys.executable, str(DOCS / "generate_errors.py"), "--check"], capture_output=True, text=True)
    if run.returncode != 0:
        failures.append((run.stdout + run.stderr).strip())
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    found = 0
    for path in sorted(p for layer in ("app", "io", "report") for p in (ROOT / "src" / layer).rglob("*.cpp")):
        for thrown in re.findall(r"throw (?:std::runtime_error|std::invalid_argument|IoError)\((.*?)\);", path.read_text(encoding="utf-8"), re.S):
            for text in re.findall(r'"((?:[^"\\]|\\.)+)"', thrown):
                words = re.split(r"[;:(\\]", text.strip(" :"))[0].strip()
                if len(words) < 10:
                    continue
                found += 1
                if words not in page:
                    failures.append(f"docs/errors.md does not know `{words}` of {path.relative_to(ROOT)}")
    for path in sorted((ROOT / "src/app").glob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        for said in re.findall(r'problems\.add\(\{[^}]*\}, (?:fmt::format\()?"([^"]+)"', text) + re.findall(r'[^]] refuse\([^,]*, "([^"]+)"', text):
            words = re.split(r"[{,]| than | for $", said)[0].strip()
            found += 1
            if words not in page:
                failures.append(f"docs/errors.md does not know `{words}` of {path.relative_to(ROOT)}")
    if found < 30:
        failures.append("test_docs.py finds too few failures in the code: its pattern is out of date")


check_parameters()
check_errors()
check_parser()
check_links()
check_rooms()
check_variables()
print("\n".join(failures) if failures else "the documents say what the code says")
sys.exit(1 if failures else 0)
