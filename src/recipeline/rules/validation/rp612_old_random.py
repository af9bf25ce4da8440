"""RP612: numbers are drawn from numpy's one global generator.

Why it matters: every draw anywhere, in libraries too, moves it on, so one new draw changes all later ones. numpy keeps the functions but
no longer improves them.
What to do: make a generator once, `rng = np.random.default_rng(seed)`, and hand it to what draws.

Wrong::

    noise = np.random.normal(size=100)

Right::

    rng = np.random.default_rng(42)
    noise = rng.normal(size=100)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.model.notebook import At
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

# Function of numpy.random -> method of Generator. Source: numpy 2.4, "What's new or different" of Generator; those not named keep their name.
RENAMED = {
    "rand": "random", "randn": "standard_normal", "randint": "integers", "random_integers": "integers", "random_sample": "random",
    "ranf": "random", "sample": "random",
}  # fmt: skip
SAME = frozenset({
    "beta", "binomial", "bytes", "chisquare", "choice", "dirichlet", "exponential", "f", "gamma", "geometric", "gumbel", "hypergeometric",
    "laplace", "logistic", "lognormal", "logseries", "multinomial", "multivariate_normal", "negative_binomial", "normal", "pareto",
    "permutation", "poisson", "power", "random", "rayleigh", "shuffle", "standard_cauchy", "standard_exponential", "standard_gamma",
    "standard_normal", "standard_t", "triangular", "uniform", "vonmises", "wald", "weibull", "zipf",
})  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """One finding a notebook, at its first draw; a global seed is RP402."""
    found: list[tuple[At, str]] = []
    for statement, node in subject.pairs():
        for call in (one for one in subject.walk(node) if isinstance(one, ast.Call)):
            before, _, name = (subject.dotted(call.func) or "").rpartition(".")
            if before == "numpy.random" and (name in SAME or name in RENAMED):
                found.append((place(statement, call), name))
    if found:
        (at, name), *others = found
        more = f"; {len(others)} more like it" if others else ""
        hint = f"Make `rng = np.random.default_rng(seed)` once, and write `rng.{RENAMED.get(name, name)}(…)`."
        yield Finding("RP612", at, f"`np.random.{name}` draws from the one generator that all share{more}", hint, tuple(other for other, _ in others))


RULE = Rule(code="RP612", name="global-generator", severity="note", check=check)
