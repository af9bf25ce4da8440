"""Type hints from what one run observed: `pd.DataFrame`, `np.ndarray`, `list[str]`; Any where nothing is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from recipeline.model.analysis import ImportedName
from recipeline.model.observation import ValueFacts

SCALARS = {
    "int": "int", "float": "float", "bool": "bool", "str": "str", "complex": "complex", "bytes": "bytes",
    "numpy.float64": "float", "numpy.str_": "str",  # subclasses; numpy.bool and numpy.float32 are none
}  # fmt: skip
CLASSES = {
    "frame": ("pandas", "DataFrame"), "series": ("pandas", "Series"), "array": ("numpy", "ndarray"),
}  # fmt: skip
USUAL_ALIASES = {"pandas": "pd", "numpy": "np"}


@dataclass(slots=True)
class Hints:
    """Makes annotations for one module and collects the imports that they need."""

    imports: dict[str, ImportedName]
    own: frozenset[str] = frozenset()  # classes that the module itself defines
    needed: dict[str, ImportedName] = field(default_factory=dict)

    def of(self, facts: ValueFacts | None) -> str:
        if facts is None:
            return self.any()
        if facts.kind in CLASSES:
            return self.member(*CLASSES[facts.kind])
        if facts.type in SCALARS:
            return SCALARS[facts.type]
        match facts.kind:
            case "list" | "dict" | "tuple" if facts.type != facts.kind:
                return self.imported_class(facts.type)  # a Counter is more than a dict
            case "list":
                return f"list[{self.element(facts.elements)}]"
            case "dict":
                key, _, value = (facts.elements or "").partition(" -> ")
                return f"dict[{self.element(key)}, {self.element(value)}]"
            case "tuple":
                return f"tuple[{self.any()}, ...]"
            case "estimator" | "object":
                return self.imported_class(facts.type)
        return self.any()

    def element(self, name: str | None) -> str:
        return SCALARS[name] if name in ("int", "str", "bool") else self.any()

    def any(self) -> str:
        self.needed["Any"] = ImportedName("Any", "typing", "Any")
        return "Any"

    def member(self, package: str, name: str) -> str:
        """`pd.DataFrame`, under the name that the notebook gives the package."""
        for alias, imported in self.imports.items():
            if imported.module == package and imported.attribute is None and alias != package.split(".")[0]:
                self.needed[alias] = imported
                return f"{alias}.{name}"
            if imported.module == package and imported.attribute == name:
                self.needed[alias] = imported
                return alias
        alias = USUAL_ALIASES.get(package, package)
        if alias in self.imports:
            return self.any()
        self.needed[alias] = ImportedName(alias, package, None)
        return f"{alias}.{name}"

    def imported_class(self, dotted: str) -> str:
        """The class itself where the notebook imports or defines it, Any otherwise."""
        last = dotted.rsplit(".", 1)[-1]
        if dotted in self.own:
            return dotted
        imported = self.imports.get(last)
        if imported is not None and imported.attribute == last:
            self.needed[last] = imported
            return last
        return self.any()

    def figure(self) -> str:
        imported = ImportedName("Figure", "matplotlib.figure", "Figure")
        if self.imports.get("Figure", imported) != imported:
            return self.any()
        self.needed["Figure"] = imported
        return "Figure"
