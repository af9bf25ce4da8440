"""One run of a notebook: what is recorded, and that the user's folder stays as it was."""

from __future__ import annotations

import json
import pickle
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from observe_notebooks import notebook_of

from recipeline.errors import RecipelineError
from recipeline.model.analysis import StatementId
from recipeline.model.notebook import Companion
from recipeline.model.observation import Observation
from recipeline.model.verification import Checkpoint
from recipeline.observe import observe, restoring, unrepeatable

Run = Callable[..., Observation]
OLD_PYTHON = Path("/root/.pyenv/versions/3.8.18/bin/python")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    made.mkdir()
    (made / "a.csv").write_text("x,y,z\n1,2.5,a\n3,4.5,b\n")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(autouse=True)
def state_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def run(folder: Path, store: Path) -> Run:
    def go(*cells: str, **options: object) -> Observation:
        python = str(options.pop("python", sys.executable))
        notebook = notebook_of(*cells, **{n: options.pop(n) for n in ("companions", "faulty") if n in options})  # type: ignore[arg-type]
        return observe(notebook, folder=folder, python=python, store=store, **options)  # type: ignore[arg-type]

    return go


def index_of(store: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((store / "index.json").read_text())
    return found


def at(observation: Observation, place: str):  # type: ignore[no-untyped-def]
    return observation.statements[StatementId(place)]


class TestTheFolder:
    def test_is_as_it_was(self, run: Run, folder: Path, store: Path) -> None:
        """A conversion must not leave the user's folder changed: created files go, overwritten and removed ones come back."""
        (folder / "old.txt").write_text("before")
        (folder / "gone.txt").write_text("keep me")
        seen = run(
            "import os\nos.makedirs('deep/er')\nopen('deep/er/new.txt', 'w').write('n')",
            "with open('old.txt', 'a') as f:\n    f.write(' after')\nos.remove('gone.txt')\nos.rename('a.csv', 'b.csv')",
        )
        assert seen.ok
        assert {p.name: p.read_text() for p in folder.rglob("*")} == {
            "old.txt": "before", "gone.txt": "keep me", "a.csv": "x,y,z\n1,2.5,a\n3,4.5,b\n"
        }
        stored = {Path(f["path"]).name: f for f in index_of(store)["files"]}  # type: ignore[attr-defined]
        assert (store / stored["old.txt"]["stored"]).read_text() == "before after"
        assert stored["old.txt"]["existed"] and not stored["new.txt"]["existed"]
        assert stored["gone.txt"]["stored"] is None

    def test_shell_commands_are_undone_too(self, run: Run, folder: Path) -> None:
        """A shell command changes files without Python noticing."""
        seen = run("import subprocess\nsubprocess.run('echo x > made.txt; echo y >> a.csv', shell=True, check=True)")
        assert {Path(p).name for p in seen.files_written} == {"made.txt", "a.csv"}
        assert (folder / "a.csv").read_text().endswith("b\n") and not (folder / "made.txt").exists()

    def test_a_killed_run_is_undone_too(self, run: Run, folder: Path) -> None:
        """A cell that kills its process must not leave half of its work behind."""
        seen = run("open('a.csv', 'w').write('broken')", "import os\nos.kill(os.getpid(), 9)")
        assert not seen.ok
        assert (folder / "a.csv").read_text().startswith("x,y,z")

    def test_a_database_only_read_is_no_output(self, run: Run, folder: Path) -> None:
        """Connecting to a database looks the same whether it is read or written: only a change counts."""
        with sqlite3.connect(folder / "d.db") as connection:
            connection.execute("create table t (n)")
        reads = "import sqlite3\nc = sqlite3.connect('d.db')\nrows = c.execute('select * from t').fetchall()"
        assert run(reads).files_written == ()
        seen = run(reads, "c.execute('insert into t values (1)')\nc.commit()")
        assert [Path(p).name for p in seen.files_written] == ["d.db"]


class TestStatements:
    def test_bindings_mutations_and_aliases(self, run: Run) -> None:
        """The three ways in which a statement changes the namespace are told apart."""
        seen = run("xs = [1]\nys = xs", "ys.append(2); n = 3\nxs = xs", "ys += [4]", "def grow(v):\n    v.append(0)\ngrow(ys)")
        assert at(seen, "1:2").aliases == (("xs", "ys"),)
        assert at(seen, "2:1").mutated == ("xs", "ys")
        assert list(at(seen, "2:1.1").bound) == ["n"]
        assert not at(seen, "2:2").bound and not at(seen, "2:2").mutated
        assert at(seen, "3:1").mutated == ("xs", "ys")
        assert at(seen, "4:3").mutated == ("xs", "ys")

    def test_frames(self, run: Run) -> None:
        """A frame changed through another name is seen, and one only looked at is not called changed."""
        seen = run("import pandas as pd\ndf = pd.read_csv('a.csv')\nother = df", "df.describe()\nv = df.values",
                   "other['w'] = 1", "df.loc[0, 'x'] = 9", "df = df.rename(columns={'x': 'k'})")
        facts = at(seen, "1:2").bound["df"]
        assert (facts.type, facts.kind, facts.shape, facts.storable) == ("pandas.DataFrame", "frame", (2, 3), True)
        assert facts.columns is not None and facts.columns[:2] == (("x", "int64"), ("y", "float64"))
        assert [Path(p).name for p in at(seen, "1:2").files_read] == ["a.csv"]
        assert not at(seen, "2:1").mutated and not at(seen, "2:2").mutated
        assert at(seen, "3:1").mutated == ("df", "other") == at(seen, "4:1").mutated
        assert list(at(seen, "5:1").bound) == ["df"]

    def test_jupyter_names(self, run: Run) -> None:
        """`_`, `Out`, `In` and display are there without import, and are not data of the notebook."""
        seen = run("40 + 2", "a = _ + Out[1]\nlen(In)", "display(a)\nb = get_ipython() is not None", "'hidden';", "c = _2")
        assert seen.ok, seen.failure
        assert seen.final.keys() == {"a", "b", "c"}
        assert seen.final["a"].text == "84" and seen.final["c"].text == "3"
        assert at(seen, "1:1").displayed.text == "42" == at(seen, "3:1").displayed.text[::-1][::-1].replace("84", "42")
        assert at(seen, "4:1").displayed is None

    def test_random_printed_and_signatures(self, run: Run) -> None:
        """Who draws, who prints and which types functions take is what the plan needs to know."""
        seen = run("import random\ndef f(a, b=1.0):\n    return str(a)\nrandom.seed(1)", "x = random.random()\nprint('p' * 5000)", "f(3)")
        assert at(seen, "2:1").random == ("random",) and not at(seen, "2:2").random
        assert at(seen, "2:2").printed == "p" * 2000
        assert seen.signatures == {"f": {"a": "int", "b": "float", "return": "str"}}

    def test_await(self, run: Run) -> None:
        """Top-level await and tasks started in one cell and awaited in the next are ordinary in notebooks."""
        seen = run("import asyncio\nasync def f():\n    return 5\nt = asyncio.create_task(f())", "a = await t\nawait f()")
        assert seen.ok and seen.final["a"].text == "5"
        assert at(seen, "2:2").displayed.text == "5"

    def test_figures(self, run: Run) -> None:
        """Figures are shown and closed at the end of a cell, as inline Jupyter does."""
        seen = run("import matplotlib.pyplot as plt", "fig, ax = plt.subplots()\nax.plot([1, 2])", "plt.plot([3])\nplt.show()\nplt.plot([4])")
        assert [cell.figures for cell in seen.cells] == [0, 1, 2]
        assert at(seen, "2:1").figures == 1 and at(seen, "3:2").shown_figures == 1
        assert seen.final["fig"].kind == "figure" and not seen.final["ax"].storable

    def test_companions_come_along(self, run: Run, folder: Path) -> None:
        """A module that the notebook makes for itself is importable, and never written into the user's folder."""
        seen = run("import side\nv = side.V", companions=(Companion("side.py", "V = 7\n"),))
        assert seen.ok and seen.final["v"].text == "7"
        assert not (folder / "side.py").exists()


class TestStoring:
    def test_checkpoints(self, run: Run, store: Path) -> None:
        """Inputs share their objects when loaded again, outputs and shown values are those of the run."""
        one = Checkpoint(
            "grow", StatementId("2:1"), StatementId("2:3"), ("xs", "ys", "g"), ("total",), (StatementId("2:2"), StatementId("2:3"))
        )
        run("xs = [1]\nys = xs\ng = (i for i in xs)", "xs.append(2); total = sum(ys)\nprint(total, 'x')\ntotal * 2", checkpoints=[one])
        entry = index_of(store)["checkpoints"]["grow"]  # type: ignore[index]
        inputs = pickle.loads((store / entry["inputs"]["file"]).read_bytes())
        assert inputs == {"xs": [1], "ys": [1]} and inputs["xs"] is inputs["ys"]
        assert "iterator" in entry["inputs"]["skipped"]["g"]
        assert pickle.loads((store / entry["outputs"]["file"]).read_bytes()) == {"total": 3}
        assert pickle.loads((store / entry["shown"]["2:2"]["file"]).read_bytes()) == 3  # without the fixed text
        assert pickle.loads((store / entry["shown"]["2:3"]["file"]).read_bytes()) == 6
        assert entry["mutated_inputs"] == ["xs", "ys"]

    def test_figure_data(self, run: Run, store: Path) -> None:
        """A figure is kept as what it draws, so that two runs can be compared."""
        one = Checkpoint("draw", StatementId("2:1"), StatementId("2:2"), (), (), figures=True)
        run("import matplotlib.pyplot as plt", "plt.bar(['a', 'b'], [3, 4])\nplt.title('T')\nplt.show()", checkpoints=[one])
        (figure,) = index_of(store)["checkpoints"]["draw"]["figures"]  # type: ignore[index]
        assert figure["axes"][0]["title"] == "T"
        assert [p["box"]["first"][3] for p in figure["axes"][0]["patches"]] == [3.0, 4.0]

    def test_random_state_is_replayed(self, run: Run, store: Path, tmp_path: Path) -> None:
        """A notebook without a seed gives the same values again from the recorded state, also those of numpy."""
        cells = ("import random\na = random.random()", "import numpy as np\nb = np.random.rand(3)")
        first = run(*cells)
        state = tmp_path / "state.pkl"
        state.write_bytes((store / "initial_random.pkl").read_bytes())
        again, free = run(*cells, initial_random=state), run(*cells)
        assert unrepeatable(first, again) == ()
        assert unrepeatable(first, free) == ("a", "b")
        assert unrepeatable(first, free, same=lambda name: name == "a") == ("b",)

    def test_secrets_are_never_written(self, run: Run, store: Path) -> None:
        """Neither values, texts, containers nor errors may carry a secret into the store."""
        seen = run(
            "key = 's3cr3t-v4lue'\nbox = {'k': key}\nprint(key)\nopen('out.txt', 'w').write(key)\nraise ValueError(key)", secret_names=["key"]
        )
        for path in store.rglob("*"):
            assert path.is_dir() or path.parent.name == "backups" or b"s3cr3t-v4lue" not in path.read_bytes(), path
        assert seen.failure is not None and "s3cr3t" not in str(seen)


class TestEndings:
    @pytest.mark.parametrize(
        ("cell", "error"),
        [
            pytest.param("exit()", "SystemExit", id="exit"),
            pytest.param("import sys\nsys.exit(3)", "SystemExit", id="sys.exit"),
            pytest.param("x = input('?')", "StdinNotImplementedError", id="input"),
            pytest.param("import os\nos._exit(0)", "KernelDied", id="_exit"),
            pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "KernelDied", id="segfault"),
            pytest.param("import time\ntime.sleep(60)", "TimeoutError", id="never ends"),
            pytest.param("def f():\n    return 1/0\nf()", "ZeroDivisionError", id="error"),
        ],
    )
    def test_the_cell_that_ended_the_run_is_named(self, run: Run, cell: str, error: str) -> None:
        """However a run ends, the user learns in which cell and why; what ran before it is not lost."""
        seen = run("a = 1", cell, "b = 2", timeout_cell=2)
        assert not seen.ok and seen.failure is not None
        assert (seen.failure.error, seen.failure.cell) == (error, 2)
        assert seen.failure.cause and seen.failure.do
        assert at(seen, "1:1").bound["a"].text == "1"

    def test_a_cell_that_cannot_be_parsed(self, run: Run) -> None:
        """The cells above a broken one still run."""
        seen = run("a = 1", "b = (", faulty=2)
        assert seen.failure is not None and (seen.failure.error, seen.failure.cell) == ("SyntaxError", 2)
        assert seen.final["a"].text == "1"

    def test_threads_children_and_forks_do_not_hold_it(self, run: Run) -> None:
        """The process ends although a thread, a child process and a forked copy go on."""
        begun = time.monotonic()
        seen = run("import threading, time, subprocess, os\nthreading.Thread(target=time.sleep, args=(60,)).start()",
                   "child = subprocess.Popen(['sleep', '60'])", "if os.fork() == 0:\n    time.sleep(60)", "x = 1")
        assert seen.ok and time.monotonic() - begun < 20

    def test_replaced_stdout_and_binary_output(self, run: Run) -> None:
        """Odd uses of stdout must not break the recording."""
        seen = run("import sys, io\nsys.stdout.buffer.write(b'\\xff\\x00' * 100000)\nold = sys.stdout\nsys.stdout = io.StringIO()\nprint('x')",
                   "sys.stdout = old\nprint('y')")
        assert seen.ok, seen.failure
        assert at(seen, "2:2").printed == "y\n"

    def test_interpreter_that_is_none(self, run: Run) -> None:
        """A wrong --python is the user's to mend, with one message."""
        with pytest.raises(RecipelineError, match="no such Python"):
            run("a = 1", python="/nowhere/python")
        with pytest.raises(RecipelineError, match="not run as a Python"):
            run("a = 1", python="/bin/ls")


@pytest.mark.skipif(not OLD_PYTHON.exists(), reason="needs a Python 3.8")
def test_python_3_8(run: Run, store: Path) -> None:
    """The recorder promises Python 3.8 and nothing but its standard library."""
    seen = run("import random\nxs = [1]\ndef f(a):\n    return a", "xs.append(f(2))\nprint(xs)\nxs", python=OLD_PYTHON)
    assert seen.ok and seen.python.startswith("3.8.")
    assert at(seen, "2:1").mutated == ("xs",)
    assert seen.signatures["f"] == {"a": "int", "return": "int"}
    assert index_of(store)["final"].keys() == {"xs"}  # type: ignore[attr-defined]
    assert random.Random  # the test itself uses no state


class TestBounds:
    def test_a_file_of_another_program_is_left(self, run: Run, folder: Path, store: Path) -> None:
        """What only the comparison of the folder found, and no copy was kept of, may belong to somebody else."""
        seen = run("import subprocess\nsubprocess.run('echo text > other.txt', shell=True)", store_limit=2)
        assert seen.ok and (folder / "other.txt").exists()
        assert "other.txt" in str(index_of(store)["not_restored"])

    def test_a_store_inside_the_folder_survives(self, folder: Path) -> None:
        """Restoring the folder must not take our own store with it."""
        inner = folder / ".store"
        seen = observe(notebook_of("x = [1, 2]\nopen('n.txt', 'w').write('n')"), folder=folder, python=sys.executable, store=inner)
        assert seen.ok and [Path(p).name for p in seen.files_written] == ["n.txt"]
        assert pickle.loads((inner / index_of(inner)["final"]["x"]["file"]).read_bytes()) == [1, 2]  # type: ignore[index]

    def test_an_unfinished_run_is_put_back_by_the_next(self, run: Run, folder: Path, tmp_path: Path) -> None:
        """If recipeline itself is killed, the folder is repaired when it is next used."""
        work = tmp_path / "killed"
        (work / "backups").mkdir(parents=True)
        (work / "backups" / "1").write_text("as it was")
        (folder / "a.csv").write_text("half")
        (folder / "new.txt").write_text("new")
        lines = [{"op": "saved", "path": str(folder / "a.csv"), "copy": str(work / "backups" / "1")},
                 {"op": "created", "path": str(folder / "new.txt")}]
        (work / "journal.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        restoring.mark_unfinished(folder, work)
        marker = next((tmp_path / "state").rglob("*.json"))
        marker.write_text(json.dumps({"work": str(work), "pid": 2**22 + 1}))
        run("x = 1")
        assert (folder / "a.csv").read_text() == "as it was" and not (folder / "new.txt").exists()

    def test_looking_is_no_change(self, run: Run) -> None:
        """Peeks at models, masked arrays and sets must not be called mutations, and changes inside them must."""
        seen = run("import numpy as np\nm = np.ma.array([1, 2], mask=[0, 1])\nd = {'k': [1]}\nv = d['k']", "m.sum(); len(d); str(v)", "m[0] = np.ma.masked", "v.append(2)")
        assert not any(at(seen, place).mutated for place in ("2:1", "2:1.1", "2:1.2"))
        assert at(seen, "3:1").mutated == ("m",)
        assert at(seen, "4:1").mutated == ("d", "v")

    def test_what_statements_share_is_not_kept_alive(self, run: Run) -> None:
        """The recorder holds no reference: an object dies when the notebook lets go of it, as in Jupyter."""
        seen = run("import weakref\nclass A:\n    pass\na = A()\nr = weakref.ref(a)", "a.x = 1\nb = a", "del a, b", "alive = r() is not None")
        assert seen.final["alive"].text == "False"

    def test_future_imports_reach_later_cells(self, run: Run) -> None:
        """`from __future__ import annotations` holds for the cells below it, as in Jupyter."""
        assert run("from __future__ import annotations", "def f(x: nowhere):\n    return x\nf(1)").ok

    def test_getsource_works(self, run: Run) -> None:
        """Notebooks look at their own functions."""
        assert run("import inspect\ndef f():\n    return 7", "assert 'return 7' in inspect.getsource(f)").ok

    def test_what_a_shell_command_made_before_anybody_looked(self, run: Run, folder: Path) -> None:
        """A file that an unseen child process made must not be taken for one that was always there."""
        code = "import os\npid = os.fork()\nif pid == 0:\n    open('made.txt', 'w').write('x')\n    os._exit(0)\nos.waitpid(pid, 0)"
        seen = run(code, "import subprocess\nsubprocess.run('true', shell=True)")
        assert seen.ok and [Path(p).name for p in seen.files_written] == ["made.txt"]
        assert not (folder / "made.txt").exists()
