"""Fitted objects as files: the library's own format, else skops where every type is trusted, else joblib or pickle.

A format is used only if the model that comes back gives the same answers as the one that went in. What runs code on loading
(joblib, pickle) is read by `bundles` only after its digest held. Nothing may be of `__main__`: no other process finds it.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# Class of a module -> (file, method that writes, method that reads into a new object). Sources: xgboost 3.2 "Model IO",
# catboost 1.2 `save_model`, lightgbm 4.7 `Booster.save_model`. lightgbm's own classes for scikit-learn read no file.
NATIVE: dict[tuple[str, str], tuple[str, str, str]] = {
    ("xgboost", "XGBClassifier"): ("model.ubj", "save_model", "load_model"),
    ("xgboost", "XGBRegressor"): ("model.ubj", "save_model", "load_model"),
    ("xgboost", "XGBRanker"): ("model.ubj", "save_model", "load_model"),
    ("xgboost", "XGBRFClassifier"): ("model.ubj", "save_model", "load_model"),
    ("xgboost", "XGBRFRegressor"): ("model.ubj", "save_model", "load_model"),
    ("xgboost", "Booster"): ("model.ubj", "save_model", "load_model"),
    ("lightgbm", "Booster"): ("model.txt", "save_model", "model_file"),
    ("catboost", "CatBoostClassifier"): ("model.cbm", "save_model", "load_model"),
    ("catboost", "CatBoostRegressor"): ("model.cbm", "save_model", "load_model"),
    ("catboost", "CatBoostRanker"): ("model.cbm", "save_model", "load_model"),
}
ASKED = ("predict_proba", "predict")


class CannotKeep(ValueError):
    """An object that no other process could load: which, why, what to do."""


def save_object(value: Any, folder: Path, name: str, sample: Any = None) -> dict[str, str]:
    """Write one fitted object into `folder`; says how: {"format", "file"}, and "class" for a format of its library.

    `sample`: rows that the object can be asked about; without them there is nothing to compare by, and no format but a pickle.
    Raises CannotKeep.
    """
    refuse_unloadable(name, value)
    folder.mkdir(parents=True, exist_ok=True)
    for told in _candidates(value, name):
        path = folder / told["file"]
        try:
            _write(value, path, told)
            if told["format"] in ("joblib", "pickle") or _same_answers(value, load_object(folder, told), sample):
                return told
        except Exception:  # a library may raise anything for a model that its format does not hold
            if told["format"] == "pickle":
                raise
        path.unlink(missing_ok=True)
    raise CannotKeep(f"{name} ({type(value).__name__}) cannot be written to a file")


def load_object(folder: Path, told: Mapping[str, str]) -> Any:
    """What `save_object` wrote. The caller has checked the file's digest."""
    path = folder / told["file"]
    form = told["format"]
    if form == "native":
        module, _, name = told["class"].partition(":")
        reads = NATIVE[(module, name)][2]  # a KeyError for any class that is not in the table
        made = getattr(importlib.import_module(module), name)
        if reads == "model_file":
            return made(model_file=str(path))
        model = made()
        getattr(model, reads)(str(path))
        return model
    if form == "skops":
        return importlib.import_module("skops.io").load(path, trusted=[])
    if form == "joblib":
        return importlib.import_module("joblib").load(path)
    with open(path, "rb") as file:
        return pickle.load(file)


def refuse_unloadable(name: str, value: Any) -> None:
    """Raises CannotKeep for what is, or holds, something of `__main__` or something that cannot be pickled at all."""
    try:
        _Finder(name).dump(value)
    except CannotKeep:
        raise
    except Exception as error:
        raise CannotKeep(f"{name} ({type(value).__name__}) cannot be kept in a bundle: {error}. Define what it holds by name, in a module.") from None


class _Finder(pickle.Pickler):
    """Pickles into nothing, and looks at every class and function on the way."""

    def __init__(self, name: str) -> None:
        super().__init__(_Nothing(), protocol=4)
        self.name = name

    def persistent_id(self, held: Any) -> None:
        # an instance reaches us before its class does: tell both
        kind = held if isinstance(held, type) or hasattr(held, "__code__") else type(held)
        if getattr(kind, "__module__", None) == "__main__":
            what = getattr(kind, "__qualname__", str(kind))
            raise CannotKeep(f"{self.name} holds `{what}`, which is defined in `__main__`: no other process could load it. Move it to a module of the package.")


class _Nothing(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


def _candidates(value: Any, name: str) -> Iterator[dict[str, str]]:
    kind = type(value)
    top = kind.__module__.partition(".")[0]
    native = NATIVE.get((top, kind.__name__))
    if native is not None:
        yield {"format": "native", "file": native[0].replace("model", name, 1), "class": f"{top}:{kind.__name__}"}
    if importlib.util.find_spec("skops") is not None and "sklearn" in sys.modules:
        yield {"format": "skops", "file": f"{name}.skops"}
    if "joblib" in sys.modules:
        yield {"format": "joblib", "file": f"{name}.joblib"}
    yield {"format": "pickle", "file": f"{name}.pkl"}


def _write(value: Any, path: Path, told: Mapping[str, str]) -> None:
    form = told["format"]
    if form == "native":
        module, _, name = told["class"].partition(":")
        getattr(value, NATIVE[(module, name)][1])(str(path))
    elif form == "skops":
        skops = importlib.import_module("skops.io")
        skops.dump(value, path)
        untrusted = skops.get_untrusted_types(file=path)
        if untrusted:
            raise CannotKeep(f"skops trusts no {untrusted[0]}")
    elif form == "joblib":
        importlib.import_module("joblib").dump(value, path, compress=("zlib", 3), protocol=4)
    else:
        with open(path, "wb") as file:
            pickle.dump(value, file, protocol=4)


def _same_answers(before: Any, after: Any, sample: Any) -> bool:
    """Whether both say the same of the sample, to the last bit, by every method that scoring asks."""
    import numpy as np

    asked = [method for method in ASKED if hasattr(before, method)]
    if sample is None or not asked:
        return False
    return all(
        hasattr(after, method) and np.array_equal(np.asarray(getattr(before, method)(sample)), np.asarray(getattr(after, method)(sample)), equal_nan=True)
        for method in asked
    )
