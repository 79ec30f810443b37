"""Cover art that follows from a digest."""

import re
from xml.etree import ElementTree

from beatflow_site.lib import covers
from beatflow_site.templatetags import ui

DIGESTS = [f"{number:064x}" for number in range(60)]


def picture(digest: str) -> str:
    """A cover without the name of its gradient."""
    return re.sub(r"cover-\d+", "", covers.draw(digest))


def test_a_digest_has_one_picture_for_ever_and_others_have_others() -> None:
    assert picture(DIGESTS[0]) == picture(DIGESTS[0])
    assert len({picture(digest) for digest in DIGESTS}) == len(DIGESTS)


def test_every_picture_is_drawn_in_several_styles_and_is_whole() -> None:
    shapes = {
        tuple(sorted({node.tag.split("}")[-1] for node in ElementTree.fromstring(covers.draw(d)).iter()}))
        for d in DIGESTS
    }
    assert len(shapes) >= 4


def test_two_covers_on_a_page_never_share_a_gradient() -> None:
    names = [re.findall(r'id="(cover-\d+)"', covers.draw(digest))[0] for digest in (DIGESTS[0], DIGESTS[0], DIGESTS[1])]
    assert len(set(names)) == 3


def test_a_cover_carries_nothing_of_what_it_is_drawn_from() -> None:
    assert "<script>" not in ui.cover("<script>alert(1)</script>")


def test_numbers_are_written_as_musicians_write_them() -> None:
    assert [ui.clock(value) for value in (0, 59.6, 187, None)] == ["0:00", "1:00", "3:07", "–"]
    assert [ui.plain(value) for value in (140.0, 92.5, "x", None)] == ["140", "92.5", "x", ""]
    assert [ui.lufs(value) for value in (-14.04, None)] == ["−14.0 LUFS", ""]
    assert ui.kind_class("drums") == "drums"
    assert ui.kind_class("kazoo") == "other"


def test_a_face_shows_initials_and_nothing_else_of_a_name() -> None:
    assert ">IV<" in ui.avatar("Ines Vidal")
    assert ">AL<" in ui.avatar("alice")
    assert "<script" not in ui.avatar("<script>")
    assert "?" in ui.avatar("…")
