"""Writing a project: all of it or nothing, and never over the user's own work."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from recipeline.errors import RecipelineError
from recipeline.model.project import CopiedFile, Project, ProjectFile
from recipeline.workspace import transaction
from recipeline.workspace.files import check_target, write_project
from recipeline.workspace.ownership import fate, with_table, without_table

PLAN = '[plan]\npackage = "churn"\n'


def project(texts: dict[str, str], plan: str = PLAN, copies: tuple[CopiedFile, ...] = ()) -> Project:
    """A project of these files, and its recipeline.toml."""
    files = [ProjectFile(PurePosixPath(path), text) for path, text in texts.items()]
    return Project("churn", (*files, ProjectFile(PurePosixPath("recipeline.toml"), plan)), copies)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


def stop_at_move(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """Let the n-th move of a file fail, and the ones after it (which undo) work."""
    moves = []
    real = transaction._move

    def move(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == number:
            raise error
        real(source, target)

    monkeypatch.setattr(transaction, "_move", move)


class TestWhatStays:
    """First what must not change."""

    def test_folder_that_holds_something_is_refused(self, tmp_path):
        """Without --force nothing is mixed into somebody's folder."""
        (tmp_path / "notes.txt").write_text("mine")
        with pytest.raises(RecipelineError, match="not empty") as caught:
            write_project(project({"a.py": "new"}), tmp_path, force=False)
        assert str(tmp_path) in caught.value.where
        assert tree(tmp_path) == {"notes.txt": "mine"}

    def test_file_that_is_not_ours_stays(self, tmp_path):
        """--force means that the folder may hold something, not that it may be lost."""
        (tmp_path / "README.md").write_text("mine")
        result = write_project(project({"README.md": "new"}), tmp_path, force=True)
        assert result.kept == ("README.md",)
        assert (tmp_path / "README.md").read_text() == "mine"
        assert (tmp_path / "README.md.recipeline-new").read_text() == "new"

    def test_edited_file_stays_however_often_we_convert(self, tmp_path):
        """A kept file must not count as ours at the next conversion only because we saw it."""
        folder = tmp_path / "churn"
        write_project(project({"a.py": "one"}), folder, force=False)
        (folder / "a.py").write_text("edited")
        for text in ("two", "three"):
            assert write_project(project({"a.py": text}), folder, force=True).kept == ("a.py",)
        assert (folder / "a.py").read_text() == "edited"
        assert (folder / "a.py.recipeline-new").read_text() == "three"

    def test_edited_file_that_is_no_longer_made_stays(self, tmp_path):
        """Only what nobody touched is taken away with its function."""
        folder = tmp_path / "churn"
        write_project(project({"a.py": "one", "b.py": "one"}), folder, force=False)
        (folder / "a.py").write_text("edited")
        assert write_project(project({}), folder, force=True).removed == ("b.py",)
        assert (folder / "a.py").read_text() == "edited"
        assert not (folder / "b.py").exists()

    def test_raw_data_is_never_removed(self, tmp_path):
        """The copy in data/ may be the last one that is left."""
        folder, source = tmp_path / "churn", tmp_path / "sales.csv"
        source.write_text("x\n1\n")
        copy = CopiedFile(PurePosixPath("data/raw/sales.csv"), str(source))
        write_project(project({}, copies=(copy,)), folder, force=False)
        source.unlink()
        write_project(project({}), folder, force=True)
        assert (folder / "data/raw/sales.csv").read_text() == "x\n1\n"

    def test_edited_plan_is_saved(self, tmp_path):
        """The plan has been read before it is written anew, but the user's comments have not."""
        folder = tmp_path / "churn"
        write_project(project({}), folder, force=False)
        edited = "# my comment\n" + (folder / "recipeline.toml").read_text()
        (folder / "recipeline.toml").write_text(edited)
        assert write_project(project({}, plan="[plan]\nnew = 1\n"), folder, force=True).saved == (
            "recipeline.toml",
        )
        assert (folder / "recipeline.toml.recipeline-old").read_text() == edited


class TestWhatIsWritten:
    def test_new_folder_has_all_files(self, tmp_path):
        """Folders above are made, and nothing else is left beside it."""
        result = write_project(
            project({"src/churn/a.py": "x = 1\n"}), tmp_path / "out" / "churn", force=False
        )
        assert result.written == ("recipeline.toml", "src/churn/a.py")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["churn"]
        assert (tmp_path / "out/churn/src/churn/a.py").read_bytes() == b"x = 1\n"

    def test_new_folder_has_ordinary_permissions(self, tmp_path):
        """A folder that is born as a temporary one must not stay private."""
        write_project(project({"run.sh": "#!/bin/sh\n"}), tmp_path / "churn", force=False)
        (tmp_path / "plain").mkdir()
        assert (tmp_path / "churn").stat().st_mode == (tmp_path / "plain").stat().st_mode
        assert os.access(tmp_path / "churn" / "run.sh", os.X_OK)

    def test_digests_are_kept_in_the_plan(self, tmp_path):
        """The [files] table is how the next conversion knows what is ours; the plan itself is unchanged."""
        write_project(project({"größe.py": "x"}), tmp_path / "churn", force=False)
        table = tomllib.loads((tmp_path / "churn/recipeline.toml").read_text(encoding="utf-8"))
        assert table["plan"] == {"package": "churn"}
        assert table["files"]["größe.py"].startswith("sha256:")

    def test_untouched_file_is_replaced(self, tmp_path):
        """What the user never edited follows the notebook."""
        folder = tmp_path / "churn"
        write_project(project({"a.py": "one", "b.py": "same"}), folder, force=False)
        result = write_project(project({"a.py": "two", "b.py": "same"}), folder, force=True)
        assert (result.kept, "a.py" in result.written, "b.py" in result.written) == ((), True, False)
        assert (folder / "a.py").read_text() == "two"

    def test_merged_file_loses_its_companion(self, tmp_path):
        """Once the user took our text over, the .recipeline-new beside it is noise."""
        (tmp_path / "a.py").write_text("mine")
        write_project(project({"a.py": "new"}), tmp_path, force=True)
        (tmp_path / "a.py").write_text("new")
        assert write_project(project({"a.py": "new"}), tmp_path, force=True).kept == ()
        assert not (tmp_path / "a.py.recipeline-new").exists()

    def test_old_table_is_replaced_not_repeated(self):
        """TOML forbids a table twice: a second conversion would make a file that nobody can read."""
        once = with_table(PLAN, {"a": "1"})
        twice = with_table(once, {"b": "2"})
        assert tomllib.loads(twice)["files"] == {"b": "2"}
        assert without_table(twice) == PLAN


class TestAllOrNothing:
    @pytest.mark.parametrize(
        "error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")], ids=["Ctrl-C", "full"]
    )
    @pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
    def test_stopped_update_changes_nothing(self, tmp_path, monkeypatch, number, error):
        """Wherever it stops, the folder is as it was: half an update computes something else."""
        folder = tmp_path / "churn"
        write_project(project({"a.py": "one", "gone.py": "one"}), folder, force=False)
        before = tree(folder)
        stop_at_move(monkeypatch, number, error)
        with pytest.raises((KeyboardInterrupt, RecipelineError)):
            write_project(project({"a.py": "two", "new/b.py": "two"}), folder, force=True)
        assert tree(folder) == before
        assert not (folder / "new").exists()

    def test_stopped_first_write_leaves_nothing(self, tmp_path, monkeypatch):
        """Ctrl-C while a new project is staged leaves neither it nor the folders made for it."""
        monkeypatch.setattr("recipeline.workspace.files._stage_plan", raise_interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_project(project({"a.py": "one"}), tmp_path / "out" / "churn", force=False)
        assert list(tmp_path.iterdir()) == []

    def test_killed_update_is_undone_by_the_next_run(self, tmp_path):
        """A killed process cannot clean up: the next one does, before it looks at the folder."""
        folder = tmp_path / "churn"
        write_project(project({"a.py": "one"}), folder, force=False)
        before = tree(folder)
        killed_update(folder)
        assert tree(folder) != before
        check_target(folder, force=True)
        assert tree(folder) == before

    def test_killed_first_write_is_removed_by_the_next_run(self, tmp_path):
        """What a killed run left beside the folder must not stay for ever."""
        stale = tmp_path / f".churn{transaction.MARK}{dead_process()}"
        (stale / "new").mkdir(parents=True)
        write_project(project({"a.py": "one"}), tmp_path / "churn", force=False)
        assert [path.name for path in tmp_path.iterdir()] == ["churn"]

    def test_a_run_at_work_is_left_alone(self, tmp_path):
        """Two conversions side by side must not tidy each other away."""
        busy = tmp_path / f".churn{transaction.MARK}{os.getppid()}"
        busy.mkdir()
        write_project(project({"a.py": "one"}), tmp_path / "churn", force=False)
        assert busy.is_dir()


class TestRefusals:
    def test_file_where_the_folder_should_be(self, tmp_path):
        """Named before a notebook has run for minutes."""
        (tmp_path / "churn").write_text("")
        with pytest.raises(RecipelineError, match="A file stands"):
            check_target(tmp_path / "churn", force=True)

    def test_folder_where_a_file_should_be(self, tmp_path):
        """The move would put our file into the user's folder."""
        (tmp_path / "a.py").mkdir()
        (tmp_path / "a.py" / "mine").write_text("mine")
        with pytest.raises(RecipelineError, match="folder stands"):
            write_project(project({"a.py": "one"}), tmp_path, force=True)
        assert tree(tmp_path) == {"a.py/mine": "mine"}

    def test_file_above_the_folder(self, tmp_path):
        """`-o notes.txt/churn` is a slip, not a bug."""
        (tmp_path / "notes.txt").write_text("")
        with pytest.raises(RecipelineError):
            write_project(project({"a.py": "one"}), tmp_path / "notes.txt" / "churn", force=False)

    @pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO])
    def test_the_system_refuses(self, tmp_path, monkeypatch, code):
        """Each refusal is an answer for the user with what, where and do, never a traceback."""

        def refuse(*_: object, **__: object) -> None:
            raise OSError(code, os.strerror(code), str(tmp_path))

        monkeypatch.setattr(Path, "write_text", refuse)
        with pytest.raises(RecipelineError) as caught:
            write_project(project({"a.py": "one"}), tmp_path / "churn", force=False)
        assert caught.value.what and caught.value.where and caught.value.do
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_parent_without_permission(self, tmp_path):
        """The real thing, where the tests do not run as root."""
        tmp_path.chmod(0o555)
        with pytest.raises(RecipelineError, match="permission"):
            write_project(project({"a.py": "one"}), tmp_path / "churn", force=False)

    def test_source_of_a_copy_is_gone(self, tmp_path):
        """The message names the file that is missing, and no project is half there."""
        copy = CopiedFile(PurePosixPath("data/raw/a.csv"), str(tmp_path / "a.csv"))
        with pytest.raises(RecipelineError, match="missing") as caught:
            write_project(project({}, copies=(copy,)), tmp_path / "churn", force=False)
        assert caught.value.where.endswith("a.csv")
        assert list(tmp_path.iterdir()) == []

    def test_plan_that_is_no_toml(self, tmp_path):
        """A slip in a hand-edited plan is shown with its line; nothing is guessed about ownership."""
        (tmp_path / "recipeline.toml").write_text("[plan\n")
        with pytest.raises(RecipelineError, match="line 1"):
            write_project(project({"a.py": "one"}), tmp_path, force=True)

    @pytest.mark.parametrize("path", ["../a.py", "/a.py", "src/../../a.py"])
    def test_path_out_of_the_project_is_our_bug(self, tmp_path, path):
        """No generated name may lead out of the folder that the user gave."""
        with pytest.raises(ValueError, match="leads out"):
            write_project(project({path: "x"}), tmp_path / "churn", force=False)


@pytest.mark.parametrize(
    ("on_disk", "ours", "new", "expected"),
    [
        pytest.param(None, None, "n", "write", id="not there"),
        pytest.param(None, "o", "n", "write", id="deleted by the user"),
        pytest.param("n", None, "n", "same", id="already so"),
        pytest.param("o", "o", "n", "replace", id="untouched"),
        pytest.param("e", "o", "n", "keep", id="edited"),
        pytest.param("e", None, "n", "keep", id="never ours"),
    ],
)
def test_fate(on_disk, ours, new, expected):
    """The whole rule of ownership, as a table."""
    assert fate(on_disk, ours, new) == expected


def raise_interrupt(*_: object) -> None:
    """Ctrl-C, at a chosen place."""
    raise KeyboardInterrupt


def dead_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def killed_update(folder: Path) -> None:
    """Update the folder in another process, which dies after it moved one new file to its place."""
    program = f"""
import os
from pathlib import Path, PurePosixPath
from recipeline.model.project import Project, ProjectFile
from recipeline.workspace import transaction
from recipeline.workspace.files import write_project
real, moves = transaction._move, []
def move(source, target):
    real(source, target)
    moves.append(target)
    if len(moves) == 3:
        os._exit(9)
transaction._move = move
files = (ProjectFile(PurePosixPath("a.py"), "two"), ProjectFile(PurePosixPath("recipeline.toml"), "x = 1"),
         ProjectFile(PurePosixPath("b.py"), "two"))
write_project(Project("churn", files), Path({str(folder)!r}), force=True)
"""
    assert subprocess.run([sys.executable, "-c", program]).returncode == 9
