"""The likely cause of an error and what to do, one function per family of errors."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recipeline.model.notebook import Notebook
from recipeline.observe.import_names import DISAPPEARED, DISTRIBUTIONS, USUAL_ALIASES
from recipeline.observe.inside.statements import stored_names
from recipeline.observe.removed_apis import REMOVED, Removed
from recipeline.observe.tree import find_in_tree

Answer = tuple[str, str]  # cause, what to do

OLD_ENVIRONMENT = "or run it with --python in an environment of the notebook's own time"


@dataclass(frozen=True, slots=True)
class Case:
    """One failure, and where to look for its cause."""

    notebook: Notebook
    folder: Path
    cell: int
    line: int
    error: str
    message: str
    bases: tuple[str, ...]  # names of the exception's classes, itself first
    traceback: str

    @property
    def source(self) -> str:
        """The failing cell."""
        return next((cell.source for cell in self.notebook.cells if cell.number == self.cell), "")

    @property
    def failing_lines(self) -> str:
        """The failing line with the rest of its statement, as far as a diagnosis needs it."""
        lines = self.source.split("\n")
        return "\n".join(lines[max(0, self.line - 1) : self.line + 6])

    @property
    def library(self) -> str | None:
        """The installed package in whose code the error was raised."""
        files = re.findall(r'File "([^"]+)"', self.traceback)
        if not files:
            return None
        match = re.search(r"(?:site|dist)-packages/([^/]+?)(?:\.py)?(?:/|$)", files[-1])
        return match[1] if match else None


def cause_of(case: Case) -> Answer:
    """The first diagnosis that knows the error; a general one otherwise."""
    for error_names, find in _DIAGNOSES:
        if not error_names or any(name in case.bases for name in error_names):
            answer = find(case)
            if answer is not None:
                return answer
    return _general(case)


def _name_error(case: Case) -> Answer | None:
    match = re.search(r"name '(\w+)' is not defined", case.message)
    if match is None:
        return None
    name = match[1]
    later = [number for number in _cells_defining(case.notebook, name) if number > case.cell]
    earlier = [number for number in _cells_defining(case.notebook, name) if number < case.cell]
    if later:
        return (
            f"Hidden state: `{name}` is only defined in cell {later[0]}, below; the notebook was last run in another order than it reads.",
            f"Move cell {later[0]} above cell {case.cell}, restart the kernel and run all cells.",
        )
    if name in USUAL_ALIASES:
        return (f"`{name}` is used without its import.", f"Add `{USUAL_ALIASES[name]}` to the first cell.")
    if earlier:
        return (
            f"Cell {earlier[-1]} defines `{name}` only on some paths, or it was deleted (`del`) before cell {case.cell}.",
            f"Make sure that `{name}` is defined whenever cell {case.cell} runs.",
        )
    magic = _magic_mentioning(case.notebook, name)
    if magic:
        return (f"`{name}` would come from a line that could not be carried over: {magic}", "Write that line in plain Python, or install what it needs.")
    return (
        f"Hidden state: no cell defines `{name}`; the cell that did was deleted or renamed, or it comes from a session outside the notebook.",
        f"Add the cell that defines `{name}`.",
    )


def _cells_defining(notebook: Notebook, name: str) -> list[int]:
    found = []
    for cell in notebook.cells:
        try:
            tree = compile(cell.source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        assert isinstance(tree, ast.Module)
        if any(name in stored_names(node) for node in tree.body):
            found.append(cell.number)
    return found


def _magic_mentioning(notebook: Notebook, name: str) -> str | None:
    for cell in notebook.cells:
        for magic in cell.magics:
            if magic.became == "dropped" and re.search(rf"\b{re.escape(name)}\b", magic.text):
                return magic.text.splitlines()[0][:100]
    return None


def _missing_file(case: Case) -> Answer | None:
    match = re.search(r"[\"']([^\"']+)[\"']\s*$", case.message.strip()) or re.search(r"[Nn]o such file or directory:? \(?b?[\"']?([^\"'\n]+)", case.message)
    match = match or re.search(r"File b?'?([^']+?)'? does not exist", case.message)
    if match is None:
        return None
    wanted = match[1]
    found = find_in_tree(Path(wanted).name, case.folder)
    if found:
        return (
            f"`{wanted}` is not in the notebook's folder, but a file of that name lies at {found[0]}.",
            "Run the notebook from the folder for which its paths were written, or correct the path.",
        )
    maker = _maker_of(case, wanted)
    if maker:
        return (f"`{wanted}` does not exist yet: cell {maker} seems to write it, but runs later.", f"Move cell {maker} up, or run it first.")
    return (
        f"`{wanted}` is nowhere in the tree around the notebook.",
        "Fetch the file from where the author had it, and put it at that path.",
    )


def _maker_of(case: Case, wanted: str) -> int | None:
    name = Path(wanted).name
    for cell in case.notebook.cells:
        if cell.number > case.cell and name in cell.source and re.search(r"to_\w+\(|dump|save|write|open\([^)]*['\"][wa]", cell.source):
            return cell.number
    return None


def _missing_module(case: Case) -> Answer | None:
    match = re.search(r"No module named '?([\w.]+)'?", case.message)
    if match is None:
        return None
    name = match[1]
    top = name.split(".")[0]
    if name in DISAPPEARED or (name == top and top in DISAPPEARED):
        return (f"The library changed: {DISAPPEARED[name]}.", f"Change the import, {OLD_ENVIRONMENT}.")
    found = find_in_tree(f"{top}.py", case.folder) or find_in_tree(top, case.folder, folders=True)
    if found:
        return (
            f"`{name}` is a module of the notebook's own project; it lies at {found[0]}, which is not on the import path.",
            f"Run the notebook where `import {top}` works, or add its folder to PYTHONPATH.",
        )
    if name != top:
        return (
            f"`{top}` is installed, but this version of it has no module `{name}`.",
            f"Look in the release notes of {DISTRIBUTIONS.get(top, top)} where it went, {OLD_ENVIRONMENT}.",
        )
    distribution = DISTRIBUTIONS.get(name, name.replace("_", "-"))
    return (f"The package that gives `{name}` is not installed in this environment.", f"Install it there: pip install {distribution}")


def _input_needed(case: Case) -> Answer | None:
    return ("The cell asks a person for input, and nobody sits in front of an automatic run.", "Replace input() by a value, or by a parameter.")


def _end_of_file(case: Case) -> Answer | None:
    return _input_needed(case) if re.search(r"input\(|getpass", case.source) else None


def _exit(case: Case) -> Answer | None:
    return (
        f"Cell {case.cell} ends the run itself (exit, quit or sys.exit); the cells below it never run.",
        "Take the call out, or delete the cells below it.",
    )


def _network(case: Case) -> Answer | None:
    text = case.message + case.traceback[-3000:]
    if not any(name in _NETWORK for name in case.bases) and not re.search(_NETWORK_TEXT, text):
        return None
    urls = re.findall(r"https?://([^/\s'\":)]+)", case.failing_lines + "\n" + text + "\n" + case.source)
    host = re.search(r"host='([^']+)'", text)
    where = host[1] if host else (urls[0] if urls else "")
    spoken = f" ({where})" if where else ""
    return (
        f"The notebook needs the network{spoken}, and it could not be reached.",
        "Run it where the network is, or download the data once and read the local file.",
    )


_NETWORK = (
    "URLError", "HTTPError", "gaierror", "ConnectionError", "ConnectionRefusedError", "NewConnectionError", "RemoteDataError", "SSLError",
    "ConnectTimeout", "ReadTimeout", "MaxRetryError", "ProxyError", "herror", "InvalidProxyURL", "ClientConnectorError", "EndpointConnectionError",
    "ConnectError", "RemoteDisconnected", "OfflineModeIsEnabled", "YFPricesMissingError",
)
_NETWORK_TEXT = (
    r"(urlopen error|Name or service not known|Temporary failure in name resolution|Max retries exceeded|Network is unreachable|"
    r"getaddrinfo failed|nodename nor servname|Failed to establish a new connection|Connection refused|Could not resolve host|"
    r"Resource \S+ not found\.\s+Please use the NLTK Downloader|Unable to read URL|Tunnel connection failed)"
)


def _shell(case: Case) -> Answer | None:
    match = re.search(r"returned non-zero exit status (\d+)", case.message)
    status = match[1] if match else "an error"
    command = re.search(r"Command '(.+?)' (?:returned|died)", case.message, re.DOTALL)
    text = f" `{command[1][:120]}`" if command else ""
    reason = " (127: the program is not installed)" if status == "127" else ""
    return (f"A shell command of the notebook{text} ended with exit status {status}{reason}.", "Run the command by hand in the notebook's folder, and install what it needs.")


def _database(case: Case) -> Answer | None:
    match = re.search(r"no such table: (\S+)", case.message) or re.search(r'relation "?(\S+?)"? does not exist', case.message)
    if match:
        return (
            f"The database has no table `{match[1]}`. SQLite makes an empty database where the file is missing, so most likely the file is not at that path.",
            "Fetch the database that the author had, and put it at the path that the notebook opens.",
        )
    if "unable to open database file" in case.message:
        return ("The folder of the database file does not exist.", "Make the folder, or correct the path.")
    return None


def _removed(case: Case) -> Answer | None:
    for entry in REMOVED:
        if _matches(entry, case):
            return (
                f"The library changed in {entry.library} {entry.version}: {entry.what}.",
                f"Write {entry.instead} instead, {OLD_ENVIRONMENT}.",
            )
    return None


def _matches(entry: Removed, case: Case) -> bool:
    if not (entry.message or entry.source):
        return False
    if entry.message and not re.search(entry.message, case.message, re.DOTALL):
        return False
    return not entry.source or re.search(entry.source, case.failing_lines) is not None


def _import_error(case: Case) -> Answer | None:
    match = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", case.message)
    if match is None:
        return None
    top = match[2].split(".")[0]
    return (
        f"The installed version of {DISTRIBUTIONS.get(top, top)} has no `{match[1]}` in `{match[2]}`.",
        f"Look in its release notes where it went, {OLD_ENVIRONMENT}.",
    )


def _attribute_error(case: Case) -> Answer | None:
    match = re.search(r"module '([\w.]+)' has no attribute '(\w+)'", case.message)
    if match is None:
        return None
    top = match[1].split(".")[0]
    return (
        f"The installed version of {DISTRIBUTIONS.get(top, top)} has no `{match[1]}.{match[2]}`.",
        f"Look in its release notes what to use, {OLD_ENVIRONMENT}.",
    )


def _memory(case: Case) -> Answer | None:
    return ("The cell needs more memory than there is.", "Run it on less data, or on a machine with more memory.")


def _timeout(case: Case) -> Answer | None:
    return ("Something the cell waits for did not answer in time.", "Look whether the service it calls is up, or give it more time.")


def _syntax(case: Case) -> Answer | None:
    if re.search(r"Missing parentheses in call to 'print'|invalid syntax.*print|exec", case.message) or re.search(r"^\s*print [\"'\w]", case.source, re.M):
        return ("The cell is written for Python 2.", "Translate it (for instance with 2to3) and save the notebook again.")
    return ("The cell is not valid Python; it may be a placeholder or unfinished.", "Complete the cell, or delete it.")


def _key_error(case: Case) -> Answer | None:
    return (
        f"The key {case.message} is not there: the data changed since the notebook was written, an earlier cell renamed or dropped it, or it is a bug of the notebook.",
        "Look at the columns or keys just before that line.",
    )


def _general(case: Case) -> Answer:
    stored = next((cell.output_text for cell in case.notebook.cells if cell.number == case.cell), "")
    if case.error in stored:
        return (f"The saved notebook already shows a {case.error} in this cell: it is a bug or a demonstration of the notebook's own.", "Mend the cell, or delete it.")
    library = case.library
    if library and library not in ("IPython",):
        name = DISTRIBUTIONS.get(library, library)
        return (
            f"{name} refused what the cell gave it; notebooks written for an earlier {name} often fail like this, otherwise the data changed.",
            f"Compare the call with the documentation of the installed {name}, {OLD_ENVIRONMENT}.",
        )
    return (
        "The notebook's own code raises this: a bug, or data that changed since it was written.",
        f"Run cells 1 to {case.cell} in Jupyter and mend line {case.line} of cell {case.cell}.",
    )


Diagnosis = tuple[tuple[str, ...], Callable[[Case], Answer | None]]


def _listed() -> Iterator[Diagnosis]:
    """In this order: the particular before the general."""
    yield ("StdinNotImplementedError",), _input_needed
    yield ("EOFError",), _end_of_file
    yield ("SystemExit", "KeyboardInterrupt"), _exit
    yield ("SyntaxError", "TokenError"), _syntax
    yield ("NameError",), _name_error
    yield ("ModuleNotFoundError",), _missing_module
    yield (), _network
    yield ("FileNotFoundError",), _missing_file
    yield ("CalledProcessError",), _shell
    yield ("OperationalError", "DatabaseError", "ProgrammingError"), _database
    yield ("MemoryError",), _memory
    yield ("TimeoutError",), _timeout
    yield (), _removed
    yield ("ImportError",), _import_error
    yield ("AttributeError",), _attribute_error
    yield ("KeyError",), _key_error


_DIAGNOSES: tuple[Diagnosis, ...] = tuple(_listed())
