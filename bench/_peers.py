"""The same ledger in PySD and BPTK-Py; runs in their own environment, reads the model as JSON and runs what it is told.

Every account is a stock and every event a flow; the rate, standing repo, ON RRP and the settlement between banks react
to the levels of the day before. There are no draws, no solving within the day and no checks: the peers do less.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIX = 6  # outputs of the second BPTK case; the first asks for every stock
Model = dict[str, Any]


def changes(model: Model) -> list[list[tuple[str, int]]]:
    """Return the flows that move each stock, with their signs."""
    found: list[list[tuple[str, int]]] = [[] for _ in model["stocks"]]
    for flow, stock, sign in model["postings"]:
        found[stock].append((flow, sign))
    return found


def vensim(model: Model) -> str:
    """Return the model in Vensim's language."""
    lines = ["{UTF-8}"]
    for place, (level, moved) in enumerate(zip(model["stocks"], changes(model), strict=True)):
        rate = " ".join(f"{'+' if sign > 0 else '-'} {flow}" for flow, sign in moved) or "0"
        lines.append(f"s{place} = INTEG({rate.removeprefix('+ ')}, {level!r}) ~~|")
    for name, equation in model["equations"].items():
        lines.append(f"{name} = {equation} ~~|")
    lines += [
        "INITIAL TIME = 0 ~~|",
        f"FINAL TIME = {model['days']} ~~|",
        "TIME STEP = 1 ~~|",
        "SAVEPER = TIME STEP ~~|",
    ]
    return "\n".join(lines)


def pysd_run(model: Model) -> Callable[[], list[float]]:
    """Return one run of the model in PySD; translating it is not timed."""
    import pysd

    place = Path(tempfile.mkdtemp(prefix="tidegauge-peers-")) / "ledger.mdl"
    place.write_text(vensim(model), "utf-8")
    loaded = pysd.read_vensim(str(place))
    names = [f"s{place}" for place in range(len(model["stocks"]))]
    return lambda: loaded.run(return_columns=names, progress=False).iloc[-1].tolist()


def bptk_model(model: Model) -> Any:
    """Return the model in BPTK's own language."""
    from BPTK_Py import Model as SystemDynamics
    from BPTK_Py import sd_functions

    made = SystemDynamics(starttime=0.0, stoptime=float(model["days"]), dt=1.0, name="ledger")
    known: dict[str, Any] = {"EXP": sd_functions.exp, "LN": sd_functions.ln if hasattr(sd_functions, "ln") else None}
    for place, level in enumerate(model["stocks"]):
        known[f"s{place}"] = made.stock(f"s{place}")
        known[f"s{place}"].initial_value = level
    flows = {flow for flow, _, _ in model["postings"]}
    for name in model["equations"]:
        known[name] = made.biflow(name) if name in flows else made.converter(name)
    for name, equation in model["equations"].items():
        known[name].equation = eval(equation, {}, known)  # our own text, see `ensemble.py`
    for place, moved in enumerate(changes(model)):
        rate: Any = 0.0
        for flow, sign in moved:
            rate = rate + known[flow] if sign > 0 else rate - known[flow]
        known[f"s{place}"].equation = rate
    return made


def bptk_run(model: Model, n_outputs: int) -> Callable[[], list[float]]:
    """Return one run of the model in BPTK's Rust engine; loading it is not timed."""
    from BPTK_Py._rust_engine import RustSdEngine
    from BPTK_Py.sddsl.json_serializer import model_to_json

    loaded = RustSdEngine().load_model(model_to_json(bptk_model(model)))
    names = [f"s{place}" for place in model["outputs"][:n_outputs] or range(len(model["stocks"]))]

    def last() -> list[float]:
        found = loaded.simulate(names)
        return [max(found[name].items(), key=lambda item: float(item[0]))[1] for name in names]

    return last


def main() -> None:
    """Read a model, answer with the last day of each peer, then run whom each line names and say the seconds."""
    said, sys.stdout = sys.stdout, io.StringIO()  # the peers print
    model = json.loads(sys.stdin.readline())
    cases = {"pysd": pysd_run(model), "bptk_all": bptk_run(model, 0), "bptk_six": bptk_run(model, SIX)}
    print(json.dumps({name: case() for name, case in cases.items()}), file=said, flush=True)
    for line in sys.stdin:
        start = time.process_time()
        cases[line.strip()]()
        print(time.process_time() - start, file=said, flush=True)


if __name__ == "__main__":
    main()
