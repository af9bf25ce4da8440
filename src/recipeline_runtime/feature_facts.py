"""The features as facts: their order and types, the raw columns behind each, and a snapshot of the training rows'."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import stores
from .bundles import Bundle
from .contract_checks import checked
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
        return pd.DataFrame(made)
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
    if len(rows.columns) > MOST_COLUMNS or len(names) > MOST_GOLDEN or len(rows) < 2:
        return None
    chosen = rows.iloc[:: max(1, len(rows) // TRIED_ROWS)].head(TRIED_ROWS)
    found: dict[str, list[str]] = {name: [] for name in names}
    try:
        whole = checked(chosen, bundle.contract).reset_index(drop=True)
        before = as_table(features(whole, bundle, prepare, Learned.scoring(bundle.values)))
        for column in whole.columns:
            turned = whole.copy()
            turned[column] = whole[column].iloc[[*range(1, len(whole)), 0]].to_numpy()
            after = as_table(features(turned.astype(whole.dtypes.to_dict()), bundle, prepare, Learned.scoring(bundle.values)))
            for place, name in enumerate(names):
                if not before.iloc[:, place].reset_index(drop=True).equals(after.iloc[:, place].reset_index(drop=True)):
                    found[name].append(str(column))
    except Exception:  # a stranger's code may raise anything on rows that it never met: then the parents are not known
        return None
    return found


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
        return _kept(root, digest, ".parquet", named.to_parquet, table.shape)
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
