"""Tables stay straight where Chinese and Latin letters meet: a Chinese character is two columns of a terminal wide."""
import re
import unicodedata

from tools import SMALL, echelon, folder


def columns(line):
    """The line as columns of a terminal; the second column of a wide character is no space."""
    cells = []
    for character in line:
        if unicodedata.combining(character):
            continue
        cells += [character, "\0"] if unicodedata.east_asian_width(character) in "WF" else [character]
    return cells


def crooked(text):
    """Lines of tables in which something stands where two columns part."""
    found, gaps, tables = [], [], 0
    for line in text.splitlines():
        if re.fullmatch(r"-{2,}(  -+)+", line):
            gaps = [i for i, c in enumerate(line) if c == " "]
            tables += 1
        elif not line.strip() or re.match(r"\[", line):
            gaps = gaps if line.strip() else []
        elif gaps:
            cells = columns(line)
            if any(cells[i] != " " for i in gaps if i < len(cells)):
                found.append(line)
    return found, tables


def test_the_check_sees_a_crooked_table():
    assert crooked("编号  名称\n----  ----\n无锡  高新\n")[0] == []
    assert crooked("编号  名称\n----  ----\n无锡市  高新\n")[0] == ["无锡市  高新"]


def test_tables_in_chinese_are_straight():
    with folder() as place:
        said = [echelon("list", kind, "--lang", "zh") for kind in ("scenarios", "schemes", "instruments", "targets", "parameters", "programmes", "outcomes")]
        said.append(echelon("run", "action-plan", *SMALL, "--lang", "zh", "--out", f"{place}/a.h5"))
        said.append(echelon("compare", "no-policy", "action-plan", *SMALL, "--lang", "zh", "--out", f"{place}/b.h5"))
    for done in said:
        assert done.returncode == 0, done.stderr
        found, tables = crooked(done.stdout)
        assert tables > 0 and found == [], (done.args, found[:5])
        assert re.search("[\u4e00-\u9fff]", done.stdout), done.args
