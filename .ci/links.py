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


def answer(address: str) -> tuple[str, str]:
    """(what is wrong with the page, why nobody could be asked): both empty where it answers."""
    request = urllib.request.Request(address, headers=_HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            return "", ""
    except urllib.error.HTTPError as error:
        # Others, such as 403 and 429, are said to programs: the page is there.
        return (f"error {error.code}" if error.code in (404, 410) or error.code >= 500 else ""), ""
    except (OSError, ValueError) as error:
        return "", str(getattr(error, "reason", None) or error)


def main() -> int:
    """Print the addresses that are dead or could not be asked; 1 if there are any."""
    known = addresses()
    with ThreadPoolExecutor(8) as pool:
        answers = dict(zip(known, pool.map(answer, known), strict=True))
    dead = {address: wrong for address, (wrong, _) in answers.items() if wrong}
    silent = {address: why for address, (_, why) in answers.items() if why}
    if 2 * len(silent) > len(known):
        reason = next(iter(silent.values()))
        print(f"{len(silent)} of {len(known)} addresses could not be asked ({reason}): there is no internet here, or "
              "only a part of it. Nothing is known of any.", file=sys.stderr)  # fmt: skip
        return 1
    for address, said in {**dead, **silent}.items():
        print(f"{address}: {said}; named in {', '.join(known[address])}")
    print(f"{len(known) - len(dead) - len(silent)} of {len(known)} addresses answer.")
    return 1 if dead or silent else 0


if __name__ == "__main__":
    sys.exit(main())
