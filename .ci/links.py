"""Asks whether the addresses in README, docs and the other Markdown files still answer: `make links`."""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\]]+")
_PATIENCE = 20.0
# Some servers refuse whoever says to be a program; they are alive.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; link check)"}


def files() -> list[Path]:
    """All Markdown files that belong to the project."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("resources/**/*.md")])


def addresses() -> dict[str, list[str]]:
    """Every http address with the files that name it, without the brackets and stops of the sentence around it."""
    found: dict[str, list[str]] = {}
    for file in files():
        for match in _ADDRESS.findall(file.read_text(encoding="utf-8")):
            address = match.rstrip(".,;:!?*_")
            while address.endswith(")") and address.count(")") > address.count("("):
                address = address[:-1].rstrip(".,;:!?*_")
            found.setdefault(address.partition("#")[0], []).append(str(file.relative_to(ROOT)))
    return {address: sorted(set(named)) for address, named in sorted(found.items())}


def answer(address: str) -> str:
    """Empty where it answers, else what is wrong; `no answer: ...` where nobody was reached."""
    request = urllib.request.Request(address, headers=_HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            return ""
    except urllib.error.HTTPError as error:
        return f"error {error.code}" if error.code in (404, 410) or error.code >= 500 else ""
    except (OSError, ValueError) as error:
        return f"no answer: {getattr(error, 'reason', None) or error}"


def main() -> int:
    """Print the addresses that are dead; 1 if there are any, or if nothing could be reached at all."""
    known = addresses()
    with ThreadPoolExecutor(8) as pool:
        answers = dict(zip(known, pool.map(answer, known), strict=True))
    silent = [address for address, said in answers.items() if said.startswith("no answer")]
    if silent and len(silent) == len(known):
        reason = answers[silent[0]].partition(": ")[2]
        print(f"None of {len(known)} addresses could be asked ({reason}): nothing was checked.", file=sys.stderr)
        return 1
    dead = {address: said for address, said in answers.items() if said}
    for address, said in dead.items():
        print(f"{address}: {said}; named in {', '.join(known[address])}")
    print(f"{len(known) - len(dead)} of {len(known)} addresses answer.")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
