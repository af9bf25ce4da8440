"""The likely cause of an error and what to do, one function per family of errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from recipeline.analyse.facts.removed import REMOVED, Removed
from recipeline.observe.case import OLD_ENVIRONMENT, Answer, Case
from recipeline.observe.import_names import DISTRIBUTIONS
from recipeline.observe.missing import missing_file, missing_module, name_error, not_the_data


def cause_of(case: Case) -> Answer:
    """The first diagnosis that knows the error; a general one otherwise."""
    for error_names, find in _DIAGNOSES:
        if not error_names or any(name in case.bases for name in error_names):
            answer = find(case)
            if answer is not None:
                return answer
    return _general(case)


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
    if case.hosts:
        return _offline(case.hosts[0])
    urls = re.findall(r"https?://([^/\s'\":)]+)", case.failing_lines + "\n" + text + "\n" + case.source)
    host = re.search(r"host='([^']+)'", text)
    return _offline(host[1] if host else (urls[0] if urls else ""))


def _offline(where: str) -> Answer:
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
    said = command[1].strip("[]'").replace("', '", " ") if command else ""
    text = f" `{said[:120]}`" if said else ""
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
    if entry.source and not re.search(entry.source, case.called):
        return False
    installed = case.installed(entry.library)
    return installed is None or _numbers(installed) >= _numbers(entry.version)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


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
    if _already_failed(case):
        return None
    return (
        f"The key {case.message} is not there: the data changed since the notebook was written, an earlier cell renamed or dropped it, or it is a bug of the notebook.",
        "Look at the columns or keys just before that line.",
    )


_TEXT_IS_OBJECT = r"(select_dtypes\([^)]*(object|['\"]O['\"])|dtypes?(\[[^]]*\])?\s*[!=]=\s*(object|np\.object|['\"](O|object)['\"])|to_dict\(\)\s*==)"


def _text_columns(case: Case) -> Answer | None:
    """pandas 3 made text columns `str`; a notebook that asks for `object` then silently finds none, and fails later."""
    version = case.installed("pandas")
    if version is None or _numbers(version) < (3, 0):
        return None
    asking = next((cell.number for cell in case.notebook.cells if cell.number <= case.cell and re.search(_TEXT_IS_OBJECT, cell.source)), None)
    if asking is None:
        return None
    return (
        f"Likely the library changed in pandas 3.0: text columns are of dtype str, so that cell {asking}, which asks for dtype object, finds none.",
        f"Write select_dtypes(include=[\"object\", \"str\"]) or pd.api.types.is_string_dtype there, {OLD_ENVIRONMENT}.",
    )


def _schema(case: Case) -> Answer | None:
    return ("The data break a rule that the notebook itself checks.", "Look at what the message says about the data; correct the rule or the data.")


def _already_failed(case: Case) -> bool:
    """Whether the saved notebook shows the same error under this cell."""
    cell = next((cell for cell in case.notebook.cells if cell.number == case.cell), None)
    if cell is None:
        return False
    if f"{case.error}:" in cell.output_text or f"{case.error} " in cell.output_text:
        return True
    try:
        outputs = json.loads(case.notebook.raw)["cells"][cell.index].get("outputs", [])
    except (ValueError, LookupError, TypeError, AttributeError):
        return False
    return any(isinstance(output, dict) and output.get("ename") == case.error for output in outputs)


def _general(case: Case) -> Answer:
    if _already_failed(case):
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
    yield ("NameError",), name_error
    yield ("ModuleNotFoundError",), missing_module
    yield (), not_the_data
    yield (), _network
    yield ("FileNotFoundError",), missing_file
    yield ("CalledProcessError",), _shell
    yield ("OperationalError", "DatabaseError", "ProgrammingError"), _database
    yield ("MemoryError",), _memory
    yield ("TimeoutError",), _timeout
    yield (), _removed
    yield ("SchemaError", "SchemaErrors", "ValidationError"), _schema
    yield ("ValueError", "TypeError", "KeyError"), _text_columns
    yield ("ImportError",), _import_error
    yield ("AttributeError",), _attribute_error
    yield ("KeyError",), _key_error


_DIAGNOSES: tuple[Diagnosis, ...] = tuple(_listed())
