"""Holds rows and answers against their contract: stops the batch, rejects rows, notes what is odd. Whole columns at a time."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .contracts import FEWEST, ContractViolation, policy, without_batch_rules

TRUTH = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
CHANCE = 1e-6  # where it is less likely than that that all scores of a batch are equal, something is broken


@dataclass
class Examined:
    """Rows that may be scored, and what is known of the others. Places are 0-based positions in the batch."""

    rows: Any  # the columns of training in their order, types as they were; rejected cells hold a stand-in
    rejected: list[tuple[Any, str]] = field(default_factory=list)  # places, why
    noted: list[tuple[Any, str, str]] = field(default_factory=list)  # places, what is odd, rule; these rows are scored
    warnings: list[tuple[str, str, str]] = field(default_factory=list)  # rule, column, what

    def reject(self, mask: Any, why: str) -> None:
        """The rows under the mask are not scored."""
        places = np.flatnonzero(mask)
        if len(places):
            self.rejected.append((places, why))

    def note(self, mask: Any, why: str, rule: str) -> None:
        """The rows under the mask are scored, and consumers are told."""
        places = np.flatnonzero(mask)
        if len(places):
            self.noted.append((places, why, rule))


def checked(rows: Any, contract: Mapping[str, Any]) -> Any:
    """Only the rows of `examined`, of some rows or a part of a batch: for callers that know them to be good."""
    return examined(rows, without_batch_rules(contract)).rows


def examined(rows: Any, contract: Mapping[str, Any]) -> Examined:
    """The rows held against the contract.

    Raises ContractViolation for an empty batch, a missing or repeated column, a changed type, too many gaps, and where a policy says stop.
    """
    import pandas as pd

    if len(rows) == 0:
        raise ContractViolation("", "not-empty", "the batch has no rows")
    if not rows.columns.is_unique:
        raise ContractViolation(str(rows.columns[rows.columns.duplicated()][0]), "unique-columns", "stands there twice")
    told = [column for column in contract["columns"] if not column["label"]]
    _present(rows, told, contract)
    names = [column["name"] for column in told]
    given = rows if names == list(rows.columns) else rows[names]
    out = Examined(given.copy(deep=False))
    _extra(rows, contract, out)
    for column in told:
        before = given[column["name"]]
        after = _Column(before, column, contract, out).examined()
        if after is not before:
            out.rows[column["name"]] = after
    _duplicates(rows, contract, out)
    assert isinstance(out.rows, pd.DataFrame)
    return out


def _present(rows: Any, told: list[dict[str, Any]], contract: Mapping[str, Any]) -> None:
    """Every column of training is there, and the key. All that are missing are told at once."""
    missing = [column["name"] for column in told if column["name"] not in rows.columns]
    if missing:
        known = {column["name"] for column in contract["columns"]}
        others = {str(name).casefold(): name for name in rows.columns if name not in known}
        near = difflib.get_close_matches(str(missing[0]).casefold(), list(others), n=1)
        hint = f"; there is {others[near[0]]!r}, which training did not have: renamed?" if near else ""
        more = f" (as are {', '.join(map(repr, missing[1:6]))}{' and more' if len(missing) > 6 else ''})" if len(missing) > 1 else ""
        raise ContractViolation(str(missing[0]), "present", f"is missing{more}{hint}", {"missing": [str(name) for name in missing]})
    key = contract.get("key")
    if key is not None and key not in rows.columns:
        raise ContractViolation(str(key), "key", "identifies rows, and is missing")


def _extra(rows: Any, contract: Mapping[str, Any], out: Examined) -> None:
    known = {column["name"] for column in contract["columns"]} | {contract.get("key")}
    extra = [str(name) for name in rows.columns if name not in known]
    if not extra or policy(contract, "extra_column") == "ignore":
        return
    if policy(contract, "extra_column") == "stop":
        raise ContractViolation(extra[0], "policy", "is no column of training", {"extra": extra})
    out.warnings.append(("extra-column", extra[0], f"{', '.join(extra[:6])} {'were' if len(extra) > 1 else 'was'} not there in training, and {'are' if len(extra) > 1 else 'is'} ignored"))


class _Column:
    """One column of a batch beside what the contract tells of it."""

    def __init__(self, column: Any, told: Mapping[str, Any], contract: Mapping[str, Any], out: Examined) -> None:
        self.column, self.told, self.contract, self.out = column, told, contract, out
        self.name, self.dtype = str(told["name"]), str(told["dtype"])

    def examined(self) -> Any:
        """The column in the type of training; what is wrong with its rows goes to `out`."""
        gaps = self.column.isna().to_numpy()
        self._gaps(gaps)
        try:
            cast, wrong = self._cast(gaps)
        except (TypeError, ValueError, OverflowError) as error:
            raise ContractViolation(self.name, "type", f"is {self.column.dtype} where training had {self.dtype} ({error})") from None
        self._wrong(wrong, gaps)
        bad = (gaps & (not self.told["nullable"])) | wrong
        self._range(cast, bad | gaps)
        self._unseen(cast, bad | gaps)
        return cast

    def _gaps(self, gaps: Any) -> None:
        share, count = float(gaps.mean()), len(gaps)
        if not share:
            return
        action = policy(self.contract, "too_many_missing")
        if action != "ignore" and count >= FEWEST and share > self._most_gaps(count):
            text = f"{share:.1%} of the values are missing; training had {self.told.get('null_share', 0):.1%}"
            if action == "stop":
                raise ContractViolation(self.name, "null-share", text, {"share": share, "rows": count})
            self.out.warnings.append(("null-share", self.name, text))
        if not self.told["nullable"]:
            self._apply("missing_value", gaps, "is missing, and never was in training", "null-share")

    def _most_gaps(self, count: int) -> float:
        """The largest share that is allowed: the limit, and four standard deviations of a batch this small."""
        share = float(self.told.get("null_share", 0.0))
        return max(float(self.told.get("max_null_share", 1.0)), share + 4 * math.sqrt(share * (1 - share) / count))

    def _apply(self, name: str, mask: Any, what: str, rule: str) -> None:
        action = policy(self.contract, name, self.told)
        if action == "stop":
            raise ContractViolation(self.name, "policy", f"{what} in {int(mask.sum())} of {len(mask)} rows", {"rows": np.flatnonzero(mask)[:20].tolist()})
        if action == "reject":
            self.out.reject(mask, f"{self.name} {what}")
        else:
            self.out.note(mask, f"{self.name} {what}", rule)

    def _wrong(self, wrong: Any, gaps: Any) -> None:
        """Single values of another type are rejected; where it is more than a slip, the column has changed its type."""
        count = int(wrong.sum())
        if not count:
            return
        there, first = int((~gaps).sum()), self.column[wrong].iloc[0]
        text = f"holds {first!r} where training had {self.dtype}"
        if count == there or (len(wrong) >= FEWEST and count > float(self.contract["max_rejected"]) * there):
            raise ContractViolation(self.name, "type", f"{text}, in {count} of {there} values", {"values": [str(v) for v in self.column[wrong].head(5)]})
        self._apply("wrong_type", wrong, f"is not {_spoken(self.dtype)}", "type")

    def _cast(self, gaps: Any) -> tuple[Any, Any]:
        """The column in the type of training, and which values are not of it."""
        import pandas as pd

        none = np.zeros(len(gaps), dtype=bool)
        if str(self.column.dtype) == self.dtype and (self.told["numeric"] or not self.told.get("text")):
            return self.column, none
        if self.dtype.lower().startswith("bool"):
            return self._truth(gaps)
        if self.told["numeric"]:
            return self._numbers(gaps)
        if self.dtype.startswith("datetime64") and not pd.api.types.is_numeric_dtype(self.column):
            moments = pd.to_datetime(self.column, errors="coerce", utc=True if "," in self.dtype else None)
            return moments.astype(self.dtype), moments.isna().to_numpy() & ~gaps
        return self._text(gaps)

    def _numbers(self, gaps: Any) -> tuple[Any, Any]:
        import pandas as pd

        numbers = pd.to_numeric(self.column, errors="coerce")
        wrong = numbers.isna().to_numpy() & ~gaps
        if self.dtype.lower().startswith(("int", "uint")):
            with np.errstate(invalid="ignore"):
                broken = ~wrong & ~gaps & (np.mod(numbers.to_numpy(dtype="float64", na_value=np.nan), 1) != 0)
            wrong = wrong | broken  # 12.5 as a whole number would be 12, and nobody would know
            if (gaps & ~wrong).any() and policy(self.contract, "missing_value", self.told) == "score":
                return numbers.astype("float64"), wrong
            numbers = numbers.mask(wrong | gaps, 0) if (wrong | gaps).any() else numbers
        return numbers.astype(self.dtype), wrong

    def _truth(self, gaps: Any) -> tuple[Any, Any]:
        known = self.column.astype("str").str.strip().str.lower().map(TRUTH)
        wrong = known.isna().to_numpy() & ~gaps
        return known.where(known.notna(), False).astype(self.dtype), wrong

    def _text(self, gaps: Any) -> tuple[Any, Any]:
        import pandas as pd

        wrong = np.zeros(len(gaps), dtype=bool)
        if pd.api.types.is_numeric_dtype(self.column) and not gaps.all() and (self.told.get("text") or not pd.api.types.is_bool_dtype(self.column)):
            return self.column, ~gaps
        if self.told.get("text") and pd.api.types.infer_dtype(self.column, skipna=True) not in ("string", "empty", "categorical"):
            wrong = ~self.column.map(lambda value: isinstance(value, str)).to_numpy(dtype=bool) & ~gaps
        return (self.column if str(self.column.dtype) == self.dtype else self.column.astype(self.dtype)), wrong

    def _range(self, cast: Any, skip: Any) -> None:
        """Infinite values where training had none, values outside the range of training, and far outside it."""
        limits = self.told.get("range")
        if not limits or not self.told["numeric"]:
            return
        low, high = limits
        values = cast.to_numpy(dtype="float64", na_value=np.nan) if cast.dtype.kind not in "fiu" else cast.to_numpy()
        with np.errstate(invalid="ignore"):
            if not (np.fmin.reduce(values) < low or np.fmax.reduce(values) > high):  # the usual case costs two quick passes
                return
            outside = ((values < low) | (values > high)) & ~skip
            width = (high - low) or max(abs(high), 1.0)
            far = outside & ((values < low - self._factor() * width) | (values > high + self._factor() * width))
        shown = f"{low:g} to {high:g}"
        self.out.reject(far, f"{self.name} is far outside the range of training ({shown})")
        if (outside & ~far).any():
            self._apply("out_of_range", outside & ~far, f"is outside the range of training ({shown})", "out-of-range")

    def _factor(self) -> float:
        return float(self.told.get("range_factor", math.inf))

    def _unseen(self, cast: Any, skip: Any) -> None:
        import pandas as pd

        known = self.told.get("categories")
        if not known or pd.Series(cast.unique()).dropna().isin(known).all():  # the usual case: few values, each looked up once
            return
        unseen = ~cast.isin(known).to_numpy() & ~skip
        if unseen.any():
            self._apply("unseen", unseen, "has a category that training never saw", "unseen")


def _duplicates(rows: Any, contract: Mapping[str, Any], out: Examined) -> None:
    """Keys that come twice: the same row again, or rows that differ, of which nobody can say which is right."""
    key, action = contract.get("key"), policy(contract, "duplicate_key")
    if key is None:
        return
    missing = rows[key].isna().to_numpy()
    out.reject(missing, f"{key} identifies the row, and is missing")
    if action == "score" or rows[key].is_unique:
        return
    twice = rows[key].duplicated(keep=False).to_numpy() & ~missing
    if not twice.any():
        return
    if action == "stop":
        raise ContractViolation(str(key), "key", f"comes more than once in {int(twice.sum())} rows", {"keys": [str(v) for v in rows[key][twice].unique()[:10]]})
    again = np.zeros(len(rows), dtype=bool)
    some = rows[twice]
    try:
        same = some.duplicated().to_numpy()  # rows that are equal in every column to one before
        again[np.flatnonzero(twice)[same]] = True
        differs = some[~same][key].duplicated(keep=False)
        unclear = rows[key].isin(some[~same][key][differs]).to_numpy() & twice
    except TypeError:  # lists or mappings in the cells
        unclear = twice
    out.reject(again & ~unclear, f"{key} comes twice: the same row again")
    out.reject(unclear, f"{key} comes twice, with different values")


def _spoken(dtype: str) -> str:
    if dtype.lower().startswith(("int", "uint")):
        return "a whole number"
    return {"f": "a number", "b": "true or false", "d": "a date"}.get(dtype[0].lower(), "text")


def check_answers(answers: Any, rows: Any, contract: Mapping[str, Any]) -> None:
    """One answer for each row in its order, and such as this model gives. Raises ContractViolation (rule `output`)."""
    if len(answers) != len(rows) or not answers.index.equals(rows.index):
        raise ContractViolation("", "output", f"{len(answers)} answers for {len(rows)} rows, or not in their order")
    told = contract.get("answers")
    fresh = answers[answers["status"] == "fresh"]
    if not told or not len(fresh):
        return
    if told["kind"] != "class":
        _check_scores(fresh["score"].to_numpy(dtype="float64"), told)
    if told["classes"] is not None:
        foreign = ~fresh["prediction"].isin(told["classes"])
        if foreign.any():
            raise ContractViolation("", "output", f"{fresh['prediction'][foreign].iloc[0]!r} is predicted, which is no class of training")


def _check_scores(scores: Any, told: Mapping[str, Any]) -> None:
    if not np.isfinite(scores).all():
        raise ContractViolation("", "output", f"{int((~np.isfinite(scores)).sum())} of {len(scores)} scores are no finite numbers")
    if told["kind"] == "probability" and not ((scores >= 0) & (scores <= 1)).all():
        raise ContractViolation("", "output", f"a probability is {scores[(scores < 0) | (scores > 1)][0]}")
    share = told.get("commonest")  # of the training rows, how many have one and the same score
    if share is not None and len(scores) >= FEWEST and share ** len(scores) < CHANCE and (scores == scores[0]).all():
        raise ContractViolation("", "output", f"all {len(scores)} scores are {scores[0]}; of the training rows at most {share:.1%} had the same")
