"""Trees, commits and packs that git itself takes, whatever people are called and write."""

import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from dulwich.objects import Blob, Commit, Tree
from hypothesis import given, settings
from hypothesis import strategies as st

from repos.vcs.git import objects, packs, walks, wire
from repos.vcs.git.wire import Malformed, Request
from tests.gits import assert_sound, git

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
BLOB = Blob.from_string(b"sound").id.decode()
ODD_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ODD_NAMES = [
    "<>",
    "Ann <ann@example.com>",
    "a\nparent b",
    "\0",
    " ",
    "",
    "Ünï 💥",
    "\u202e",
    "Mr. X, Jr.;",
    "\\",
    "'\"",
    "x" * 80,
]


def commit_by(name: str = "Alice", message: str = "First", *, digest: str = "d" * 64, at: datetime = AT) -> Commit:
    made = objects.commit(digest, BLOB, ["a" * 40, "b" * 40], name, message, at)
    read = Commit.from_string(made.data)
    assert read.id.decode() == made.id
    return read


def test_a_commit_says_who_when_what_and_on_what() -> None:
    read = commit_by(
        "Alice Moon", "First\n\nAnd more.", at=datetime(2026, 5, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    )
    assert read.author == read.committer == b"Alice Moon <alice.moon@users.noreply.beatflow.invalid>"
    assert (read.author_time, read.commit_time) == (AT.timestamp(), AT.timestamp())
    assert (read.author_timezone, read.parents) == (0, [b"a" * 40, b"b" * 40])
    assert read.message == b"First\n\nAnd more.\n"


def test_the_id_of_a_commit_never_changes() -> None:
    made = objects.commit("d" * 64, "c" * 40, [], "Alice", "First", AT)
    assert made.data == (
        b"tree cccccccccccccccccccccccccccccccccccccccc\n"
        b"author Alice <alice@users.noreply.beatflow.invalid> 1777636800 +0000\n"
        b"committer Alice <alice@users.noreply.beatflow.invalid> 1777636800 +0000\n"
        b"beatflow dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\n"
        b"\nFirst\n"
    )


def test_two_versions_that_differ_in_what_git_leaves_out_stay_two() -> None:
    assert commit_by(digest="d" * 64).id != commit_by(digest="e" * 64).id


@given(ODD_TEXT, ODD_TEXT)
def test_any_name_gives_one_line_that_git_can_read(name: str, message: str) -> None:
    read = commit_by(name, message)
    who, _, rest = read.author.decode().partition(" <")
    assert who
    assert rest.endswith(f"@{objects.MAIL_HOST}>")
    assert rest.isascii()
    assert not set("<>\n\0") & set(who + rest[:-1])
    assert read.parents == [b"a" * 40, b"b" * 40]
    assert read.message.decode() == message.replace("\0", "").rstrip("\n") + "\n"


@given(ODD_TEXT, ODD_TEXT)
def test_names_that_differ_in_odd_letters_have_addresses_of_their_own(one: str, other: str) -> None:
    told = [objects.identity(name).partition("<")[2] for name in (f"ö{one}", f"ö{other}")]
    assert (told[0] == told[1]) == (one == other)


def test_git_itself_finds_nothing_wrong_with_odd_names_and_messages(tmp_path: Path) -> None:
    git("init", "-q", str(tmp_path))
    blob = Blob.from_string(b"sound")
    (tree,) = objects.trees({"beat.mid": blob.id.decode()})
    made = [objects.commit("d" * 64, tree.id, [], name, f"{name}\n{name}", AT) for name in ODD_NAMES]
    packed = [packs.whole(packs.COMMIT, one.data) for one in {one.id: one for one in made}.values()]
    whole = [*packed, packs.whole(packs.TREE, tree.data), packs.whole(packs.BLOB, b"sound")]
    data = b"".join(packs.pack(whole))
    subprocess.run(
        ["git", "index-pack", "--strict", "--stdin"], input=data, cwd=tmp_path, check=True, capture_output=True
    )
    assert_sound(tmp_path)


def test_stems_lie_in_folders_of_their_own() -> None:
    files = {objects.file_path(path): BLOB for path in ("stems/bass", "stems/hum", "sources/" + "a" * 64, "score.json")}
    sources, stems, root = objects.trees(dict(sorted(files.items())))[-3:]
    names = [[item.path.decode() for item in Tree.from_string(one.data).items()] for one in (sources, stems, root)]
    assert names == [["a" * 64 + ".flac"], ["bass.flac", "hum.flac"], ["score.json", "sources", "stems"]]
    assert objects.trees(files)[-1] == objects.trees(dict(reversed(files.items())))[-1]


@pytest.mark.parametrize("path", ["../x", "a//b", ".git/config", ".GIT/x", "/x", "x/", "."])
def test_what_git_would_not_check_out_becomes_no_tree(path: str) -> None:
    with pytest.raises(ValueError):
        objects.trees({path: BLOB})


def test_a_blob_is_named_piece_by_piece() -> None:
    assert objects.blob_id(5, [b"so", b"und"]) == BLOB
    with pytest.raises(ValueError, match="not as long"):
        objects.blob_id(6, [b"sound"])


def test_a_pack_holds_one_piece_at_a_time() -> None:
    held = []

    def pieces() -> BytesIO:
        held.append(len(held))
        return BytesIO(b"x\n" * 2)

    stream = packs.pack([packs.Packed(packs.BLOB, 4, pieces, packs.STORED)] * 3)
    next(stream)
    assert held == []
    next(stream), next(stream)
    assert held == [0]
    assert len(b"".join(stream)) > 0


@given(st.lists(st.binary(max_size=50)), st.integers(1, 40))
def test_pieces_are_made_even(pieces: list[bytes], size: int) -> None:
    made = list(packs.even(pieces, size))
    assert b"".join(made) == b"".join(pieces)
    assert {len(piece) for piece in made[:-1]} <= {size}


@pytest.mark.parametrize(
    "body",
    [b"zzzz", b"0003", b"00", b"0010want", b"000bwant x\n", b"0009deep\n", b"000edeepen 0\n", b"0014filter blob:none"],
)
def test_what_git_would_not_say_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        wire.parse(body)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_a_question_or_refused(body: bytes) -> None:
    with suppress(Malformed):
        assert isinstance(wire.parse(body), Request)


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_what_is_sent_at_some_depth_is_complete(seed: int, depth: int) -> None:
    parents = {n: sorted({(seed >> n) % n, n - 1}) if n else [] for n in range(30)}
    walk = walks.walk(parents.__getitem__, [29], [], [], depth)
    assert all(set(parents[one]) <= walk.commits for one in walk.commits - walk.shallow)
    further = walks.walk(parents.__getitem__, [29], [29], walk.shallow, walks.EVERYTHING)
    assert walk.commits | further.commits == set(range(30))
    assert (walk.commits & further.commits, further.unshallow) == (set(), walk.shallow)
