"""The global random generators: their state taken, compared and put back."""

from __future__ import annotations

import hashlib
import random
import sys
from typing import Any

entropy = random.Random()  # stands in for the operating system's: `numpy.random.default_rng()` draws its seed from it


def tap_entropy(module: Any) -> None:
    """Let numpy's unseeded generators take their seeds from `entropy`, which can be put back and replayed."""
    seeds = getattr(module, "bit_generator", None)
    if seeds is not None and hasattr(seeds, "randbits"):
        seeds.randbits = entropy.getrandbits


States = Any  # name of the generator -> its state


def _numpy_random() -> Any:
    module = sys.modules.get("numpy.random")
    return module if module is not None and hasattr(module, "get_state") else None


def _torch() -> Any:
    module = sys.modules.get("torch")
    return module if module is not None and hasattr(module, "get_rng_state") else None


def states() -> States:
    """The state of each generator that exists by now, as values that can be pickled."""
    found: States = {"random": random.getstate(), "entropy": entropy.getstate()}
    numpy = _numpy_random()
    if numpy is not None:
        found["numpy"] = numpy.get_state()
    torch = _torch()
    if torch is not None:
        found["torch"] = torch.get_rng_state().numpy().tobytes()
    return found


def marks() -> dict[str, Any]:
    """Small values that change when a generator advances."""
    found: dict[str, Any] = {"random": hash(random.getstate()), "entropy": hash(entropy.getstate())}
    numpy = _numpy_random()
    if numpy is not None:
        state: tuple[Any, ...] = numpy.get_state()
        found["numpy"] = (hashlib.blake2b(state[1], digest_size=8).digest(),) + tuple(state[2:])
    torch = _torch()
    if torch is not None:
        found["torch"] = hashlib.blake2b(torch.get_rng_state().numpy(), digest_size=8).digest()
    return found


def restore(saved: States) -> None:
    """Put generators back; those whose library is not loaded yet are left out."""
    if "random" in saved:
        random.setstate(saved["random"])
    if "entropy" in saved:
        entropy.setstate(saved["entropy"])
    restore_one("numpy", saved)
    restore_one("torch", saved)


def restore_one(name: str, saved: States) -> None:
    """Put one library's generator back, where there is a state for it and the library is loaded."""
    if name not in saved:
        return
    if name == "numpy" and _numpy_random() is not None:
        _numpy_random().set_state(saved["numpy"])
    if name == "torch" and _torch() is not None:
        torch = _torch()
        torch.set_rng_state(torch.tensor(list(saved["torch"]), dtype=torch.uint8))
