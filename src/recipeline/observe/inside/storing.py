"""Values kept on disk: what goes into and comes out of each checkpoint, and what the notebook holds at its end.

`STORE/index.json` says where each value is, or why it was skipped. The inputs of one checkpoint go into one pickle (a
dict), so that names sharing an object still share it when they are loaded; the same holds for its outputs.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import warnings
from typing import Any

from . import generators
from .digests import Digester, TooLarge, _short
from .facts import kind_of
from .names import is_data

PROTOCOL = 5
_REFUSED = {
    "module": "a module", "iterator": "an iterator is consumed by looking", "connection": "an open file or connection",
    "figure": "a figure; its data are kept instead", "axes": "axes; the figure's data are kept instead",
}


def _refusal(value: Any) -> str | None:
    """Why a value is not even tried."""
    if isinstance(value, dict) and getattr(value, "__dict__", None) is value:
        return "its attributes are its items, which a stored copy would lose"
    return _REFUSED.get(kind_of(value))


class _Capped(io.RawIOBase):
    def __init__(self, path: str, cap: int) -> None:
        self._file = open(path, "wb")  # noqa: SIM115 - closed by close()
        self.size = 0
        self._cap = cap

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self.size += size
        if self.size > self._cap:
            raise TooLarge()
        self._file.write(data)
        return size

    def close(self) -> None:
        self._file.close()


class Store:
    """Writes values into the store folder and keeps the index."""

    def __init__(self, job: dict[str, Any], secret_values: list[str]) -> None:
        self.folder = job["store"]
        self._checkpoints: list[dict[str, Any]] = job.get("checkpoints") or []
        self._secret_names = set(job.get("secret_names") or [])
        self._secret_values = secret_values
        self._left = int(job.get("store_limit") or 1_000_000_000)
        self._value_limit = int(job.get("value_limit") or 500_000_000)
        self._count = 0
        self._active: list[dict[str, Any]] = []
        self._digests: dict[str, dict[str, Any]] = {}
        self._shown = {place for checkpoint in self._checkpoints for place in checkpoint.get("shown", ())}
        self.index: dict[str, Any] = {"checkpoints": {}, "final": {}, "files": [], "initial_random": None}
        os.makedirs(os.path.join(self.folder, "values"), exist_ok=True)

    def wants_shown(self, place: str) -> bool:
        return place in self._shown

    def before(self, place: str, namespace: dict[str, Any]) -> None:
        """Inputs and random state of the checkpoints that begin here."""
        for checkpoint in self._checkpoints:
            if checkpoint["first"] == place:
                entry: dict[str, Any] = {"shown": {}, "figures": [], "mutated_inputs": []}
                self.index["checkpoints"][checkpoint["function"]] = entry
                entry["random"] = self._dump(generators.states(), "random")["file"]
                entry["inputs"] = self._dump_names(checkpoint["inputs"], namespace)
                self._digests[checkpoint["function"]] = self._looks(checkpoint["inputs"], namespace)
                self._active.append(checkpoint)

    def after(self, place: str, namespace: dict[str, Any], open_figures: Any) -> None:
        """Outputs of the checkpoints that end here."""
        for checkpoint in [c for c in self._active if c["last"] == place]:
            entry = self.index["checkpoints"][checkpoint["function"]]
            entry["outputs"] = self._dump_names(checkpoint["outputs"], namespace)
            if checkpoint.get("figures"):
                entry["figures"] += open_figures()
            before = self._digests.pop(checkpoint["function"])
            after = self._looks(checkpoint["inputs"], namespace)
            entry["mutated_inputs"] = [
                n for n in before if n in after and before[n][0] == after[n][0] and before[n][1] != after[n][1]
            ]
            self._active.remove(checkpoint)
            self.write_index()

    def shown(self, place: str, value: Any) -> None:
        """The value of a shown expression, or what was printed or displayed."""
        for checkpoint in self._active:
            if place in checkpoint.get("shown", ()):
                self.index["checkpoints"][checkpoint["function"]]["shown"][place] = self._dump(value, "shown")

    def figure(self, data: dict[str, Any]) -> None:
        """A figure was flushed."""
        for checkpoint in self._active:
            if checkpoint.get("figures"):
                self.index["checkpoints"][checkpoint["function"]]["figures"].append(data)

    @property
    def wants_figures(self) -> bool:
        return any(checkpoint.get("figures") for checkpoint in self._checkpoints)

    def initial_random(self, states: dict[str, Any]) -> None:
        """The state of each generator when the notebook began, or when its library was first imported."""
        path = os.path.join(self.folder, "initial_random.pkl")
        with open(path, "wb") as file:
            pickle.dump(states, file, 4)
        self.index["initial_random"] = "initial_random.pkl"

    def finish(self, namespace: dict[str, Any]) -> None:
        """All data names at the notebook's end."""
        for name in sorted(namespace):
            value = namespace[name]
            if is_data(name, value):
                self.index["final"][name] = self._dump_final(name, value)
        self.write_index()

    def write_index(self) -> None:
        path = os.path.join(self.folder, "index.json")
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.index, file, indent=1)
        os.replace(path + ".new", path)

    def _dump_final(self, name: str, value: Any) -> dict[str, Any]:
        if name in self._secret_names:
            return {"file": None, "skipped": "secret"}
        return self._dump(value, "final")

    def _dump_names(self, names: list[str], namespace: dict[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        skipped: dict[str, str] = {}
        for name in names:
            if name in self._secret_names:
                skipped[name] = "secret"
            elif name not in namespace:
                skipped[name] = "not defined at this point"
            else:
                values[name] = namespace[name]
        dumped = self._dump(values, "names")
        if dumped["file"] is None:  # find out which of them cannot be stored
            for name in list(values):
                why = self._why_not(values[name])
                if why:
                    skipped[name] = why
                    del values[name]
            dumped = self._dump(values, "names")
            if dumped["file"] is None:
                skipped.update({name: dumped["skipped"] for name in values})
                values = {}
        return {"file": dumped["file"], "names": list(values), "skipped": skipped}

    def _why_not(self, value: Any) -> str | None:
        found = self._dump(value, "probe")
        if found["file"]:
            path = os.path.join(self.folder, found["file"])
            self._left += os.path.getsize(path)
            os.remove(path)
        why: str | None = found.get("skipped")
        return why

    def _dump(self, value: Any, what: str) -> dict[str, Any]:
        refused = _refusal(value)
        if refused is None and isinstance(value, dict) and what == "names":
            refused = next((why for why in map(_refusal, value.values()) if why), None)
        if refused is not None:
            return {"file": None, "skipped": refused}
        self._count += 1
        name = f"values/{self._count:04d}-{what}.pkl"
        path = os.path.join(self.folder, name)
        cap = min(self._left, self._value_limit)
        why = self._write(value, path, cap)
        if why is None and self._holds_secret(path):
            why = "holds a secret"
        if why is not None:
            os.remove(path)
            return {"file": None, "skipped": why}
        self._left -= os.path.getsize(path)
        return {"file": name}

    def _write(self, value: Any, path: str, cap: int) -> str | None:
        out = _Capped(path, cap)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pickle.Pickler(out, PROTOCOL).dump(value)
        except TooLarge:
            return f"larger than {cap // 1_000_000} MB"
        except Exception as error:  # any class may refuse in its own way
            return "cannot be pickled: " + _short(error)
        finally:
            out.close()
        return None

    def _holds_secret(self, path: str) -> bool:
        if not self._secret_values:
            return False
        with open(path, "rb") as file:
            data = file.read()
        return any(secret.encode("utf-8", "surrogatepass") in data for secret in self._secret_values)

    def _looks(self, names: list[str], namespace: dict[str, Any]) -> dict[str, Any]:
        digester = Digester()
        return {n: (id(namespace[n]), digester.look(namespace[n]).digest) for n in names if n in namespace}
