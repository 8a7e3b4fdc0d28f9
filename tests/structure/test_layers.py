"""House rules that a compiler does not check. Usage: test_layers.py SOURCE_DIR BUILD_DIR"""
import pathlib
import re
import subprocess
import sys

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
LAYERS = ["core", "model", "engine", "io", "report", "app"]
HOMES = {  # third-party header -> layers that may include it
    "yaml-cpp/": {"io"}, "hdf5": {"io"}, "H5": {"io"}, "CLI/": {"app"}, "nlohmann/": {"app"},
    "boost/": {"core", "engine"}, "Eigen/": {"engine", "model"}, "fmt/": {"report", "app"},
}
LIBM = re.compile(r"\bstd::(exp|log|log1p|expm1|pow|sin|cos|tanh|tgamma|lgamma|erf)\s*\(")
failures = []


def sources(folder):
    return [p for p in sorted((ROOT / "src" / folder).rglob("*")) if p.suffix in (".hpp", ".cpp")]


def check_includes():
    for rank, layer in enumerate(LAYERS):
        for path in sources(layer):
            for header in re.findall(r'#include [<"]([^>"]+)[>"]', path.read_text()):
                top = header.split("/")[0]
                if top in LAYERS and LAYERS.index(top) > rank:
                    failures.append(f"{path.relative_to(ROOT)} looks up to {header}")
                for prefix, homes in HOMES.items():
                    if header.startswith(prefix) and layer not in homes:
                        failures.append(f"{path.relative_to(ROOT)} includes {header}, whose home is {sorted(homes)}")


def check_libm():
    for layer in ("core", "model"):
        for path in sources(layer):
            if path.name.startswith("statistics"):
                continue  # looks at results, is no part of the model
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if LIBM.search(line.split("//")[0]):
                    failures.append(f"{path.relative_to(ROOT)}:{number} calls the platform's {LIBM.search(line).group(0)}")


def check_rooms():
    for header in sorted((ROOT / "src/model/processes").glob("*.hpp")):
        room = header.stem
        if room == "registry":
            continue  # the books of certification
        wanted = [ROOT / f"config/parameters/{room}.yaml", ROOT / f"docs/model/{room}.md"]
        wanted += [next(iter((ROOT / "tests/model").glob(f"{room}*.cpp")), ROOT / f"tests/model/{room}_test.cpp")]
        failures.extend(f"room {room} lacks {p.relative_to(ROOT)}" for p in wanted if not p.exists())
        for word in ("What ", "Equation", "Reads", "Writes", "Parameters", "Draws", "Neglects", "Source"):
            if word not in header.read_text():
                failures.append(f"the plate of {header.relative_to(ROOT)} does not say: {word.strip()}")


def check_sizes():
    for folder in ("src", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".hpp", ".cpp", ".py") and len(path.read_text().splitlines()) > 300:
                failures.append(f"{path.relative_to(ROOT)} is longer than 300 lines")


def check_kernel_symbols():
    """No wide-instruction copy of an inline function may be offered to the rest of the program."""
    objects = [p for isa in ("avx2", "avx512") for p in BUILD.rglob(f"echelon_kernels_{isa}.dir/**/*.o")]
    if not objects:
        print("no kernel objects in the build folder: weak symbols not checked")
    for path in objects:
        isa = "avx512" if "kernels_avx512" in str(path) else "avx2"
        for line in subprocess.run(["nm", "-C", str(path)], capture_output=True, text=True, check=True).stdout.splitlines():
            kind = re.match(r"^\S*\s+([WV])\s+(.*)$", line)
            if kind and f"echelon::{isa}::" not in kind.group(2):
                failures.append(f"{path.name} offers {kind.group(2)} to everybody")


check_includes()
check_libm()
check_rooms()
check_sizes()
check_kernel_symbols()
print("\n".join(failures) if failures else "the house is in order")
sys.exit(1 if failures else 0)
