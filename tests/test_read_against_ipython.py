"""The plain Python of a cell against IPython itself: both run, and must leave the same names, files and folder.

One test, one shell: IPython takes half a second to start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recipeline.read import read_notebook

CELLS = [
    "n = 3\nnames = ['a', 'b c']\nd = {'k': 'v'}\nHOMEX = 'home'",
    "a = !echo {n} $n {names[0]} {d['k']}",
    "b = !echo $HOME {n}",
    "c = !echo {n} $$HOMEX",
    "e = !echo '{print $n}' x.{txt,bak}",
    "f = !echo {n!r} {names[1:]} {'q' + str(n)}",
    "g = !echo {unknown} $n",
    "h, i = !echo 1; echo 2",
    "j = !echo err >&2; echo out",
    "k = !no_such_command_at_all",
    "d['m'] = !echo 1",
    "def peek(path):\n    seen = !echo {path} $path\n    return seen\np = peek('x')",
    "!touch made_{n}_$n",
    "for word in names:\n    !touch 'loop {word}'\n    !ls > /dev/null",
    "!echo a \\\n    b > continued",
    "%%time\n\nt = 1\n%time u = t + 1\nv = %time u * 2",
    "%%timeit -n 1 -r 1\nlocal_only = 5\nt2 = 7",
    "%%timeit -n 1 -r 1\nd['timed'] = 1",
    "%timeit -n 1 -r 1 names.sort()",
    "%%capture out\nw = 5\nprint(w)\nw",
    "heard = out.stdout\nheard_again = str(out)",
    "%%capture both\nimport sys\nprint('''two\\n  lines''')\nprint('aside', file=sys.stderr)\n5",
    "both_texts = [both.stdout, both.stderr]",
    "%%capture gone\nprint(1);",
    "try:\n    gone\nexcept NameError:\n    is_gone = True",
    "%%capture --no-stdout quiet\nprint(1)\nquiet_too = 1",
    "not_heard = quiet.stdout",
    "%prun -q x = 6",
    "%env RECIPELINE_A=some text\n%env RECIPELINE_B 2\n%set_env RECIPELINE_C=a=b\naa = %env RECIPELINE_A",
    "%%writefile 'tool box.py'\nX = 'é\\n'",
    "%%writefile toolbox.py\nX = 'é\\n'\n",
    "%%writefile -a toolbox.py\nY = 2",
    "from toolbox import X, Y",
    "%run script.py one 'two three'",
    "%run other.ipynb",
    "%%bash\nmkdir -p from_bash\necho hi > from_bash/hi",
    "%%bash --out ab\necho 1\necho 2",
    "%%script false --no-raise-error\nbroken = (",
    "%%python\nopen('from_python', 'w').write('x')",
    ">>> ac = 1\n>>> for q in range(3):\n...     ac += q",
    "  ad = 1\n  ae = '''\n  kept\n  '''",
    "af = '%d %s' % (1, '!ls')\nag = (7\n  %4)\nah = '''\n%time ai = 3\n!touch never\n'''\n%time aj = 1",
    "get_ipython().system('touch called')\nak = get_ipython().getoutput('echo x')",
    "get_ipython().run_cell_magic('time', '', 'al = 1\\nam = 2\\n')",
    "n?\n?n\n%pinfo n",
    "%mkdir by_alias",
    "%cd -q by_alias",
    "ao = %pwd",
    "import os\nhere = os.path.basename(os.getcwd())",
    "mkdir bare_word",
]

RUN_IN_IPYTHON = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="NoColor")
for cell in json.load(open("main.ipynb"))["cells"]:
    shell.run_cell(cell["source"], store_history=False)
names = shell.user_ns
"""

RUN_PLAIN = """
import json, sys
names = {"__name__": "__main__"}
for source in json.load(open("plain.json")):
    exec(compile(source, "<cell>", "exec"), names)
"""

REPORT = """
def plain(value):
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    return value if isinstance(value, (int, float, str, bool)) else type(value).__name__
import os
kept = {name: plain(value) for name, value in names.items() if isinstance(value, (int, str, list, dict))
        and not name.startswith("_") and name not in ("In", "Out", "local_only")}
kept["environment"] = {name: value for name, value in os.environ.items() if name.startswith("RECIPELINE_")}
os.chdir(ROOT)
json.dump(kept, open("report.json", "w"))
"""


def prepare(folder: Path) -> Path:
    folder.mkdir()
    document = {
        "nbformat": 4, "nbformat_minor": 4, "metadata": {},
        "cells": [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in CELLS],
    }  # fmt: skip
    other = {
        **document,
        "cells": [{"cell_type": "code", "source": "%time oz = 4", "metadata": {}, "outputs": []}],
    }
    (folder / "main.ipynb").write_text(json.dumps(document))
    (folder / "other.ipynb").write_text(
        json.dumps({**other, "metadata": {"language_info": {"name": "python"}}})
    )
    (folder / "script.py").write_text(
        "import sys\n_low = 2\ndef sq(v): return v * _low\nif __name__ == '__main__':\n    args = sys.argv[1:]\n    sqd = sq(4)\n"
    )
    return folder


def run(folder: Path, script: str) -> tuple[dict[str, object], dict[str, str]]:
    """The names at the end, and the text of each file that was made."""
    (folder / "run_it.py").write_text("import sys\nROOT = sys.argv[1]\n" + script + REPORT)
    environment = {**os.environ, "IPYTHONDIR": str(folder / ".ipython"), "SHELL": "/bin/sh", "HOME": "/tmp"}
    done = subprocess.run(
        [sys.executable, "run_it.py", str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (folder / "report.json").exists(), done.stderr[-3000:]
    ours = (
        "main.ipynb",
        "plain.json",
        "report.json",
        "run_it.py",
        "other.ipynb",
        "other.py",
        "script_as_run.py",
        "captured_output.py",
    )
    files = {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in ours
        and ".ipython" not in path.parts
        and "__pycache__" not in path.parts
    }
    report = json.loads((folder / "report.json").read_text())
    return report, files


def test_same_names_and_files(tmp_path: Path) -> None:
    """IPython is the judge of what a cell means; our reading of its documentation is not."""
    pytest.importorskip("IPython")
    wanted, wanted_files = run(prepare(tmp_path / "ipython"), RUN_IN_IPYTHON)
    folder = prepare(tmp_path / "plain")
    notebook = read_notebook(folder / "main.ipynb")
    assert [cell.fault for cell in notebook.cells if cell.fault] == []
    (folder / "plain.json").write_text(json.dumps([cell.source for cell in notebook.cells]))
    for companion in notebook.companions:
        if companion.path in ("other.py", "script_as_run.py", "captured_output.py"):
            (folder / companion.path).write_text(companion.text)
    got, got_files = run(folder, RUN_PLAIN)
    text = json.dumps(got).replace(str(folder), str(tmp_path / "ipython"))
    assert json.loads(text) == wanted
    assert got_files == wanted_files
    assert len(wanted) > 30 and wanted["a"] == ["3 3 a v"]
