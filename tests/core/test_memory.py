"""How much memory there is to be had, read from what systems say."""

import pytest

from explorer.core.allocator import _glibc, keep_for_next_frame, return_large_pieces, trim
from explorer.core.memory import available_bytes, can_record, keeps_all

GIB = 1 << 30
V2 = {"proc/self/cgroup": "0::/user/box\n"}


@pytest.fixture
def system(tmp_path):
    """A system of files."""

    def make(files):
        for name, text in {"proc/meminfo": "MemTotal: 9000 kB\nMemAvailable:    8000 kB\n", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 8000 * 1024),
        (V2, 8000 * 1024),
        (V2 | {"sys/fs/cgroup/user/box/memory.max": "max\n"}, 8000 * 1024),
        (V2 | {"sys/fs/cgroup/user/box/memory.max": "900", "sys/fs/cgroup/user/box/memory.current": "500"}, 400),
        (
            V2
            | {
                "sys/fs/cgroup/user/memory.max": "700",
                "sys/fs/cgroup/user/memory.current": "600",
                "sys/fs/cgroup/user/memory.stat": "anon 90\ninactive_file 50\n",
            },
            150,
        ),
        (
            {
                "proc/self/cgroup": "5:cpu,memory:/x\n4:memory:/box\n",
                "sys/fs/cgroup/memory/box/memory.limit_in_bytes": "300",
                "sys/fs/cgroup/memory/box/memory.usage_in_bytes": "320",
            },
            0,
        ),
    ],
    ids=["machine", "no limit files", "no limit", "limit", "limit of a parent", "version 1, exceeded"],
)
@pytest.mark.skipif("sys.platform != 'linux'")
def test_what_is_free_is_what_the_machine_and_its_limits_leave(system, files, expected):
    assert available_bytes(system(files)) == expected


def test_this_machine_has_memory():
    assert available_bytes() > 0


def test_two_frames_have_to_fit_into_half_of_what_is_free():
    assert keeps_all(1 * GIB, 4 * GIB)
    assert not keeps_all(1 * GIB + 1, 4 * GIB)
    assert keeps_all(50 << 20, 1 << 20)
    assert keeps_all(100 * GIB, None)
    assert can_record(2 * GIB, 4 * GIB)
    assert not can_record(2 * GIB + 1, 4 * GIB)


class Library:
    """A C library that writes down what it is told."""

    def __init__(self):
        self.told = []

    def mallopt(self, option, value):
        self.told.append((option, value))
        return 1

    def malloc_trim(self, pad):
        self.told.append(pad)


def test_the_allocator_is_told_what_to_do(monkeypatch):
    library = Library()
    monkeypatch.setattr("explorer.core.allocator._glibc", lambda: library)
    assert keep_for_next_frame()
    assert return_large_pieces()
    # In malloc.h: M_MMAP_THRESHOLD is -3, M_TRIM_THRESHOLD -1; both are ints.
    assert [option for option, _ in library.told] == [-3, -1, -3, -1]
    assert all(0 < value < 1 << 31 for _, value in library.told)
    assert library.told[2][1] < library.told[0][1]
    trim()
    assert library.told[4:] == [0]


def test_other_libraries_are_left_alone(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    _glibc.cache_clear()
    assert not keep_for_next_frame()
    assert not return_large_pieces()
    trim()
    _glibc.cache_clear()
