"""Bytes that break a target of fuzzing.py, looked for by atheris, guided by what the code does.

Usage: fuzz_by_coverage.py TARGET SECONDS [FOLDER ...]; needs `pip install atheris`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["coptui"]):
    from fuzzing import must_hold

name, seconds, *rest = sys.argv[1:]
options = [f"-max_total_time={seconds}", "-max_len=600", "-verbosity=0", "-print_final_stats=1"]
atheris.Setup([sys.argv[0], *options, *rest], lambda data: must_hold(name, data))
atheris.Fuzz()
