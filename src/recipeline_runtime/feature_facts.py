"""The features as facts: their order and types, the raw columns behind each, and a snapshot of the training rows'."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from . import stores
from .bundles import Bundle
from .contract_checks import checked
from .history import history_of
from .learned import Learned
from .origins import file_digest, table_digest
from .reports import plain as as_data
from .scoring import Prepare, features
from .stores import Root

MOST_COLUMNS = 60  # raw columns that are tried one by one; a wider table's features have no parents told
MOST_GOLDEN = 500  # features; wider ones (bags of words) are not kept with the golden rows
TRIED_ROWS = 24


def as_table(made: Any) -> Any:
    """Features as a DataFrame; sparse ones are filled. None: neither table nor array of two dimensions or less."""
    import pandas as pd

    if hasattr(made, "toarray"):
        made = made.toarray()
    if isinstance(made, pd.DataFrame):
        return made
    if isinstance(made, pd.Series):
        return made.to_frame()
    try:
        return pd.DataFrame(made, copy=False)
    except (TypeError, ValueError):
        return None


def features_table(made: Any) -> dict[str, Any] | None:
    """A few rows of features as plain data. None: too wide, or no plain data."""
    if made is None or (hasattr(made, "shape") and len(made.shape) > 1 and made.shape[1] > MOST_GOLDEN):
        return None
    table = as_table(made)
    if table is None:
        return None
    try:
        return {"columns": [str(name) for name in table.columns], "data": as_data(table.to_numpy().tolist())}
    except TypeError:
        return None


def feature_document(made: Any, rows: Any, bundle: Bundle, prepare: Prepare) -> dict[str, Any]:
    """`features.json`: each feature in its order with its type, and the raw columns that change it.

    `made`: features of the training rows; `rows`: the raw rows without the label.
    """
    if hasattr(made, "toarray"):
        names, kinds = [str(number) for number in range(made.shape[1])], [str(made.dtype)] * made.shape[1]
    else:
        table = as_table(made.head(1) if hasattr(made, "head") else made[:1])
        names = [str(name) for name in table.columns] if table is not None else []
        kinds = [str(kind) for kind in (made.dtypes if hasattr(made, "columns") else table.dtypes)] if table is not None else []
    parents = _parents(rows, bundle, prepare, names)
    told = [{"name": name, "dtype": kind, **({"parents": parents[name]} if parents is not None else {})} for name, kind in zip(names, kinds)]
    return {"features": told, "parents": "raw columns whose values change the feature, as tried on rows of training" if parents is not None else "not known"}


def _parents(rows: Any, bundle: Bundle, prepare: Prepare, names: list[str]) -> dict[str, list[str]] | None:
    """Which raw columns change which feature: each column's values are exchanged between rows, and nothing else."""
    import pandas as pd

    if len(rows.columns) > MOST_COLUMNS or len(names) > MOST_GOLDEN or len(rows) < 2:
        return None
    chosen = rows.iloc[:: max(1, len(rows) // TRIED_ROWS)].head(TRIED_ROWS)
    try:
        whole = checked(chosen, bundle.contract).reset_index(drop=True)
        turned, count = _turned(whole), len(whole)
        size = len(turned) if history_of(prepare) is None else count  # rows that look back must not meet themselves
        parts = [turned.iloc[first : first + size].reset_index(drop=True) for first in range(0, len(turned), size)]
        table = pd.concat([as_table(features(part, bundle, prepare, Learned.scoring(bundle.values))) for part in parts], ignore_index=True)
        changed = [_changed(table.iloc[:, place], count) for place in range(len(names))]
    except Exception:  # a stranger's code may raise anything on rows that it never met: then the parents are not known
        return None
    return {name: [str(column) for column, one in zip(whole.columns, blocks) if one] for name, blocks in zip(names, changed)}


def _turned(whole: Any) -> Any:
    """The rows as they are, and below them once for each column with its values exchanged between rows, all in one table."""
    count, columns = len(whole), len(whole.columns)
    order = np.tile(np.arange(count), columns + 1)
    made = whole.iloc[order].reset_index(drop=True)
    for place, name in enumerate(whole.columns, start=1):
        own = order.copy()
        own[place * count : (place + 1) * count] = np.roll(np.arange(count), -1)
        made[name] = whole[name].iloc[own].reset_index(drop=True)
    return made


def _changed(feature: Any, count: int) -> list[bool]:
    """For each block of so many rows behind the first, whether the feature differs from that of the first."""
    import pandas as pd

    if pd.api.types.is_numeric_dtype(feature) or pd.api.types.is_bool_dtype(feature):
        blocks = feature.to_numpy(dtype=float, na_value=np.nan).reshape(-1, count)
        same = np.isclose(blocks[1:], blocks[0], rtol=1e-9, atol=0, equal_nan=True)  # the place of a row may change the last bits
    else:
        blocks = pd.factorize(feature)[0].reshape(-1, count)
        same = blocks[1:] == blocks[0]
    return [not one for one in same.all(axis=1).tolist()]


def snapshot_of_features(root: Root, made: Any) -> dict[str, Any]:
    """Keep the training rows' features below `root`/features, once for each content; says where and in which form."""
    import pandas as pd

    if hasattr(made, "toarray"):
        import scipy.sparse

        return _kept(root, None, ".npz", lambda path: scipy.sparse.save_npz(path, made.tocsr()), made.shape)
    table = as_table(made)
    digest = table_digest(table) if table is not None else None
    if table is None or digest is None:
        return {"path": None, "why": f"{type(made).__name__} is no table of plain values"}
    if find_spec("pyarrow") is not None:
        named = table.set_axis([str(name) for name in table.columns], axis=1)
        write = functools.partial(named.to_parquet, engine="pyarrow", use_dictionary=False)  # numbers seldom repeat
        return _kept(root, digest, ".parquet", write, table.shape)
    return _kept(root, digest, ".csv.gz", lambda path: pd.DataFrame(table).to_csv(path, compression={"method": "gzip", "compresslevel": 1, "mtime": 0}), table.shape)


def _kept(root: Root, digest: str | None, ending: str, write: Callable[[str], Any], shape: Any) -> dict[str, Any]:
    folder = stores.local(root) / "features"
    folder.mkdir(parents=True, exist_ok=True)
    stores.sweep(folder)
    told: dict[str, Any] = {"rows": int(shape[0]), "columns": int(shape[1]), "digest": digest}
    if digest is not None and (folder / f"{digest[:16]}{ending}").is_file():
        stores.publish(root, [f"features/{digest[:16]}{ending}"])
        return {**told, "path": f"features/{digest[:16]}{ending}"}
    handle, temporary = tempfile.mkstemp(dir=str(folder), prefix=".new-", suffix=ending)
    os.close(handle)
    try:
        write(temporary)
        told["digest"] = digest or file_digest(Path(temporary))
        name = f"{told['digest'][:16]}{ending}"
        os.chmod(temporary, 0o644)
        os.replace(temporary, str(folder / name))
    except BaseException:
        os.unlink(temporary)
        raise
    stores.publish(root, [f"features/{name}"])
    return {**told, "path": f"features/{name}"}
