"""What is handed to others: a source distribution and a wheel made from it."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import explorer

ROOT = Path(explorer.__file__).parents[1]
FOLDERS = (".ci", "benchmarks", "bundle", "docs", "explorer", "resources", "tests")
FILES = ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "MANIFEST.in", "Makefile", "README.md", "constraints.txt")
PARTS = (*FOLDERS, *FILES, "pyproject.toml", ".gitignore")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(names in the source distribution, the wheel): built from a copy, so that the working tree stays clean."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        where = ROOT / part
        if where.is_dir():
            shutil.copytree(where, source / part, ignore=LEFT_OUT)
        else:
            shutil.copy(where, source / part)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(source / "dist"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    (archive,) = (source / "dist").glob("*.tar.gz")
    (wheel,) = (source / "dist").glob("*.whl")
    with tarfile.open(archive) as file:
        return {name.partition("/")[2] for name in file.getnames()}, wheel


@pytest.fixture(scope="module")
def in_wheel(built):
    with zipfile.ZipFile(built[1]) as file:
        return set(file.namelist())


def every(folder, under):
    """The files of a folder by the names that they have in an archive."""
    return {
        f"{under}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_module(in_wheel):
    wanted = every("explorer", "explorer")
    assert wanted <= in_wheel
    assert "explorer/py.typed" in in_wheel


def test_the_wheel_holds_weights_icons_and_fonts(in_wheel):
    wanted = every("resources", "explorer/resources")
    assert wanted <= in_wheel
    for example in ("models/digits.safetensors", "icons/pencil-simple.svg", "colour_maps.json"):
        assert f"explorer/resources/{example}" in wanted
    assert any(name.endswith(".otf") for name in wanted)


def test_the_wheel_holds_nothing_else(in_wheel):
    tops = {name.split("/")[0] for name in in_wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"explorer"}
    assert [name for name in in_wheel if name.endswith((".pyc", ".partial"))] == []


def test_the_wheel_has_the_licences_and_the_command(built, in_wheel):
    assert {Path(name).name for name in in_wheel if "/licenses/" in name} == {
        "LICENSE",
        "LICENSE-Inter.txt",
        "LICENSE-Phosphor.txt",
    }
    with zipfile.ZipFile(built[1]) as file:
        (entry,) = (name for name in in_wheel if name.endswith("entry_points.txt"))
        assert "feature-map-explorer = explorer.__main__:main" in file.read(entry).decode()


def test_the_source_distribution_holds_all_that_is_needed_to_build_test_and_bundle(built):
    names, _ = built
    wanted = {*PARTS} - {*FOLDERS}
    for folder in FOLDERS:
        wanted |= every(folder, folder)
    assert wanted - names == set()
    assert not {name for name in names if "__pycache__" in name}


def test_the_wheel_works_where_it_was_unpacked(built, tmp_path):
    """Its own weights are read, not those of the working tree."""
    with zipfile.ZipFile(built[1]) as file:
        file.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r});"
        "import explorer; from explorer.__main__ import main; print(explorer.__file__); sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, "layers", "digits"], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{tmp_path}/explorer/__init__.py\nDigit CNN")


def test_the_bundle_begins_as_the_command_does():
    command = [sys.executable, str(ROOT / "bundle" / "program.py"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"feature-map-explorer {explorer.__version__}\n", "")
